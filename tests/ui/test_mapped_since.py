"""An old row whose mapping was added, or whose user became known, since."""

from collections.abc import Callable

import pytest

from sprig_tui.domain.log import LogRow
from sprig_tui.domain.reasons import Reason
from sprig_tui.ports import StoreUnavailableError
from sprig_tui.ui.mapped_since import look_again, map_row
from sprig_tui.ui.modals.mapping_form import MappingForm
from sprig_tui.ui.screens.event import EventScreen
from sprig_tui.ui.screens.mappings import MappingsScreen
from tests.screen import screen_text, wait_for_no_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal

OTHER = '[[triggered_events]]\nevent = "Other"\n'
MAPPED = OTHER + '[[triggered_events]]\nevent = "Signed Up"\n'
TRACK = {"type": "track", "event": "Signed Up", "userId": "u", "messageId": "1"}


async def test_what_is_mapped_by_now_is_said_and_not_mapped_again(
    terminal: Callable[..., Terminal],
) -> None:
    """In the list and in the event; a goes to the mapping, and the file stays as it is."""
    scene = terminal(OTHER)
    await scene.receive(TRACK)
    async with scene.app.run_test(size=(100, 36), notifications=True) as pilot:
        await wait_for_text(pilot, "a adds a triggered event for it")
        scene.config.edit_by_hand(MAPPED)
        await wait_for_text(pilot, "Since then #2 maps it; enter, then R sends it anew.")
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(scene.app.screen, EventScreen))
        await wait_for_text(pilot, "> Since then #2 maps it; R sends it anew.")
        scene.config.edit_by_hand(OTHER)
        await wait_for_text(pilot, "Press a to map it")
        scene.config.edit_by_hand(MAPPED.replace('Up"', 'Up"\nenabled = false'))
        await wait_for_text(pilot, "Since then #2 matches it, but it is switched off; a goes to it")
        await pilot.press("a")
        await wait_until(pilot, lambda: isinstance(scene.app.screen, MappingsScreen))
        await wait_for_text(pilot, "space switches it on", "[2 Mappings]")
        assert not any(isinstance(one, MappingForm) for one in scene.app.screen_stack)


async def test_a_user_that_is_known_by_now_is_not_made_known_again(
    terminal: Callable[..., Terminal],
) -> None:
    """The key for it goes."""
    scene = terminal('[destination]\nunknown_users = "filter"\n' + MAPPED)
    await scene.receive(TRACK)
    async with scene.app.run_test(size=(100, 36)) as pilot:
        await wait_for_text(pilot, "u makes the user known", "u Know")
        await pilot.press("enter")
        await wait_for_text(pilot, "Press u to make the user known", "u Make known")
        await pilot.press("escape")
        await scene.log.transact(lambda tx: tx.know("u", origin="identify", at_ms=1))
        await pilot.press("enter")
        await wait_for_text(pilot, "Since then its user became known; R sends it anew.")
        assert "u Make known" not in screen_text(scene.app.screen)
        await pilot.press("escape", "u")
        await wait_for_text(pilot, "Make the user u known?")
        await pilot.press("y")
        await wait_for_text(pilot, "Since then its user became known; enter, then R")
        await wait_for_no_text(pilot, "u Know")


async def test_a_log_that_cannot_be_read_changes_no_advice(
    terminal: Callable[..., Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor does a row that no mapping would help."""

    async def fail(_user: str) -> bool:
        raise StoreUnavailableError("gone")

    scene = terminal(MAPPED)
    monkeypatch.setattr(scene.log, "is_known", fail)
    row = LogRow(1, 0, Reason.UNKNOWN_USER, "", user_id="u")
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "LISTENING")
        assert await look_again(scene.app, row) is None
        await map_row(scene.app, row)
        await map_row(scene.app, None)
        assert scene.app.current_mode == "live"


async def test_a_says_why_where_nothing_can_be_mapped(terminal: Callable[..., Terminal]) -> None:
    """In the list and in the event; the line of keys offers there only what can act."""
    scene = terminal(OTHER)
    await scene.receive(TRACK, {"type": "identify", "userId": "u", "messageId": "2"})
    async with scene.app.run_test(size=(160, 36), notifications=True) as pilot:
        text = await wait_for_text(pilot, "FWD", "FILT", "r Resend")
        assert "a Map" not in text
        await pilot.press("a")
        await wait_for_text(pilot, "Only tracks and pages are mapped; this is: identify.")
        await pilot.press("j")
        await wait_for_no_text(pilot, "r Resend")
        await wait_for_text(pilot, "a Map")
        await pilot.press("r")
        await wait_for_text(pilot, "Only an event that is forwarded can be resent.")
        await pilot.press("k", "escape", "enter")
        await wait_until(pilot, lambda: isinstance(scene.app.screen, EventScreen))
        text = await wait_for_text(pilot, "r Resend", "[Why]")
        assert "a Map" not in text
        await pilot.press("a")
        await wait_for_text(pilot, "Only tracks and pages are mapped; this is: identify.")
