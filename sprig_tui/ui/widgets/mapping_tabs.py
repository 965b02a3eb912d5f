"""The tabs of the Mappings screen, in one line."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from sprig_tui.ui.widgets.fitting import shown_labels

if TYPE_CHECKING:
    from textual.timer import Timer

SAID_S: Final = 10
"""So long what was done is shown."""


class MappingTabs(Widget):
    """Titles with their counts; the one on show stands in brackets, a click picks another.

    `said` is what was done last, for the screen to show; it is forgotten after a while.
    """

    DEFAULT_CSS = """
    MappingTabs { height: 1; padding: 0 1; }
    """

    active: reactive[int] = reactive(0)
    counts: reactive[tuple[int, ...]] = reactive(())
    said: reactive[str] = reactive("")

    @dataclass
    class Picked(Message):
        """A tab was clicked."""

        place: int

    def __init__(self, titles: Sequence[str]) -> None:
        super().__init__()
        self._titles = tuple(titles)
        self._forget: Timer | None = None

    def watch_said(self, said: str) -> None:
        """What was done is news for a while."""
        if self._forget is not None:
            self._forget.stop()
            self._forget = None
        if said:
            self._forget = self.set_timer(SAID_S, self.forget)

    def forget(self) -> None:
        """Say nothing any more."""
        self.said = ""

    def render(self) -> Content:
        """The tabs."""
        return Content.assemble(
            *(
                (label, "$text-primary bold" if label.endswith("]") else "")
                for _place, label in self._labels()
            )
        )

    def on_click(self, event: events.Click) -> None:
        """Find the tab under the mouse."""
        at = event.get_content_offset(self)
        end = 0
        for place, label in self._labels():
            end += len(label)
            if at is not None and at.x < end:
                self.post_message(self.Picked(place))
                return

    def _labels(self) -> list[tuple[int, str]]:
        counts = self.counts or (0,) * len(self._titles)
        labels = []
        for place, (title, count) in enumerate(zip(self._titles, counts, strict=True)):
            start, end = "[]" if place == self.active else "  "
            gap = "  " if place else ""
            labels.append(f"{gap}{start}{title} {count:,}{end}")
        return shown_labels(labels, self.active, self.content_size.width)
