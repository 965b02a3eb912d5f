"""What the terminal knows of the engine: the last answer to a real question, or that none came."""

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from sprig_tui.domain.commands import Command, plain_command
from sprig_tui.domain.config_edits import ConfigSnapshot
from sprig_tui.domain.flow import Flow
from sprig_tui.domain.refusals import refusal_advice
from sprig_tui.domain.settings import Mode
from sprig_tui.ports import (
    Clock,
    EngineCommands,
    EngineHangsError,
    EngineStatus,
    EngineUnreachableError,
    ListenerProbe,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

REFUSED: Final = "Refused"
"""The word that a sentence of `RefusalNews` begins with."""
MINUTE_S: Final = 60
TURNS: Final = 6
TURN_S: Final = 0.25
KNOCK_EVERY_S: Final = 5.0
"""How often the listener's port is tried."""
READING_S: Final = 3.0
"""How long an engine may take to go by a changed file, before it is said that it does not."""


@dataclass(frozen=True, slots=True)
class EngineState:
    """`status` is None while nobody answers, and `problem` says why; both empty: not asked yet.

    `in_force` tells whether the engine decides by the config as it is in the file, None where that
    is not known. `answer_age_s` is how old the destination's last answer is, in coarse steps: each
    one draws the head anew.
    """

    status: EngineStatus | None = None
    problem: str = ""
    in_force: bool | None = None
    answer_age_s: int = 0

    @property
    def asked(self) -> bool:
        """Whether there was an answer, or a failure to get one."""
        return self.status is not None or bool(self.problem)

    @property
    def listening(self) -> bool:
        """Whether an event could be taken now."""
        return self.status is not None and not self.problem

    @property
    def notice(self) -> str:
        """What happened to the store, "" where nothing did."""
        return self.status.notice if self.status else ""

    @property
    def refused(self) -> int:
        """How many requests were answered with an error and not stored."""
        return sum(self.status.refused.values()) if self.status else 0


class RefusalNews:
    """What is refused while somebody looks. What was refused before the first look is old."""

    def __init__(self) -> None:
        self._old: Mapping[str, int] | None = None
        self._told: set[str] = set()

    def take(self, now: EngineState) -> list[str]:
        """A sentence for each cause that came up since the last call, with what to do.

        An engine that counts from zero again was started anew: all that it refuses is new.
        """
        if now.status is None:
            return []
        counts = now.status.refused
        if self._old is None:
            self._old = dict(counts)
        self._old = {cause: old for cause, old in self._old.items() if old <= counts.get(cause, 0)}
        self._told &= counts.keys()
        came = [
            cause
            for cause, count in counts.items()
            if cause not in self._told and count > self._old.get(cause, 0)
        ]
        self._told.update(came)
        return [_refused(cause) for cause in came]


def _refused(cause: str) -> str:
    """What was refused and what to do; the names in a cause are a sender's."""
    kind, _, name = cause.partition(" ")
    what = {"origin": f"a page of {name}", "host": f"a request for host {name}"}.get(
        kind, f"a request: {cause}"
    )
    return f"{REFUSED} {what}. {refusal_advice(cause)} Nothing of it was stored.".replace("  ", " ")


def unreachable_words(error: EngineUnreachableError, command: Command) -> str:
    """That there is no engine, and what starts one as this terminal would; one may only hang."""
    if isinstance(error, EngineHangsError):
        return str(error)
    return f"{str(error) or 'no engine answers'}; start one with: {command('serve')}"


class EngineProbe:
    """Asks the engine how it is, knocks at its port, and compares its rules with the file's.

    Patience is counted in turns of this program's own loop: while that is too busy to take an
    answer, none is missed. A port is silent only when it was so twice.
    """

    def __init__(
        self,
        engine: EngineCommands,
        listener: ListenerProbe,
        clock: Clock,
        command: Command = plain_command,
    ) -> None:
        self._engine = engine
        self._command = command
        self._listener = listener
        self._clock = clock
        self._asking: asyncio.Task[EngineStatus] | None = None
        self._knocking: asyncio.Task[str] | None = None
        self._knock_at = 0.0
        self._port_problem: str | None = None
        self._read: ConfigSnapshot | None = None
        self._version = ""
        self._differs_since: float | None = None
        self._hangs = EngineHangsError()

    async def ask(self, snapshot: ConfigSnapshot) -> EngineState:
        """The engine's state, when `snapshot` is what the file says."""
        try:
            status = await self._status()
        except EngineUnreachableError as error:
            self._hangs = error if isinstance(error, EngineHangsError) else EngineHangsError()
            return EngineState(problem=unreachable_words(error, self._command))
        self._hangs = EngineHangsError(status.pid)
        state = EngineState(
            status=status,
            problem=status.problem or await self._port(status.address),
            answer_age_s=_answer_age(status, self._clock.now_ms()),
        )
        return replace(state, in_force=await self._in_force(status, snapshot))

    async def _status(self) -> EngineStatus:
        """The engine's answer; one that comes late is that to the next question."""
        if self._asking is None:
            self._asking = asyncio.create_task(self._engine.status(), name="engine status")
        for _turn in range(TURNS):
            await asyncio.wait({self._asking}, timeout=TURN_S)
            if self._asking.done():
                asked, self._asking = self._asking, None
                return asked.result()
        raise EngineHangsError(self._hangs.pid)

    async def _port(self, address: str) -> str:
        """What the last knock came to; only the first one is waited for."""
        if self._knocking is None and self._clock.monotonic() >= self._knock_at:
            self._knock_at = self._clock.monotonic() + KNOCK_EVERY_S
            self._knocking = asyncio.create_task(self._knock(address), name="knock")
        if self._knocking is not None:
            first = self._port_problem is None
            await asyncio.wait({self._knocking}, timeout=None if first else TURN_S)
            if self._knocking.done():
                knocked, self._knocking = self._knocking, None
                self._port_problem = knocked.result()
        return self._port_problem or ""

    async def _knock(self, address: str) -> str:
        return await self._listener.problem(address) and await self._listener.problem(address)

    async def _in_force(self, status: EngineStatus, snapshot: ConfigSnapshot) -> bool:
        """Whether the rules agree; the engine has a while to read a file that changed."""
        from sprig_tui.domain.rules import RulesSource

        if snapshot is not self._read:
            source = RulesSource.of(snapshot.config, snapshot.lines)
            self._read, self._version = snapshot, await asyncio.to_thread(source.version)
            self._differs_since = None
        if self._version == status.rules_version and not _sends_against(status, snapshot):
            self._differs_since = None
            return True
        now_s = self._clock.monotonic()
        if self._differs_since is None:
            self._differs_since = now_s
        return now_s - self._differs_since < READING_S


def _answer_age(status: EngineStatus, now_ms: int) -> int:
    """Seconds since the last answer: by fives, from a minute on by minutes."""
    last = status.delivery.last
    age_s = max((now_ms - last.at_ms) // 1000, 0) if last else 0
    return age_s - age_s % (5 if age_s < MINUTE_S else MINUTE_S)


def _sends_against(status: EngineStatus, snapshot: ConfigSnapshot) -> bool:
    """Whether the engine delivers although the file says dry run or hold.

    Its rules can be the same then: the mode is none of them.
    """
    still = (Flow.DRY_RUN, Flow.HOLD)
    return snapshot.config.destination.mode is not Mode.LIVE and status.delivery.flow not in still
