"""Takes a picture when the screen has come to rest."""

import time
from collections.abc import Sequence
from typing import Any, Final

from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from tests.gallery.drawing import Rule, draw

STILL_S: Final = 0.6
"""So long a screen must not change: longer than what it waits before it looks at the log."""
PATIENCE_S: Final = 8.0


async def take(pilot: Pilot[Any], rules: Sequence[Rule] = ()) -> str:
    """The screen as SVG, once nothing moves on it any more; `rules` as `draw` has them."""
    end = time.monotonic() + PATIENCE_S
    shown, since = "", time.monotonic()
    while time.monotonic() - since < STILL_S and time.monotonic() < end:
        for field in pilot.app.screen.query("Input, TextArea"):
            if isinstance(field, Input | TextArea):
                field.cursor_blink = False
        await pilot.pause(0.05)
        now = draw(pilot.app, rules)
        if now != shown:
            shown, since = now, time.monotonic()
    return shown
