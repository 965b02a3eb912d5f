"""Choosing the columns of the list of events."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sprig_tui.domain.columns import MOST, OWN, ColumnError, payload_field
from sprig_tui.domain.log import StoredEvent
from sprig_tui.domain.query.printing import field_name
from sprig_tui.ports import LogReader
from sprig_tui.services.payload_text import SECRET_FIELDS

USUAL: Final = tuple(OWN)
LOOKED_AT: Final = 100
MOST_NAMES: Final = 500
DEEPEST: Final = 3
HEADS: Final = ("properties", "traits", "context")


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """A column and whether it is on."""

    name: str
    on: bool

    @property
    def pinned(self) -> bool:
        """Whether it is a field of the payload."""
        return self.name not in OWN


class ColumnPlan:
    """The columns in their order; what is off stands where it was switched off."""

    def __init__(self, chosen: Sequence[str]) -> None:
        shown = list(chosen or USUAL)
        rest = [name for name in USUAL if name not in shown]
        self.lines = [ColumnLine(name, on=True) for name in shown]
        self.lines += [ColumnLine(name, on=False) for name in rest]

    @property
    def chosen(self) -> tuple[str, ...]:
        """The names of those that are on; none where they are the usual ones."""
        names = tuple(line.name for line in self.lines if line.on)
        return () if names == USUAL else names

    def switch(self, place: int) -> bool:
        """Turn a column on or off; False where it is the last one, which stays."""
        line = self.lines[place]
        if line.on and sum(one.on for one in self.lines) == 1:
            return False
        self.lines[place] = ColumnLine(line.name, on=not line.on)
        return True

    def move(self, place: int, by: int) -> int:
        """Move a column; returns where it is then."""
        to = max(0, min(place + by, len(self.lines) - 1))
        self.lines.insert(to, self.lines.pop(place))
        return to

    def pin(self, text: str, place: int) -> int:
        """Add a field of the payload behind a column, or turn it on; returns where it is.

        It never parts what stands before the event's name: there it comes behind a name on show.

        Raises:
            ColumnError: it names no field, or there are too many columns.
        """
        name = payload_field(text).name
        for there, line in enumerate(self.lines):
            if line.name == name:
                self.lines[there] = ColumnLine(name, on=True)
                return there
        if len(self.lines) >= MOST:
            raise ColumnError(f"there are {MOST} columns already")
        names = [at for at, line in enumerate(self.lines) if line.name == "name" and line.on]
        behind = max([place, *names])
        self.lines.insert(behind + 1, ColumnLine(name, on=True))
        return behind + 1

    def drop(self, place: int) -> bool:
        """Take a field of the payload away; False for the list's own columns and the last one."""
        line = self.lines[place]
        last = line.on and sum(one.on for one in self.lines) == 1
        if not line.pinned or last:
            return False
        del self.lines[place]
        return True

    def restore(self) -> None:
        """The usual columns again."""
        self.lines = ColumnPlan(()).lines


async def seen_fields(reader: LogReader) -> list[str]:
    """The fields of the newest events' payloads, the most frequent first.

    Raises:
        StoreUnavailableError: the log cannot be read.
    """
    rows = await reader.rows(limit=LOOKED_AT)
    counts: Counter[str] = Counter()
    for stored in await reader.events([row.id for row in rows]):
        counts.update(set(_fields_of(stored)))
    return [name for name, _ in counts.most_common(MOST_NAMES)]


def _fields_of(stored: StoredEvent) -> Iterator[str]:
    try:
        value = json.loads(stored.payload)
    except (ValueError, RecursionError):
        return
    if isinstance(value, dict):
        for head in HEADS:
            for path in _paths(value.get(head), ()):
                yield field_name(head, path)


def _paths(value: object, before: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if isinstance(value, Mapping) and len(before) < DEEPEST:
        for key, member in value.items():
            if key and key.lower() not in SECRET_FIELDS:
                yield from _paths(member, (*before, key))
    elif before:
        yield before
