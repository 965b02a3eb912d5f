"""The operator's editor, as click finds and runs it."""

import click

from sprig_tui.ports import EditorError


class ClickEditor:
    """Implements `ports.TextEditor`; `$VISUAL`, then `$EDITOR`, then what the machine has."""

    def edit(self, text: str, *, suffix: str) -> str | None:
        """As `ports.TextEditor`."""
        try:
            return click.edit(text, extension=suffix)
        except click.ClickException as error:
            raise EditorError(_advice(error)) from None

    def open(self, path: str) -> None:
        """As `ports.TextEditor`."""
        try:
            click.edit(filename=path)
        except click.ClickException as error:
            raise EditorError(_advice(error)) from None


def _advice(error: click.ClickException) -> str:
    return f"{error.format_message()}; set $EDITOR to the editor that you use"
