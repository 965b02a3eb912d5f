"""The one table of screens: tabs, keys, palette and help are made from it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from textual.binding import Binding
from textual.screen import Screen


def _live() -> Screen[Any]:
    from sprig_tui.ui.screens.live import LiveScreen

    return LiveScreen()


def _mappings() -> Screen[Any]:
    from sprig_tui.ui.screens.mappings import MappingsScreen

    return MappingsScreen()


def _settings() -> Screen[Any]:
    from sprig_tui.ui.screens.settings import SettingsScreen

    return SettingsScreen()


@dataclass(frozen=True, slots=True)
class Tab:
    """A screen with a place in the row of tabs; `open` imports it when it is first shown."""

    key: str
    mode: str
    title: str
    summary: str
    open: Callable[[], Screen[Any]]

    @property
    def binding(self) -> Binding:
        """The key that shows the screen."""
        return Binding(
            self.key,
            f"app.switch_mode('{self.mode}')",
            self.title,
            show=False,
            tooltip=self.summary,
            id=f"app.{self.mode}",
        )


TABS: Final = (
    Tab("1", "live", "Live", "Every event as it comes, and why it is sent or not", _live),
    Tab("2", "mappings", "Mappings", "Triggered events and page URLs", _mappings),
    Tab("3", "settings", "Settings", "Destination, listener, store and look", _settings),
)
