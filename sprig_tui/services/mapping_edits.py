"""Edits of the mappings and filters with undo and redo."""

from collections.abc import Mapping as MappingOf
from typing import Final

from sprig_tui.domain.config_edits import (
    ConfigSnapshot,
    InsertEntry,
    ListTable,
    MoveEntry,
    RemoveEntry,
    TomlValue,
    UpdateEntry,
)
from sprig_tui.ports import ConfigRepository
from sprig_tui.services.edit_history import EditHistory, PlannedEdit
from sprig_tui.services.entry_undo import given
from sprig_tui.services.filter_edits import listed
from sprig_tui.services.mapping_checks import Finding, check_mapping

__all__ = ["Finding", "MappingEdits", "check_mapping"]

WORDS: Final[MappingOf[ListTable, str]] = {
    "triggered_events": "event",
    "page_urls": "URL",
    "filters": "filter",
}

Values = MappingOf[str, TomlValue | None]


class MappingEdits:
    """Adds, changes, removes and moves mappings and filters in the file, with undo and redo.

    All three lists share one history; `history` is that of the whole session, where there is one.

    Every edit is one write of the file and gives its new state. `base` is the state that the
    caller looks at: given, an edit is refused with ConfigConflictError when the file is another
    one by now; left out, the edit applies to the file as it is. The `plan_` calls only say what
    would be written: `history.preview` shows it and `history.save` writes it.

    All edits raise as ConfigRepository.save does; then neither file nor history changed.
    """

    def __init__(self, repository: ConfigRepository, history: EditHistory | None = None) -> None:
        self._repository = repository
        self.history = history or EditHistory(repository)

    @property
    def can_undo(self) -> bool:
        """Whether there is an edit to take back."""
        return self.history.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether there is an edit to do again."""
        return self.history.can_redo

    def plan_add(
        self, table: ListTable, values: Values, base: ConfigSnapshot, *, index: int | None = None
    ) -> PlannedEdit:
        """A new entry before `index`, or at the end."""
        place = len(listed(base.config, table)) if index is None else index
        edit = InsertEntry(table, place, given(values))
        return PlannedEdit(f"{WORDS[table]} #{place + 1} added", (edit,), base)

    def plan_update(
        self,
        table: ListTable,
        index: int,
        values: Values,
        base: ConfigSnapshot,
        *,
        done: str = "changed",
    ) -> PlannedEdit:
        """Some keys of an entry set; None takes a key out."""
        edit = UpdateEntry(table, index, values)
        return PlannedEdit(f"{WORDS[table]} #{index + 1} {done}", (edit,), base)

    def plan_toggle(self, table: ListTable, index: int, base: ConfigSnapshot) -> PlannedEdit:
        """An entry switched on or off."""
        enabled = not listed(base.config, table)[index].enabled
        done = f"switched {'on' if enabled else 'off'}"
        return self.plan_update(table, index, {"enabled": enabled}, base, done=done)

    def plan_remove(self, table: ListTable, index: int, base: ConfigSnapshot) -> PlannedEdit:
        """An entry taken out, with its comments."""
        edit = RemoveEntry(table, index)
        return PlannedEdit(f"{WORDS[table]} #{index + 1} deleted", (edit,), base)

    def plan_move(self, table: ListTable, index: int, to: int, base: ConfigSnapshot) -> PlannedEdit:
        """An entry that stands at `to`."""
        label = f"{WORDS[table]} #{index + 1} moved to #{to + 1}"
        return PlannedEdit(label, (MoveEntry(table, index, to),), base)

    async def add(
        self,
        table: ListTable,
        values: Values,
        *,
        index: int | None = None,
        base: ConfigSnapshot | None = None,
    ) -> ConfigSnapshot:
        """Put an entry before `index`, or at the end."""
        base = base or await self._repository.load()
        return await self.history.save(self.plan_add(table, values, base, index=index))

    async def update(
        self, table: ListTable, index: int, values: Values, *, base: ConfigSnapshot | None = None
    ) -> ConfigSnapshot:
        """Set some keys of an entry; None takes a key out."""
        base = base or await self._repository.load()
        return await self.history.save(self.plan_update(table, index, values, base))

    async def toggle(
        self, table: ListTable, index: int, *, base: ConfigSnapshot | None = None
    ) -> ConfigSnapshot:
        """Switch an entry on or off."""
        base = base or await self._repository.load()
        return await self.history.save(self.plan_toggle(table, index, base))

    async def remove(
        self, table: ListTable, index: int, *, base: ConfigSnapshot | None = None
    ) -> ConfigSnapshot:
        """Take an entry out, with its comments."""
        base = base or await self._repository.load()
        return await self.history.save(self.plan_remove(table, index, base))

    async def move(
        self, table: ListTable, index: int, to: int, *, base: ConfigSnapshot | None = None
    ) -> ConfigSnapshot:
        """Make an entry stand at `to`."""
        base = base or await self._repository.load()
        return await self.history.save(self.plan_move(table, index, to, base))

    async def undo(self) -> ConfigSnapshot:
        """Take the last edit back, as EditHistory.undo."""
        return await self.history.undo()

    async def redo(self) -> ConfigSnapshot:
        """Do the edit again that was undone last, as EditHistory.redo."""
        return await self.history.redo()
