"""The keys of what is offered while a filter is typed."""

from collections.abc import Callable

from sprig_tui.ui.widgets.event_table import EventTable
from sprig_tui.ui.widgets.filter_input import FilterInput
from tests.screen import screen_text, wait_for_no_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal
from tests.ui.widgets.test_completion_list import CLOSES, offering_scene


async def test_tab_takes_a_key_and_then_its_value(terminal: Callable[..., Terminal]) -> None:
    """The list lies over the rows, says what a key is, and the rows are filtered at once."""
    scene = offering_scene(terminal)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        before = await wait_for_text(pilot, "Signed Up", "Order Refunded")
        await pilot.press("slash", *"ty")
        shown = await wait_for_text(pilot, "type:  the call: track, page", CLOSES)
        places = [[line[:3] for line in text.splitlines()].index("───") for text in (before, shown)]
        assert places[0] == places[1]
        await pilot.press("tab")
        await wait_for_text(pilot, "/ type:", "identify", "1 of 7")
        await pilot.press(*"page", "space", "o")
        await wait_for_no_text(pilot, "Order Refunded  ")
        assert scene.app.screen.query_one(FilterInput).value == "type:page o"


async def test_words_of_the_log_are_offered(terminal: Callable[..., Terminal]) -> None:
    """Names in quotes where they need them, fields of payloads, values of fields."""
    scene = offering_scene(terminal)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "Signed Up")
        await pilot.press("slash", *"event:ord")
        await wait_for_text(pilot, '"Order Refunded"', '"Order Completed"')
        await pilot.press("down", "tab", "space", *"prop.p")
        await wait_for_text(pilot, "prop.plan:")
        await pilot.press("tab")
        await wait_for_text(pilot, "1 of 1")
        await pilot.press("right")
        field = scene.app.screen.query_one(FilterInput)
        await wait_until(pilot, lambda: field.value.endswith("prop.plan:pro"))
        assert field.value == 'event:"Order Completed" prop.plan:pro'
        await wait_for_no_text(pilot, CLOSES)
        await wait_for_no_text(pilot, "Order Refunded")


async def test_escape_closes_the_list_before_it_clears(terminal: Callable[..., Terminal]) -> None:
    """The footer says which; another key opens it again."""
    scene = offering_scene(terminal)
    async with scene.app.run_test(size=(100, 24)) as pilot:
        await wait_for_text(pilot, "Signed Up")
        await pilot.press("slash", *"ord")
        await wait_for_text(pilot, CLOSES, "Close list")
        await pilot.press("escape")
        await wait_for_no_text(pilot, CLOSES)
        field = scene.app.screen.query_one(FilterInput)
        assert (field.value, field.has_focus) == ("ord", True)
        await pilot.press("e")
        await wait_for_text(pilot, CLOSES)
        await pilot.press("escape", "escape")
        await wait_until(pilot, lambda: isinstance(scene.app.focused, EventTable))
        assert field.value == ""


async def test_enter_keeps_what_is_typed_unless_something_was_chosen(
    terminal: Callable[..., Terminal],
) -> None:
    scene = offering_scene(terminal)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "Signed Up")
        field = scene.app.screen.query_one(FilterInput)
        await pilot.press("slash", *"ord")
        await wait_for_text(pilot, CLOSES)
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(scene.app.focused, EventTable))
        assert field.value == "ord"
        assert CLOSES not in screen_text(scene.app.screen)
        await pilot.press("slash", "end", "e")
        await wait_for_text(pilot, CLOSES)
        await pilot.press("up", "enter")
        await wait_until(pilot, lambda: field.value == 'event:"Order Completed"')
        assert field.has_focus


async def test_an_empty_line_offers_everything_on_tab(terminal: Callable[..., Terminal]) -> None:
    """More than fits: the list goes along."""
    scene = offering_scene(terminal)
    scene.filters.filters["mine"] = "user:u_1"
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "Signed Up")
        await pilot.press("slash")
        assert CLOSES not in screen_text(scene.app.screen)
        await pilot.press("tab")
        await wait_for_text(pilot, "the call: track", "1 of 24")
        await pilot.press(*["down"] * 8)
        text = await wait_for_text(pilot, "9 of 24", "reason:")
        assert "the call: track" not in text
