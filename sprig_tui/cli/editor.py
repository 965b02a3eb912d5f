"""The operator's editor, as click finds and runs it."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from sprig_tui.ports import EditorError


class ClickEditor:
    """Implements `ports.TextEditor`; `$VISUAL`, then `$EDITOR`, then what the machine has."""

    def edit(self, text: str, *, suffix: str) -> str | None:
        """As `ports.TextEditor`."""
        whole = text.encode("utf-8", "replace").decode()
        whole = whole if whole.endswith("\n") or not whole else f"{whole}\n"
        with _one_sentence():
            edited = click.edit(whole, extension=suffix)
        return None if edited == whole else edited

    def open(self, path: str) -> None:
        """As `ports.TextEditor`."""
        with _one_sentence():
            click.edit(filename=path)


@contextmanager
def _one_sentence() -> Iterator[None]:
    """Whatever keeps an editor from working, as one error that says what to do."""
    try:
        yield
    except click.ClickException as error:
        raise EditorError(
            f"{error.format_message()}; set $EDITOR to the editor that you use"
        ) from None
    except UnicodeError:
        raise EditorError("the edited file is no UTF-8 text; nothing was taken from it") from None
    except OSError as error:
        raise EditorError(f"the edited file cannot be read: {error.strerror}") from None
    except ValueError as error:
        raise EditorError(f"$VISUAL or $EDITOR is no command: {error}") from None
