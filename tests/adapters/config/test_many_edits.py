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
from sprig_tui.adapters.config.data_edit import same_data
from sprig_tui.adapters.config.document import Document, scan_document
from sprig_tui.adapters.config.entry_edits import entry_pieces
from sprig_tui.adapters.config.steps import Change, Move, Removal, Step
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


def counts_of(text: str) -> dict[str, int]:
    """How many entries each list has."""
    said = tomllib.loads(text.removeprefix("\ufeff"))
    return {table: len(said.get(table, ())) for table in TABLES}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.randoms(use_true_random=True))
def test_they_say_what_they_say_one_by_one(random: Random) -> None:
    """On files of all spellings; where entries only change, so does every line."""
    text = random_file(random)
    edits = edits_of_entries(random, counts_of(text), 6)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_edit, "FEW", 100)
        single = edit_text(text, edits)
        patch.setattr(text_edit, "FEW", 0)
        together = edit_text(text, edits)
    one, other = (tomllib.loads(each.removeprefix("\ufeff")) for each in (single, together))
    assert same_data(drop_empty(one), drop_empty(other))
    if all(isinstance(edit, UpdateEntry) for edit in edits):
        assert lines_of(together) == lines_of(single)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.randoms(use_true_random=True))
def test_only_what_belongs_to_a_removed_entry_goes(random: Random) -> None:
    """Whatever moves around it: its own lines go, and every other line stays."""
    text = random_file(random)
    table = random.choice(TABLES)
    left = list(range(counts_of(text)[table]))
    steps: list[Step] = []
    for _ in range(min(4, len(left))):
        at = random.randrange(len(left))
        if random.random() < 0.5:
            steps.append(Removal(table, at))
            del left[at]
        else:
            to = random.randrange(len(left))
            steps.append(Move(table, at, to))
            left.insert(to, left.pop(at))
    after = many_edits.edit_together(text, table, steps, lambda part, _: part)
    if after is None:
        return
    pieces = entry_pieces(scan_document(text), table)
    gone = [text[start:end] for at, [(start, end)] in enumerate(pieces) if at not in left]
    assert lines_of(after) == lines_of(text) - lines_of("".join(f"{part}\n" for part in gone))


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
