"""The config file in the operator's own editor."""

from textual.app import SuspendNotSupported

from sprig_tui.ports import EditorError
from sprig_tui.ui.terminal import TerminalApp

NO_SUSPEND = "This terminal cannot be left for an editor: edit the file in another one."


def edit_config(app: TerminalApp) -> None:
    """Open the file as it is; what is saved there holds at once, what is wrong with it is told."""
    try:
        with app.suspend():
            app.context.editor.open(app.context.config_path)
    except SuspendNotSupported:
        app.notify(NO_SUSPEND, severity="warning")
    except EditorError as error:
        app.notify(str(error), severity="error")
