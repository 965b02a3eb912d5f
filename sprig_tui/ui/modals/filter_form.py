"""The form of one destination filter."""

from typing import ClassVar, Final

from textual import on, work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from sprig_tui.domain.config_edits import ConfigConflictError, ConfigError, ConfigSnapshot
from sprig_tui.domain.rules import RulesSource
from sprig_tui.domain.settings import DestinationFilter
from sprig_tui.services.edit_conflict import find_counterpart, keep_mine
from sprig_tui.services.edit_history import PlannedEdit
from sprig_tui.services.filter_checks import check_filter
from sprig_tui.services.filter_edits import filter_values
from sprig_tui.services.filter_view import find_filter
from sprig_tui.services.mapping_edits import MappingEdits
from sprig_tui.ui.messages import ConfigChanged
from sprig_tui.ui.modals.confirm import ask_discard
from sprig_tui.ui.modals.filter_fields import FilterFields
from sprig_tui.ui.saving import ask_conflict, save_reviewed
from sprig_tui.ui.widgets.condition_input import ConditionInput

CHANGED_MEANWHILE: Final = "Changed or removed in the file meanwhile: enter shows what to do."
STILL_HERE: Final = (
    "Not saved: the file changed meanwhile. What you typed is still here; enter saves it into the "
    "file as it is now."
)


class FilterForm(FilterFields):
    """Adds a destination filter, or edits the one at `index`; gives the saved config, None if left.

    What is typed stays until it is saved: a file that changed meanwhile is read anew under it. A
    filter that is no longer in the file as it was is never overwritten unseen: its three states
    are shown, and the operator decides.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+s", "save", "Save", id="filter_form.save"),
        Binding("escape", "leave", "Cancel", id="filter_form.leave"),
    ]

    def __init__(
        self, edits: MappingEdits, *, snapshot: ConfigSnapshot, index: int | None = None
    ) -> None:
        super().__init__(snapshot=snapshot, index=index)
        self._edits = edits
        self._origin = (snapshot.config.filters, index or 0)

    def action_leave(self) -> None:
        """Nothing is saved; what was typed is only thrown away when that was said."""
        ask_discard(self, typed=self.typed_in)

    @on(Input.Submitted)
    @on(ConditionInput.Submitted)
    @work(group="filter-form", exclusive=True, description="save")
    async def action_save(self) -> None:
        """Show what will be written and save it, unless something is wrong with it."""
        self._asked = True
        while (entry := self._sound()) is not None:
            if self._lost:
                if not await self._settle(entry):
                    return
                continue
            try:
                saved = await save_reviewed(self.app, self._planned(entry), title=self._title)
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

    def _sound(self) -> DestinationFilter | None:
        """The filter as it is typed; None when it must not be saved, and says why."""
        entry, errors = self._read()
        found = check_filter(entry, self._snapshot.config, index=self.index)
        errors += [one for one in found if one.severity == "error"]
        if not errors:
            return entry
        self.app.bell()
        self._say_condition()
        self._say_findings(errors)
        return None

    def _planned(self, entry: DestinationFilter) -> PlannedEdit:
        if self.index is None:
            return self._edits.plan_add("filters", filter_values(entry), self._snapshot)
        changed = filter_values(entry, before=self._snapshot.config.filters[self.index])
        return self._edits.plan_update("filters", self.index, changed, self._snapshot)

    async def _meet_conflict(self) -> bool:
        """Read the file as it is now; True when the operator has to be asked about the filter."""
        try:
            self._take(await self.app.context.config.load())
        except ConfigError as error:
            self._say(f"Not saved: the file changed, and cannot be used: {error}", "error")
            return False
        if not self._lost:
            self._say(STILL_HERE, "warning")
        return self._lost

    async def _settle(self, typed: DestinationFilter) -> bool:
        """Ask what to do about a filter that changed in the file; True to go on saving."""
        present = self._snapshot.config.filters
        filters, index = self._origin
        at = find_counterpart(filters, present, index)
        there = None if at is None else present[at]
        resolution, entry = await ask_conflict(
            self.app,
            "The file changed while you edited this filter",
            found=filters[index],
            there=there,
            typed=typed,
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

    def _own_place(self) -> int | None:
        """A filter that was changed there is the one that is saved over."""
        if not self._lost:
            return self.index
        filters, index = self._origin
        return find_counterpart(filters, self._snapshot.config.filters, index)

    def _merged(self, typed: DestinationFilter) -> DestinationFilter:
        """Over one that another hand changed, what nobody typed stays as the file has it."""
        place = self._own_place()
        if not self._lost or place is None:
            return typed
        filters, index = self._origin
        return keep_mine(filters[index], self._snapshot.config.filters[place], typed)

    @property
    def _lost(self) -> bool:
        """Whether the filter that is edited is not in the file as it was."""
        return self._edited is not None and self.index is None

    def _take(self, snapshot: ConfigSnapshot) -> None:
        if self._edited is not None:
            filters = snapshot.config.filters
            self.index = find_filter(filters, self._edited, near=self.index)
            if self.index is not None:
                self._origin = filters, self.index
            self._say_place()
        self._snapshot = snapshot
        self._rules = RulesSource.of(snapshot.config, snapshot.lines)
        self.query_one("#title", Static).update(Content(self._title))
        self._check()

    def _say_place(self) -> None:
        """That the file changed under the form, and where the filter is now."""
        if self.index is None:
            words = CHANGED_MEANWHILE
        else:
            words = f"The file changed; this filter is now #{self.index + 1}."
        notice = Content.styled(f"{self.app.glyphs.waiting} {words}", "$text-warning")
        place = self.query_one("#notice", Static)
        place.update(notice)
        place.add_class("-shown")
