"""The list of what was seen and is not mapped."""

from dataclasses import replace

import pytest
from textual.app import ComposeResult

from sprig_tui.domain.config_edits import ConfigSnapshot
from sprig_tui.domain.settings import Config, TriggeredEvent
from sprig_tui.services.seen_unmapped import Seen
from sprig_tui.ui.context import TerminalContext
from sprig_tui.ui.terminal import TerminalApp
from sprig_tui.ui.widgets.seen_pane import SeenPane
from tests.screen import wait_for_text, wait_until
from tests.ui.conftest import Terminal


def seen(*names: str) -> list[Seen]:
    return [Seen(TriggeredEvent(event=name), 2, 2_000, (name,)) for name in names]


class OnePane(TerminalApp):
    def __init__(self, context: TerminalContext) -> None:
        super().__init__(context)
        self.pane = SeenPane(ConfigSnapshot(Config(), "/config/sprig.toml", ""))
        self.wanted: list[list[str]] = []

    def compose(self) -> ComposeResult:
        yield self.pane

    def on_seen_pane_add_wanted(self, message: SeenPane.AddWanted) -> None:
        self.wanted.append([one.name for one in message.seen])

    def name_at_cursor(self) -> str | None:
        return self.pane.selected.name if self.pane.selected else None


async def test_the_cursor_follows_its_row() -> None:
    """More frequent ones may come before it at any time."""
    app = OnePane(Terminal().context)
    async with app.run_test(size=(80, 12)) as pilot:
        app.pane.show_seen(seen("a", "b", "c"))
        app.pane.rows.cursor = 1
        app.pane.show_seen(seen("new", "a", "b", "c"))
        assert app.name_at_cursor() == "b"
        app.pane.show_seen(seen("new", "a"))
        assert app.name_at_cursor() == "a"
        app.pane.show_seen([])
        assert app.name_at_cursor() is None
        await wait_for_text(pilot, "Everything that was seen is mapped.")


async def test_a_denied_event_leaves_the_cursor_where_it_was() -> None:
    """On the next one; and it waits for no mapping any more."""
    app = OnePane(Terminal().context)
    async with app.run_test(size=(80, 12)):
        first, *others = seen("a", "b", "c")
        app.pane.show_seen([first, *others])
        app.pane.show_seen([*others, replace(first, denied=True)])
        assert app.name_at_cursor() == "b"
        assert (app.pane.count, app.pane.rows.count) == (2, 3)


async def test_a_search_narrows_the_list_and_counts_them_all() -> None:
    """Every word must be in the name."""
    app = OnePane(Terminal().context)
    async with app.run_test(size=(80, 12)) as pilot:
        app.pane.show_seen(seen("Cart Viewed", "Viewed", "Cart"))
        app.pane.search("viewed cart")
        assert app.name_at_cursor() == "Cart Viewed"
        assert (app.pane.count, app.pane.rows.count) == (3, 1)
        app.pane.search("nothing")
        await wait_for_text(pilot, "Nothing here holds “nothing”")


async def test_marks_stay_with_their_rows_until_those_go() -> None:
    """A mark goes on to the next row; marked ones are asked for together, in the list's order."""
    app = OnePane(Terminal().context)
    async with app.run_test(size=(80, 12)) as pilot:
        app.pane.show_seen(seen("a", "b", "c"))
        app.pane.rows.focus()
        await pilot.press("space", "space", "space", "k", "space")
        await wait_for_text(pilot, "● event")
        assert [one.name for one in app.pane.marked] == ["a", "c"]
        app.pane.show_seen(seen("c", "b", "a"))
        await pilot.press("A")
        await wait_until(pilot, lambda: app.wanted == [["c", "a"]])
        app.pane.show_seen(seen("b", "c"))
        await pilot.press("A", "g", "a")
        await wait_until(pilot, lambda: app.wanted == [["c", "a"], ["c"], ["b"]])


async def test_without_rows_and_marks_no_key_asks_for_anything(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is missing for `A` is said."""
    told: list[str] = []
    app = OnePane(Terminal().context)
    monkeypatch.setattr(app, "notify", told.append)
    async with app.run_test(size=(80, 12)) as pilot:
        app.pane.rows.focus()
        await pilot.press("a", "space", "X", "v", "enter", "A")
        await wait_until(pilot, lambda: told == ["Nothing is marked: space marks a row."])
        assert not app.wanted
