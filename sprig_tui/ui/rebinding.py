"""Other keys for what the terminal does, kept in `[ui.keys]` of the config."""

from collections.abc import Sequence

from sprig_tui.domain.config_edits import ConfigConflictError, ConfigError
from sprig_tui.services.edit_history import PlannedEdit
from sprig_tui.services.settings_edits import SettingsEdits
from sprig_tui.ui.key_names import KeyGroup, KeyLine
from sprig_tui.ui.modals.key_capture import KeyCapture
from sprig_tui.ui.quick_edit import save_quick
from sprig_tui.ui.terminal import TerminalApp


async def rebind(app: TerminalApp, line: KeyLine, groups: Sequence[KeyGroup]) -> None:
    """Ask for a key and save it; for a worker."""
    base = app.snapshot
    key = await app.push_screen_wait(KeyCapture(line, groups))
    if key is not None:
        planned = _edits(app).plan_set(_name(line), key, base)
        await _save(app, planned, f"{key} now does: {line.words}")


async def use_default(app: TerminalApp, line: KeyLine) -> None:
    """Let the built-in keys hold again."""
    if line.id in app.snapshot.config.ui.keys:
        planned = _edits(app).plan_clear(_name(line), app.snapshot)
        await _save(app, planned, f"The built-in keys hold for: {line.words}")
    elif not line.codes:
        app.notify(
            f"The built-in keys do something else by now. enter gives another to: {line.words}"
        )
    else:
        app.notify(f"The built-in keys hold already for: {line.words}")


async def _save(app: TerminalApp, planned: PlannedEdit, said: str) -> None:
    try:
        saved = await save_quick(app, planned)
    except (ConfigError, ConfigConflictError) as error:
        app.notify(f"Not saved: {error}", severity="error")
    else:
        if saved is not None:
            app.notify(said)


def _edits(app: TerminalApp) -> SettingsEdits:
    return SettingsEdits(app.context.config, history=app.history)


def _name(line: KeyLine) -> str:
    return f"ui.keys.{line.id}"
