"""The keys that fill the filter line."""

from collections.abc import Callable

from sprig_tui.ui.widgets.event_table import EventTable
from sprig_tui.ui.widgets.filter_line import FilterLine
from tests.log_rows import new_row
from tests.screen import screen_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal


def _scene(terminal: Callable[..., Terminal]) -> Terminal:
    scene = terminal()
    for number, name in enumerate(("Order Completed", "Signed Up"), 1):
        scene.log.writes.append(new_row(number, name=name))
    return scene


async def test_f_goes_through_quick_filters_in_the_open(terminal: Callable[..., Terminal]) -> None:
    """The line shows the query, so that everybody learns to write it."""
    scene = _scene(terminal)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "Signed Up")
        for text in ("is:forwarded", "is:filtered", "is:problem"):
            await pilot.press("f")
            await wait_for_text(pilot, f"/ {text} ")
            assert isinstance(scene.app.focused, EventTable)
        await pilot.press("f")
        await wait_for_text(pilot, "/ filter: words", "Signed Up")
        await pilot.press("slash", *"sign", "escape", "enter", "f")
        await wait_for_text(pilot, "/ is:forwarded ")


async def test_the_present_filter_is_saved_under_a_name(terminal: Callable[..., Terminal]) -> None:
    """And can be named in the line at once."""
    scene = _scene(terminal)
    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        await wait_for_text(pilot, "Signed Up")
        await pilot.press("asterisk")
        await wait_for_text(pilot, "Nothing is filtered now")
        await pilot.press("slash", *"event:sign", "escape", "enter", "asterisk")
        await wait_for_text(pilot, "Save the filter under a name", "event:sign")
        await pilot.press(*"mine", "enter")
        await wait_for_text(pilot, "Saved: @mine stands for event:sign")
        assert scene.filters.filters == {"mine": "event:sign"}
        await pilot.press("z", "slash", *"@mine", "enter")
        await wait_until(pilot, lambda: "Order Completed" not in screen_text(scene.app.screen))
        assert "Signed Up" in screen_text(scene.app.screen)


async def test_what_cannot_be_saved_says_why(terminal: Callable[..., Terminal]) -> None:
    """A mistake in the line, a filter that would ask for itself, a file that cannot be written."""
    scene = _scene(terminal)
    scene.filters.filters["mine"] = "user:u_1"
    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        await wait_for_text(pilot, "Signed Up")
        await pilot.press("slash", *"typ:x", "enter", "asterisk")
        await wait_for_text(pilot, "The filter cannot be saved: there is no key")
        line = scene.app.screen.query_one(FilterLine)
        line.show_query("@mine")
        await wait_until(pilot, lambda: not line.error)
        await pilot.press("asterisk")
        await wait_for_text(pilot, "Save the filter")
        await pilot.press(*"mine", "enter")
        await wait_for_text(pilot, "Not saved", "asks for itself")
        await pilot.press("asterisk")
        await wait_for_text(pilot, "Save the filter")
        await pilot.press("escape")
        await wait_until(pilot, lambda: scene.app.screen.query(FilterLine))
        assert scene.filters.filters == {"mine": "user:u_1"}


async def test_a_saved_filter_is_chosen_or_edited(terminal: Callable[..., Terminal]) -> None:
    scene = _scene(terminal)
    scene.filters.filters |= {"a": "event:sign", "b": "event:order"}
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "Signed Up", "Order Completed")
        await pilot.press("at")
        await wait_for_text(pilot, "Saved filters", "@b")
        await pilot.press("j", "enter")
        await wait_for_text(pilot, "/ @b", "Order Completed")
        await wait_until(pilot, lambda: "Signed Up  " not in screen_text(scene.app.screen))
        await pilot.press("at")
        await wait_for_text(pilot, "Saved filters", "@b")
        await pilot.press("e")
        await wait_for_text(pilot, "/ event:sign")
        assert scene.app.screen.query_one(FilterLine).has_focus_within
        await pilot.press("escape", "at")
        await wait_for_text(pilot, "Saved filters")
        await pilot.press("escape")
        await wait_until(pilot, lambda: scene.app.screen.query(FilterLine))
        assert scene.app.screen.query_one(FilterLine).text == ""
