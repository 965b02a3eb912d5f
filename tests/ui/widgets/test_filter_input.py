"""The text of a filter, and the ones before it."""

from textual.app import App, ComposeResult

from sprig_tui.domain.query import Completion
from sprig_tui.ui.widgets.filter_input import MAX_KEPT, FilterHistory, FilterInput
from tests.screen import wait_for_text


class OneField(App[None]):
    """A screen with nothing but the field."""

    def compose(self) -> ComposeResult:
        yield FilterInput()


async def test_a_choice_takes_the_place_of_what_was_begun() -> None:
    """What stands behind the cursor stays."""
    app = OneField()
    async with app.run_test():
        field = app.query_one(FilterInput)
        field.value = "ty is:failed"
        field.cursor_position = 2
        assert field.begun
        field.take(Completion("type:", 0, 2))
        assert (field.value, field.cursor_position) == ("type: is:failed", 5)


async def test_only_the_end_of_a_piece_can_be_completed() -> None:
    app = OneField()
    async with app.run_test():
        field = app.query_one(FilterInput)
        for text, place, begun in (
            ("", 0, False),
            ("a ", 2, False),
            ("(", 1, False),
            ("-", 1, False),
            ("ab", 1, False),
            ("ab", 2, True),
            ("(ab)", 3, True),
            ("user:", 5, True),
        ):
            field.value = text
            field.cursor_position = place
            assert field.begun is begun, text


async def test_control_characters_are_drawn_by_stand_ins() -> None:
    """A filter may be pasted, or come from a file."""
    app = OneField()
    async with app.run_test() as pilot:
        field = app.query_one(FilterInput)
        field.value = "a\x1b[2Jb\u202ec"
        text = await wait_for_text(pilot, "[2Jb")
        assert "\x1b" not in text
        assert "\u202e" not in text


def test_the_filters_before_come_back_the_newest_first() -> None:
    """Each once; a text that is being written is left alone."""
    history = FilterHistory()
    for text in ("a", "b", "a", ""):
        history.keep(text)
    assert [history.step("", 1), history.step("a", 1), history.step("b", 1)] == ["a", "b", "b"]
    assert [history.step("b", -1), history.step("a", -1), history.step("", -1)] == ["a", "", ""]
    assert history.step("being written", 1) is None
    history.step("", 1)
    assert history.step("", 1) == "a"


def test_so_many_filters_are_kept() -> None:
    history = FilterHistory(str(number) for number in range(MAX_KEPT))
    history.keep("new")
    text, seen = "", []
    while (found := history.step(text, 1)) is not None and found != text:
        seen.append(text := found)
    assert len(seen) == MAX_KEPT
    assert seen[0] == "new"
