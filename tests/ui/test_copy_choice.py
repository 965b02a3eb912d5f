"""The forms in which an event can be copied."""

import json
from collections.abc import Callable

import pytest

from sprig_tui.ports import StoreUnavailableError
from sprig_tui.ui.screens.event import EventScreen
from tests.screen import wait_for_no_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal

CONFIG = '[[triggered_events]]\nevent = "Signed Up"\n'
IDENTIFY = {"type": "identify", "userId": "u_1", "messageId": "m-1", "traits": {"plan": "pro"}}
ORDER = {"type": "track", "event": "Order Completed", "userId": "u_1", "messageId": "m-2"}


async def test_a_form_is_chosen_and_copied(terminal: Callable[..., Terminal]) -> None:
    """By its place in the list; leaving copies nothing."""
    scene = terminal(CONFIG)
    await scene.receive(IDENTIFY, ORDER)
    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        scene.app.push_screen(EventScreen(1))
        await wait_for_text(pilot, "#1")
        await pilot.press("Y")
        await wait_for_text(
            pilot, "Copy event #1 as", "it is a repeat", "payload", "curl to this listener",
            "Node SDK call", "Python SDK call", "browser SDK call", "batch body", "curl to Sprig",
        )  # fmt: skip
        await pilot.press("escape")
        await wait_for_no_text(pilot, "Copy event #1 as")
        assert not scene.app.clipboard
        await pilot.press("Y")
        await wait_for_text(pilot, "Copy event #1 as")
        await pilot.press("j", "j", "enter")
        await wait_for_text(pilot, "Copied curl to this listener")
        assert f"{scene.context.address}/v1/identify" in scene.app.clipboard
        await pilot.press("Y")
        await wait_for_text(pilot, "Copy event #1 as")
        await pilot.press("j", "enter")
        await wait_for_text(pilot, "Copied the record")
        record = json.loads(scene.app.clipboard)
        assert (record["id"], len(record["trace"])) == ("1", 10)


@pytest.mark.parametrize("size", [(60, 16), (40, 12)])
async def test_small_screens_show_the_choice_too(
    terminal: Callable[..., Terminal], size: tuple[int, int]
) -> None:
    scene = terminal(CONFIG, ascii_only=True)
    await scene.receive(IDENTIFY)
    async with scene.app.run_test(size=size, notifications=True) as pilot:
        scene.app.push_screen(EventScreen(1))
        await wait_for_text(pilot, "forwarded.identify")
        await pilot.press("Y")
        await wait_for_text(pilot, "> payload")
        await pilot.press("end", "enter")
        await wait_until(pilot, lambda: "$SPRIG_TUI_API_KEY" in scene.app.clipboard)


async def test_a_record_that_cannot_be_read_is_left_out(
    terminal: Callable[..., Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other forms are there."""
    scene = terminal(CONFIG)
    await scene.receive(ORDER)

    async def locked(_row_id: int) -> None:
        raise StoreUnavailableError("the log is locked")

    async with scene.app.run_test(size=(80, 24)) as pilot:
        scene.app.push_screen(EventScreen(1))
        await wait_for_text(pilot, "#1", "unmapped")
        monkeypatch.setattr(scene.log, "event", locked)
        await pilot.press("Y")
        await wait_for_text(pilot, "curl to this listener")
        await wait_for_no_text(pilot, "record")
