"""The filter of the list, live while typing."""

from collections.abc import Callable

from textual.widgets import Input

from sprig_tui.domain.reasons import Reason
from sprig_tui.ui.widgets.event_table import EventTable
from tests.log_rows import new_row
from tests.screen import screen_text, wait_for_no_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal


def _fill(scene: Terminal) -> None:
    for number in range(1, 31):
        reason = Reason.EVENT if number % 10 == 0 else Reason.UNMAPPED_EVENT
        scene.log.writes.append(new_row(number, reason, name=f"Event {number}"))


async def test_typing_filters_at_once_and_z_shows_all(terminal: Callable[..., Terminal]) -> None:
    """Enter keeps the filter and goes back to the list."""
    scene = terminal()
    _fill(scene)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "Event 29")
        await pilot.press("slash", *"is:forwarded")
        await wait_for_no_text(pilot, "Event 29")
        await wait_for_text(pilot, "Event 30", "Event 20", "Event 10")
        await pilot.press("enter")
        assert isinstance(scene.app.focused, EventTable)
        scene.log.writes.append(new_row(31, name="Event 31"))
        scene.log.writes.append(new_row(32, Reason.EVENT, name="Event 32"))
        text = await wait_for_text(pilot, "Event 32", "received 32")
        assert "Event 31" not in text
        await pilot.press("z")
        await wait_for_text(pilot, "Event 31", "Event 29")


async def test_escape_leaves_the_filter(terminal: Callable[..., Terminal]) -> None:
    """From the text and from the list."""
    scene = terminal()
    _fill(scene)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "Event 29")
        await pilot.press("slash", *"is:forwarded")
        await wait_for_no_text(pilot, "Event 29")
        await pilot.press("escape")
        await wait_for_text(pilot, "Event 29")
        assert scene.app.screen.query_one(Input).value == ""
        assert isinstance(scene.app.focused, EventTable)


async def test_a_mistake_is_told_while_typing(terminal: Callable[..., Terminal]) -> None:
    """The last filter that could be read stays in force; what was typed is never markup."""
    scene = terminal()
    _fill(scene)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "Event 29")
        await pilot.press("slash", *"zz:")
        text = await wait_for_text(pilot, "STILL zz", "type, event, name", "enter Keep filter")
        assert "a Map" not in text
        assert "/ Filter" not in text
        await pilot.press(*["backspace"] * 3, *"is:forwarded", "space", *"typ:x")
        await wait_for_text(pilot, "there is no key", "type", "STILL is:forwarded typ")
        assert "Event 29" not in screen_text(scene.app.screen)
        await pilot.press(*["backspace"] * 6)
        await wait_for_text(pilot, "FOLLOWING")
        scene.app.screen.query_one(Input).value = 'why:"[@click=app.quit]x[/'
        await wait_for_text(pilot, 'no reason has "[@click=app.quit]x[/"')


async def test_how_far_a_filter_has_looked_is_told(terminal: Callable[..., Terminal]) -> None:
    """While there is more to look at."""
    scene = terminal()
    for number in range(1, 401):
        scene.log.writes.append(new_row(number, name=f"Event {number}"))
    async with scene.app.run_test(size=(100, 24)) as pilot:
        await wait_for_text(pilot, "Event 400")
        await pilot.press("slash", *"Event")
        await wait_for_text(pilot, "back to ")
        table = scene.app.screen.query_one(EventTable)
        await wait_until(pilot, lambda: table.view.window.has_older)
        scene.clock.ms += 86_400_000
        await wait_for_text(pilot, "back to Nov 22 ")


async def test_what_is_new_under_a_filter_is_told_as_all_that_came(
    terminal: Callable[..., Terminal],
) -> None:
    """It is not known yet which of it matches."""
    scene = terminal()
    scene.log.writes.append(new_row(1))
    async with scene.app.run_test(size=(100, 24)) as pilot:
        await wait_for_text(pilot, "FOLLOWING")
        await pilot.press("p")
        scene.log.writes.append(new_row(2))
        text = await wait_for_text(pilot, "PAUSED", "1 new")
        assert "in all" not in text
        await pilot.press("f", "f")
        await wait_for_text(pilot, "is:filtered", "FOLLOWING")
        await pilot.press("p")
        scene.log.writes.append(new_row(3))
        await wait_for_text(pilot, "PAUSED", "1 new in all")


async def test_a_saved_filter_follows_what_is_saved(terminal: Callable[..., Terminal]) -> None:
    """By the verb too, while the terminal is open; what cannot be read is said once."""
    scene = terminal()
    _fill(scene)
    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        await wait_for_text(pilot, "Event 29")
        await pilot.press("slash", *"@mine")
        await wait_for_text(pilot, "no filter is saved as @mine")
        scene.filters.filters["mine"] = "is:forwarded"
        await wait_for_no_text(pilot, "Event 29")
        await wait_for_text(pilot, "Event 30", "Event 20")
        await pilot.press("enter")
        scene.filters.filters["mine"] = "event:=" + '"Event 29"'
        await wait_for_text(pilot, "Event 29")
        await wait_for_no_text(pilot, "Event 20")
        scene.filters.unavailable = "filters.toml is not TOML"
        await wait_for_text(pilot, "filters.toml is not TOML", "Event 29")
        await pilot.press("z", "slash", *"is:forwarded")
        await wait_for_text(pilot, "Event 20")


async def test_filters_of_before_come_back_in_an_empty_line(
    terminal: Callable[..., Terminal],
) -> None:
    """Up and down walk through those that were kept."""
    scene = terminal()
    _fill(scene)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "Event 29")
        await pilot.press("slash", *"is:forwarded", "enter", "z", "slash", "up")
        await wait_for_text(pilot, "/ is:forwarded")
        await wait_for_no_text(pilot, "Event 29")
        await pilot.press("down")
        await wait_for_text(pilot, "Event 29", "/ filter: words")
