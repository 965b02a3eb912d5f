"""The example config, which is what a newcomer begins with."""

import re
import stat
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from sprig_tui.adapters.config import first_start
from sprig_tui.adapters.config.first_start import example_text, write_default
from sprig_tui.adapters.config.reading import read_config
from sprig_tui.adapters.config.unknown_keys import field_names, part_of
from sprig_tui.domain.secret import Secret
from sprig_tui.domain.settings import Config

ROOT = Path(__file__).parents[3]
LISTS = ("triggered_events", "page_urls", "filters")


def with_samples() -> str:
    """The example with its samples taken out of their comments."""
    lines = example_text().split("\n")
    sample = False
    for number, line in enumerate(lines):
        sample = line.startswith("# [[") or (sample and line.startswith("# "))
        lines[number] = line.removeprefix("# ") if sample else line
    return "\n".join(lines)


def keys_of(model: type[BaseModel], prefix: str = "") -> set[str]:
    """Every key of the config, dotted; those of lists once."""
    found: set[str] = set()
    for name, annotation in field_names(model).items():
        part, _ = part_of(annotation)
        found |= keys_of(part, f"{prefix}{name}.") if part else {prefix + name}
    return found


def keys_in(data: dict[str, Any], prefix: str = "") -> set[str]:
    """The same of what a file says."""
    found: set[str] = set()
    for name, value in data.items():
        path = prefix + name
        if path in ("ui.keys", "filters.fields"):
            found.add(path)
        elif isinstance(value, dict):
            found |= keys_in(value, f"{path}.")
        elif path in LISTS:
            for entry in value:
                found |= keys_in(entry, f"{path}.")
        else:
            found.add(path)
    return found


def test_the_example_says_the_defaults_and_has_no_problems() -> None:
    """So that any of its lines may go."""
    snapshot = read_config(example_text(), "c.toml", environment_key=Secret())
    assert (snapshot.config, snapshot.problems) == (Config(), ())


def test_every_key_stands_in_the_example_and_nothing_else() -> None:
    """Those of the lists in their samples."""
    assert keys_in(tomllib.loads(with_samples())) == keys_of(Config)


def test_the_samples_can_be_used() -> None:
    """One of each list, without a warning."""
    snapshot = read_config(with_samples(), "c.toml", environment_key=Secret())
    assert snapshot.problems == ()
    assert [len(getattr(snapshot.config, name)) for name in LISTS] == [1, 1, 1]


def test_every_key_has_a_comment_above_it() -> None:
    """The example is documentation."""
    lines = example_text().splitlines()
    for above, line in pairwise(lines):
        if re.match(r"[a-z_]+ = |\[", line):
            assert above.startswith("# "), line
    assert all(len(line) <= 100 for line in lines)


def test_the_first_config_is_the_example_for_its_owner_only(folder: Path) -> None:
    """And it is written once."""
    file = folder / "sprig-tui" / "config.toml"
    assert write_default(file)
    assert file.read_bytes() == (ROOT / "config.example.toml").read_bytes()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert not write_default(file)


def test_an_installed_program_has_the_example_in_its_package(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The wheel's build puts it there (pyproject.toml)."""
    (folder / "config.example.toml").write_text("# packaged\n")
    monkeypatch.setattr(first_start, "files", lambda _package: folder)
    assert example_text() == "# packaged\n"
