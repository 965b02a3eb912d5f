"""What the terminal knows of the engine: the last answer to a real question, or that none came."""

from dataclasses import dataclass

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


async def probe_engine(engine: EngineCommands) -> EngineState:
    """Ask the engine for its status."""
    try:
        status = await engine.status()
    except EngineUnreachableError as error:
        return EngineState(problem=str(error) or "no engine answers")
    return EngineState(status=status, problem=status.problem)
