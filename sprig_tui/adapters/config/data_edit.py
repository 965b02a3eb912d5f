"""Edits on a parsed config file: what the file must say after an edit, whatever its text is."""

import copy
from collections.abc import Mapping
from typing import Any

from sprig_tui.domain.config_edits import (
    ConfigEdit,
    InsertEntry,
    MoveEntry,
    RemoveEntry,
    SetKey,
    UnsetKey,
    UpdateEntry,
)

Data = dict[str, Any]


def edit_data(data: Mapping[str, Any], edit: ConfigEdit) -> Data:
    """A changed copy of `data`, which is what `tomllib` makes of a file.

    Raises:
        IndexError: the edit names an entry that the file does not have.
    """
    edited = copy.deepcopy(dict(data))
    if isinstance(edit, SetKey | UnsetKey):
        _edit_key(edited, edit)
    else:
        _edit_entries(edited, edit)
    return edited


def same_data(one: object, other: object) -> bool:
    """Whether two parsed files say the same: types count (1 is not 1.0 or true), nan equals nan."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same_data(one[k], other[k]) for k in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same_data, one, other))
    return one == other or (one != one and other != other)


def _edit_key(data: Data, edit: SetKey | UnsetKey) -> None:
    *parents, name = edit.path
    table = data
    for parent in parents:
        if parent not in table and isinstance(edit, UnsetKey):
            return
        table = table.setdefault(parent, {})
    if isinstance(edit, SetKey):
        table[name] = copy.deepcopy(edit.value)
    else:
        table.pop(name, None)


def _edit_entries(data: Data, edit: InsertEntry | UpdateEntry | RemoveEntry | MoveEntry) -> None:
    entries: list[Data] = data.setdefault(edit.table, [])
    places = len(entries) + isinstance(edit, InsertEntry)
    for index in (edit.index, edit.to if isinstance(edit, MoveEntry) else edit.index):
        if not 0 <= index < places:
            raise IndexError(f"{edit.table} has no entry {index}")
    match edit:
        case InsertEntry():
            entries.insert(edit.index, copy.deepcopy(dict(edit.values)))
        case UpdateEntry():
            _update(entries[edit.index], edit.values)
        case RemoveEntry():
            del entries[edit.index]
        case MoveEntry():
            entries.insert(edit.to, entries.pop(edit.index))
    if not entries:
        del data[edit.table]


def _update(entry: Data, values: Mapping[str, object]) -> None:
    for name, value in values.items():
        if value is None:
            entry.pop(name, None)
        else:
            entry[name] = copy.deepcopy(value)
