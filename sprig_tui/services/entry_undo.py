"""Taking back what an edit made of one entry or setting, in a file that others changed since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from sprig_tui.domain.config_edits import (
    ConfigConflictError,
    ConfigEdit,
    ConfigSnapshot,
    InsertEntry,
    ListTable,
    MoveEntry,
    RemoveEntry,
    SetKey,
    TomlValue,
    UnsetKey,
    UpdateEntry,
)
from sprig_tui.domain.secret import Secret
from sprig_tui.domain.settings import Config
from sprig_tui.services.filter_edits import Entry, listed, listed_values

CHANGED_SINCE: Final = "what it changed was changed or removed in the file since"
THERE_ALREADY: Final = "another hand put it back: the file has it already"


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


@dataclass(frozen=True, slots=True)
class KeyChange:
    """What an edit made of a setting; None is a key that the file does not have."""

    path: tuple[str, ...]
    before: TomlValue | None = field(repr=False)
    after: TomlValue | None = field(repr=False)

    def reversed(self) -> "KeyChange":
        """What takes it back."""
        return KeyChange(self.path, self.after, self.before)


Change = EntryChange | KeyChange


def single_change(
    edits: Sequence[ConfigEdit], before: ConfigSnapshot, after: ConfigSnapshot
) -> Change | None:
    """What a single edit made of its entry or setting; None of several edits.

    None of an API key too while the environment's takes its place: the file's is not in a state.
    """
    match edits:
        case (SetKey(path) | UnsetKey(path),):
            states = key_value(before, path), key_value(after, path)
            return None if is_hidden(before, path) else KeyChange(path, *states)
        case (InsertEntry(table, index),):
            return EntryChange(table, Place(None, index), _place(after, table, index))
        case (UpdateEntry(table, index),):
            return EntryChange(table, _place(before, table, index), _place(after, table, index))
        case (RemoveEntry(table, index),):
            return EntryChange(table, _place(before, table, index), Place(None, index))
        case (MoveEntry(table, index, to),):
            return EntryChange(table, _place(before, table, index), _place(after, table, to))
    return None


def is_hidden(state: ConfigSnapshot, path: tuple[str, ...]) -> bool:
    """Whether the environment's API key is in the state, in the place of the file's at `path`."""
    return bool(state.environment_key) and path[:2] == ("destination", "api_keys")


def key_value(state: ConfigSnapshot, path: tuple[str, ...]) -> TomlValue | None:
    """What the file says of a setting, None where it says nothing."""
    if ".".join(path) not in state.lines:
        return None
    value: object = state.config
    for name in path:
        value = value.get(name) if isinstance(value, dict) else getattr(value, name, None)
    return _toml(value)


def plan_back(change: Change, present: ConfigSnapshot) -> tuple[Change, list[ConfigEdit]]:
    """What takes the change back in `present`, where an entry may stand elsewhere.

    Raises:
        ConfigConflictError: it is not there as the edit left it.
    """
    if isinstance(change, EntryChange):
        return _plan_entry_back(change, present.config)
    path, before = change.path, change.before
    if key_value(present, path) != change.after:
        raise ConfigConflictError(CHANGED_SINCE)
    return change.reversed(), [UnsetKey(path) if before is None else SetKey(path, before)]


def _plan_entry_back(change: EntryChange, present: Config) -> tuple[Change, list[ConfigEdit]]:
    table, before, after = change.table, change.before, change.after
    entries = listed(present, table)
    if after.entry is None and before.entry is not None:
        if before.entry in entries:
            raise ConfigConflictError(THERE_ALREADY)
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
        raise ConfigConflictError(CHANGED_SINCE)
    return found[0]


def _place(snapshot: ConfigSnapshot, table: ListTable, index: int) -> Place:
    return Place(listed(snapshot.config, table)[index], index)


def _toml(value: object) -> TomlValue | None:
    """A value of the config model as the file has it."""
    if isinstance(value, tuple):
        return [str(_toml(item)) for item in value]
    if isinstance(value, Secret):
        return value.reveal()
    return value if value is None or isinstance(value, bool | int | float) else str(value)
