"""An edit of one key, saved on the file as it is by then.

What another hand changed elsewhere stays and is no obstacle. Where that was the very entry or value
of the edit, the three states are shown and the operator decides.
"""

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from sprig_tui.domain.config_edits import (
    ConfigConflictError,
    ConfigSnapshot,
    InsertEntry,
    MoveEntry,
    RemoveEntry,
    UpdateEntry,
)
from sprig_tui.services.edit_history import PlannedEdit
from sprig_tui.services.edit_rebase import rebase
from sprig_tui.ui.terminal import TerminalApp

TITLE = "The file changed meanwhile, just where this edit would change it"

Save = Callable[[PlannedEdit], Awaitable[ConfigSnapshot | None]]


class QuickSaved(NamedTuple):
    """The state after the edit, and where the entry stands that it was about (0 for a setting)."""

    snapshot: ConfigSnapshot
    place: int


async def save_quick(
    app: TerminalApp, planned: PlannedEdit, save: Save | None = None
) -> QuickSaved | None:
    """Save the edit, by `app.history` or `save`; None when the operator left it. For a worker.

    Raises:
        ConfigConflictError: there is nothing left to do; nothing was written.
        ConfigError: the file cannot be used, now or after the edit; nothing was written.
    """
    from sprig_tui.ui.modals.conflict import ConflictModal

    while True:
        try:
            saved = await (save or app.history.save)(planned)
        except ConfigConflictError:
            rebased = rebase(planned, await app.context.config.load())
            if rebased is None:
                raise
            if rebased.conflicts:
                modal = ConflictModal(TITLE, rebased.conflicts, quick=True)
                if await app.push_screen_wait(modal) != "mine":
                    return None
            planned = rebased.planned
        else:
            return None if saved is None else QuickSaved(saved, _place(planned))


def _place(planned: PlannedEdit) -> int:
    match planned.edits:
        case (MoveEntry(to=place),):
            return place
        case (UpdateEntry(index=place) | RemoveEntry(index=place) | InsertEntry(index=place),):
            return place
    return 0
