"""What the list of events shows of payloads, read for the rows on show only."""

import json
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sprig_tui.domain.columns import PayloadField
from sprig_tui.domain.event_summary import WITHOUT_NAME, summary_of
from sprig_tui.domain.log import LogRow, StoredEvent
from sprig_tui.domain.query.payload_fields import Payload
from sprig_tui.ports import LogReader
from sprig_tui.services.payload_text import MASK, SECRET_FIELDS, mask_write_keys

KEPT: Final = 1_000
"""Rows whose texts are remembered; what Segment sent never changes."""
LONGEST: Final = 400
MOST_VALUES: Final = 20


@dataclass(frozen=True, slots=True)
class RowTexts:
    """`summary` stands for a missing name, `values` are the fields asked for, in their order.

    None of it is harmless: show it through `safe`.
    """

    summary: str = ""
    values: tuple[str, ...] = ()


NO_TEXTS: Final = RowTexts()


class RowTextSource:
    """Reads payloads a screenful at a time and remembers what it found."""

    def __init__(self, reader: LogReader) -> None:
        self._reader = reader
        self._fields: tuple[PayloadField, ...] = ()
        self._found: OrderedDict[int, RowTexts] = OrderedDict()

    def ask_for(self, fields: Sequence[PayloadField]) -> None:
        """The fields that `of` gives from now on."""
        if tuple(fields) != self._fields:
            self._fields = tuple(fields)
            self._found.clear()

    def forget(self) -> None:
        """The log was emptied: its ids may come again."""
        self._found.clear()

    def of(self, row: LogRow) -> RowTexts:
        """What was read of a row, nothing before it was."""
        return self._found.get(row.id, NO_TEXTS)

    def lacks(self, row: LogRow) -> bool:
        """Whether a text of the row is still to be read."""
        return self._needs(row) and row.id not in self._found

    async def read(self, rows: Sequence[LogRow]) -> bool:
        """Read what is not known yet of these rows; returns whether anything was.

        Raises:
            StoreUnavailableError: the log cannot be read.
        """
        wanted = [row.id for row in rows if self.lacks(row)]
        if not wanted:
            return False
        fields = self._fields
        events = await self._reader.events(wanted)
        if fields is self._fields:
            for stored in events:
                self._found[stored.row.id] = texts_of(stored, fields)
            for gone in wanted:
                self._found.setdefault(gone, NO_TEXTS)
            while len(self._found) > KEPT:
                self._found.popitem(last=False)
        return True

    def _needs(self, row: LogRow) -> bool:
        return bool(self._fields) or (not row.name and row.type in WITHOUT_NAME)


def texts_of(stored: StoredEvent, fields: Sequence[PayloadField]) -> RowTexts:
    """The texts of one event; write keys are masked."""
    payload = Payload(stored)
    kind = stored.row.type or ""
    summary = ""
    if not stored.row.name and kind in WITHOUT_NAME:
        summary = summary_of(kind, _whole(stored))[:LONGEST]
    return RowTexts(summary, tuple(_value(payload, field) for field in fields))


def _value(payload: Payload, field: PayloadField) -> str:
    found = []
    for value in payload.found(field.field):
        found.append(value)
        if len(found) == MOST_VALUES:
            break
    if found and any(part.lower() in SECRET_FIELDS for part in field.field.path):
        return MASK
    return ", ".join(_text(value) for value in found)[:LONGEST]


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(mask_write_keys(value), ensure_ascii=False)


def _whole(stored: StoredEvent) -> dict[str, Any]:
    try:
        value = json.loads(stored.payload)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
