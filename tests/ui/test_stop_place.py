"""From an event to what stopped it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from sprig_tui.domain.log import LogRow
from sprig_tui.domain.reasons import Reason
from sprig_tui.ui.modals.confirm import ConfirmModal
from sprig_tui.ui.modals.setting_choice import SettingChoice
from sprig_tui.ui.screens.event import EventScreen
from sprig_tui.ui.stop_place import is_stopped_by_file
from tests.screen import screen_text, wait_for_no_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal

OTHER = """
[[filters]]
name = "no pages"
if = 'type = "page"'
action = "drop_event"
"""
BEATS = """
[[filters]]
name = "no heartbeats"
if = 'event = "Heartbeat"'
action = "drop_event"
"""
OFF = '[[triggered_events]]\nevent = "Cart Viewed"\nenabled = false\n'
HEARTBEAT = {"type": "track", "event": "Heartbeat", "userId": "u", "messageId": "m-1"}
CART = {"type": "track", "event": "Cart Viewed", "userId": "u", "messageId": "m-2"}


def test_only_what_the_file_stopped_has_a_place() -> None:
    """Not what the sender has to mend."""
    row = LogRow(1, 0, Reason.DESTINATION_FILTER, "", type="track")
    assert is_stopped_by_file(row)
    assert not is_stopped_by_file(replace(row, reason=Reason.MISSING_USER_ID))
    assert not is_stopped_by_file(None)


@pytest.mark.parametrize("opened", [False, True])
@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
async def test_c_goes_to_the_filter_with_its_line(
    terminal: Callable[..., Terminal], opened: bool, size: tuple[int, int]
) -> None:
    """From the list and from the event, wherever the filter stands in the file by now."""
    scene = terminal(BEATS)
    await scene.receive(HEARTBEAT)
    async with scene.app.run_test(size=size) as pilot:
        await wait_for_text(pilot, "filtered.destination_filter", "c Rule")
        await pilot.press("p")
        await wait_for_text(pilot, "p Resume", "c Rule", "q Quit")
        if opened:
            await pilot.press("enter")
            await wait_until(pilot, lambda: isinstance(scene.app.screen, EventScreen))
            await wait_for_text(pilot, "sprig.toml:2", "c Rule")
        scene.config.edit_by_hand(OTHER + BEATS)
        await wait_until(pilot, lambda: len(scene.app.snapshot.config.filters) == 2)
        await pilot.press("c")
        await wait_for_text(pilot, "[2 Mappings]", "▌ ✓ on      2 no heart", "sprig.toml:7")


async def test_c_goes_to_a_mapping_that_is_off(terminal: Callable[..., Terminal]) -> None:
    """And is not offered where the file did not stop the event."""
    scene = terminal(OFF)
    await scene.receive(CART, {**CART, "event": "Bought", "messageId": "m-3"})
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "filtered.unmapped_event")
        assert "c Rule" not in screen_text(scene.app.screen)
        await pilot.press("j")
        await wait_for_text(pilot, "filtered.mapping_disabled", "c Rule")
        await pilot.press("c")
        await wait_for_text(pilot, "[2 Mappings]", "· off", "only this mapping matches")


async def test_what_is_gone_from_the_file_is_said(terminal: Callable[..., Terminal]) -> None:
    """Nothing else is shown in its place."""
    scene = terminal(BEATS)
    await scene.receive(HEARTBEAT)
    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        await wait_for_text(pilot, "c Rule")
        scene.config.edit_by_hand(OTHER)
        await wait_until(pilot, lambda: scene.app.snapshot.config.filters[0].name == "no pages")
        await pilot.press("c")
        await wait_for_text(pilot, "not in the file any more")
        await wait_for_no_text(pilot, "[5 Settings]")


async def test_c_of_an_event_that_lies_over_its_own_screen_uncovers_it(
    terminal: Callable[..., Terminal],
) -> None:
    """What was only looked at is closed on the way to the rule."""
    scene = terminal(OFF)
    await scene.receive(CART)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "mapping_disabled")
        await scene.app.switch_mode("mappings")
        await scene.app.push_screen(SettingChoice("A choice", [("a", "b")], "a"))
        await scene.app.push_screen(EventScreen(1))
        await wait_for_text(pilot, "#1", "c Rule")
        await pilot.press("c")
        await wait_until(pilot, lambda: len(scene.app.screen_stack) == 1)
        await wait_for_text(pilot, "[2 Mappings]", "Cart Viewed")


async def test_c_leaves_a_form_alone_that_may_hold_something_typed(
    terminal: Callable[..., Terminal],
) -> None:
    scene = terminal(OFF)
    await scene.receive(CART)
    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        await wait_for_text(pilot, "mapping_disabled")
        await scene.app.switch_mode("mappings")
        await scene.app.push_screen(ConfirmModal("Sure?"))
        await scene.app.push_screen(EventScreen(1))
        await wait_for_text(pilot, "#1", "c Rule")
        await pilot.press("c")
        await wait_for_text(pilot, "A form is open there")
        assert isinstance(scene.app.screen, EventScreen)


async def test_c_goes_to_the_mapping_that_almost_matched(
    terminal: Callable[..., Terminal],
) -> None:
    """From the event; the list does not know of it."""
    scene = terminal('[[triggered_events]]\nevent = "Cart Viewed"\n')
    await scene.receive(CART | {"event": "cart viewed"})
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "unmapped_event")
        await pilot.press("enter")
        await wait_for_text(pilot, "c goes to the mapping", "c Rule")
        await pilot.press("c")
        await wait_for_text(pilot, "[2 Mappings]", "Cart Viewed")
