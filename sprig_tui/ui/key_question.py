"""Asks whether a key may be sent to be checked, and says what came of it."""

from typing import Final

from sprig_tui.domain.config_edits import ConfigSnapshot
from sprig_tui.domain.settings import Environment
from sprig_tui.services.key_check import CannotCheckError, KeyVerdict
from sprig_tui.ui.modals.confirm import ConfirmModal
from sprig_tui.ui.terminal import TerminalApp

KEYS: Final = "destination.api_keys."
SHOWN_S: Final = 20


async def check_key(app: TerminalApp, snapshot: ConfigSnapshot, setting: str) -> None:
    """Check the key that the setting `setting` holds; that in use when it holds none.

    Nothing is sent before the operator agreed to it.
    """
    name = setting.removeprefix(KEYS)
    environment = None if name == setting else Environment(name)
    checker = app.context.key_checker
    try:
        check = checker.plan(snapshot, environment)
    except CannotCheckError as error:
        app.notify(str(error), title="Nothing was sent", severity="warning")
        return
    question = ConfirmModal(check.question, check.detail, yes="Send", dangerous=True)
    if await app.push_screen_wait(question):
        result = await checker.make(check)
        good = result.verdict is KeyVerdict.ACCEPTED
        app.notify(
            result.sentence,
            title="API key",
            severity="information" if good else "error",
            timeout=SHOWN_S,
        )
