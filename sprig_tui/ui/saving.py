"""Saving an edit that the operator has looked at, the way back, and what was saved last.

Call these from a worker. `app.history` is the history of the whole session.
"""

from typing import TYPE_CHECKING

from sprig_tui.domain.config_edits import ConfigSnapshot
from sprig_tui.services.change_review import Review, masked_diff, review_states
from sprig_tui.services.edit_conflict import SomeEntry, compare_entries, keep_mine
from sprig_tui.services.edit_history import EditHistory, PlannedEdit
from sprig_tui.ui.terminal import TerminalApp

if TYPE_CHECKING:
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


def step_words(history: EditHistory, *, redo: bool = False) -> str:
    """What `undo`, or `redo`, is about to do, said as done."""
    what = history.redo_words if redo else history.undo_words
    done = "done again" if redo else "undone"
    return f"{done}: {what}" if what else f"nothing to {'do again' if redo else 'undo'}"


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
