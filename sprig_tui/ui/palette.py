"""The command palette: every screen, everything that a key does here, and what has no key."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from textual.app import SystemCommand
from textual.markup import escape
from textual.screen import Screen

from sprig_tui.domain.binding_ids import BINDING_IDS
from sprig_tui.domain.safe_text import safe
from sprig_tui.ui.tabs import TABS
from sprig_tui.ui.terminal import TerminalApp


def screen_commands(app: TerminalApp, screen: Screen[Any]) -> Iterator[SystemCommand]:
    """One command for each action that a key does on `screen` now, with that key.

    A key that the operator's terminal eats has a way round so.
    """
    told: set[str] = set()
    keys: dict[tuple[int, str], list[str]] = {}
    active = [
        one
        for one in screen.active_bindings.values()
        if one.binding.id in BINDING_IDS and one.enabled and one.node is not app
    ]
    for one in active:
        place = (id(one.node), one.binding.action)
        keys.setdefault(place, []).append(app.get_key_display(one.binding))
    for one in active:
        words = one.binding.tooltip or one.binding.description
        if words in told:
            continue
        told.add(words)
        shown = " ".join(dict.fromkeys(keys[(id(one.node), one.binding.action)]))
        run = partial(app.run_action, one.binding.action, default_namespace=one.node)
        yield SystemCommand(words, escape(safe(f"key {shown}")), run)


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
