"""Whether requests of a lane may leave: pauses, probes and the way back (design.md, section 6)."""

from collections.abc import Callable
from typing import Final

from sprig_tui.domain.answers import Judgement, Verdict
from sprig_tui.domain.backoff import retry_delay
from sprig_tui.domain.flow import Flow
from sprig_tui.domain.refusals_by_request import RefusalsByRequest

MAX_IN_FLIGHT: Final = 8
PROBE_S: Final = 60.0
"""How often a refused key is tried, and the longest pause of a destination that fails."""
REFUSED_BEFORE: Final = "Before that the key was refused."
MANY_FAILURES: Final = 5
"""Requests for so many users that fail one after the other are the destination's fault."""


class LaneGate:
    """Open, or closed until a time after which one request at a time probes.

    Times are seconds of a clock that only goes forward; `chance` gives numbers from 0 to 1 at
    random. A request belongs to the `round` in which it left: an answer to an older one cannot open
    a gate that was closed since. `refusals` weighs what a refused key would close it for.
    """

    def __init__(self, chance: Callable[[], float]) -> None:
        self._chance = chance
        self._closed: Flow | None = None
        self._until = 0.0
        self._sentence = ""
        self._failing: set[bytes] = set()
        self._failed_probes = 0
        self.round = 0
        self.refusals = RefusalsByRequest()

    @property
    def closed(self) -> Flow | None:
        """Why requests wait (RATE_LIMITED, KEY_REFUSED, BACKING_OFF), None when open."""
        return self._closed

    @property
    def sentence(self) -> str:
        """What closed the gate, "" when open."""
        return self._sentence

    def wait(self, now: float) -> float:
        """Seconds until a request may leave, as far as the gate goes; 0 when one may."""
        return max(self._until - now, 0.0) if self._closed else 0.0

    def room(self, now: float, in_flight: int) -> int:
        """How many more requests may leave now."""
        if self._closed is None:
            return max(MAX_IN_FLIGHT - in_flight, 0)
        return 1 if in_flight == 0 and self._until <= now else 0

    def note(self, judgement: Judgement, *, user: bytes, left_in: int, now: float) -> None:
        """Take account of an answer to a request for `user` (of several: the first).

        `left_in` is the gate's round when the request left.
        """
        match judgement.verdict:
            case Verdict.RATE_LIMITED:
                self._close(Flow.RATE_LIMITED, judgement, now + judgement.wait_s)
            case Verdict.KEY_REFUSED:
                self._refuse(judgement, now, probe=left_in == self.round)
            case Verdict.RETRY:
                self._fail(judgement, user, now, probe=left_in == self.round)
            case _ if left_in == self.round:
                self._open()
            case _:
                pass

    def _refuse(self, judgement: Judgement, now: float, *, probe: bool) -> None:
        if probe or self._closed is not Flow.KEY_REFUSED:
            self._close(Flow.KEY_REFUSED, judgement, now + PROBE_S)

    def _fail(self, judgement: Judgement, user: bytes, now: float, *, probe: bool) -> None:
        self._failing.add(user)
        if not probe:
            return
        if self._closed is Flow.KEY_REFUSED:
            self._until = now + PROBE_S
            self._sentence = f"{judgement.sentence} {REFUSED_BEFORE}"
        elif self._closed is not None or len(self._failing) >= MANY_FAILURES:
            self._failed_probes += 1
            pause = retry_delay(self._failed_probes, chance=self._chance(), longest_s=PROBE_S)
            self._close(Flow.BACKING_OFF, judgement, now + pause)

    def _close(self, flow: Flow, judgement: Judgement, until: float) -> None:
        same = self._closed is flow
        self._until = max(self._until, until) if same else until
        self._closed = flow
        self._sentence = judgement.sentence
        self.round += 1

    def _open(self) -> None:
        self._failing.clear()
        self._failed_probes = 0
        if self._closed is not None:
            self._closed, self._sentence = None, ""
            self.round += 1
