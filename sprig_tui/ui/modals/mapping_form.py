"""The form of one mapping."""

from typing import ClassVar, Final

from textual import on, work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from sprig_tui.domain.config_edits import ConfigConflictError, ConfigError, ConfigSnapshot
from sprig_tui.domain.decision import Table
from sprig_tui.domain.rules import RulesSource
from sprig_tui.domain.settings import Mapping
from sprig_tui.services.edit_conflict import find_counterpart, keep_mine
from sprig_tui.services.edit_history import PlannedEdit
from sprig_tui.services.mapping_edits import MappingEdits
from sprig_tui.services.mapping_view import entries_of, entry_values, find_entry
from sprig_tui.ui.messages import ConfigChanged
from sprig_tui.ui.modals.confirm import ask_discard
from sprig_tui.ui.modals.mapping_fields import MappingFields
from sprig_tui.ui.saving import ask_conflict, save_reviewed
from sprig_tui.ui.widgets.mapping_words import NAMES

CHANGED_MEANWHILE: Final = "Changed or removed in the file meanwhile: enter shows what to do."


class MappingForm(MappingFields):
    """Adds a mapping, or edits the one at `index`; gives the saved config, None when left.

    What will be written is shown before it is saved. What is typed stays until then: a file that
    changed meanwhile is read anew under it. An entry that is no longer in the file as it was is
    never overwritten unseen: its three states are shown, and the operator decides.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+s", "save", "Save", id="mapping_form.save"),
        Binding("escape", "leave", "Cancel", id="mapping_form.leave"),
    ]

    def __init__(
        self,
        edits: MappingEdits,
        table: Table,
        start: Mapping,
        *,
        snapshot: ConfigSnapshot,
        index: int | None = None,
        hint: str = "",
        tried: str = "",
    ) -> None:
        super().__init__(table, start, snapshot=snapshot, index=index, hint=hint, tried=tried)
        self._edits = edits
        self._origin = (entries_of(snapshot.config, table), index or 0)

    def action_leave(self) -> None:
        """Nothing is saved; what was typed is only thrown away when that was said."""
        ask_discard(self, typed=self.typed_in)

    @on(Input.Submitted)
    @work(group="mapping-form", exclusive=True, description="save")
    async def action_save(self) -> None:
        """Show what will be written and save it, unless something is wrong with it."""
        self._asked = True
        while not self._wrong() and (not self._lost or await self._settle()):
            try:
                saved = await save_reviewed(self.app, self._planned(), title=self._review_title())
            except ConfigConflictError:
                if not await self._meet_conflict():
                    return
            except ConfigError as error:
                self._say(f"Not saved: {error}", "error")
                return
            else:
                if saved is not None:
                    self.dismiss(saved)
                return

    def _wrong(self) -> bool:
        """Whether what is typed must not be saved; says why."""
        errors = [finding for finding in self._findings() if finding.severity == "error"]
        if errors:
            self.app.bell()
            self._say_findings(errors)
        return bool(errors)

    def _planned(self) -> PlannedEdit:
        if self.index is None:
            values = entry_values(self.table, self.entry)
            return self._edits.plan_add(self.table, values, self._snapshot)
        before = entries_of(self._snapshot.config, self.table)[self.index]
        changed = entry_values(self.table, self.entry, before=before)
        return self._edits.plan_update(self.table, self.index, changed, self._snapshot)

    def _review_title(self) -> str:
        name, pattern = NAMES[self.table], self.pattern.value
        if self.index is None:
            return f"Add a {name}: {pattern}"
        return f"Change {name} #{self.index + 1}: {pattern}"

    async def _meet_conflict(self) -> bool:
        """Read the file as it is now; True when the operator has to be asked about the entry."""
        try:
            self._take(await self.app.context.config.load())
        except ConfigError as error:
            self._say(f"Not saved: the file changed, and cannot be used: {error}", "error")
            return False
        if not self._lost:
            self._say(
                "Not saved: the file changed meanwhile. What you typed is still here; "
                "enter saves it into the file as it is now.",
                "warning",
            )
        return self._lost

    async def _settle(self) -> bool:
        """Ask what to do about an entry that changed in the file; True to go on saving."""
        present = entries_of(self._snapshot.config, self.table)
        entries, index = self._origin
        at = find_counterpart(entries, present, index)
        there = None if at is None else present[at]
        title = f"The file changed while you edited this {NAMES[self.table]}"
        resolution, entry = await ask_conflict(
            self.app, title, found=entries[index], there=there, typed=self.entry
        )
        if resolution in ("theirs", "cancel"):
            self.dismiss(None)
            return False
        self._edited = there
        self.index, self._origin = at, (present, at or 0)
        if resolution == "mine":
            self._fill(entry)
        self._take(self._snapshot)
        return resolution == "mine"

    @on(ConfigChanged)
    def _follow(self, message: ConfigChanged) -> None:
        """The file changed by another hand: go on above its new state."""
        if message.snapshot.text != self._snapshot.text:
            self._take(message.snapshot)

    @property
    def _lost(self) -> bool:
        """Whether the entry that is edited is not in the file as it was."""
        return self._edited is not None and self.index is None

    def _saved_entry(self) -> Mapping:
        """Over one that another hand changed, what nobody typed stays as the file has it."""
        place = self._own_place()
        if not self._lost or place is None:
            return self.entry
        entries, index = self._origin
        there = entries_of(self._snapshot.config, self.table)[place]
        return keep_mine(entries[index], there, self.entry)

    def _own_place(self) -> int | None:
        """An entry that was changed there is no rival of what it became here."""
        if not self._lost:
            return self.index
        entries, index = self._origin
        return find_counterpart(entries, entries_of(self._snapshot.config, self.table), index)

    def _take(self, snapshot: ConfigSnapshot) -> None:
        if self._edited is not None:
            entries = entries_of(snapshot.config, self.table)
            self.index = find_entry(entries, self._edited, near=self.index)
            if self.index is not None:
                self._origin = entries, self.index
            self._say_place()
        self._snapshot = snapshot
        self._rules = RulesSource.of(snapshot.config, snapshot.lines)
        self._say_title()
        self._check()
        self.verdict.prepare(entries_of(snapshot.config, self.table), self.index)

    def _say_place(self) -> None:
        """That the file changed under the form, and where the entry is now."""
        if self.index is None:
            words = CHANGED_MEANWHILE
        else:
            words = f"The file changed; this mapping is now #{self.index + 1}."
        notice = Content.styled(f"{self.app.glyphs.waiting} {words}", "$text-warning")
        self.query_one("#notice", Static).update(notice)
