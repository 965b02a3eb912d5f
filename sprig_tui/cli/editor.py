"""The operator's editor, as click finds and runs it."""

import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import click

from sprig_tui.domain.safe_text import safe
from sprig_tui.ports import EditorError

VARIABLES: Final = ("VISUAL", "EDITOR")
FALLBACKS: Final = ("sensible-editor", "vim", "nano", "vi")
"""The first that is there is opened where no variable names one; Debian's first may ask which."""
MAX_COMMAND: Final = 200


class ClickEditor:
    """Implements `ports.TextEditor`; `$VISUAL`, then `$EDITOR`, then one of `FALLBACKS`.

    Which one, and why, is written where the editor comes up.
    """

    def edit(self, text: str, *, suffix: str) -> str | None:
        """As `ports.TextEditor`."""
        whole = text.encode("utf-8", "replace").decode()
        whole = whole if whole.endswith("\n") or not whole else f"{whole}\n"
        with _one_sentence(), _spared():
            edited = click.edit(whole, _announced_editor(), extension=suffix)
        return None if edited == whole else edited

    def open(self, path: str) -> None:
        """As `ports.TextEditor`."""
        with _one_sentence(), _spared():
            click.edit(editor=_announced_editor(), filename=path)


def _announced_editor() -> str:
    """The command of the editor, told before it takes the terminal."""
    if variable := _variable():
        command = os.environ[variable]
        click.echo(f"sprig-tui: opening {safe(command, MAX_COMMAND)}, as ${variable} says")
        return command
    found = next((name for name in FALLBACKS if shutil.which(name)), FALLBACKS[-1])
    click.echo(
        f"sprig-tui: neither $VISUAL nor $EDITOR is set: opening {found}; $EDITOR chooses another"
    )
    return found


def _variable() -> str | None:
    """Which one names the editor, None where none does."""
    return next((name for name in VARIABLES if os.environ.get(name)), None)


@contextmanager
def _spared() -> Iterator[None]:
    """Leave ctrl+c to the editor, which has the terminal: it must not end this program too.

    A signal that is ignored here would be ignored by the editor as well.
    """
    before = signal.signal(signal.SIGINT, lambda _number, _frame: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _one_sentence() -> Iterator[None]:
    """Whatever keeps an editor from working, as one error that says what to do."""
    try:
        yield
    except click.ClickException as error:
        raise EditorError(
            f"{error.format_message()}; ${_variable() or 'EDITOR'} chooses which editor is opened"
        ) from None
    except UnicodeError:
        raise EditorError("the edited file is no UTF-8 text; nothing was taken from it") from None
    except OSError as error:
        raise EditorError(f"the edited file cannot be read: {error.strerror}") from None
    except ValueError as error:
        raise EditorError(f"$VISUAL or $EDITOR is no command: {error}") from None
