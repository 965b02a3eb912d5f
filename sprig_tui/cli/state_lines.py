"""What the engine works by, as plain lines for people: at the start and with each change."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Iterator

from sprig_tui.domain.config_edits import ConfigError, ConfigSnapshot
from sprig_tui.domain.safe_text import safe
from sprig_tui.engine_places import EnginePlaces
from sprig_tui.ports import ConfigRepository

State = ConfigSnapshot | ConfigError


class PlainFormatter(logging.Formatter):
    """Log lines in which nothing of a file or an event can drive a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """As usual, each line harmless."""
        return "\n".join(map(safe, super().format(record).splitlines()))


def state_lines(before: State | None, now: State, where: EnginePlaces) -> Iterator[str]:
    """What is new about the config: destination, mode, environment, warnings.

    Of a file that cannot be used the engine's own log tells why.
    """
    if isinstance(now, ConfigError):
        return
    destination = now.config.destination
    present = (
        f"mode {destination.mode}, destination {destination.kind}, "
        f"environment {destination.environment}"
    )
    if before is None:
        yield f"{present}; config {where.config}; store {where.store}"
    elif isinstance(before, ConfigError):
        yield f"the config can be used again: {present}"
    elif _chosen(before) != _chosen(now):
        yield f"now {present}"
    known = before.problems if before is not None else ()
    for problem in now.problems:
        if problem not in known:
            yield f"{problem.severity}: {now.path}:{problem.line or 1}: {problem.message}"


@contextlib.asynccontextmanager
async def telling_state(
    repository: ConfigRepository, where: EnginePlaces, say: Callable[[str], None]
) -> AsyncIterator[None]:
    """Follow the config while the block runs."""

    async def follow() -> None:
        before: State | None = None
        async for now in repository.changes():
            for line in state_lines(before, now, where):
                say(safe(line))
            before = now

    task = asyncio.create_task(follow(), name="tell state")
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


def _chosen(snapshot: ConfigSnapshot) -> tuple[str, str, str]:
    destination = snapshot.config.destination
    return destination.mode, destination.kind, destination.environment
