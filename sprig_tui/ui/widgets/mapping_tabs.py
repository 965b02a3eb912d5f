"""The tabs of the Mappings screen, in one line."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from sprig_tui.domain.safe_text import safe

if TYPE_CHECKING:
    from textual.timer import Timer

SAID_S: Final = 10
"""So long what was done stands beside the tabs."""


class MappingTabs(Widget):
    """Titles with their counts, and at the right what was done last.

    The one on show stands in brackets; a click picks another.
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
        tabs = Content("  ").join(
            Content.styled(f"[{label}]", "$text-primary bold")
            if place == self.active
            else Content(f" {label} ")
            for place, label in enumerate(self._labels())
        )
        room = self.content_size.width - tabs.cell_length - 2
        said = Content.styled(safe(self.said), "$text-muted").truncate(max(room, 0), ellipsis=True)
        return Content.assemble(tabs, " " * max(room - said.cell_length + 2, 0), said)

    def on_click(self, event: events.Click) -> None:
        """Find the tab under the mouse."""
        at = event.get_content_offset(self)
        end = 0
        for place, label in enumerate(self._labels()):
            end += len(label) + 4
            if at is not None and at.x < end:
                self.post_message(self.Picked(place))
                return

    def _labels(self) -> list[str]:
        counts = self.counts or (0,) * len(self._titles)
        return [f"{title} {count:,}" for title, count in zip(self._titles, counts, strict=True)]
