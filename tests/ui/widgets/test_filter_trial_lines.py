"""A filter tried while it is typed: all recent events, and one of them."""

from collections.abc import Callable

from tests.factories import identify, track
from tests.screen import wait_for_text
from tests.ui.conftest import Terminal

CONFIG = """
[[triggered_events]]
event = "Button Clicked"
"""


async def open_form(scene: Terminal, pilot: object) -> None:
    await pilot.press("2", "tab", "tab", "a", "tab")  # type: ignore[attr-defined]


async def test_recent_events_are_counted_and_the_newest_is_shown_without_and_with_it(
    terminal: Callable[..., Terminal],
) -> None:
    scene = terminal(CONFIG)
    await scene.receive(identify(messageId="i"), track(messageId="1"), track("B", messageId="2"))
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await open_form(scene, pilot)
        await wait_for_text(pilot, "It is tried on recent events as soon as it can be read.")
        await pilot.press(*"userId", "space", "!", "=", "space", *"null")
        await wait_for_text(
            pilot,
            "Of the 3 stored events 3 match; 3 would be dropped. Newest: #3 track B",
            "without · filtered.unmapped_event",
            "with    · filtered.destination_filter",
        )


async def test_another_event_is_chosen_by_its_number_or_name(
    terminal: Callable[..., Terminal],
) -> None:
    scene = terminal(CONFIG)
    await scene.receive(identify(messageId="i"), track(messageId="1"), track("B", messageId="2"))
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await open_form(scene, pilot)
        await pilot.press(*"all", "tab", "tab", "tab", "#", "2")
        await wait_for_text(pilot, "#2 track Button Clicked", "without ✓ forwarded.event")
        await pilot.press("backspace", "backspace", *"nothing")
        await wait_for_text(pilot, "No recent event is “nothing”.")


async def test_a_log_that_cannot_be_read_is_told(terminal: Callable[..., Terminal]) -> None:
    scene = terminal(CONFIG)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await open_form(scene, pilot)
        await pilot.press(*"all")
        await wait_for_text(pilot, "No event is stored yet to try it on.")
