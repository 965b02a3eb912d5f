"""Between the rows of the log and the cells of their table."""

from collections.abc import Callable
from types import MappingProxyType
from typing import Any

import pytest

from sprig_tui.adapters.store.rows import (
    COLUMNS,
    DAMAGED,
    INSERTED,
    StoredCells,
    cells_of,
)
from sprig_tui.domain.events import CallType, Envelope
from sprig_tui.domain.log import NewRow
from sprig_tui.domain.reasons import Reason
from tests.log_rows import new_row

BODIES: dict[int, bytes] = {}
ROW = new_row(1, Reason.EVENT, warnings=("w",), source="s", rules_version="v", unverified=True)


def stored(row: NewRow) -> dict[str, Any]:
    """The cells of a row by column, none of its texts in the side table."""
    cells = cells_of(1, row, lambda text, _row_id: text)
    defaults = {"seen": 1, "attempts": 0, "id_reused": 0}
    return defaults | dict(zip(INSERTED, cells, strict=True))


def read(cells: dict[str, Any], body: Callable[[int], bytes | None] = BODIES.get) -> StoredCells:
    """As a SELECT gives them."""
    return StoredCells([cells[name] for name in COLUMNS.split(", ")], body)


def test_a_text_may_be_in_the_side_table() -> None:
    """The checksum covers the text, wherever it is."""
    cells = stored(ROW)
    inline = read(cells).event()
    shared = read(cells | {"detail": 5, "reason": 6}, {5: cells["detail"], 6: cells["reason"]}.get)
    assert shared.sound
    assert shared.event() == inline
    assert inline.row.detail == ROW.detail


@pytest.mark.parametrize(
    "damage",
    [
        {"received_at": 1},
        {"received_at": "x"},
        {"received_at": None},
        {"flags": 0},
        {"flags": "x"},
        {"checksum": None},
        {"user_id": b"other"},
        {"user_id": None},
        {"name": 99},
        {"name": 1.5},
        {"reason": b"unknown"},
        {"reason": None},
        {"type": "text"},
        {"mapping": b"page_urls:x"},
        {"mapping": b"elsewhere:1"},
        {"warnings": b"{"},
        {"warnings": b"{}"},
        {"envelope": b"[]"},
        {"envelope": b"{"},
        {"envelope": b'{"call": "dance", "context": 1, "integrations": []}'},
        {"payload": b"{}"},
        {"payload": None},
    ],
)
def test_damage_is_shown_and_breaks_nothing(damage: dict[str, Any]) -> None:
    """The row is there, with a detail that says so."""
    event = read(stored(ROW) | damage).event()
    assert event.row.detail == DAMAGED
    assert event.damaged
    assert event.row.id == 1
    assert event.row.message_id == ROW.message_id


@pytest.mark.parametrize("damage", [{"seen": "x"}, {"delivery": 77}, {"attempts": None}])
def test_odd_counters_break_nothing(damage: dict[str, Any]) -> None:
    """They change in the life of a row, so the checksum does not cover them."""
    row = read(stored(ROW) | damage).row()
    assert row.detail == ROW.detail


def test_an_envelope_may_be_of_any_mappings() -> None:
    """It comes back as plain dictionaries."""
    frozen = MappingProxyType({"page": MappingProxyType({"n": 2**70, "s": "\ud800"})})
    envelope = Envelope(CallType.PAGE, frozen, None)
    event = read(stored(new_row(1, envelope=envelope))).event()
    assert event.envelope == Envelope(CallType.PAGE, {"page": {"n": 2**70, "s": "\ud800"}})


def test_an_envelope_of_anything_else_is_refused() -> None:
    """What is stored has to come back."""
    with pytest.raises(TypeError, match="set"):
        stored(new_row(1, envelope=Envelope(context={"x": {1}})))
