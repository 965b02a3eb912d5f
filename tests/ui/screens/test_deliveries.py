"""The Deliveries screen: what an operator does there."""

import asyncio
from collections.abc import Callable

import pytest

from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.flow import DeliveryStatus, Flow
from sprig_tui.domain.outbox import Latency
from sprig_tui.services.delivery_pages import DeliveryPages
from sprig_tui.ui.screens.deliveries import DeliveriesScreen
from sprig_tui.ui.screens.event import EventScreen
from sprig_tui.ui.widgets.delivery_table import DeliveryTable
from sprig_tui.ui.widgets.filter_line import FilterLine
from tests.screen import screen_text, wait_for_no_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal
from tests.ui.deliveries import AGAIN, LIVE, REFUSED, TAKEN, queue_rows, try_rows


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (160, 45)])
async def test_every_list_is_shown_at_every_size(
    terminal: Callable[..., Terminal], size: tuple[int, int]
) -> None:
    """Round by tab, with the queue above and one row in full below."""
    scene = terminal(LIVE)
    queue_rows(scene.log, 9)
    queue_rows(scene.log, 1, DeliveryState.DRY_RUN)
    try_rows(scene.log, [TAKEN, REFUSED, AGAIN])
    scene.engine.delivery = DeliveryStatus(Flow.SENDING, waiting=7, used=3, limit=1_000)
    async with scene.app.run_test(size=size) as pilot:
        await pilot.press("3")
        await wait_for_text(
            pilot, "[Waiting]", "SENDING", "3 of 1,000", "pending 6", "retrying 1", "1-7 of 7"
        )
        for words in (
            ("[Retrying]", "500 oops"),
            ("[Failed]", '400 {"bad"', "Refused for good."),
            ("[Delivered]", "202 41 ms", "TAKEN"),
            ("[Dry run]", "Not sent: a dry run."),
            ("[Waiting]", "RETRY"),
        ):
            await pilot.press("tab")
            await wait_for_text(pilot, *words)
        await pilot.click("DeliveryTabs", offset=(24, 0))
        await wait_for_text(pilot, "[Failed]", "400")


@pytest.mark.parametrize("size", [(50, 14), (56, 24), (90, 12), (20, 5)])
async def test_a_small_screen_keeps_one_list(
    terminal: Callable[..., Terminal], size: tuple[int, int]
) -> None:
    """One line of the queue, the rows, nothing else; larger again, all is back."""
    scene = terminal(LIVE)
    queue_rows(scene.log, 3)
    async with scene.app.run_test(size=size) as pilot:
        await pilot.press("3")
        await wait_until(pilot, lambda: isinstance(scene.app.screen, DeliveriesScreen))
        await wait_for_no_text(pilot, "LAST ANSWER")
        text = screen_text(scene.app.screen)
        assert "requests in" not in text
        if size[1] > 10:
            await wait_for_text(pilot, "[Waiting]", "◌ WAIT")
        await pilot.resize_terminal(80, 24)
        await wait_for_text(pilot, "requests in 5 min", "Not tried yet")


async def test_keys_that_come_at_once_are_for_the_lists(terminal: Callable[..., Terminal]) -> None:
    """Never typed into the filter above them."""
    scene = terminal(LIVE)
    queue_rows(scene.log, 3)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await scene.app.switch_mode("deliveries")
        assert isinstance(scene.app.screen.focused, DeliveryTable)
        await pilot.press("l")
        await wait_for_text(pilot, "[Retrying]")
        assert scene.app.screen.query_one(FilterLine).text == ""


async def test_an_empty_queue_says_what_to_do(terminal: Callable[..., Terminal]) -> None:
    """Before the first event, and in a dry run."""
    scene = terminal()
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        await wait_for_text(pilot, "No event has been forwarded yet", "2 maps events", "DRY RUN")
        queue_rows(scene.log, 1, DeliveryState.DRY_RUN)
        await wait_for_text(pilot, "m chooses the mode", "dry run 1")


