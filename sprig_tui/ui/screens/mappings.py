"""The Mappings screen: triggered events, page URLs and event requests."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.worker import Worker

from sprig_tui.domain.config_edits import ConfigConflictError, ConfigError, ConfigSnapshot
from sprig_tui.domain.decision import Table
from sprig_tui.ports import EngineUnreachableError
from sprig_tui.services.mapping_edits import MappingEdits
from sprig_tui.services.mapping_view import MappingRow, changed_entry, entries_of, propose
from sprig_tui.ui.change_effect import tell_effect
from sprig_tui.ui.modals.mapping_form import MappingForm
from sprig_tui.ui.screens.mapping_lists import TABLES, MappingLists
from sprig_tui.ui.widgets.mapping_pane import MappingPane
from sprig_tui.ui.widgets.mapping_requests import RequestPane
from sprig_tui.ui.widgets.row_list import RowList

Saved = tuple[ConfigSnapshot, int | None, str]
"""The config after an edit, the entry to stand on, and what was done in a few words."""

MAPPING_ACTIONS = ("add", "edit", "switch", "delete", "shift", "undo", "redo")
REQUEST_ACTIONS = ("approve", "deny")


class MappingsScreen(MappingLists):
    """Every edit is one save of the config file, and can be undone."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "Add", tooltip="Add a mapping", id="mappings.add"),
        Binding("a", "approve", "Approve", tooltip="Map this event", id="mappings.approve"),
        Binding("e", "edit", "Edit", tooltip="Edit this mapping", id="mappings.edit"),
        Binding("space", "switch", "On/off", tooltip="Switch on or off", id="mappings.switch"),
        Binding(
            "X", "delete", "Delete", tooltip="Delete; undo brings it back", id="mappings.delete"
        ),
        Binding("X", "deny", "Deny", tooltip="Deny until seen again", id="mappings.deny"),
        Binding("J", "shift(1)", "Move", key_display="J/K", id="mappings.down"),
        Binding("K", "shift(-1)", "Move up", show=False, id="mappings.up"),
        Binding("u", "undo", "Undo", tooltip="Undo the last edit", id="mappings.undo"),
        Binding("ctrl+r", "redo", "Redo", show=False, id="mappings.redo"),
        Binding("slash", "search", "Search", key_display="/", id="mappings.search"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._edits = MappingEdits(self.app.context.config)
        self._one_at_a_time = asyncio.Lock()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Mappings and requests have keys of their own; some letters do for both.

        No denial is undone, so that undo stays with the mappings, where its edits are seen.
        """
        del parameters
        if action in MAPPING_ACTIONS + REQUEST_ACTIONS and self.is_mounted:
            return (action in REQUEST_ACTIONS) == isinstance(self.pane, RequestPane)
        return True

    def start_add(self, table: Table, pattern: str) -> Worker[str | None]:
        """Open the form for an event name or page URL that was seen, "" for an empty form.

        The worker ends with the form: what was saved in a few words, None if nothing was.
        """
        self.show_tab(TABLES.index(table))
        return self._propose(table, pattern)

    def _propose(self, table: Table, pattern: str) -> Worker[str | None]:
        proposal = propose(table, pattern)
        return self._fill_in(
            MappingForm(
                self._edits,
                table,
                proposal.mapping,
                snapshot=self.snapshot,
                hint=proposal.sentence,
                tried=pattern,
            )
        )

    def action_add(self) -> None:
        """Add to the list on show."""
        if isinstance(self.pane, MappingPane):
            self.start_add(self.pane.table, "")

    def action_approve(self) -> None:
        """Map the event of the request under the cursor; the list stays on show for the next."""
        if (request := self.requests.selected) is not None:
            self._propose("triggered_events", request.name)

    def action_edit(self) -> None:
        """Edit the mapping of the cursor."""
        pane = self.pane
        if isinstance(pane, MappingPane) and (row := pane.selected) is not None:
            entry = entries_of(self.snapshot.config, pane.table)[row.index]
            self._fill_in(
                MappingForm(self._edits, pane.table, entry, snapshot=self.snapshot, index=row.index)
            )

    @on(RowList.Chosen)
    def _open(self) -> None:
        if isinstance(self.pane, RequestPane):
            self.action_approve()
        else:
            self.action_edit()

    @work(group="mapping-form", description="form")
    async def _fill_in(self, form: MappingForm) -> str | None:
        saved = await self.app.push_screen_wait(form)
        if saved is None:
            return None
        entries = entries_of(saved.config, form.table)
        index = len(entries) - 1 if form.index is None else form.index
        said = f"#{index + 1} {entries[index].pattern}"
        self._show_saved((saved, index, said))
        return said

    def action_switch(self) -> None:
        """Switch the mapping of the cursor on or off."""

        async def toggle(table: Table, row: MappingRow) -> Saved:
            snapshot = await self._edits.toggle(table, row.index, base=self.snapshot)
            return snapshot, row.index, f"#{row.number} is {'off' if row.enabled else 'on'}"

        self._change_row(toggle)

    def action_shift(self, steps: int) -> None:
        """Move the mapping of the cursor before or behind its neighbour in the list."""

        async def shift(table: Table, row: MappingRow) -> Saved | None:
            to = self.table_pane(table).neighbour(steps)
            if to is None:
                return None
            snapshot = await self._edits.move(table, row.index, to, base=self.snapshot)
            return snapshot, to, f"#{row.number} is #{to + 1} now"

        self._change_row(shift)

    def action_delete(self) -> None:
        """Delete the mapping of the cursor."""

        async def delete(table: Table, row: MappingRow) -> Saved:
            snapshot = await self._edits.remove(table, row.index, base=self.snapshot)
            return snapshot, row.index, f"#{row.number} deleted, undo brings it back"

        self._change_row(delete)

    def action_undo(self) -> None:
        """Take the last edit back."""
        if self._edits.can_undo:
            self._change(self._edits.undo, "undone")
        else:
            self.tabs.said = "nothing to undo"

    def action_redo(self) -> None:
        """Do it again."""
        if self._edits.can_redo:
            self._change(self._edits.redo, "done again")
        else:
            self.tabs.said = "nothing to do again"

    @work(group="mapping-edits", description="edit a row")
    async def _change_row(
        self, edit: Callable[[Table, MappingRow], Awaitable[Saved | None]]
    ) -> None:
        """One edit after the other, each on the row where the one before left the cursor."""
        async with self._one_at_a_time:
            pane = self.pane
            if isinstance(pane, MappingPane) and (row := pane.selected) is not None:
                await self._save(edit(pane.table, row))

    @work(group="mapping-edits", description="undo or redo")
    async def _change(self, edit: Callable[[], Awaitable[ConfigSnapshot]], said: str) -> None:
        async def run() -> Saved:
            snapshot = await edit()
            changed = changed_entry(self.snapshot.config, snapshot.config)
            if changed is None:
                return snapshot, None, said
            table, index = changed
            self.show_tab(TABLES.index(table))
            return snapshot, index, f"{said}, at #{index + 1}"

        async with self._one_at_a_time:
            await self._save(run())

    async def _save(self, edit: Awaitable[Saved | None]) -> None:
        before = self.snapshot
        try:
            saved = await edit
        except ConfigConflictError as conflict:
            await self._meet_conflict(conflict)
        except ConfigError as error:
            self.app.notify(f"Not saved: {error}", severity="error")
        else:
            if saved is not None:
                self._show_saved(saved)
                effect = tell_effect(self.app, before, saved[0])
                self.run_worker(
                    effect, group="mapping-effect", exclusive=True, description="effect"
                )

    async def _meet_conflict(self, conflict: ConfigConflictError) -> None:
        """Show the file as it is now; nothing was written."""
        try:
            self.show_config(await self.app.context.config.load())
        except ConfigError as error:
            self.app.notify(f"Not saved: {error}", severity="error")
            return
        message = f"Not saved: {conflict}. Here it is as it stands now."
        self.app.notify(message, severity="warning")

    def _show_saved(self, saved: Saved) -> None:
        snapshot, select, said = saved
        self.show_config(snapshot, select=select)
        self.tabs.said = f"saved: {said}"
        self.read_log()

    @work(group="mapping-edits", description="deny a request")
    async def action_deny(self) -> None:
        """Take the request of the cursor off the list until its event is seen again."""
        request = self.requests.selected
        if request is None:
            return
        try:
            await self.event_requests.deny(request.name)
        except EngineUnreachableError as error:
            self.app.notify(f"Not denied: {error}", severity="error")
            return
        self.tabs.said = f"denied until seen again: {request.name}"
        self.read_log()
