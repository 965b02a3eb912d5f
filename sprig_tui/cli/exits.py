"""Exit codes (design.md, section 7) and how a verb ends with one."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import click

from sprig_tui.cli.command_words import command
from sprig_tui.domain.config_edits import ConfigConflictError, ConfigError
from sprig_tui.ports import (
    EngineHangsError,
    EngineUnreachableError,
    SavedFiltersError,
    StoreTakenError,
    StoreUnavailableError,
)

FAILED: Final = 1
USAGE: Final = 2
TAKEN: Final = 3
TIMED_OUT: Final = 4
INTERRUPTED: Final = 130


class PlainExit(click.ClickException):
    """Ends a verb with one line on stderr and an exit code."""

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        setattr(self, "exit_code", code)  # noqa: B010 - click declares it for the class

    def show(self, file: object = None) -> None:
        """Print the sentence, without a word before it."""
        del file
        click.echo(f"sprig-tui: {self.message}", err=True)


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn what a verb may meet into one sentence on stderr and the right exit code."""
    try:
        yield
    except (ConfigError, ConfigConflictError) as error:
        raise PlainExit(str(error), USAGE) from None
    except StoreTakenError as error:
        raise PlainExit(f"{error}; end it with: {command('stop')}", TAKEN) from None
    except EngineHangsError as error:
        raise PlainExit(str(error), FAILED) from None
    except EngineUnreachableError as error:
        raise PlainExit(f"{error}; start one with: {command('serve')}", FAILED) from None
    except (StoreUnavailableError, SavedFiltersError) as error:
        raise PlainExit(str(error), FAILED) from None
