"""`R` and `E`: an event is sent through the listener again, as it was or edited."""

from typing import Final

from textual.app import SuspendNotSupported

from sprig_tui.domain.log import StoredEvent
from sprig_tui.domain.reasons import Outcome, Reason
from sprig_tui.domain.rules import RulesSource
from sprig_tui.domain.safe_text import safe
from sprig_tui.ports import (
    EditorError,
    EngineUnreachableError,
    SendResult,
    StoreUnavailableError,
)
from sprig_tui.services.event_replay import (
    DraftError,
    Trial,
    Trials,
    draft_text,
    read_draft,
    replay_id,
)
from sprig_tui.ui.modals.confirm import ConfirmModal
from sprig_tui.ui.modals.event_replay import ReplayAnswer, ReplayModal
from sprig_tui.ui.terminal import TerminalApp

NO_SUSPEND: Final = "This terminal cannot be left for an editor. Copy the event (y) and edit it."
UNCHANGED: Final = "Nothing was changed, so nothing is sent. R sends it as it is."


async def replay_event(
    app: TerminalApp, stored: StoredEvent, *, edit_first: bool = False
) -> int | None:
    """Ask, and send through the listener; call it from a worker, for it waits for the operator.

    Gives the row that the log holds of it, None when nothing was sent or it was only counted.
    """
    as_it_came = text = draft_text(stored)
    if edit_first:
        changed = edit_text(app, text)
        if changed is None:
            return None
        text = changed
        if text == as_it_came:
            app.notify(UNCHANGED)
            return None
    trials = _trials(app)
    while True:
        try:
            trial = await trials.decide(read_draft(text), stored.row.message_id)
        except DraftError as error:
            if not await _ask_to_edit_again(app, error):
                return None
            text = edit_text(app, text) or text
            continue
        except StoreUnavailableError as error:
            app.notify(str(error), severity="error")
            return None
        modal = ReplayModal(stored.row.id, trial, edited=text != as_it_came)
        answer = await app.push_screen_wait(modal)
        if answer is None:
            return None
        if answer is not ReplayAnswer.EDIT:
            return await _send(app, stored, trial, renew=answer is ReplayAnswer.SEND_NEW)
        text = edit_text(app, text) or text


def edit_text(app: TerminalApp, text: str) -> str | None:
    """What the operator's editor makes of a text, the same if unchanged; None with no editor."""
    try:
        with app.suspend():
            changed = app.context.editor.edit(text, suffix=".json")
    except SuspendNotSupported:
        app.notify(NO_SUSPEND, severity="warning")
        return None
    except EditorError as error:
        app.notify(str(error), severity="error")
        return None
    return text if changed is None else changed


def _trials(app: TerminalApp) -> Trials:
    rules = RulesSource.of(app.snapshot.config, app.snapshot.lines)
    return Trials(app.context.reader, rules, app.context.clock.now_ms())


async def _ask_to_edit_again(app: TerminalApp, error: DraftError) -> bool:
    detail = "Nothing was sent. Your text is kept."
    return await app.push_screen_wait(
        ConfirmModal(str(error), detail, yes="Edit again", no="Drop it")
    )


async def _send(app: TerminalApp, stored: StoredEvent, trial: Trial, *, renew: bool) -> int | None:
    new_id = replay_id(stored.row.id, app.context.clock.now_ms())
    event = trial.to_send(new_id, renew=renew)
    try:
        result = await app.context.sender.send(event)
    except EngineUnreachableError as error:
        app.notify(app.engine_words(error), title="Not sent", severity="error")
        return None
    except StoreUnavailableError as error:
        app.notify(f"Sent; the log cannot be read: {error}", severity="warning")
        return None
    return _tell(app, stored, result)


def _tell(app: TerminalApp, stored: StoredEvent, result: SendResult) -> int | None:
    """Say what became of it."""
    if result.status >= 300:
        answer = f"{result.status} {result.message}".rstrip()
        app.notify(
            f"The listener answered {safe(answer, 200)}", title="Not taken", severity="error"
        )
        return None
    if result.record is None:
        app.notify("Sent. The log does not show it yet; it will be on Live.")
        return None
    row_id, seen = int(result.record["id"]), int(result.record["seen"])
    if seen > 1:
        app.notify(f"Counted as a repeat of #{row_id}, seen {seen:,} times now.")
        return None
    reason = Reason(str(result.record["reason"]))
    said = reason.outcome.value
    if reason.outcome is not Outcome.FORWARDED:
        said += f" ({reason.word})"
    app.notify(f"#{row_id} is the replay of #{stored.row.id}: {said}.")
    return row_id
