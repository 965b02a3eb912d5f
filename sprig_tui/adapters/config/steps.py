"""Edits of the config file broken into steps that can be made and judged one by one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sprig_tui.adapters.config.document import Path
from sprig_tui.domain.config_edits import (
    ConfigEdit,
    InsertEntry,
    MoveEntry,
    RemoveEntry,
    SetKey,
    UnsetKey,
    UpdateEntry,
)


@dataclass(frozen=True, slots=True)
class Change:
    """Set a key, or take it out (None). The path may lead into an entry or an inline value."""

    path: Path
    value: object


@dataclass(frozen=True, slots=True)
class Insertion:
    """Entries that follow each other, so that a thousand of them cost one step."""

    table: str
    index: int
    entries: tuple[Mapping[str, object], ...]


@dataclass(frozen=True, slots=True)
class Removal:
    """An entry goes."""

    table: str
    index: int


@dataclass(frozen=True, slots=True)
class Move:
    """An entry stands at `to` afterwards."""

    table: str
    index: int
    to: int


Step = Change | Insertion | Removal | Move


def steps_of(edits: Sequence[ConfigEdit]) -> Iterator[Step]:
    """The steps of `edits`, in order."""
    waiting: list[InsertEntry] = []
    for edit in edits:
        if waiting and not _follows(edit, waiting):
            yield _together(waiting)
            waiting = []
        match edit:
            case InsertEntry():
                waiting.append(edit)
            case SetKey(path, value):
                yield Change(path, value)
            case UnsetKey(path):
                yield Change(path, None)
            case UpdateEntry(table, index, values):
                yield from (Change((table, index, name), value) for name, value in values.items())
            case RemoveEntry(table, index):
                yield Removal(table, index)
            case MoveEntry(table, index, to):
                yield Move(table, index, to)
    if waiting:
        yield _together(waiting)


def _follows(edit: ConfigEdit, waiting: Sequence[InsertEntry]) -> bool:
    first = waiting[0]
    return (
        isinstance(edit, InsertEntry)
        and edit.table == first.table
        and edit.index == first.index + len(waiting)
    )


def _together(waiting: Sequence[InsertEntry]) -> Insertion:
    return Insertion(waiting[0].table, waiting[0].index, tuple(edit.values for edit in waiting))
