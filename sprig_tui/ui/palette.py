"""The command palette: every screen, everything that a key does here, and what has no key."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from textual.app import SystemCommand
from textual.markup import escape
from textual.screen import Screen

from sprig_tui.domain.safe_text import safe
from sprig_tui.ui.key_names import deeds
from sprig_tui.ui.tabs import TABS
from sprig_tui.ui.terminal import TerminalApp


def screen_commands(app: TerminalApp, screen: Screen[Any]) -> Iterator[SystemCommand]:
    """One command for each action that a key does on `screen` now, with that key.

    A key that the operator's terminal eats, or that now does something else, has a way round so.
    """
    told: set[str] = set()
    for deed in deeds(screen):
        if deed.node is app or not deed.enabled or deed.words in told:
            continue
        told.add(deed.words)
        shown = deed.shown_keys(app)
        run = partial(app.run_action, deed.binding.action, default_namespace=deed.node)
        help_text = shown if not deed.keys else f"key {shown}"
        yield SystemCommand(deed.title, escape(safe(help_text)), run)


def mouse_command(app: TerminalApp) -> SystemCommand:
    """The mouse given to the terminal or taken back, for where the key does not arrive."""
    if app.mouse_free:
        return SystemCommand("Mouse on", "Take it back from the terminal", app.action_take_mouse)
    return SystemCommand("Mouse off", "Let the terminal select text with it", app.action_free_mouse)


def tab_commands(app: TerminalApp) -> Iterator[SystemCommand]:
    """One command for each screen."""
    for tab in TABS:
        show = partial(app.action_show_tab, tab.mode)
        yield SystemCommand(tab.title, f"{tab.summary}; key {tab.key}", show)


def notices_command(app: TerminalApp) -> SystemCommand:
    """The last notices again."""

    def show() -> None:
        from sprig_tui.ui.modals.notices import NoticesModal

        app.push_screen(NoticesModal())

    return SystemCommand("Notices", "What was told in passing, to be read again", show)
