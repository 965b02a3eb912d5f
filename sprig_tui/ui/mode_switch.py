"""The choice behind `m`: dry run, live or hold, and the question before going live."""

from typing import Final

from sprig_tui.domain.config_edits import ConfigConflictError, ConfigError, ConfigSnapshot
from sprig_tui.domain.settings import Mode
from sprig_tui.ports import StoreUnavailableError
from sprig_tui.services.going_live import QUESTION, going_live
from sprig_tui.services.settings_edits import SettingsEdits
from sprig_tui.ui.modals.confirm import ConfirmModal
from sprig_tui.ui.modals.setting_choice import SettingChoice
from sprig_tui.ui.terminal import TerminalApp
from sprig_tui.ui.widgets.setting_words import choice_words

KEY: Final = "destination.mode"
TITLE: Final = "Mode: what happens to what is forwarded"
SAID: Final[dict[Mode, str]] = {
    Mode.DRY_RUN: "Dry run: nothing is sent. What waited stays held.",
    Mode.LIVE: "Live: what waits is sent now, and each new event as it comes.",
    Mode.HOLD: "Hold: what is forwarded waits, in order, until you go live.",
}


async def choose_mode(app: TerminalApp) -> None:
    """Show the modes, ask before going live, and save the chosen one; call it from a worker."""
    snapshot = app.snapshot
    present = snapshot.config.destination.mode
    choice = SettingChoice(TITLE, choice_words(KEY, tuple(Mode)), present.value)
    chosen = await app.push_screen_wait(choice)
    if chosen is None or chosen == present:
        return
    mode = Mode(chosen)
    if mode is Mode.LIVE and not await agree_to_live(app, snapshot):
        return
    try:
        await SettingsEdits(app.context.config).set(KEY, mode.value, base=snapshot)
    except (ConfigConflictError, ConfigError) as error:
        app.notify(f"Not saved: {error}", severity="error")
    else:
        app.notify(SAID[mode])


async def agree_to_live(app: TerminalApp, snapshot: ConfigSnapshot) -> bool:
    """Say what going live with this configuration would send, and ask.

    Without a key nothing is asked: the operator is told what to do, and the answer is no.
    """
    context = app.context
    try:
        lanes = await context.outbox.lanes(now_ms=context.clock.now_ms())
    except StoreUnavailableError as error:
        app.notify(f"The queue cannot be read: {error}", severity="error")
        return False
    found = going_live(snapshot, lanes, named_explicitly=context.config_named)
    if found.refusal:
        app.notify(found.refusal, title="Not live", severity="error", timeout=15)
        return False
    modal = ConfirmModal(
        QUESTION, "\n".join(found.lines), yes="Go live", warning=found.warning, dangerous=True
    )
    return await app.push_screen_wait(modal)
