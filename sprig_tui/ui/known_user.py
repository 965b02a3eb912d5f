"""The question behind `u`: make a user known although it was never identified here."""

from sprig_tui.domain.log import LogRow
from sprig_tui.domain.reasons import Reason
from sprig_tui.ports import EngineUnreachableError
from sprig_tui.ui.modals.confirm import ConfirmModal
from sprig_tui.ui.terminal import TerminalApp

DETAIL = (
    "From now on its tracks and pages are forwarded as if it had been identified through this "
    "listener. If Sprig does not have the user, sending them creates it."
)


def user_to_know(row: LogRow | None) -> str | None:
    """The user that the row was filtered for, None if that is not what happened."""
    return row.user_id if row is not None and row.reason is Reason.UNKNOWN_USER else None


async def make_known(app: TerminalApp, row: LogRow | None) -> None:
    """Ask, then tell the engine; call it from a worker, because it waits for the operator."""
    user_id = user_to_know(row)
    if user_id is None:
        app.notify("This key is for events whose user was not identified here.")
        return
    question = f"Make the user {user_id} known?"
    if not await app.push_screen_wait(ConfirmModal(question, DETAIL)):
        return
    try:
        await app.context.engine.know_user(user_id)
    except EngineUnreachableError as error:
        app.notify(app.engine_words(error), severity="error")
    else:
        app.notify(f"The user {user_id} is known now.")
