"""`make screens`: the pictures of docs/images, and the page that shows them.

They are the same on every machine: fakes, a fixed clock and a fixed seed. Those of a newcomer's
way come from the real program (tests/newcomer.py). Names as arguments choose some of them.
"""

import asyncio
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from textual.pilot import Pilot

from tests.gallery.first_day import first_day
from tests.gallery.looks import Look, looks_of
from tests.gallery.page import screens_page
from tests.gallery.scenes import SCENES, Scene, Step, sample, shop
from tests.gallery.taking import take
from tests.screen import screen_text, wait_for_text
from tests.ui.conftest import Terminal

DOCS: Final = Path(__file__).resolve().parent.parent / "docs"
IMAGES: Final = DOCS / "images"
MOST_PRESSES: Final = 30
NEWCOMER: Final = "newcomer"


async def picture(scene: Scene, look: Look) -> str:
    """A scene in a look, as SVG."""
    config = _themed(scene.config or shop(), look.theme)
    with _colours(wanted=not look.no_color):
        terminal = Terminal(config, ascii_only=look.ascii_only)
    await terminal.receive(*sample(scene.events))
    scene.prepare(terminal)
    async with terminal.app.run_test(size=look.size) as pilot:
        await wait_for_text(pilot, "sprig-tui", "Live")
        await take(pilot)
        for step in scene.steps:
            await _go(step, pilot, terminal)
        return await take(pilot)


def _themed(config: str, theme: str) -> str:
    if "[ui]" not in config:
        config += '\n[ui]\ntheme = ""\n'
    return re.sub('theme = ".*"', f'theme = "{theme}"', config)


async def _go(step: Step, pilot: Pilot[Any], terminal: Terminal) -> None:
    if not isinstance(step, tuple):
        step(terminal)
        return
    keys, text = step
    for _ in range(MOST_PRESSES if keys.endswith("*") else 0):
        if text in screen_text(pilot.app.screen):
            return
        await pilot.press(keys[:-1])
        await pilot.pause(0.2)
    keys = keys.removesuffix("*")
    await pilot.press(*(keys[1:-1] if keys.startswith('"') else keys.split()))
    await wait_for_text(pilot, text)


@contextmanager
def _colours(*, wanted: bool) -> Iterator[None]:
    """The app looks for NO_COLOR as it is made."""
    os.environ.pop("NO_COLOR", None)
    if not wanted:
        os.environ["NO_COLOR"] = "1"
    try:
        yield
    finally:
        os.environ.pop("NO_COLOR", None)


async def main(chosen: frozenset[str]) -> None:
    """Write every picture, or the chosen scenes, and the page; `newcomer` is the first day."""
    IMAGES.mkdir(exist_ok=True)
    if not chosen or NEWCOMER in chosen:
        for number, svg in enumerate(await first_day(), start=1):
            (IMAGES / f"{NEWCOMER}-{number:02}.svg").write_text(svg, encoding="utf-8")
    for scene in SCENES:
        if chosen and scene.name not in chosen:
            continue
        for look in looks_of(main=scene.main):
            svg = await picture(scene, look)
            (IMAGES / f"{scene.name}{look.suffix}.svg").write_text(svg, encoding="utf-8")
    (DOCS / "screens.md").write_text(screens_page(), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(main(frozenset(sys.argv[1:])))
