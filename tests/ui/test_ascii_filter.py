"""A terminal that shows ASCII only."""

from collections.abc import Callable

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color

from sprig_tui.ui.ascii_filter import TWINS, AsciiFilter, ascii_text
from tests.screen import screen_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("┌──┐│▌", "+--+||"),
        ("✓ ✗ ↻ ● …", "+ ! ~ * ~"),
        ("“a” ‘b’", "\"a\" 'b'"),  # noqa: RUF001
        ("ä你é", "???" + "?"),
        ("e\u0301", "e"),
    ],
)
def test_every_cell_has_its_likeness(text: str, shown: str) -> None:
    """Widths stay, so columns do."""
    assert ascii_text(text) == shown
    assert cell_len(ascii_text(text)) == cell_len(text)


def test_twins_are_one_cell_for_one_cell() -> None:
    """In ASCII."""
    assert all(twin.isascii() and len(twin) == 1 for twin in TWINS.values())
    assert all(cell_len(character) == 1 for character in TWINS)


def test_styles_stay() -> None:
    """Only the text is another."""
    (segment,) = AsciiFilter().apply([Segment("─", None)], Color(0, 0, 0))
    assert segment == Segment("-", None)


async def test_every_screen_is_ascii_then(terminal: Callable[..., Terminal]) -> None:
    """Borders, scroll bars, payloads, toasts and questions too."""
    scene = terminal(ascii_only=True)
    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        await wait_for_text(pilot, "Set-up: ", "* LISTENING")
        assert screen_text(scene.app.screen).isascii()
        await pilot.press("t", "question_mark")
        await wait_for_text(pilot, "EVERYWHERE", "down j")
        assert screen_text(scene.app.screen).isascii()
        await pilot.press("escape")
        await scene.receive({"type": "track", "event": "Bestellung für 你好", "userId": "ü"})
        await wait_for_text(pilot, "Bestellung f?r ????", "* LISTENING", "- FILT")
        await pilot.press("enter")
        await wait_for_text(pilot, "STEPS")
        for key in ("right", "right", "right", "escape"):
            assert screen_text(scene.app.screen).isascii()
            await pilot.press(key)
        await pilot.press("2")
        await wait_until(pilot, lambda: scene.app.current_mode == "mappings")
        assert screen_text(scene.app.screen).isascii()
