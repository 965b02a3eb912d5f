"""Edits of the mappings and filters with undo and redo."""

from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

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
from sprig_tui.ports import ConfigRepository
from sprig_tui.services.filter_edits import Entry, listed, listed_values
from sprig_tui.services.mapping_checks import Finding, check_mapping

__all__ = ["Finding", "MappingEdits", "check_mapping"]

HISTORY: Final = 100
"""How many edits can be undone."""

Values = MappingOf[str, TomlValue | None]


@dataclass(frozen=True, slots=True)
class _Place:
    """An entry and where it stands, or no entry and where one could."""

    entry: Entry | None
    index: int


@dataclass(frozen=True, slots=True)
class _Change:
    """What an edit made of an entry, and of the whole text."""

    table: ListTable
    before: _Place
    after: _Place
    old: str
    new: str


class MappingEdits:
    """Adds, changes, removes and moves mappings and filters in the file, with undo and redo.

    All three lists share one history.

    Every edit is one write of the file and gives its new state. `base` is the state that the
    caller looks at: given, an edit is refused with ConfigConflictError when the file is another
    one by now; left out, the edit applies to the file as it is.

    All edits raise as ConfigRepository.save does; then neither file nor history changed.
    """

    def __init__(self, repository: ConfigRepository) -> None:
        self._repository = repository
        self._done: list[_Change] = []
        self._undone: list[_Change] = []

    @property
    def can_undo(self) -> bool:
        """Whether there is an edit to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether there is an edit to do again."""
        return bool(self._undone)

    async def add(
        self,
        table: ListTable,
        values: Values,
        *,
        index: int | None = None,
        base: ConfigSnapshot | None = None,
    ) -> ConfigSnapshot:
        """Put a mapping before `index`, or at the end."""
        base = base or await self._repository.load()
        place = len(listed(base.config, table)) if index is None else index
        edit = InsertEntry(table, place, _given(values))
        return await self._edit(edit, base, before=_Place(None, place), to=place)

    async def update(
        self, table: ListTable, index: int, values: Values, *, base: ConfigSnapshot | None = None
    ) -> ConfigSnapshot:
        """Set some keys of a mapping; None takes a key out."""
        base = base or await self._repository.load()
        edit = UpdateEntry(table, index, values)
        return await self._edit(edit, base, before=_place(base, table, index), to=index)

    async def toggle(
        self, table: ListTable, index: int, *, base: ConfigSnapshot | None = None
    ) -> ConfigSnapshot:
        """Switch a mapping on or off."""
        base = base or await self._repository.load()
        enabled = not listed(base.config, table)[index].enabled
        return await self.update(table, index, {"enabled": enabled}, base=base)

    async def remove(
        self, table: ListTable, index: int, *, base: ConfigSnapshot | None = None
    ) -> ConfigSnapshot:
        """Take a mapping out, with its comments."""
        base = base or await self._repository.load()
        edit = RemoveEntry(table, index)
        return await self._edit(edit, base, before=_place(base, table, index), to=None)

    async def move(
        self, table: ListTable, index: int, to: int, *, base: ConfigSnapshot | None = None
    ) -> ConfigSnapshot:
        """Make a mapping stand at `to`."""
        base = base or await self._repository.load()
        edit = MoveEntry(table, index, to)
        return await self._edit(edit, base, before=_place(base, table, index), to=to)

    async def undo(self) -> ConfigSnapshot:
        """Take the last edit back; without one the file stays as it is.

        The former text comes back byte for byte while the file is what the edit wrote. Otherwise
        the mapping is looked for in the file as it is now, and only it is changed back.

        Raises:
            ConfigConflictError: it is not there any more; nothing is lost, the edit can still be
                undone when it is.
        """
        return await self._step(self._done, self._undone)

    async def redo(self) -> ConfigSnapshot:
        """Do the edit again that was undone last; raises as `undo` does."""
        return await self._step(self._undone, self._done)

    async def _edit(
        self,
        edit: InsertEntry | UpdateEntry | RemoveEntry | MoveEntry,
        base: ConfigSnapshot,
        *,
        before: _Place,
        to: int | None,
    ) -> ConfigSnapshot:
        table = edit.table
        saved = await self._repository.save([edit], base)
        after = _Place(None, before.index) if to is None else _place(saved, table, to)
        self._done.append(_Change(table, before, after, base.text, saved.text))
        del self._done[:-HISTORY]
        self._undone.clear()
        return saved

    async def _step(self, source: list[_Change], target: list[_Change]) -> ConfigSnapshot:
        present = await self._repository.load()
        if not source:
            return present
        change = source[-1]
        if present.text == change.new:
            saved = await self._repository.write(change.old, present)
            back = _Change(change.table, change.after, change.before, change.new, change.old)
        else:
            now, then, edits = _plan_back(change, present)
            saved = await self._repository.save(edits, present)
            back = _Change(change.table, now, then, present.text, saved.text)
        source.pop()
        target.append(back)
        return saved


def _plan_back(change: _Change, present: ConfigSnapshot) -> tuple[_Place, _Place, list[ConfigEdit]]:
    """Where the changed entry is now, where and what it will be again, and the edits for that."""
    table, before, after = change.table, change.before, change.after
    entries = listed(present.config, table)
    if after.entry is None and before.entry is not None:
        index = min(before.index, len(entries))
        values = _given(listed_values(table, before.entry))
        return (
            _Place(None, index),
            _Place(before.entry, index),
            [InsertEntry(table, index, values)],
        )
    now = _Place(after.entry, _find(after, entries))
    if before.entry is None or after.entry is None:
        return now, _Place(None, now.index), [RemoveEntry(table, now.index)]
    edits: list[ConfigEdit] = []
    to = now.index
    if before.entry != after.entry:
        changed = listed_values(table, before.entry, before=after.entry)
        edits.append(UpdateEntry(table, now.index, changed))
    if before.index != after.index:
        to = min(before.index, len(entries) - 1)
        edits.append(MoveEntry(table, now.index, to))
    return now, _Place(before.entry, to), edits


def _find(place: _Place, entries: Sequence[Entry]) -> int:
    if place.index < len(entries) and entries[place.index] == place.entry:
        return place.index
    found = [index for index, entry in enumerate(entries) if entry == place.entry]
    if len(found) != 1:
        raise ConfigConflictError("the mapping is not as the edit left it: nothing was changed")
    return found[0]


def _place(snapshot: ConfigSnapshot, table: ListTable, index: int) -> _Place:
    return _Place(listed(snapshot.config, table)[index], index)


def _given(values: Values) -> dict[str, TomlValue]:
    return {name: value for name, value in values.items() if value is not None}
