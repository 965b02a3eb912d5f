"""The cursor over the items of all sections."""

from collections.abc import Sequence

import pytest
from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen

from sprig_tui.ui.terminal import TerminalApp
from sprig_tui.ui.widgets.overview_layout import Item, Line, Section, ShowEvents
from sprig_tui.ui.widgets.overview_list import OverviewList
from tests.screen import screen_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal


def section(title: str, *names: str, side: int = 0) -> Section:
    lines = [
        Line(lambda _width, name=name: Content(name), Item(name, ShowEvents(name)))  # type: ignore[misc]
        for name in names
    ]
    return Section(lambda _width: Content(title), lines, side)


SECTIONS = (
    section("ONE", "a", "b"),
    section("TWO", *(f"c{n}" for n in range(30)), side=1),
    section("NOTHING", side=2),
    section("THREE", "x", "y", side=2),
)


class Board(Screen[None]):
    """Only the list."""

    def __init__(self) -> None:
        super().__init__()
        self.chosen: list[str] = []

    def compose(self) -> ComposeResult:
        """It."""
        yield OverviewList()

    @property
    def items(self) -> OverviewList:
        """The list."""
        return self.query_one(OverviewList)

    @property
    def at(self) -> str:
        """The item of the cursor."""
        return self.items.selected.key if self.items.selected else ""

    @on(OverviewList.Chosen)
    def note(self, event: OverviewList.Chosen) -> None:
        """What was chosen."""
        self.chosen.append(event.item.key)


@pytest.fixture
def app() -> TerminalApp:
    """A terminal without its screens."""
    return TerminalApp(Terminal().context)


async def test_the_cursor_goes_over_items_and_sections(app: TerminalApp) -> None:
    """A section without items is passed; at the ends tab goes round and j stays."""
    async with app.run_test(size=(80, 14)) as pilot:
        board = Board()
        await app.push_screen(board)
        board.items.focus()
        await pilot.press("tab", "j", "G", "enter", "pagedown")
        assert board.at == ""
        board.items.show_sections(SECTIONS)
        await wait_for_text(pilot, "ONE", "▌ a")
        steps = (
            ("j", "b"), ("k", "a"), ("k", "a"), ("tab", "c0"), ("j", "c1"), ("l", "x"),
            ("tab", "a"), ("shift+tab", "x"), ("G", "y"), ("j", "y"), ("g", "a"),
        )  # fmt: skip
        for key, expected in steps:
            await pilot.press(key)
            await wait_until(pilot, lambda expected=expected: board.at == expected, key)  # type: ignore[misc]
        await pilot.press("tab", "pagedown")
        await wait_until(pilot, lambda: board.at == "c13")
        await pilot.press("pageup", "enter")
        await wait_until(pilot, lambda: board.chosen == ["c0"])


async def test_the_title_of_a_section_and_the_end_come_on_show(app: TerminalApp) -> None:
    """With the section's first item, and with the last of all."""
    async with app.run_test(size=(80, 10)) as pilot:
        board = Board()
        await app.push_screen(board)
        board.items.focus()
        board.items.show_sections((*SECTIONS, section("END")))
        await pilot.press("G")
        await wait_for_text(pilot, "▌ y", "END")
        await pilot.press("g")
        await wait_for_text(pilot, "ONE", "▌ a")


async def test_the_cursor_stays_on_its_item_wherever_it_moves_to(app: TerminalApp) -> None:
    """When it is gone, the cursor stays at its place."""
    async with app.run_test(size=(80, 14)) as pilot:
        board = Board()
        await app.push_screen(board)
        board.items.focus()
        board.items.show_sections([section("ONE", "a", "b", "c")])
        await pilot.press("j")
        board.items.show_sections([section("ONE", "c", "a", "b")])
        await wait_until(pilot, lambda: board.at == "b")
        board.items.show_sections([section("ONE", "c")])
        await wait_until(pilot, lambda: board.at == "c")
        board.items.show_sections([section("ONE")])
        await wait_until(pilot, lambda: board.at == "")
        assert "ONE" in screen_text(app.screen)


@pytest.mark.parametrize(("width", "at"), [(80, (3, 4)), (140, (75, 5))])
async def test_the_mouse_points_and_a_double_click_acts(
    app: TerminalApp, width: int, at: Sequence[int]
) -> None:
    """In each of two columns too."""
    async with app.run_test(size=(width, 14)) as pilot:
        board = Board()
        await app.push_screen(board)
        board.items.show_sections(SECTIONS)
        await wait_for_text(pilot, "THREE" if width > 120 else "c5")
        await pilot.click(OverviewList, offset=(at[0], at[1]))
        expected = "c0" if width == 80 else "x"
        await wait_until(pilot, lambda: board.at == expected)
        await pilot.click(OverviewList, offset=(5, 3))
        await pilot.click(OverviewList, offset=(at[0], at[1]), times=2)
        await wait_until(pilot, lambda: board.chosen == [expected])


async def test_two_columns_stand_beside_each_other_and_fall_in_line_when_it_gets_narrow(
    app: TerminalApp,
) -> None:
    """The cursor keeps its item."""
    async with app.run_test(size=(140, 40)) as pilot:
        board = Board()
        await app.push_screen(board)
        board.items.focus()
        board.items.show_sections(SECTIONS)
        await pilot.press("G")
        text = await wait_for_text(pilot, "▌ y")
        assert any("c0" in line and "THREE" not in line for line in text.split("\n"))
        assert any("TWO" in line and "NOTHING" in line for line in text.split("\n"))
        await pilot.resize_terminal(80, 40)
        await wait_until(pilot, lambda: "TWO" in screen_text(board), "one column")
        assert board.at == "y"
        assert not any(
            "TWO" in line and "NOTHING" in line for line in screen_text(board).split("\n")
        )
