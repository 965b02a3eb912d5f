"""The one table of screens: tabs, keys, palette and help are made from it."""

from dataclasses import dataclass
from typing import Final

from textual.binding import Binding


@dataclass(frozen=True, slots=True)
class Tab:
    """A screen with a place in the row of tabs; `mode` is its name within the app."""

    key: str
    mode: str
    title: str
    summary: str

    @property
    def binding(self) -> Binding:
        """The key that shows the screen."""
        return Binding(
            self.key,
            f"app.show_tab('{self.mode}')",
            self.title,
            show=False,
            tooltip=self.summary,
            id=f"app.{self.mode}",
        )


TABS: Final = (
    Tab("1", "live", "Live", "Every event as it comes, and why it is sent or not"),
    Tab("2", "mappings", "Mappings", "Triggered events and page URLs"),
    Tab("3", "deliveries", "Deliveries", "What waits, what failed, and why"),
    Tab("4", "overview", "Overview", "The flow, what is not mapped, audiences, sources"),
    Tab("5", "settings", "Settings", "Destination, listener, store and look"),
)
