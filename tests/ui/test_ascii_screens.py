"""With the ASCII set every place is drawn in ASCII, and by signs that were meant."""

from collections.abc import Callable

import pytest

from sprig_tui.ui.ascii_filter import TWINS
from tests.screen import screen_text, wait_for_text
from tests.ui.conftest import Terminal
from tests.ui.furnished import PLACES, furnished, leave


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_every_place_is_drawn_in_ascii(
    terminal: Callable[..., Terminal], size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Borders, scroll bars, toasts, palette; no sign is a question mark for want of a twin."""
    wanting: set[str] = set()

    def twin(character: str) -> str:
        if character not in TWINS:
            wanting.add(character)
        return TWINS.get(character, "?")

    monkeypatch.setattr("sprig_tui.ui.ascii_filter._twin", twin)
    scene = await furnished(terminal, ascii_only=True)
    async with scene.app.run_test(size=size, notifications=True) as pilot:
        await wait_for_text(pilot, "LIVE")
        scene.app.notify("Something", title="Title", severity="warning", timeout=600)
        for name, (keys, word) in PLACES.items():
            await pilot.press("1", *keys)
            text = await wait_for_text(pilot, word)
            assert text.isascii(), name
            await pilot.press("end")
            await pilot.pause()
            assert screen_text(scene.app.screen).isascii(), name
            await leave(pilot, name)
            await pilot.press("home")
        scene.config.edit_by_hand("=")
        text = await wait_for_text(pilot, "last good rules")
        assert text.isascii()
        assert wanting == set()
