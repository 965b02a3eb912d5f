"""Taking back what an edit made of one entry, in a file that others changed meanwhile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sprig_tui.domain.config_edits import (
    ConfigConflictError,
    ConfigEdit,
    ConfigSnapshot,
    InsertEntry,
    ListTable,
    MoveEntry,
    RemoveEntry,
    TomlValue,
    UpdateEntry,
)
from sprig_tui.domain.settings import Config
from sprig_tui.services.filter_edits import Entry, listed, listed_values


@dataclass(frozen=True, slots=True)
class Place:
    """An entry and where it stands, or no entry and where one could."""

    entry: Entry | None
    index: int


@dataclass(frozen=True, slots=True)
class EntryChange:
    """What an edit made of an entry."""

    table: ListTable
    before: Place
    after: Place

    def reversed(self) -> "EntryChange":
        """What takes it back."""
        return EntryChange(self.table, self.after, self.before)


def entry_change(
    edits: Sequence[ConfigEdit], before: ConfigSnapshot, after: ConfigSnapshot
) -> EntryChange | None:
    """What a single edit of an entry made of it; None of several edits, and of settings."""
    match edits:
        case (InsertEntry(table, index),):
            return EntryChange(table, Place(None, index), _place(after, table, index))
        case (UpdateEntry(table, index),):
            return EntryChange(table, _place(before, table, index), _place(after, table, index))
        case (RemoveEntry(table, index),):
            return EntryChange(table, _place(before, table, index), Place(None, index))
        case (MoveEntry(table, index, to),):
            return EntryChange(table, _place(before, table, index), _place(after, table, to))
    return None


def plan_back(change: EntryChange, present: Config) -> tuple[EntryChange, list[ConfigEdit]]:
    """What takes the change back in `present`, where the entry may stand elsewhere.

    Raises:
        ConfigConflictError: it is not there as the edit left it.
    """
    table, before, after = change.table, change.before, change.after
    entries = listed(present, table)
    if after.entry is None and before.entry is not None:
        index = min(before.index, len(entries))
        values = given(listed_values(table, before.entry))
        back = EntryChange(table, Place(None, index), Place(before.entry, index))
        return back, [InsertEntry(table, index, values)]
    now = Place(after.entry, _find(after, entries))
    if before.entry is None or after.entry is None:
        back = EntryChange(table, now, Place(None, now.index))
        return back, [RemoveEntry(table, now.index)]
    edits: list[ConfigEdit] = []
    to = now.index
    if before.entry != after.entry:
        changed = listed_values(table, before.entry, before=after.entry)
        edits.append(UpdateEntry(table, now.index, changed))
    if before.index != after.index:
        to = min(before.index, len(entries) - 1)
        edits.append(MoveEntry(table, now.index, to))
    return EntryChange(table, now, Place(before.entry, to)), edits


def given(values: Mapping[str, TomlValue | None]) -> dict[str, TomlValue]:
    """The values that a new entry writes."""
    return {name: value for name, value in values.items() if value is not None}


def _find(place: Place, entries: Sequence[Entry]) -> int:
    if place.index < len(entries) and entries[place.index] == place.entry:
        return place.index
    found = [index for index, entry in enumerate(entries) if entry == place.entry]
    if len(found) != 1:
        message = "it is not in the file as the edit left it: nothing was changed"
        raise ConfigConflictError(message)
    return found[0]


def _place(snapshot: ConfigSnapshot, table: ListTable, index: int) -> Place:
    return Place(listed(snapshot.config, table)[index], index)
