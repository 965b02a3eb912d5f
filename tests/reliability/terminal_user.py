"""An operator who uses the terminal all the time: the same round of keys, again and again."""

import re
import threading
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.e2e.tmux import Tmux

LOOK_S: Final = 0.02
"""Between two looks at the screen: what tmux can be asked without a burden on the machine."""
PATIENCE_S: Final = 15.0
PAUSE_S: Final = 0.4
"""Between two keys."""
TOAST: Final = re.compile(r"^.{30,40}▌ *(\S.*)", re.MULTILINE)
"""A notice has a bar at its left, 84 columns from the right edge of 120; a cursor's bar is at the
edge of its list."""
MOST_KEPT: Final = 50
HEALTHY: Final = re.compile(r"● LISTENING.*(config|cfg) ok")


@dataclass(frozen=True, slots=True)
class Step:
    """Keys by tmux's names, or `text` to type; then the screen `shows` a pattern or `hides` it."""

    keys: str = ""
    text: str = ""
    shows: str = ""
    hides: str = ""


LIVE = (
    Step("1", shows=r"\[1 Live"),
    Step("F", shows="FOLLOWING"),
    Step("p", shows="PAUSED"),
    *[Step("j"), Step("Down"), Step("PageDown"), Step("k")],
    Step("p", shows="FOLLOWING"),
    Step("/", shows="Show every event"),
    Step(text="is:filtered", shows=r"/ is:filtered"),
    *[Step("Enter"), Step("j"), Step("PageDown")],
    Step("z", hides=r"/ is:filtered"),
    Step("/", shows="Show every event"),
    Step(text="user:u_7 step", shows="/ user:u_7 step"),
    Step("Escape"),
    Step("Escape", hides="/ user:u_7 step"),
    Step("G", shows="HELD by the picked row"),
    *[Step("k"), Step("PageUp")],
    Step("F", shows="FOLLOWING"),
)
EVENT = (
    Step("p", shows="PAUSED"),
    Step("Enter", shows="Timeline"),
    *[Step("Tab"), Step("Tab"), Step("j"), Step("Tab"), Step("k"), Step("Tab"), Step("Tab")],
    *[Step("j")] * 5,
    Step("PageDown"),
    Step("Escape", hides="Timeline"),
    Step("F", shows="FOLLOWING"),
)
LISTS = (
    Step("2", shows=r"\[2 Map"),
    *[Step("j"), Step("Tab"), Step("j"), Step("Tab"), Step("PageDown"), Step("G"), Step("Tab")],
    Step("3", shows=r"\[3 Del"),
    *[Step("j"), Step("Tab"), Step("Tab"), Step("Tab"), Step("j"), Step("]"), Step("G")],
    *[Step("["), Step("Tab"), Step("Tab")],
    Step("4", shows=r"\[4 "),
    *[Step("j"), Step("G"), Step("g")],
    Step("5"),
    Step("j"),
    Step("?", shows="EVERYWHERE"),
    Step("PageDown"),
    Step("Escape", hides="EVERYWHERE"),
)


class TerminalUser(threading.Thread):
    """Goes round until `stop` is set; keeps how long keys took and what was wrong on the screen.

    `waits` are seconds from a key until the screen showed what it had to, `missed` the steps where
    it did not within 15 s, `notices` the words of notices, `alarms` the heads that told of a
    problem.
    """

    def __init__(self, terminal: Tmux, figures: Path) -> None:
        super().__init__(name="terminal user", daemon=True)
        self._terminal = terminal
        self._folder = figures
        self.ending = threading.Event()
        self.error: BaseException | None = None
        self.rounds = 0
        self.steps = 0
        self.waits: list[float] = []
        self.missed: list[str] = []
        self.notices: Counter[str] = Counter()
        self.alarms: list[str] = []

    def run(self) -> None:
        try:
            while not self.ending.is_set():
                for step in (*LIVE, *EVENT, *LISTS):
                    self._do(step)
                    if self.ending.wait(PAUSE_S):
                        return
                self.rounds += 1
        except BaseException as error:  # noqa: BLE001 - the test raises it where it is seen
            self.error = error

    def _do(self, step: Step) -> None:
        if step.text:
            self._terminal.type(step.text)
        else:
            self._terminal.keys(step.keys)
        began = time.monotonic()
        self.steps += 1
        while True:
            screen = self._terminal.screen()
            waited = time.monotonic() - began
            if _as_wanted(step, screen):
                if step.shows or step.hides:
                    self.waits.append(waited)
                break
            if waited > PATIENCE_S:
                self._miss(step, screen)
                break
            time.sleep(LOOK_S)
        self._look(screen)

    def _miss(self, step: Step, screen: str) -> None:
        self.missed.append(f"{step} in round {self.rounds}")
        if len(self.missed) <= MOST_KEPT:
            (self._folder / f"missed-{len(self.missed)}.txt").write_text(f"{step}\n{screen}")
        self._terminal.keys("Escape")

    def _look(self, screen: str) -> None:
        for found in TOAST.findall(screen):
            self.notices[found.strip()] += 1
        if not HEALTHY.search(screen):
            self.alarms.append(screen.partition("\n")[0].strip())


def _as_wanted(step: Step, screen: str) -> bool:
    if step.shows and not re.search(step.shows, screen):
        return False
    return not (step.hides and re.search(step.hides, screen))
