"""The ways to the operator's clipboard, and what is said of them."""

from collections.abc import Callable

import pytest

from sprig_tui.ui.copying import MAX_OSC52
from tests.screen import wait_for_text
from tests.ui.conftest import Terminal

LONG = "x" * (MAX_OSC52 + 1)


async def _told(scene: Terminal, text: str, *words: str) -> str:
    """What the screen says after a copy."""
    async with scene.app.run_test(size=(100, 30), notifications=True) as pilot:
        scene.app.copy_text(text, "the payload")
        shown = await wait_for_text(pilot, *words)
        return " ".join(shown.split())


async def test_without_a_tool_the_terminal_takes_it(terminal: Callable[..., Terminal]) -> None:
    """As over ssh: by OSC 52, which reaches the operator's own terminal."""
    scene = terminal()
    told = await _told(scene, "äb\ud800", "by OSC 52.")
    assert "Copied the payload (4 bytes) through the terminal, by OSC 52." in told
    assert scene.app.clipboard == "äb?"


async def test_a_tool_and_the_terminal_both_get_it(terminal: Callable[..., Terminal]) -> None:
    """The terminal gives no answer, so the tool's is what counts."""
    scene = terminal()
    scene.clipboard.tool = "wl-copy"
    told = await _told(scene, "ab", "OSC 52.")
    assert "Copied the payload (2 bytes) by wl-copy, and through the terminal by OSC 52." in told
    assert (scene.clipboard.text, scene.app.clipboard) == ("ab", "ab")


async def test_what_no_terminal_takes_goes_by_the_tool_alone(
    terminal: Callable[..., Terminal],
) -> None:
    scene = terminal()
    scene.clipboard.tool = "wl-copy"
    assert "Copied the payload (74,001 bytes) by wl-copy." in await _told(scene, LONG, "wl-copy.")
    assert scene.clipboard.text == LONG
    assert scene.app.clipboard == ""


async def test_what_nothing_takes_is_in_a_file(terminal: Callable[..., Terminal]) -> None:
    scene = terminal()
    told = await _told(scene, LONG, "written to", "/state/copied-1.txt")
    assert "The payload (74,001 bytes) is too long for the terminal: written to" in told
    assert scene.clipboard.files == {"/state/copied-1.txt": LONG}
    assert scene.app.clipboard == ""


async def test_a_terminal_without_a_clipboard_leaves_a_file(
    terminal: Callable[..., Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The console of Linux."""
    monkeypatch.setenv("TERM", "linux")
    scene = terminal()
    told = await _told(scene, "ab", "written to", "/state/copied-1.txt")
    assert "The payload (2 bytes) cannot be copied here: written to" in told
    assert scene.app.clipboard == ""


async def test_when_not_even_a_file_can_be_written_it_says_so(
    terminal: Callable[..., Terminal],
) -> None:
    scene = terminal()
    scene.clipboard.unwritable = "/state/copied.txt cannot be written: No space left on device"
    told = await _told(scene, LONG, "Nothing was copied.")
    assert "No space left on device. Nothing was copied." in told
