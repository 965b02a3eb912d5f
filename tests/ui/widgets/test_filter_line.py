"""The filter of the list, live while typing."""

from collections.abc import Callable
from datetime import date
from typing import cast

import pytest
from textual.widgets import Input

from sprig_tui.domain.query import Query
from sprig_tui.domain.reasons import Reason
from sprig_tui.ui.event_view import EventView
from sprig_tui.ui.glyphs import UNICODE as GLYPHS
from sprig_tui.ui.widgets.event_table import EventTable
from sprig_tui.ui.widgets.filter_line import state_content
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
    async with scene.app.run_test(size=(120, 24)) as pilot:
        await wait_for_text(pilot, "Event 400")
        await pilot.press("slash", *"Event")
        await wait_for_text(pilot, "back to ")
        table = scene.app.screen.query_one(EventTable)
        await wait_until(pilot, lambda: table.view.window.has_older)
        scene.clock.ms += 86_400_000
        await wait_for_text(pilot, "back to Nov 22 ")


async def test_under_a_filter_only_what_matches_is_counted_as_newer(
    terminal: Callable[..., Terminal],
) -> None:
    """As soon as it was looked at; and how much was, is told."""
    scene = terminal()
    scene.log.writes.append(new_row(1))
    async with scene.app.run_test(size=(100, 24)) as pilot:
        await wait_for_text(pilot, "FOLLOWING")
        await pilot.press("p")
        scene.log.writes.append(new_row(2))
        text = await wait_for_text(pilot, "PAUSED", "1 newer")
        assert "in all" not in text
        await pilot.press("f", "f")
        await wait_for_text(pilot, "is:filtered", "FOLLOWING")
        await pilot.press("p")
        scene.log.writes.append(new_row(3))
        scene.log.writes.append(new_row(4, Reason.EVENT))
        text = await wait_for_text(pilot, "PAUSED ▲ 1 newer", "3 match, 4 looked at")
        assert "in all" not in text


class _Window:
    """What a filter has looked at."""

    rows = (new_row(900), new_row(880))
    query, has_older, looked_at = Query("is:filtered", lambda _row: True), True, 5_000


class _Held:
    """A view that was left behind."""

    window, following, newer, newer_uncounted = _Window(), False, 1_234, True


@pytest.mark.parametrize(
    ("paused", "room", "words"),
    [
        (True, 90, "back to 12:14:40   2 match, 5,000 looked at   PAUSED ▲ 1,234 newer in all  F"),
        (False, 85, "2 match, 5,000 looked at   HELD by the picked row ▲ 1,234 newer in all  F"),
        (False, 69, "2 match, 5,000 looked at   HELD ▲ 1,234 newer in all  F follows"),
        (False, 55, "2 match, 5,000 looked at   HELD ▲ 1,234 newer in all"),
        (False, 45, "HELD ▲ 1,234 newer in all  F follows"),
    ],
)
def test_the_state_leaves_out_what_matters_less(paused: bool, room: int, words: str) -> None:
    """Where its room is narrow; that it holds, and over how many, stays."""
    view = cast(EventView, _Held())
    said = state_content(view, GLYPHS, date(2026, 11, 22), paused=paused, room=room)
    assert said.plain.startswith(words)
    assert said.cell_length <= room


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


async def test_what_is_kept_is_finished_or_told_as_left_out(
    terminal: Callable[..., Terminal],
) -> None:
    """A term that says nothing yet never stands there as if it filtered."""
    scene = terminal()
    _fill(scene)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "Event 29")
        await pilot.press("slash", *"is:forw")
        assert "Left out" not in screen_text(scene.app.screen)
        await pilot.press("enter")
        await wait_for_text(pilot, "/ is:forwarded", "FOLLOWING")
        await wait_for_no_text(pilot, "Event 29")
        await pilot.press("z", "slash", *"user:")
        await wait_for_text(pilot, "30 match")
        await pilot.press("enter")
        left_out = "Left out until it is finished: expected a value after user:"
        await wait_for_text(pilot, left_out, "Event 29", "match")
        await pilot.press("slash", "u")
        await wait_for_no_text(pilot, "Left out")


async def test_an_open_quote_is_closed_when_it_is_kept(terminal: Callable[..., Terminal]) -> None:
    """It filters all the while; a verb takes what stands there then."""
    scene = terminal()
    _fill(scene)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "Event 29")
        await pilot.press("slash", *'"event 2', "enter")
        await wait_for_text(pilot, '/ "event 2"', "Event 29")
        await wait_for_no_text(pilot, "Event 30")
        await pilot.press("slash", "end", "space", *"user:")
        await wait_for_text(pilot, '/ "event 2" user:')
        scene.app.screen.set_focus(None)
        await wait_for_text(pilot, "Left out until it is finished")
