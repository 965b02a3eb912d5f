"""Files that a command line names are read as far as a text goes."""

import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from sprig_tui.cli import given_files
from sprig_tui.cli.exits import PlainExit
from sprig_tui.cli.given_files import lines_of, whole_of
from sprig_tui.cli.main import main


def test_lines_come_as_they_are_and_an_endless_one_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(given_files, "MAX_LINE", 4)
    assert list(lines_of(io.BytesIO(b"abc\n\nd"), "f")) == [b"abc\n", b"\n", b"d"]
    with pytest.raises(PlainExit, match=r"f, line 2: more than 4 bytes"):
        list(lines_of(io.BytesIO(b"abc\n12345"), "f"))
    assert whole_of(io.BytesIO(b"1234"), "f") == b"1234"
    with pytest.raises(PlainExit, match=r"f: more than 4 bytes"):
        whole_of(io.BytesIO(b"12345"), "f")


@pytest.mark.parametrize(
    "words",
    [
        ["users", "import", "/dev/zero"],
        ["mappings", "test", "/dev/zero"],
        ["mappings", "import", "/dev/zero"],
        ["send", "track", "A", "--json", "/dev/zero"],
    ],
)
def test_a_device_without_an_end_is_refused(
    folder: Path, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would else be read until the memory is full."""
    monkeypatch.setattr(given_files, "MAX_LINE", 1_000)
    (folder / "c.toml").touch()
    places = ["--config", str(folder / "c.toml"), "--store", str(folder / "s.db")]
    done = CliRunner().invoke(main, [*words, *places])
    assert done.exit_code == 2
    assert "/dev/zero" in done.stderr


def test_a_file_that_is_no_text_is_named(folder: Path) -> None:
    (folder / "c.toml").touch()
    (folder / "body.json").write_bytes(b'"\xff"')
    places = ["--config", str(folder / "c.toml"), "--store", str(folder / "s.db")]
    words = ["send", "track", "A", "--json", str(folder / "body.json")]
    done = CliRunner().invoke(main, [*words, *places])
    assert done.exit_code == 2
    assert "is not JSON" in done.stderr
    (folder / "body.json").write_text(json.dumps([]))
    assert "must hold one JSON object" in CliRunner().invoke(main, [*words, *places]).stderr
