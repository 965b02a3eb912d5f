"""Saving an edit that the operator has looked at, the way back, and what was saved last.

Call these from a worker. `app.history` is the history of the whole session.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from sprig_tui.domain.config_edits import ConfigConflictError, ConfigError, ConfigSnapshot
from sprig_tui.services.change_review import Review, masked_diff, review_states
from sprig_tui.services.edit_conflict import SomeEntry, compare_entries, keep_mine
from sprig_tui.services.edit_history import EditHistory, PlannedEdit, StuckEditError
from sprig_tui.ui.key_names import key_of
from sprig_tui.ui.terminal import TerminalApp

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel

    from sprig_tui.ui.modals.conflict import Resolution


async def save_reviewed(
    app: TerminalApp, planned: PlannedEdit, *, title: str, notes: tuple[str, ...] = ()
) -> ConfigSnapshot | None:
    """Show what `planned` would write and change; save it on enter.

    Gives the saved state, None when the operator went back. Edits that change no line of the file
    are not shown and not saved: the state is the one that they were planned on.

    Raises:
        ConfigConflictError: the file changed since `planned.base`; nothing was written.
        ConfigError: the result could not be used or written; nothing was written.
    """
    from sprig_tui.ui.modals.review import ReviewModal

    after = await app.history.preview(planned)
    if after.text == planned.base.text:
        return planned.base
    review = await review_states(app.context.config, planned.base, after)
    if not await app.push_screen_wait(ReviewModal(title, review, notes=notes)):
        return None
    return await app.history.save(planned)


async def take_step(history: EditHistory, *, redo: bool = False) -> tuple[ConfigSnapshot, str]:
    """Undo, or redo, and what was done in a few words; raises as EditHistory.undo does."""
    last, some = history.last, history.can_redo if redo else history.can_undo
    saved = await (history.redo() if redo else history.undo())
    if history.last is None or history.last is last:
        nothing = f"nothing to {'do again' if redo else 'undo'}"
        return saved, f"left as it is; {nothing}" if some else nothing
    more = len(history.redoable if redo else history.undoable)
    return saved, f"{history.last.label}{f' ({more} more)' if more else ''}"


async def tell_refused(
    app: TerminalApp,
    error: ConfigConflictError | ConfigError,
    show: Callable[[ConfigSnapshot], None],
    *,
    done: str = "saved",
) -> None:
    """Say why nothing was `done`; after a conflict `show` draws the file as it is now."""
    said = f"{error}"
    severity: SeverityLevel = "error"
    if isinstance(error, ConfigConflictError):
        try:
            show(await app.context.config.load())
        except ConfigError as broken:
            said = f"{broken}"
        else:
            severity = "warning"
            said = _stuck_words(app, error, done) or f"{error}. Here it is as it stands now."
    app.notify(f"Not {done}: {said}", severity=severity)


def _stuck_words(app: TerminalApp, error: ConfigConflictError, done: str) -> str:
    """Which edit is in the way, and how to go on behind it; "" for any other conflict."""
    if not isinstance(error, StuckEditError):
        return ""
    key = key_of(app.screen, "undo" if done == "undone" else "redo")
    on = f" and goes on to: {error.following}" if error.following else ""
    return f"{error.label}, as {error.why}. {key} again leaves it as it is{on}."


async def show_last_save(app: TerminalApp) -> bool:
    """Show the diff of the last save of this session, undo and redo too; False without one."""
    from sprig_tui.ui.modals.review import ReviewModal

    last = app.history.last
    if last is None:
        return False
    lines = await masked_diff(app.context.config, last.old, last.new)
    review = Review(app.context.config_path, lines)
    await app.push_screen_wait(ReviewModal(f"Saved last: {last.label}", review, saved=True))
    return True


async def ask_conflict(
    app: TerminalApp, title: str, *, found: SomeEntry, there: SomeEntry | None, typed: SomeEntry
) -> tuple["Resolution", SomeEntry]:
    """Show an entry as it was found, as the file has it now (None: gone) and as it was typed.

    Gives the decision and the entry to go on with: for "mine" the file's own with the fields that
    were changed by hand here, else what was typed. Nothing is saved.
    """
    from sprig_tui.ui.modals.conflict import ConflictModal

    fields = compare_entries(found, there, typed)
    resolution = await app.push_screen_wait(ConflictModal(title, fields))
    if resolution == "mine" and there is not None:
        return resolution, keep_mine(found, there, typed)
    return resolution, typed
