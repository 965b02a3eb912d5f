"""The first five minutes."""

from collections.abc import Callable

import pytest

from sprig_tui.domain.settings import Config, Mode, TriggeredEvent
from sprig_tui.ui.glyphs import UNICODE
from sprig_tui.ui.widgets.setup_panel import intro_content, registration_content, short_path
from tests.screen import screen_text, wait_for_no_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal

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


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (160, 45)])
async def test_an_empty_log_shows_the_first_steps(
    terminal: Callable[..., Terminal], size: tuple[int, int]
) -> None:
    """Address, mode, lines to copy, the test event: never a blank table."""
    scene = terminal()
    async with scene.app.run_test(size=size) as pilot:
        text = await wait_for_text(pilot, "LISTENING", "No event has arrived yet")
        assert "http://127.0.0.1:8765" in text
        assert "Mode DRY RUN: every event is decided and shown" in text
        assert "[curl]" in text
        assert "curl http://127.0.0.1:8765/v1/identify" in text
        assert "t sends a test event" in text
        assert "Config file " in text
        assert "DECISION" not in text


def test_the_path_of_the_config_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    """The home directory is `~`; a long path loses its beginning."""
    monkeypatch.setenv("HOME", "/home/ann")
    assert short_path("/home/ann/.config/s.toml", 60, "…") == "~/.config/s.toml"
    assert short_path("/home/anna/s.toml", 60, "…") == "/home/anna/s.toml"
    assert short_path("/a/very/long/way/s.toml", 10, "…") == "…ay/s.toml"
    monkeypatch.delenv("HOME")
    assert short_path("/home/\x1b/s.toml", 60, "…") == "/home/\\x1b/s.toml"


@pytest.mark.parametrize(
    ("mode", "words"),
    [
        (Mode.DRY_RUN, "nothing is sent"),
        (Mode.HOLD, "waits until you go live (m)"),
        (Mode.LIVE, "sent at once"),
    ],
)
def test_the_mode_says_what_becomes_of_events(mode: Mode, words: str) -> None:
    """Shown only, held or sent."""
    config = Config.model_validate({"destination": {"mode": mode}})
    text = intro_content("http://h:1", config, "~/c.toml", arrived=True).plain
    assert "Send events to http://h:1" in text
    assert words in text


async def test_every_sender_has_its_lines_and_y_copies_them(
    terminal: Callable[..., Terminal],
) -> None:
    """Left and right go round; the clipboard gets exactly what is shown."""
    scene = terminal()
    async with scene.app.run_test(size=(100, 40), notifications=True) as pilot:
        await wait_for_text(pilot, "[curl]")
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
    scene = terminal()
    async with scene.app.run_test(size=(100, 40), notifications=True) as pilot:
        await wait_for_text(pilot, "Nothing is mapped yet", "2 opens")
        await pilot.press("Y")
        await wait_for_text(pilot, "Nothing is mapped yet; 2 opens Mappings.")
        scene.config.edit_by_hand(MAPPED)
        text = await wait_for_text(pilot, "Triggered event Signed Up", "startsWith")
        assert " Off " not in text
        await pilot.press("Y")
        await wait_for_text(pilot, "Copied the list")
        assert scene.app.clipboard.splitlines()[0] == "Triggered event\tSigned Up\texactly"


def test_the_name_that_goes_out_stands_beside_the_segment_name() -> None:
    """Where they differ."""
    entries = (TriggeredEvent(event="Signed Up", sprig_event="User\x1b up"),)
    text = registration_content(Config(triggered_events=entries), UNICODE).plain
    assert "Signed Up  exactly, sent as User\\x1b up" in text


def test_a_long_list_is_cut_and_counted() -> None:
    """The clipboard has all of it."""
    config = Config(
        triggered_events=tuple(TriggeredEvent(event=f"E {n} \x1b[b]") for n in range(500))
    )
    lines = registration_content(config, UNICODE).plain.split("\n")
    assert lines[-1] == "… and 300 more"
    assert all(line.isprintable() for line in lines)


async def test_the_first_event_opens_the_list_and_s_shows_the_steps_again(
    terminal: Callable[..., Terminal],
) -> None:
    """Escape goes back to the list."""
    scene = terminal()
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "No event has arrived yet")
        await pilot.press("s", "escape")
        await wait_for_text(pilot, "No event has arrived yet")
        await scene.receive({"type": "identify", "userId": "u_1", "messageId": "m"})
        await wait_for_text(pilot, "DECISION", "u_1")
        await pilot.press("s")
        text = await wait_for_text(pilot, "[curl]", "Send events to http")
        assert "No event has arrived yet" not in text
        await pilot.press("escape")
        await wait_for_no_text(pilot, "[curl]")
        assert "DECISION" in screen_text(scene.app.screen)
        await pilot.press("s", "s")
        await wait_until(pilot, lambda: "[curl]" not in screen_text(scene.app.screen))
