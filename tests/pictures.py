"""`make screens`: the pictures in docs/images, taken from the program on sample traffic.

They are the same on every machine: fakes, a fixed clock and a fixed seed.
"""

import asyncio
import os
import re
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from sprig_tui.services.sample_traffic import demo_config, sample_traffic
from tests.ui.conftest import Terminal

IMAGES: Final = Path(__file__).resolve().parent.parent / "docs" / "images"
SMALL: Final = (80, 24)
LARGE: Final = (120, 32)


class Shot:
    """One picture: its name, the size of the terminal, the keys pressed before, the events sent."""

    def __init__(
        self, name: str, keys: Sequence[str] = (), *, size: tuple[int, int] = SMALL,
        events: int = 60, theme: str = "sprig-dark",
    ) -> None:  # fmt: skip
        self.name = name
        self._keys = keys
        self._size = size
        self._events = events
        config = demo_config("").replace('mode = "live"', 'mode = "dry_run"')
        self._config = config.replace("port = 0", "port = 8765")
        self._config += f'\n[ui]\ntheme = "{theme}"\n'

    async def take(self) -> str:
        """The picture as SVG."""
        terminal = Terminal(self._config)
        await terminal.receive(*islice(sample_traffic(7, "picture"), self._events))
        async with terminal.app.run_test(size=self._size) as pilot:
            for key in ("", *self._keys):
                if key:
                    await pilot.press(key)
                await pilot.pause(0.4)
            svg = terminal.app.export_screenshot(title="sprig-tui")
        return without_fonts(svg)


SHOTS: Final = (
    Shot("first-run", events=0),
    Shot("live", size=LARGE),
    Shot("live-80x24"),
    Shot("live-light", size=LARGE, theme="sprig-light"),
    Shot("live-high-contrast", size=LARGE, theme="sprig-high-contrast"),
    Shot("event", ("j", "j", "enter"), size=LARGE),
    Shot("mappings", ("2",)),
    Shot("mapping-form", ("2", "a", *"Order", "space", *"Completed"), events=300),
    Shot("changes", ("2", "a", *"Order", "space", *"Completed", "ctrl+o"), size=LARGE, events=300),
    Shot("overview", ("4",), size=LARGE, events=300),
    Shot("settings", ("5",), size=LARGE),
    Shot("help", ("question_mark",)),
)


def without_fonts(svg: str) -> str:
    """The picture without the fonts that it would fetch: any monospace font will do."""
    svg = re.sub(r"@font-face\s*\{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = svg.replace("font-family: Fira Code, monospace", "font-family: monospace")
    svg = svg.replace("<text ", '<text xml:space="preserve" ')
    return re.sub(r"terminal-\d+", "terminal", svg)


async def main() -> None:
    """Write every picture."""
    IMAGES.mkdir(exist_ok=True)
    for shot in SHOTS:
        (IMAGES / f"{shot.name}.svg").write_text(await shot.take(), encoding="utf-8")


if __name__ == "__main__":
    os.environ.pop("NO_COLOR", None)
    asyncio.run(main())
