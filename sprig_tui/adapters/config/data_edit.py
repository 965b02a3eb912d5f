"""Steps on a parsed config file: what the file must say after a step, whatever its text is."""

from typing import Any

from sprig_tui.adapters.config.document import Path
from sprig_tui.adapters.config.steps import Change, Insertion, Move, Removal, Step
from sprig_tui.domain.value_errors import value_at

Data = dict[str, Any]


def edit_data(data: Data, step: Step) -> None:
    """Change `data`, which is what `tomllib` makes of a file.

    Raises:
        IndexError: the step names an entry that the file does not have.
    """
    if isinstance(step, Change):
        _change(data, step)
    else:
        _edit_entries(data, step)


def same_data(one: object, other: object) -> bool:
    """Whether two parsed files say the same: types count (1 is not 1.0 or true), nan equals nan."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same_data(one[k], other[k]) for k in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same_data, one, other))
    return one == other or (one != one and other != other)


def drop_emptied(data: Data, path: Path) -> None:
    """Take out the tables above `path` that hold nothing; an entry of a list is kept."""
    for length in range(len(path) - 1, 0, -1):
        holder = value_at(data, path[: length - 1])
        if value_at(data, path[:length]) != {} or not isinstance(holder, dict):
            return
        del holder[path[length - 1]]


def _change(data: Data, step: Change) -> None:
    *parents, name = step.path
    holder: Any = data
    for parent in parents:
        if isinstance(parent, int):
            if parent >= len(holder):
                raise IndexError(f"{step.path[0]} has no entry {parent}")
            holder = holder[parent]
        elif step.value is None and parent not in holder:
            return
        else:
            holder = holder.setdefault(parent, {})
    if step.value is None:
        holder.pop(name, None)
    else:
        holder[name] = _plain(step.value)


def _edit_entries(data: Data, step: Insertion | Removal | Move) -> None:
    entries: list[Data] = data.setdefault(step.table, [])
    places = len(entries) + isinstance(step, Insertion)
    for index in (step.index, step.to if isinstance(step, Move) else step.index):
        if not 0 <= index < places:
            raise IndexError(f"{step.table} has no entry {index}")
    match step:
        case Insertion():
            entries[step.index : step.index] = [_plain(dict(entry)) for entry in step.entries]
        case Removal():
            del entries[step.index]
        case Move():
            entries.insert(step.to, entries.pop(step.index))
    if not entries:
        del data[step.table]


def _plain(value: Any) -> Any:  # noqa: ANN401
    """A value as `tomllib` gives it: lists and plain strings, no tuples and enums."""
    if isinstance(value, dict):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return str(value) if isinstance(value, str) else value
