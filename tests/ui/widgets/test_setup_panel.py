"""The first five minutes."""

from collections.abc import Callable

import pytest

from sprig_tui.services.sending import sample_events
from tests.screen import screen_text, wait_for_no_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal

KEY = '[destination.api_keys]\ndevelopment = "key-canary-1234"\n'
MAPPED = """
[[triggered_events]]
event = "Signed Up"
[[triggered_events]]
event = "Off"
enabled = false
[[page_urls]]
url = "https://shop.example/pricing"
match = "startsWith"
"""


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (120, 36), (160, 45)])
async def test_an_empty_log_shows_the_steps(
    terminal: Callable[..., Terminal], size: tuple[int, int]
) -> None:
    """Each with how it stands, the first that is left with what to do: never a blank table."""
    scene = terminal()
    async with scene.app.run_test(size=size) as pilot:
        text = await wait_for_text(pilot, "LISTENING" if size[0] > 60 else ":8765", "2 of 7 steps")
        assert "No event has arrived yet" in text
        assert "✓ done    1 Config" in text
        assert "▌ ◌ to do   2 API key" in text.replace("▌◌", "▌ ◌")
        assert "The development API key" in text
        assert "DECISION" not in text


async def test_every_sender_has_its_lines_and_y_copies_them(
    terminal: Callable[..., Terminal],
) -> None:
    """Left and right go round; the clipboard gets exactly what is shown."""
    scene = terminal(KEY)
    async with scene.app.run_test(size=(100, 40), notifications=True) as pilot:
        text = await wait_for_text(pilot, "[curl]", "curl http://127.0.0.1:8765/v1/identify")
        assert "canary" not in text
        for name, words in (
            ("Node", "@segment/analytics-node"),
            ("Python", "segment.analytics"),
            ("Browser", "protocol: 'http'"),
            ("Segment cloud", "cloudflared tunnel"),
        ):
            await pilot.press("right")
            await wait_for_text(pilot, f"[{name}]", words)
        await pilot.press("right", "left", "left")
        await wait_for_text(pilot, "[Browser]")
        await pilot.press("y")
        await wait_for_text(pilot, "Copied the Browser lines", "OSC 52")
        assert "AnalyticsBrowser.load" in scene.app.clipboard


async def test_what_to_register_is_listed_and_copied(terminal: Callable[..., Terminal]) -> None:
    """Only what is switched on; it follows the file."""
    scene = terminal(KEY)
    async with scene.app.run_test(size=(100, 40), notifications=True) as pilot:
        await wait_for_text(pilot, "[curl]")
        await pilot.press("j", "j")
        await wait_for_text(pilot, "Nothing is mapped yet", "enter shows what was seen")
        await pilot.press("Y")
        await wait_for_text(pilot, "Nothing is mapped yet; 2 opens Mappings.")
        scene.config.edit_by_hand(KEY + MAPPED)
        text = await wait_for_text(pilot, "Triggered event Signed Up", "startsWith")
        assert " Off " not in text
        await pilot.press("Y")
        await wait_for_text(pilot, "Copied the list")
        assert scene.app.clipboard.splitlines()[0] == "Triggered event\tSigned Up\texactly"


async def test_a_step_is_skipped_and_that_is_remembered(
    terminal: Callable[..., Terminal],
) -> None:
    """Also by the next terminal; the same key takes it back."""
    scene = terminal()
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "2 of 7 steps", "The development API key")
        await pilot.press("x")
        await wait_for_text(pilot, "skipped", "3 of 7 steps")
        assert scene.preferences.saved.skipped_steps == ("key",)
        await pilot.press("x")
        await wait_for_text(pilot, "2 of 7 steps")
        await pilot.press("x")
        await wait_for_text(pilot, "3 of 7 steps")
    again = terminal()
    again.preferences.saved = scene.preferences.saved
    async with again.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "3 of 7 steps", "[curl]")


async def test_what_cannot_be_remembered_is_said(terminal: Callable[..., Terminal]) -> None:
    scene = terminal()
    scene.preferences.unavailable = "the folder is gone"
    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        await wait_for_text(pilot, "The development API key")
        await pilot.press("x")
        await wait_for_text(pilot, "the folder is gone")


async def test_the_senders_step_waits_for_another_than_the_test_event(
    terminal: Callable[..., Terminal],
) -> None:
    scene = terminal(KEY)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "No event has arrived yet")
        for event in sample_events("a"):
            await scene.receive(event)
        await wait_for_text(pilot, "DECISION", "received 2")
        await pilot.press("s")
        await wait_for_text(pilot, "only test events so far", "2 events have arrived")
        await scene.receive({"type": "identify", "userId": "u_1", "messageId": "m"})
        await wait_for_text(pilot, "something sends here")


async def test_the_first_event_opens_the_list_and_s_shows_the_steps_again(
    terminal: Callable[..., Terminal],
) -> None:
    """Escape goes back to the list; the tabs tell that steps are left."""
    scene = terminal()
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "No event has arrived yet")
        await pilot.press("s", "escape")
        await wait_for_text(pilot, "No event has arrived yet")
        await scene.receive({"type": "identify", "userId": "u_1", "messageId": "m"})
        await wait_for_text(pilot, "DECISION", "u_1", "s set-up 4/7")
        await pilot.press("s")
        text = await wait_for_text(pilot, "Set-up: 4 of 7 steps", "1 event has arrived")
        assert "No event has arrived yet" not in text
        await pilot.press("escape")
        await wait_for_no_text(pilot, "Set-up:")
        assert "DECISION" in screen_text(scene.app.screen)
        await pilot.press("s", "s")
        await wait_until(pilot, lambda: "Set-up:" not in screen_text(scene.app.screen))


async def test_a_sentence_that_is_cut_in_its_line_stands_whole_below(
    terminal: Callable[..., Terminal],
) -> None:
    """For the step of the cursor; where the line has room for it, once is enough."""
    scene = terminal()
    sentence = "no development key yet; nothing can be sent without one"
    async with scene.app.run_test(size=(80, 24)) as pilot:
        text = await wait_for_text(pilot, f" {sentence}", "The development API key")
        assert text.count("no development key yet") == 2
        await pilot.resize_terminal(120, 36)
        await wait_until(
            pilot, lambda: screen_text(scene.app.screen).count("no development key yet") == 1
        )
        assert sentence in screen_text(scene.app.screen)
