"""How a verb ends."""

import click
import pytest
from click.testing import CliRunner

from sprig_tui.cli.exits import plain_errors
from sprig_tui.domain.config_edits import ConfigConflictError, ConfigError, ConfigProblem
from sprig_tui.ports import EngineUnreachableError, StoreTakenError, StoreUnavailableError


@pytest.mark.parametrize(
    ("error", "code", "hint"),
    [
        (ConfigError("/c", (ConfigProblem("error", "broken"),)), 2, ""),
        (ConfigConflictError("it changed"), 2, ""),
        (StoreTakenError("pid 7 has it"), 3, "; end it with: sprig-tui stop"),
        (StoreUnavailableError("disk full"), 1, ""),
        (EngineUnreachableError("no engine"), 1, "; start one with: sprig-tui serve"),
    ],
)
def test_each_error_has_its_code_and_one_sentence(error: Exception, code: int, hint: str) -> None:
    @click.command()
    def verb() -> None:
        with plain_errors():
            raise error

    done = CliRunner().invoke(verb)
    assert done.exit_code == code
    assert done.stderr == f"sprig-tui: {error}{hint}\n"
    assert done.stdout == ""
