"""An edit made on a state of the file that is no longer there, put on the present one.

Where another hand changed the very thing that it is about, the operator decides: nothing is
written over unseen.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final, cast

from sprig_tui.domain.config_edits import (
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
from sprig_tui.services.edit_conflict import (
    FieldConflict,
    compare_entries,
    find_counterpart,
    keep_mine,
)
from sprig_tui.services.edit_history import PlannedEdit
from sprig_tui.services.entry_undo import given, is_hidden, key_value
from sprig_tui.services.filter_edits import Entry, listed, listed_values
from sprig_tui.services.settings_catalog import find_setting

HIDDEN: Final = "(a secret)"
DEFAULT: Final = "(not in the file)"


@dataclass(frozen=True, slots=True)
class Rebased:
    """An edit on the present state; `conflicts` is what another hand changed of its own thing."""

    planned: PlannedEdit = field(repr=False)
    conflicts: Sequence[FieldConflict] = ()


@dataclass(frozen=True, slots=True)
class _Spot:
    """An entry as it was edited, and as and where it stands now; None when it is gone."""

    table: ListTable
    found: Entry
    there: Entry | None
    at: int


def rebase(planned: PlannedEdit, present: ConfigSnapshot) -> Rebased | None:
    """The edit on `present`; None when nothing is left to do, or it is several edits.

    That is when the file says already what it wants, or what it moves or deletes is gone; and of
    an API key while the environment's takes its place: what the file says of it is not known then.
    """
    if len(planned.edits) != 1:
        return None
    (edit,) = planned.edits
    match edit:
        case SetKey(path) | UnsetKey(path):
            wanted = edit.value if isinstance(edit, SetKey) else None
            if is_hidden(present, path) or key_value(present, path) == wanted:
                return None
            return _on(present, planned, edit, _compare_keys(path, wanted, planned.base, present))
        case UpdateEntry(table, index, values):
            spot = _find(table, index, planned.base, present)
            return _update(spot, values, planned, present)
        case RemoveEntry(table, index):
            spot = _find(table, index, planned.base, present)
            if spot.there is None:
                return None
            conflicts = _compare(spot, None)
            return _on(present, planned, RemoveEntry(table, spot.at), conflicts)
        case MoveEntry(table, index, _):
            return _move(_find(table, index, planned.base, present), edit, planned, present)
    return _on(present, planned, edit, ())


def _on(
    present: ConfigSnapshot,
    planned: PlannedEdit,
    edit: ConfigEdit,
    conflicts: Sequence[FieldConflict],
) -> Rebased:
    return Rebased(replace(planned, edits=(edit,), base=present), conflicts)


def _find(table: ListTable, index: int, base: ConfigSnapshot, present: ConfigSnapshot) -> _Spot:
    before, after = listed(base.config, table), listed(present.config, table)
    same = [at for at, entry in enumerate(after) if entry == before[index]]
    if same:
        at = min(same, key=lambda one: abs(one - index))
        return _Spot(table, before[index], after[at], at)
    other = find_counterpart(before, after, index)
    if other is None:
        return _Spot(table, before[index], None, min(index, len(after)))
    return _Spot(table, before[index], after[other], other)


def _compare(spot: _Spot, typed: Entry | None) -> Sequence[FieldConflict]:
    """What to ask about; nothing when the entry is as it was."""
    return () if spot.there == spot.found else compare_entries(spot.found, spot.there, typed)


def _update(
    spot: _Spot, values: object, planned: PlannedEdit, present: ConfigSnapshot
) -> Rebased | None:
    changes = cast(dict[str, TomlValue], values)
    names = {each.alias or name: name for name, each in type(spot.found).model_fields.items()}
    typed = spot.found.model_copy(update={names[key]: value for key, value in changes.items()})
    edit: ConfigEdit = UpdateEntry(spot.table, spot.at, changes)
    if spot.there is None:
        edit = InsertEntry(spot.table, spot.at, given(listed_values(spot.table, typed)))
    elif keep_mine(spot.found, spot.there, typed) == spot.there:
        return None
    return _on(present, planned, edit, _compare(spot, typed))


def _move(
    spot: _Spot, edit: MoveEntry, planned: PlannedEdit, present: ConfigSnapshot
) -> Rebased | None:
    """Past the neighbour that it was moved over, else as far as it was moved."""
    if spot.there is None:
        return None
    entries = listed(present.config, spot.table)
    over = listed(planned.base.config, spot.table)[edit.to]
    steps = edit.to - edit.index
    if over in entries:
        place = entries.index(over)
    else:
        place = min(max(spot.at + steps, 0), len(entries) - 1)
    if (place - spot.at) * steps <= 0:
        return None
    conflicts = _compare(spot, spot.found)
    if conflicts:
        numbers = (f"#{at + 1}" for at in (edit.index, spot.at, place))
        conflicts = [FieldConflict("place", *numbers), *conflicts]
    return _on(present, planned, MoveEntry(spot.table, spot.at, place), conflicts)


def _compare_keys(
    path: tuple[str, ...],
    wanted: TomlValue | None,
    base: ConfigSnapshot,
    present: ConfigSnapshot,
) -> Sequence[FieldConflict]:
    found, there = key_value(base, path), key_value(present, path)
    if found == there:
        return ()
    key = ".".join(path)
    setting = find_setting(key)
    hidden = setting is not None and setting.secret
    return [FieldConflict(key, *(_text(one, hidden=hidden) for one in (found, there, wanted)))]


def _text(value: TomlValue | None, *, hidden: bool) -> str:
    if value is None:
        return DEFAULT
    if hidden:
        return HIDDEN if value else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return ", ".join(value) if isinstance(value, list) else str(value)