async def test_what_was_not_read_yet_is_not_said_to_be_nothing(
    terminal: Callable[..., Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list says that it is being read."""
    scene = terminal()
    read, readable = scene.outbox.latency, asyncio.Event()

    async def read_later() -> Latency:
        await readable.wait()
        return await read()

    monkeypatch.setattr(scene.outbox, "latency", read_later)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        await wait_for_text(pilot, "The deliveries are being read.")
        assert "No event" not in screen_text(scene.app.screen)
        readable.set()
        await wait_for_text(pilot, "No event has been forwarded yet")


async def test_a_long_list_counts_only_what_is_known(terminal: Callable[..., Terminal]) -> None:
    """The books count what waits; of what does not, rows are removed that they go on counting."""
    scene = terminal(LIVE)
    queue_rows(scene.log, 205)
    queue_rows(scene.log, 205, DeliveryState.DRY_RUN)
    async with scene.app.run_test(size=(100, 24)) as pilot:
        await pilot.press("3")
        await wait_for_text(pilot, "1-200 of 205")
        await pilot.press("shift+tab")
        await wait_for_text(pilot, "[Dry run]", "1-200 of more than 200")


async def test_enter_opens_the_event(terminal: Callable[..., Terminal]) -> None:
    """And escape comes back to the list; an empty list opens nothing."""
    scene = terminal(LIVE)
    queue_rows(scene.log, 2)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        await wait_for_text(pilot, "1-2 of 2")
        await pilot.press("j", "enter")
        await wait_until(pilot, lambda: isinstance(scene.app.screen, EventScreen))
        await wait_for_text(pilot, "#2", "STEPS")
        await pilot.press("escape")
        await wait_for_text(pilot, "[Waiting]")
        await pilot.press("tab", "enter", "r")
        await wait_for_text(pilot, "Nothing is being retried.")
        assert isinstance(scene.app.screen, DeliveriesScreen)


async def test_one_the_marked_and_all_failed_are_resent(
    terminal: Callable[..., Terminal],
) -> None:
    """Each after a question that says how many and where to; enter on "no" sends nothing."""
    scene = terminal(LIVE)
    queue_rows(scene.log, 3)
    try_rows(scene.log, [REFUSED, REFUSED, REFUSED])
    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("3")
        await wait_for_text(pilot, "failed 3")
        await pilot.press("tab", "tab")
        await wait_for_text(pilot, "1-3 of 3")
        await pilot.press("r")
        await wait_for_text(pilot, "Resend Order Completed (#3)?", "1 to api.sprig.com")
        await pilot.press("n")
        await wait_for_no_text(pilot, "Resend Order")
        assert scene.engine.resent == []
        await pilot.press("space", "space")
        await wait_for_text(pilot, "2 marked")
        await pilot.press("r")
        await wait_for_text(pilot, "Resend 2 events?")
        await pilot.press("y")
        await wait_until(pilot, lambda: scene.engine.resent == [3, 2])
        await wait_for_no_text(pilot, "marked")
        scene.engine.resent.clear()
        await pilot.press("R")
        await wait_for_text(pilot, "Resend all 3 that failed?", "3 to api.sprig.com")
        await pilot.press("y")
        await wait_until(pilot, lambda: scene.engine.resent == [1, 2, 3])


async def test_what_came_while_another_screen_was_shown_is_there(
    terminal: Callable[..., Terminal],
) -> None:
    scene = terminal(LIVE)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        await wait_for_text(pilot, "[Waiting]")
        await pilot.press("1")
        await wait_for_text(pilot, "[1 Live]")
        queue_rows(scene.log, 2)
        await pilot.press("3")
        await wait_for_text(pilot, "1-2 of 2", "pending 2")


async def test_slash_filters_the_list_by_the_same_words_as_live(
    terminal: Callable[..., Terminal],
) -> None:
    """While typing; the line says so as long as it is so, and the other lists are filtered too."""
    scene = terminal(LIVE)
    queue_rows(scene.log, 12)
    try_rows(scene.log, [TAKEN])
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        await wait_for_text(pilot, "u_2", "u_9")
        assert "FILTERED" not in screen_text(scene.app.screen)
        await pilot.press("slash", *"user:u_1")
        await wait_for_text(pilot, "FILTERED", "11 looked at", "u_12")
        await wait_for_no_text(pilot, "u_9")
        await pilot.press("enter", "tab", "tab", "tab")
        await wait_for_text(pilot, "[Delivered]", "user:u_1", "1 looked at")
        await pilot.press("slash", "end", *"7")
        await wait_for_text(pilot, "Nothing matches in Delivered: 1 looked at")
        await pilot.press("enter", "escape")
        await wait_for_no_text(pilot, "FILTERED")
        await wait_for_text(pilot, "Order Completed")
        scene.app.screen.query_one(DeliveryTable).action_mark()
        await pilot.press("slash", *"user:u_1", "enter", "escape")
        await wait_for_text(pilot, "FILTERED")
        await pilot.press("z")
        await wait_for_no_text(pilot, "FILTERED")


async def test_a_wrong_filter_is_told_and_the_list_stays(
    terminal: Callable[..., Terminal],
) -> None:
    """With what is offered while typing, and filters saved by name."""
    scene = terminal(LIVE)
    scene.filters.filters["mine"] = "user:u_3"
    queue_rows(scene.log, 4)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        await wait_for_text(pilot, "1-4 of 4")
        await pilot.press("slash", *"usr:")
        await wait_for_text(pilot, "did you mean user?", "STILL usr")
        await pilot.press("ctrl+u", "at", *"mi")
        await wait_for_text(pilot, "@mine")
        await pilot.press(*"ne", "enter")
        await wait_for_text(pilot, "1-1 of 1", "u_3", "FILTERED")
        await pilot.press("f")
        await wait_for_text(pilot, "since:10m")


async def test_a_long_list_is_looked_through_in_parts(terminal: Callable[..., Terminal]) -> None:
    """`]` goes on; what was looked at is said."""
    scene = terminal(LIVE)
    queue_rows(scene.log, 30)
    async with scene.app.run_test(size=(100, 24)) as pilot:
        await pilot.press("3")
        await wait_for_text(pilot, "1-30 of 30")
        table = scene.app.screen.query_one(DeliveryTable)
        table.pages = DeliveryPages(scene.outbox, scene.log, most=20)
        await pilot.press("slash", *"user:u_25", "enter")
        await wait_for_text(pilot, "Nothing matches in Waiting: 20 looked at", "] looks further")
        await pilot.press("right_square_bracket")
        await wait_for_text(pilot, "u_25", "10 looked at", "1-1 of 1")
        await pilot.press("left_square_bracket")
        await wait_for_text(pilot, "Nothing matches in Waiting: 20 looked at")
        await pilot.press("j")
        await wait_for_text(pilot, "u_25")
