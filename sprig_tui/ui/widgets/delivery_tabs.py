"""The lists of the Deliveries screen by name, in one line."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from sprig_tui.domain.safe_text import safe
from sprig_tui.services.delivery_pages import DeliveryList
from sprig_tui.ui.widgets.delivery_rows import TITLES
from sprig_tui.ui.widgets.fitting import shown_labels

LISTS = tuple(DeliveryList)


class DeliveryTabs(Widget):
    """The list on show stands in brackets, at the right which rows of it; a click picks another."""

    DEFAULT_CSS = """
    DeliveryTabs { height: 1; padding: 0 1; }
    """

    active: reactive[DeliveryList] = reactive(DeliveryList.WAITING)
    said: reactive[str] = reactive("")

    @dataclass
    class Picked(Message):
        """A list was clicked."""

        which: DeliveryList

    def beside(self, step: int) -> DeliveryList:
        """The list so many places further, round again at the ends."""
        return LISTS[(LISTS.index(self.active) + step) % len(LISTS)]

    def render(self) -> Content:
        """The names, and what is said where there is room for it."""
        tabs = Content.assemble(
            *(
                (label, "$text-primary bold" if label.startswith("[") else "")
                for _which, label in self._shown()
            )
        )
        said = Content.styled(safe(self.said), "$text-muted")
        room = self.content_size.width - tabs.cell_length - said.cell_length
        return Content.assemble(tabs, " " * room, said) if room > 0 else tabs

    def on_click(self, event: events.Click) -> None:
        """Find the name under the mouse."""
        at = event.get_content_offset(self)
        end = 0
        for which, label in self._shown():
            end += len(label)
            if at is not None and at.x < end:
                self.post_message(self.Picked(which))
                return

    def _shown(self) -> Sequence[tuple[DeliveryList, str]]:
        """The lists by name that there is room for, the active one among them."""
        labels = [
            f"[{TITLES[which]}]" if which is self.active else f" {TITLES[which]} "
            for which in LISTS
        ]
        shown = shown_labels(labels, LISTS.index(self.active), self.content_size.width)
        return [(LISTS[place], label) for place, label in shown]
