"""What enter does at each step of the first run."""

from typing import Final

from sprig_tui.domain.log import Books
from sprig_tui.ports import StoreUnavailableError
from sprig_tui.services.first_run import StepId
from sprig_tui.ui.terminal import TerminalApp

NEWEST: Final = 200
"""Rows that are looked at for a sender."""


async def take_step(app: TerminalApp, name: StepId) -> None:
    """Do what a step asks for, or show where it is done; for a worker."""
    match name:
        case StepId.KEY:
            await _type_key(app)
        case StepId.CONFIG | StepId.LISTENER:
            from sprig_tui.ui.problem_places import go_to

            await go_to(app, "listener.port" if name is StepId.LISTENER else "version")
        case StepId.SENDER:
            await app.run_action("copy_lines", app.screen.query_one("SetupPanel"))
        case StepId.EVENT:
            await app.screen.run_action("test")
        case StepId.MAPPINGS:
            await _show_seen(app)
        case StepId.LIVE:
            from sprig_tui.ui.mode_switch import choose_mode

            await choose_mode(app)


async def has_sender(app: TerminalApp, books: Books) -> bool:
    """Whether something else than test events is among the newest rows."""
    from sprig_tui.services.trial_events import any_foreign

    if not books.received:
        return False
    try:
        return any_foreign(await app.context.reader.rows(limit=NEWEST))
    except StoreUnavailableError:
        return False


async def _type_key(app: TerminalApp) -> None:
    """The form of the key in use."""
    from sprig_tui.services.settings_edits import SETTINGS
    from sprig_tui.ui.modals.setting_form import SettingForm
    from sprig_tui.ui.mode_switch import settings_edits

    environment = app.snapshot.config.destination.environment.value
    key = f"destination.api_keys.{environment}"
    setting = next(setting for setting in SETTINGS if setting.key == key)
    if await app.push_screen_wait(SettingForm(settings_edits(app), setting, app.snapshot)):
        app.notify("Saved. Press c to ask whether it is accepted, or go on to the next step.")


async def _show_seen(app: TerminalApp) -> None:
    """What was seen and is not mapped."""
    from sprig_tui.ui.screens.mapping_lists import MappingLists

    await app.switch_mode("mappings")
    if isinstance(app.screen, MappingLists):
        app.screen.show_tab("seen")
