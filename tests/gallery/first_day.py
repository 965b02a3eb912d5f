"""The pictures of a newcomer's way: the real program, on a clock that the script moves.

What differs from run to run is drawn as something fixed: ports, the home folder, how long an answer
took, how much came in the last second.
"""

import os
import re
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from textual.pilot import Pilot

from tests.fakes.engine import FixedClock
from tests.gallery.drawing import Rule
from tests.gallery.taking import take
from tests.newcomer import Scene, Stage, newcomer
from tests.screen import wait_for_no_text

STEP_MS: Final = 7_000
LESS_THAN_A_STEP_S: Final = STEP_MS / 1000 - 0.1
DURATION: Final = re.compile(r"\d+ ms")
HOME: Final = "/Users/you"
FOLDERS: Final = ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")


class EngineClock:
    """The screens' time of day; up to its next step time really passes, as deliveries wait."""

    def __init__(self, screens: FixedClock) -> None:
        self._screens = screens
        self._step = 0.0
        self._since = 0.0

    def now_ms(self) -> int:
        """Unix milliseconds."""
        return self._screens.now_ms()

    def monotonic(self) -> float:
        """Seconds."""
        if self._step != self._screens.monotonic():
            self._step, self._since = self._screens.monotonic(), time.monotonic()
        return self._step + min(time.monotonic() - self._since, LESS_THAN_A_STEP_S)


class Camera:
    """Takes one picture after the other: `pictures` holds them by number, from 1."""

    def __init__(self) -> None:
        self.pictures: list[str] = []

    async def __call__(self, scene: Scene, pilot: Pilot[Any], words: str) -> None:
        """Take the next one, without notices, which go by themselves."""
        del words
        await wait_for_no_text(pilot, "Test: identify")
        pilot.app.clear_notifications()
        self.pictures.append(await take(pilot, rules_for(scene)))


async def first_day() -> Sequence[str]:
    """The pictures as SVG, in their order."""
    clock, camera = FixedClock(), Camera()

    def pass_time() -> None:
        clock.ms += STEP_MS

    stage = Stage(EngineClock(clock), clock, pass_time, camera)
    with _own_home() as home:
        async with newcomer(home, stage=stage) as (_scene, person):
            await person.go_the_whole_way()
    return camera.pictures


def rules_for(scene: Scene) -> Sequence[Rule]:
    """What is drawn otherwise than it was."""
    port = urlsplit(scene.context.address).port
    return (
        (re.compile(rf" +◌ now 127\.0\.0\.1:{port}"), lambda _match: ""),
        (re.compile(rf"127\.0\.0\.1:{port}"), lambda _match: "127.0.0.1:8765"),
        (re.compile(rf"127\.0\.0\.1:{scene.sandbox.port}"), lambda _match: "127.0.0.1:8766"),
        (re.compile(re.escape(str(scene.home))), lambda _match: HOME),
        (re.compile(r"\d+ ms(?: p95 \d+ ms)? *"), lambda match: DURATION.sub("9 ms", match[0])),
        (re.compile(r"\d of 1,000 requests"), lambda _match: "1 of 1,000 requests"),
        (re.compile(r"shared with \d others?"), lambda _match: "shared with 5 others"),
        (re.compile(r"[▁-█][▁-█ ]*(?= \d+\.\d/s *$)"), lambda match: " " * len(match[0])),
        (re.compile(r"(?<= {9})\d+\.\d/s(?= *$)"), lambda match: "0.8/s".rjust(len(match[0]))),
    )


@contextmanager
def _own_home() -> Iterator[Path]:
    """An empty home of the newcomer's, for as long as the block."""
    before = {name: os.environ.pop(name, None) for name in ("HOME", *FOLDERS)}
    with tempfile.TemporaryDirectory() as folder:
        os.environ["HOME"] = folder
        try:
            yield Path(folder)
        finally:
            del os.environ["HOME"]
            os.environ.update({name: text for name, text in before.items() if text is not None})
