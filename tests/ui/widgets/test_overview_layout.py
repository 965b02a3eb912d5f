"""Where the lines of the Overview stand."""

from textual.content import Content

from sprig_tui.ui.widgets.overview_layout import (
    TWO_COLUMNS,
    Board,
    Item,
    Line,
    Place,
    Section,
    ShowEvents,
    arrange,
)


def line(name: str, *, item: bool = True) -> Line:
    return Line(lambda _width: Content(name), Item(name, ShowEvents(name)) if item else None)


def section(title: str, *names: str, side: int = 0) -> Section:
    return Section(lambda _width: Content(title), [line(name) for name in names], side)


SECTIONS = (
    section("TOP", "a", "b"),
    section("LEFT", "c", "d", side=1),
    section("RIGHT", "e", side=2),
    section("UNDER LEFT", "f", side=1),
    section("TEXT", side=2),
)


def texts(board: Board) -> list[list[str]]:
    return [[cell.line.draw(9).plain for cell in row] for row in board.rows]


def test_a_narrow_screen_has_one_section_under_the_other() -> None:
    board = arrange(SECTIONS, 80)
    assert [row[0] for row in texts(board)] == [
        "TOP", "a", "b", "LEFT", "c", "d", "RIGHT", "e", "UNDER LEFT", "f", "TEXT",
    ]  # fmt: skip
    assert {cell.width for row in board.rows for cell in row} == {80}


def test_a_wide_screen_has_two_columns() -> None:
    """The items keep the order of the sections."""
    board = arrange(SECTIONS, TWO_COLUMNS)
    assert texts(board) == [
        ["TOP"],
        ["a"],
        ["b"],
        ["LEFT", "RIGHT"],
        ["c", "e"],
        ["d", "TEXT"],
        ["UNDER LEFT"],
        ["f"],
    ]
    assert [board.item(n).key for n in range(6) if board.item(n)] == list("abcdef")  # type: ignore[union-attr]
    assert board.item(6) is None
    assert [(cell.x, cell.width) for cell in board.rows[4]] == [(0, 57), (59, 57)]


def test_room_is_left_between_sections_where_there_is_any() -> None:
    board = arrange(SECTIONS[:2], 80, airy=True)
    assert texts(board)[3] == []
    assert texts(board)[4] == ["LEFT"]


def test_items_are_found_by_their_key_and_their_place() -> None:
    board = arrange(SECTIONS, TWO_COLUMNS)
    assert board.position("e") == 4
    assert board.position("gone") is None
    assert board.at(70, 4) == 4
    assert board.at(10, 4) == 2
    assert board.at(10, 3) is None


def test_the_first_item_of_a_section_comes_with_its_title_and_the_last_with_the_end() -> None:
    board = arrange(SECTIONS, 80)
    assert board.sections == [0, 2, 4, 5]
    assert board.reach(0) == (0, 1)
    assert board.reach(1) == (2, 2)
    assert board.reach(4) == (6, 7)
    assert board.reach(5) == (8, 10)


def test_one_more_than_most_is_shown_rather_than_told() -> None:
    assert list(Place(most=2).first("abc")) == list("abc")
    assert list(Place(most=2).first("abcd")) == list("ab")
