"""Reads the screen as text, and waits on a condition instead of a time."""

import time
from collections.abc import Callable
from typing import Any

from textual.pilot import Pilot
from textual.screen import Screen

PATIENCE_S = 20.0


def screen_text(screen: Screen[Any]) -> str:
    """What the compositor draws for a screen, one line a row, without trailing spaces."""
    strips = screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


async def wait_until(
    pilot: Pilot[Any], condition: Callable[[], object], what: str = "the condition"
) -> None:
    """Let the app work until the condition holds; fails with the screen's text if it never does."""
    end = time.monotonic() + PATIENCE_S
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"{what} never came\n{screen_text(pilot.app.screen)}")
        await pilot.pause(0.01)


async def wait_for_text(pilot: Pilot[Any], *texts: str) -> str:
    """Wait until the screen shows all of `texts`; returns the screen's text."""
    await wait_until(
        pilot,
        lambda: all(text in screen_text(pilot.app.screen) for text in texts),
        f"{texts!r} on the screen",
    )
    return screen_text(pilot.app.screen)


async def wait_for_no_text(pilot: Pilot[Any], text: str) -> None:
    """Wait until the screen does not show `text` any more."""
    await wait_until(
        pilot, lambda: text not in screen_text(pilot.app.screen), f"{text!r} off the screen"
    )
