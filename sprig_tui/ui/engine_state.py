"""What the terminal knows of the engine: the last answer to a real question, or that none came."""

from dataclasses import dataclass

from sprig_tui.domain.refusals import refusal_advice
from sprig_tui.ports import EngineCommands, EngineStatus, EngineUnreachableError


@dataclass(frozen=True, slots=True)
class EngineState:
    """`status` is None while nobody answers, and `problem` says why; both empty: not asked yet."""

    status: EngineStatus | None = None
    problem: str = ""

    @property
    def asked(self) -> bool:
        """Whether there was an answer, or a failure to get one."""
        return self.status is not None or bool(self.problem)

    @property
    def listening(self) -> bool:
        """Whether an event could be taken now."""
        return self.status is not None and not self.problem

    @property
    def refused(self) -> int:
        """How many requests were answered with an error and not stored."""
        return sum(self.status.refused.values()) if self.status else 0


def new_refusals(before: EngineState, now: EngineState) -> list[str]:
    """A sentence for each cause of refusals that was not there before, with what to do."""
    if now.status is None:
        return []
    known = before.status.refused if before.status else {}
    return [_refused(cause) for cause in now.status.refused if cause not in known]


def _refused(cause: str) -> str:
    """What was refused and what to do; the names in a cause are a sender's."""
    kind, _, name = cause.partition(" ")
    what = {"origin": f"a page of {name}", "host": f"a request for host {name}"}.get(
        kind, f"a request: {cause}"
    )
    return f"Refused {what}. {refusal_advice(cause)} Nothing of it was stored.".replace("  ", " ")


async def probe_engine(engine: EngineCommands) -> EngineState:
    """Ask the engine for its status."""
    try:
        status = await engine.status()
    except EngineUnreachableError as error:
        return EngineState(problem=str(error) or "no engine answers")
    return EngineState(status=status, problem=status.problem)
