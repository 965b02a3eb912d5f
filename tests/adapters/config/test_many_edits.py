"""Many edits of one table at once: the same as one by one, and in little time."""

import tomllib
from collections import Counter
from collections.abc import Sequence
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sprig_tui.adapters.config import many_edits, text_edit
from sprig_tui.adapters.config.data_edit import edit_data, same_data
from sprig_tui.adapters.config.document import Document, scan_document
from sprig_tui.adapters.config.steps import Change, Move, Removal, Step, steps_of
from sprig_tui.adapters.config.text_edit import edit_text
from sprig_tui.domain.config_edits import (
    ConfigEdit,
    InsertEntry,
    MoveEntry,
    RemoveEntry,
    SetKey,
    UnsetKey,
    UpdateEntry,
)
from tests.adapters.config.toml_files import TABLES, random_edit, random_file

THREE = """# settings
mode = 1

# of the web
[[page_urls]]
url = "a"  # first

[[page_urls]]
url = "b"

# kept
[[page_urls]]
url = "c"
# end
"""


def lines_of(text: str) -> "Counter[str]":
    """How often each line that is not blank stands in a text."""
    lines = (line.strip() for line in text.removeprefix("\ufeff").split("\n"))
    return Counter(line for line in lines if line)


def edits_of_entries(random: Random, counts: dict[str, int], number: int) -> list[ConfigEdit]:
    """Changes, removals and moves of entries that are there when their turn comes."""
    edits: list[ConfigEdit] = []
    while len(edits) < number and any(counts.values()):
        edit = random_edit(random, counts)
        if not isinstance(edit, InsertEntry | SetKey | UnsetKey):
            edits.append(edit)
            if isinstance(edit, RemoveEntry):
                counts[edit.table] -= 1
    return edits


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.randoms(use_true_random=True))
def test_they_are_what_they_are_one_by_one(random: Random) -> None:
    """Every comment and unknown key of what stays is there once, on files of all spellings."""
    text = random_file(random)
    said = tomllib.loads(text.removeprefix("\ufeff"))
    edits = edits_of_entries(random, {table: len(said.get(table, ())) for table in TABLES}, 6)
    edits.sort(key=lambda edit: edit.table)  # type: ignore[union-attr]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_edit, "FEW", 100)
        single = edit_text(text, edits)
        patch.setattr(text_edit, "FEW", 0)
        together = edit_text(text, edits)
    now = tomllib.loads(together.removeprefix("\ufeff"))
    for step in steps_of(edits):
        edit_data(said, step)
    assert same_data(drop_empty(now), drop_empty(said))
    assert lines_of(single) <= lines_of(together)
    assert all(line in text for line in lines_of(together) - lines_of(single))


def drop_empty(said: dict[str, Any]) -> dict[str, Any]:
    """Lists that a removal left empty may go or stay."""
    return {name: value for name, value in said.items() if value != []}


def test_entries_go_and_move_with_their_comments() -> None:
    """In one pass, without blank lines left over."""
    steps: list[Step] = [
        Move("page_urls", 2, 0),
        Removal("page_urls", 2),
        Change(("page_urls", 0, "url"), "d"),
    ]
    assert many_edits.edit_together(THREE, "page_urls", steps, set_url) == (
        THREE.replace('\n[[page_urls]]\nurl = "b"\n', "")
        .replace('# kept\n[[page_urls]]\nurl = "c"\n# end\n', "X")
        .replace('# of the web\n[[page_urls]]\nurl = "a"  # first\n', "Y")
        .replace("X", '# of the web\n[[page_urls]]\nurl = "a"  # first\n')
        .replace("Y", '# kept\n[[page_urls]]\nurl = "d"\n# end\n')
    )


def set_url(text: str, steps: Sequence[Step]) -> str:
    """As the only step asks for."""
    assert steps == [Change(("page_urls", 0, "url"), "d")]
    return text.replace('"c"', '"d"')


def test_a_thousand_entries_cost_no_scan_each(monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole file is scanned once, and each entry by itself."""
    text = "".join(f'\n[[page_urls]]\nurl = "{number}"\n' for number in range(1_000))
    scanned = 0

    def count(part: str) -> Document:
        nonlocal scanned
        scanned += len(part)
        return scan_document(part)

    monkeypatch.setattr(text_edit, "scan_document", count)
    monkeypatch.setattr(many_edits, "scan_document", count)
    edits: list[ConfigEdit] = [
        *(UpdateEntry("page_urls", number, {"note": "n"}) for number in range(1_000)),
        *(MoveEntry("page_urls", 999, number) for number in range(500)),
    ]
    after = tomllib.loads(edit_text(text, edits))["page_urls"]
    assert [entry["url"] for entry in after[:2]] == ["999", "998"]
    assert all(entry["note"] == "n" for entry in after)
    assert scanned < 10 * len(text)
