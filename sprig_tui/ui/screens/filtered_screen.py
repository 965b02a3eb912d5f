"""What a screen with a filter line has in common: the keys that fill the line."""

from typing import ClassVar, Final

from textual import getters, work
from textual.binding import Binding, BindingType

from sprig_tui.domain.query import QueryError
from sprig_tui.ports import SavedFiltersError
from sprig_tui.ui.screens.mode_screen import ModeScreen
from sprig_tui.ui.widgets.filter_line import FilterLine

QUICK_TIP: Final = "Quick filters one by one, then all again"
SAVE_TIP: Final = "Save the filter under a name"
SAVED_TIP: Final = "Filters saved under a name"
NOTHING: Final = "Nothing is filtered now: press / and type what to save."


class FilteredScreen(ModeScreen):
    """`f` goes through quick filters, `*` saves the present one, `@` lists those that are saved."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "quick_filter", "Quick filter", show=False, tooltip=QUICK_TIP,
                id="filter.quick"),
        Binding("asterisk", "save_filter", "Save filter", show=False, key_display="*",
                tooltip=SAVE_TIP, id="filter.save"),
        Binding("at", "saved_filters", "Saved filters", show=False, key_display="@",
                tooltip=SAVED_TIP, id="filter.saved"),
    ]  # fmt: skip
    filter = getters.query_one(FilterLine)

    def action_quick_filter(self) -> None:
        """The next quick filter."""
        self.filter.cycle()

    @work(group="saved filters", exclusive=True, description="save the filter")
    async def action_save_filter(self) -> None:
        """Ask for a name and save what filters now."""
        from sprig_tui.services.filter_names import save_filter
        from sprig_tui.services.local_time import local_now
        from sprig_tui.ui.modals.filter_name import FilterName

        text = self.filter.text
        if not text or self.filter.error:
            why = f"The filter cannot be saved: {self.filter.error}" if text else NOTHING
            self.notify(why, severity="warning")
            return
        await self.filter.read_saved()
        name = await self.app.push_screen_wait(FilterName(text, self.filter.words.saved))
        if name is None:
            return
        context = self.app.context
        try:
            await save_filter(context.saved_filters, name, text, now=local_now(context.clock))
        except (QueryError, SavedFiltersError) as error:
            self.notify(str(error), title="Not saved", severity="error")
        else:
            self.notify(f"Saved: @{name} stands for {text}")
            await self.filter.read_saved()

    @work(group="saved filters", exclusive=True, description="saved filters")
    async def action_saved_filters(self) -> None:
        """Choose one of the saved filters."""
        from sprig_tui.ui.modals.saved_filters import SavedFiltersModal

        chosen = await self.app.push_screen_wait(SavedFiltersModal())
        await self.filter.read_saved()
        if chosen is not None:
            self.filter.show_query(chosen.text)
            if chosen.to_edit:
                self.filter.open()
