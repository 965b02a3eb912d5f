"""The Mappings screen: triggered events, page URLs, and what was seen and is not mapped."""

import asyncio
from collections.abc import Awaitable, Sequence
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.worker import Worker

from sprig_tui.domain.config_edits import ConfigConflictError, ConfigError
from sprig_tui.domain.decision import Table
from sprig_tui.services.edit_history import DeclinedError, SavedEdit
from sprig_tui.services.mapping_edits import MappingEdits
from sprig_tui.services.mapping_view import Proposal, changed_entry, entries_of, propose
from sprig_tui.services.seen_unmapped import Seen
from sprig_tui.ui.change_effect import tell_effect
from sprig_tui.ui.modals.mapping_form import MappingForm
from sprig_tui.ui.saving import save_reviewed, show_last_save, take_step, tell_refused
from sprig_tui.ui.screens.mapping_lists import MappingLists
from sprig_tui.ui.widgets.destination_filter_pane import FilterPane
from sprig_tui.ui.widgets.mapping_pane import MappingPane, Saved
from sprig_tui.ui.widgets.seen_pane import SeenPane


class MappingsScreen(MappingLists):
    """Every edit is one save of the config file, and can be undone."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u", "undo", "Undo", tooltip="Undo the last edit", id="mappings.undo"),
        Binding("ctrl+r", "redo", "Redo", tooltip="Redo what was undone", id="mappings.redo"),
        Binding("D", "diff", "Diff", tooltip="The last save's diff", id="mappings.diff"),
        Binding("i", "import", "Import", tooltip="Import a file", id="mappings.import"),
        Binding("x", "export", "Export", tooltip="Export to a file", id="mappings.export"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._edits = MappingEdits(self.app.context.config, self.app.history)
        self._one_at_a_time = asyncio.Lock()
        self._denied = ""

    def start_add(
        self, table: Table, pattern: str, proposal: Proposal | None = None
    ) -> Worker[str | None]:
        """Open the form for an event name or page URL that was seen, "" for an empty form.

        The form begins with the `proposal`, else with one for that name or URL alone. The worker
        ends with the form: what was saved in a few words, None if nothing was.
        """
        self.show_config(self.app.snapshot)  # this screen may not have been told of it yet
        self.show_tab(table)
        proposal = proposal or propose(table, pattern)
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

    def start_edit(self, table: Table, index: int, seen: str) -> None:
        """Open the form of an entry that almost matches `seen`, changed where that is sure."""
        from sprig_tui.services.near_edit import near_edit

        self.show_config(self.app.snapshot)
        self.show_tab(table)
        start, hint = near_edit(entries_of(self.snapshot.config, table)[index], seen)
        self._fill_in(
            MappingForm(
                self._edits,
                table,
                start,
                snapshot=self.snapshot,
                index=index,
                hint=hint,
                tried=seen,
            )
        )

    @on(SeenPane.AddWanted)
    def _add_seen(self, message: SeenPane.AddWanted) -> None:
        """Fill the form in with a proposal; the list stays on show for the next."""
        if len(message.seen) > 1:
            self._add_all(message.seen)
            return
        (seen,) = message.seen
        self._fill_in(
            MappingForm(
                self._edits,
                seen.table,
                seen.mapping,
                snapshot=self.snapshot,
                hint=seen.why,
                tried=seen.examples[0],
            )
        )

    @work(group="mapping-edits", description="add all marked")
    async def _add_all(self, seen: Sequence[Seen]) -> None:
        """Several proposals by one save, after a look at what it would write."""
        from sprig_tui.services.approving import plan_approval

        async def save() -> Saved | None:
            planned = await plan_approval(seen, self.snapshot)
            if planned is None:
                self.notify("Nothing to add: all that was marked is mapped by now.")
                return None
            title = f"Add {len(planned.edits):,} mappings, each at the end of its list?"
            saved = await save_reviewed(self.app, planned, title=title)
            return Saved(saved, None, planned.label, reviewed=True) if saved else None

        async with self._one_at_a_time:
            await self._save(save())

    @on(MappingPane.FormWanted)
    def _open_form(self, message: MappingPane.FormWanted) -> None:
        table, index = message.table, message.index
        if index is None:
            self.start_add(table, "")
        else:
            entry = entries_of(self.snapshot.config, table)[index]
            self._fill_in(
                MappingForm(self._edits, table, entry, snapshot=self.snapshot, index=index)
            )

    @work(group="mapping-form", description="form")
    async def _fill_in(self, form: MappingForm) -> str | None:
        last = self.app.history.last
        saved = await self.app.push_screen_wait(form)
        if saved is None or _is_unchanged(self, last):
            return None
        entries = entries_of(saved.config, form.table)
        index = len(entries) - 1 if form.index is None else form.index
        said = f"#{index + 1} {entries[index].pattern}"
        self._show_saved(Saved(saved, index, said))
        return said

    @on(FilterPane.FormWanted)
    @work(group="mapping-form", description="filter form")
    async def _open_filter(self, message: FilterPane.FormWanted) -> None:
        from sprig_tui.ui.modals.filter_form import FilterForm

        form = FilterForm(self._edits, snapshot=self.snapshot, index=message.index)
        last = self.app.history.last
        saved = await self.app.push_screen_wait(form)
        if saved is not None and not _is_unchanged(self, last):
            index = len(saved.config.filters) - 1 if form.index is None else form.index
            self._show_saved(Saved(saved, index, f"filter #{index + 1}"))

    @on(MappingPane.EditWanted)
    @work(group="mapping-edits", description="edit a row")
    async def _change_row(self, message: MappingPane.EditWanted) -> None:
        """One edit after the other, each on the row where the one before left the cursor."""
        async with self._one_at_a_time:
            await self._save(message.edit(self._edits, self.snapshot))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is nothing to do again, or to look at, has no key on show."""
        if action == "redo":
            return self._edits.can_redo
        if action == "diff":
            return self.app.history.last is not None
        return super().check_action(action, parameters)

    @work(group="mapping-form", description="diff of the last save")
    async def action_diff(self) -> None:
        """Show what the last save wrote."""
        await show_last_save(self.app)

    @work(group="mapping-edits", description="import")
    async def action_import(self) -> None:
        """Merge the mappings of a file."""
        from sprig_tui.ui.mapping_transfer import import_file

        async def save() -> Saved | None:
            saved = await import_file(self.app, self.snapshot)
            if saved is None:
                return None
            return Saved(saved[0], None, f"imported, {saved[1]}", reviewed=True)

        async with self._one_at_a_time:
            await self._save(save())

    @work(group="mapping-form", description="export")
    async def action_export(self) -> None:
        """Write the mappings to a file."""
        from sprig_tui.ui.mapping_transfer import export_file

        await export_file(self.app, self.snapshot)

    def action_undo(self) -> None:
        """Take the last edit back; a denial that came after it is only spoken of."""
        if self._denied:
            self.tabs.said = f"a denial stays: {self._denied} comes back when it is seen again"
            self._denied = ""
        else:
            self._step()

    def action_redo(self) -> None:
        """Do it again."""
        self._step(redo=True)

    @work(group="mapping-edits", description="undo or redo")
    async def _step(self, *, redo: bool = False) -> None:
        """A step in the history as the edits that were asked for before leave it."""

        async def run() -> Saved | None:
            history, before = self.app.history, self.snapshot
            if not (history.can_redo if redo else history.can_undo):
                self.tabs.said = f"nothing to {'do again' if redo else 'undo'}"
                return None
            last = history.last
            snapshot, said = await take_step(history, redo=redo)
            if history.last is last:
                self.show_config(snapshot)
                self.tabs.said = said
                return None
            # news of that state may be on show by now: only the one before tells what changed
            changed = changed_entry(before.config, snapshot.config)
            if changed is None or (self.pane is self.seen and changed.came):
                return Saved(snapshot, None, said)
            self.show_tab(changed.table)
            return Saved(snapshot, changed.place, f"{said}, at #{changed.place + 1}")

        async with self._one_at_a_time:
            await self._save(run(), done="done again" if redo else "undone")

    async def _save(self, edit: Awaitable[Saved | None], *, done: str = "saved") -> None:
        before = self.snapshot
        try:
            saved = await edit
        except DeclinedError:
            self.tabs.said = f"nothing was {done}"
        except (ConfigConflictError, ConfigError) as error:
            await tell_refused(self.app, error, self.show_config, done=done)
        else:
            if saved is not None:
                self._show_saved(saved)
            if saved is not None and not saved.reviewed:
                effect = tell_effect(self.app, before, saved.snapshot)
                self.run_worker(
                    effect, group="mapping-effect", exclusive=True, description="effect"
                )

    def _show_saved(self, saved: Saved) -> None:
        # the effect of the edit before is old now, on show or still looked for
        self.workers.cancel_group(self, "mapping-effect")
        self.app.drop_news()
        self.show_config(saved.snapshot, select=saved.select)
        self.tabs.said = f"saved: {saved.said}"
        self._denied = ""
        self.refresh_bindings()
        self.read_log()

    @on(SeenPane.Denied)
    def _tell_denied(self, message: SeenPane.Denied) -> None:
        self._denied = message.name
        self.tabs.said = f"denied until seen again: {message.name}"
        self.read_log()


def _is_unchanged(screen: MappingsScreen, last: SavedEdit | None) -> bool:
    """Whether a form that was saved wrote nothing since `last`; then it is said."""
    unchanged = screen.app.history.last is last
    if unchanged:
        screen.tabs.said = "nothing changed"
    return unchanged
