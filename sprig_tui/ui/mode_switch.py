"""The choice behind `m`: dry run, live or hold, and the question before anything is sent."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from sprig_tui.domain.config_edits import ConfigConflictError, ConfigError, ConfigSnapshot
from sprig_tui.domain.outbox import LaneFigures
from sprig_tui.domain.settings import Mode
from sprig_tui.ports import StoreUnavailableError
from sprig_tui.services.edit_history import DeclinedError
from sprig_tui.services.going_live import (
    QUESTION,
    RELEASE_QUESTION,
    going_live,
    released,
    starts_sending,
)
from sprig_tui.services.setting_risks import risk_between
from sprig_tui.services.settings_edits import SettingsEdits
from sprig_tui.ui.modals.confirm import ConfirmModal
from sprig_tui.ui.modals.setting_choice import SettingChoice
from sprig_tui.ui.quick_edit import save_quick
from sprig_tui.ui.terminal import TerminalApp
from sprig_tui.ui.widgets.setting_words import choice_words

KEY: Final = "destination.mode"
TITLE: Final = "Mode: what happens to what is forwarded"
SAID: Final[dict[Mode, str]] = {
    Mode.DRY_RUN: "Dry run: nothing is sent. What waited stays held.",
    Mode.LIVE: "Live within a second: what waits is sent then, and each new event as it comes.",
    Mode.HOLD: "Hold: what is forwarded waits, in order, until you go live.",
}


async def choose_mode(app: TerminalApp) -> None:
    """Show the modes, ask before going live, and save the chosen one; call it from a worker."""
    snapshot = app.snapshot
    present = snapshot.config.destination.mode
    choice = SettingChoice(TITLE, choice_words(KEY, tuple(Mode)), present.value)
    chosen = await app.push_screen_wait(choice)
    if chosen is None or chosen == present is app.snapshot.config.destination.mode:
        return
    mode = Mode(chosen)
    edits = settings_edits(app)
    try:
        saved = await save_quick(app, edits.plan_set(KEY, mode.value, snapshot), edits.save)
    except DeclinedError:
        return
    except (ConfigConflictError, ConfigError) as error:
        app.notify(f"Not saved: {error}", severity="error")
    else:
        if saved is not None:
            app.notify(SAID[mode])


def settings_edits(app: TerminalApp) -> SettingsEdits:
    """Edits that ask the operator before something is sent or could hurt; run them in a worker."""
    return SettingsEdits(app.context.config, partial(agree_to_change, app), app.history)


async def agree_to_change(app: TerminalApp, before: ConfigSnapshot, after: ConfigSnapshot) -> bool:
    """Ask what has to be asked before `after` takes the place of `before`; True without a question.

    That is going live, whatever lets rows flow that wait (design.md, section 6), and the choice of
    production.
    """
    if after.config.destination.mode is Mode.LIVE is not before.config.destination.mode:
        return await agree_to_live(app, after)
    if starts_sending(before, after, named_explicitly=app.context.config_named):
        lanes = await _lanes(app)
        if lanes is None:
            return False
        if released(after, lanes, named_explicitly=app.context.config_named):
            return await _ask(app, after, lanes, RELEASE_QUESTION, "Send")
    risk = risk_between(before.config, after.config)
    if risk is None:
        return True
    return await app.push_screen_wait(ConfirmModal(risk.question, risk.detail, dangerous=True))


async def agree_to_live(app: TerminalApp, snapshot: ConfigSnapshot) -> bool:
    """Say what going live with this configuration would send, and ask.

    Without a key nothing is asked: the operator is told what to do, and the answer is no.
    """
    lanes = await _lanes(app)
    return lanes is not None and await _ask(app, snapshot, lanes, QUESTION, "Go live")


async def _lanes(app: TerminalApp) -> Sequence[LaneFigures] | None:
    """The queue; None when it cannot be read, which is said."""
    try:
        return await app.context.outbox.lanes(now_ms=app.context.clock.now_ms())
    except StoreUnavailableError as error:
        app.notify(f"The queue cannot be read: {error}", severity="error")
        return None


async def _ask(
    app: TerminalApp,
    snapshot: ConfigSnapshot,
    lanes: Sequence[LaneFigures],
    question: str,
    yes: str,
) -> bool:
    found = going_live(snapshot, lanes, named_explicitly=app.context.config_named)
    if found.refusal:
        app.notify(found.refusal, title="Not live", severity="error", timeout=15)
        return False
    modal = ConfirmModal(
        question, "\n".join(found.lines), yes=yes, warning=found.warning, dangerous=True
    )
    return await app.push_screen_wait(modal)
