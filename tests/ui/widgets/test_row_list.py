"""The list that draws only what is on show."""

from functools import partial

from textual.app import ComposeResult
from textual.content import Content

from sprig_tui.ui.context import TerminalContext
from sprig_tui.ui.terminal import TerminalApp
from sprig_tui.ui.widgets.row_list import RowList
from tests.screen import screen_text, wait_until
from tests.ui.conftest import Terminal


class OneList(TerminalApp):
    """A list of numbers, and what it drew and said."""

    def __init__(self, context: TerminalContext, count: int) -> None:
        super().__init__(context)
        self.count = count
        self.drawn: list[int] = []
        self.chosen: list[int] = []
        self.rows = RowList(self.draw)

    def draw(self, position: int, _width: int) -> Content:
        self.drawn.append(position)
        return Content.styled(f"row {position} {'x' * 200}", "red")

    def stands_on(self, position: int) -> bool:
        return self.rows.cursor == position

    def compose(self) -> ComposeResult:
        yield self.rows

    def on_mount(self) -> None:
        self.rows.show_rows(self.count, 0, empty=[Content("nothing here"), Content("press a")])
        self.rows.focus()

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        self.chosen.append(message.position)


async def test_a_long_list_draws_what_is_on_show() -> None:
    """Ten thousand rows cost as much as a screenful."""
    app = OneList(Terminal().context, 10_000)
    async with app.run_test(size=(40, 10)) as pilot:
        await wait_until(pilot, lambda: "row 9 " in screen_text(app.screen))
        assert set(app.drawn) <= set(range(10))
        app.drawn.clear()
        await pilot.press("G")
        await wait_until(pilot, lambda: "row 9999 " in screen_text(app.screen))
        assert set(app.drawn) <= set(range(10)) | set(range(9_980, 10_000))


async def test_the_cursor_is_marked_by_a_glyph_and_moves_by_keys() -> None:
    """Letters and arrows alike; it stops at the ends."""
    app = OneList(Terminal().context, 50)
    async with app.run_test(size=(40, 10)) as pilot:
        for key, at in (
            ("j", 1),
            ("down", 2),
            ("k", 1),
            ("up", 0),
            ("up", 0),
            ("pagedown", 9),
            ("pageup", 0),
            ("end", 49),
            ("j", 49),
            ("home", 0),
        ):
            await pilot.press(key)
            await wait_until(pilot, partial(app.stands_on, at), key)
        lines = screen_text(app.screen).splitlines()
        assert lines[0].startswith("▌ row 0 ")
        assert lines[1].startswith("  row 1 ")


async def test_enter_and_a_double_click_open_a_row() -> None:
    """A single click only moves the cursor."""
    app = OneList(Terminal().context, 50)
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("j", "enter")
        await wait_until(pilot, lambda: app.chosen == [1])
        await pilot.click(RowList, offset=(5, 4))
        await wait_until(pilot, lambda: app.rows.cursor == 4)
        assert app.chosen == [1]
        await pilot.click(RowList, offset=(5, 6), times=2)
        await wait_until(pilot, lambda: app.chosen == [1, 6])


async def test_an_empty_list_says_what_to_do() -> None:
    """And opens nothing."""
    app = OneList(Terminal().context, 0)
    async with app.run_test(size=(40, 10)) as pilot:
        await wait_until(pilot, lambda: "press a" in screen_text(app.screen))
        await pilot.press("enter", "j", "G")
        assert app.chosen == []
        assert app.rows.cursor == 0


async def test_fewer_rows_keep_the_cursor_within() -> None:
    """The last row is the nearest to one that is gone."""
    app = OneList(Terminal().context, 50)
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("G")
        app.rows.show_rows(3, app.rows.cursor)
        await wait_until(pilot, lambda: screen_text(app.screen).startswith("  row 0 "))
        assert app.rows.cursor == 2


async def test_the_cursor_stays_on_show_in_a_smaller_window() -> None:
    """Whatever the terminal does to its size."""
    app = OneList(Terminal().context, 50)
    async with app.run_test(size=(40, 30)) as pilot:
        await pilot.press("pagedown")
        await pilot.resize_terminal(30, 8)
        await wait_until(pilot, lambda: f"▌ row {app.rows.cursor} " in screen_text(app.screen))
        assert app.rows.cursor > 8


async def test_a_repaint_leaves_the_wheel_alone() -> None:
    """What was scrolled to stays on show while rows and cursor are the same."""
    app = OneList(Terminal().context, 500)
    async with app.run_test(size=(40, 10)) as pilot:
        await wait_until(pilot, lambda: "row 9 " in screen_text(app.screen))
        app.rows.scroll_to(y=200, animate=False)
        await wait_until(pilot, lambda: "row 205 " in screen_text(app.screen))
        app.drawn.clear()
        app.rows.show_rows(500, 0)
        await wait_until(pilot, lambda: app.drawn)
        assert "row 205 " in screen_text(app.screen)
        app.rows.show_rows(500, 1)
        await wait_until(pilot, lambda: "row 1 " in screen_text(app.screen))


async def test_what_an_empty_list_says_is_wrapped() -> None:
    """To whatever width there is; every line begins behind the gutter."""
    app = OneList(Terminal().context, 0)
    async with app.run_test(size=(40, 10)) as pilot:
        sentence = "a adds one: it drops or samples the events that a condition matches"
        app.rows.show_rows(0, 0, empty=[Content(sentence), Content(""), Content("press a")])
        await wait_until(pilot, lambda: "press a" in screen_text(app.screen))
        lines = screen_text(app.screen).split("\n")
        assert " ".join(line.strip() for line in lines[:2]) == sentence
        assert lines[2:4] == ["", "  press a"]
        await pilot.resize_terminal(24, 10)
        await wait_until(pilot, lambda: screen_text(app.screen).split("\n")[5:6] == ["  press a"])
