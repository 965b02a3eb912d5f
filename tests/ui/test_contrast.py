"""Every word that is drawn stands out from what it stands on, in each of the program's themes."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from textual.color import Color
from textual.screen import Screen

from sprig_tui.adapters.themes.files import theme_source
from tests.screen import wait_for_text
from tests.ui.conftest import Terminal
from tests.ui.furnished import PLACES, furnished, leave

THEMES = [spec.name for spec in theme_source().load()[0]]


def _faint(screen: Screen[Any], needed: float) -> Iterator[tuple[str, float]]:
    """Words of a screen with less contrast than is needed; those under a dialog are dimmed."""
    shown = [one.region for one in screen.children if one.display and one.region.area]
    for y, strip in enumerate(screen._compositor.render_strips()):
        x = 0
        for segment in strip:
            here, x = x, x + segment.cell_length
            style = segment.style
            if not any(region.contains(here, y) for region in shown) or style is None:
                continue
            if not any(character.isalnum() for character in segment.text):
                continue
            if style.color is None or style.bgcolor is None:
                continue
            one, other = (Color.from_rich_color(part) for part in (style.color, style.bgcolor))
            lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
            ratio = (lighter + 0.05) / (darker + 0.05)
            if ratio < needed:
                yield segment.text.strip(), round(ratio, 2)


def _luminance(color: Color) -> float:
    """As WCAG 2 has it."""
    parts = [part / 255 for part in color.rgb]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", THEMES)
async def test_every_word_of_every_place_can_be_read(
    terminal: Callable[..., Terminal], theme: str
) -> None:
    """As it comes out of styles, fields and the cursor laid over each other; see test_theming."""
    needed = 7.0 if "high-contrast" in theme else 4.5
    scene = await furnished(terminal)
    faint: dict[str, dict[str, float]] = {}
    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        scene.app.theme = theme
        await wait_for_text(pilot, "LIVE")
        scene.app.notify("Something", title="Title", severity="warning", timeout=600)
        for name, (keys, word) in PLACES.items():
            await pilot.press("1", *keys)
            await wait_for_text(pilot, word)
            if found := dict(_faint(scene.app.screen, needed)):
                faint[name] = found
            await leave(pilot, name)
            await pilot.press("home")
    assert faint == {}
