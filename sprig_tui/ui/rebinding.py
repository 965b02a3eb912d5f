"""Other keys for what the terminal does, kept in `[ui.keys]` of the config."""

from collections.abc import Sequence

from sprig_tui.domain.config_edits import (
    ConfigConflictError,
    ConfigEdit,
    ConfigError,
    SetKey,
    UnsetKey,
)
from sprig_tui.ui.key_names import KeyGroup, KeyLine
from sprig_tui.ui.modals.key_capture import KeyCapture
from sprig_tui.ui.terminal import TerminalApp


async def rebind(app: TerminalApp, line: KeyLine, groups: Sequence[KeyGroup]) -> None:
    """Ask for a key and save it; for a worker."""
    key = await app.push_screen_wait(KeyCapture(line, groups))
    if key is not None:
        await _save(app, SetKey(_path(line), key), f"{key} now does: {line.words}")


async def use_default(app: TerminalApp, line: KeyLine) -> None:
    """Let the built-in keys hold again."""
    if line.id in app.snapshot.config.ui.keys:
        await _save(app, UnsetKey(_path(line)), f"The built-in keys hold for: {line.words}")
    else:
        app.notify(f"The built-in keys hold already for: {line.words}")


async def _save(app: TerminalApp, edit: ConfigEdit, said: str) -> None:
    try:
        await app.context.config.save([edit], app.snapshot)
    except (ConfigError, ConfigConflictError) as error:
        app.notify(f"Not saved: {error}", severity="error")
    else:
        app.notify(said)


def _path(line: KeyLine) -> tuple[str, ...]:
    return ("ui", "keys", line.id)
