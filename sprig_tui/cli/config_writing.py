"""Change the config file from a verb, also while others change it."""

import asyncio
from collections.abc import Awaitable, Callable
from random import SystemRandom
from typing import Final, TypeVar

from sprig_tui.cli.log_reading import run
from sprig_tui.domain.config_edits import ConfigConflictError

TRIES: Final = 20
PAUSE_SECONDS: Final = 0.02

T = TypeVar("T")


def run_edit(work: Callable[[], Awaitable[T]], *, pause: float = PAUSE_SECONDS) -> T:
    """Run a coroutine that reads the file, edits it and saves; errors end the verb as in `run`.

    When somebody else wrote the file in between, which costs them nothing, it begins again with
    the file as it is now, 20 times at most. The pauses between, in seconds, are random and grow to
    20 times `pause`, so that verbs which started together come apart.
    """

    async def repeated() -> T:
        for number in range(1, TRIES):
            try:
                return await work()
            except ConfigConflictError:
                await asyncio.sleep(SystemRandom().uniform(0, pause * number))
        return await work()

    return run(repeated)
