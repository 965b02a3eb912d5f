"""Edits that begin again when somebody else was faster."""

from collections.abc import Awaitable, Callable

import pytest

from sprig_tui.cli.config_writing import TRIES, run_edit
from sprig_tui.cli.exits import USAGE, PlainExit
from sprig_tui.domain.config_edits import ConfigConflictError, ConfigError, ConfigProblem


def failing(error: Exception, times: int) -> tuple[list[int], Callable[[], Awaitable[int]]]:
    """An edit that fails so often before it gives how often it was tried."""
    tries: list[int] = []

    async def work() -> int:
        tries.append(len(tries) + 1)
        if len(tries) <= times:
            raise error
        return len(tries)

    return tries, work


@pytest.mark.parametrize("times", [0, 1, TRIES - 1])
def test_an_edit_is_made_on_the_file_as_it_is_by_then(times: int) -> None:
    _, work = failing(ConfigConflictError("changed since it was read"), times)
    assert run_edit(work, pause=0) == times + 1


def test_who_never_gets_a_turn_is_told() -> None:
    tries, work = failing(ConfigConflictError("changed since it was read"), TRIES)
    with pytest.raises(PlainExit, match="changed since") as caught:
        run_edit(work, pause=0)
    assert (caught.value.exit_code, len(tries)) == (USAGE, TRIES)


def test_other_errors_end_the_verb_at_once() -> None:
    tries, work = failing(ConfigError("/c.toml", (ConfigProblem("error", "broken"),)), 1)
    with pytest.raises(PlainExit, match="broken"):
        run_edit(work, pause=0)
    assert tries == [1]
