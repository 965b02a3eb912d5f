"""Into the terminal: the first frame at once, everything else behind it."""

from typing import TYPE_CHECKING

from sprig_tui.cli.opening import Opening
from sprig_tui.cli.places import Places
from sprig_tui.cli.session import Session

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from sprig_tui.ui.context import TerminalContext


def open_terminal(
    session: Session,
    places: Places,
    *,
    host: str | None = None,
    port: int | None = None,
    background: "Callable[[TerminalContext], Awaitable[None]] | None" = None,
) -> int:
    """Draw the first frame, then load and run the terminal; see `run_terminal`."""
    with Opening() as opening:
        from sprig_tui.cli.terminal import run_terminal

        return run_terminal(session, places, opening, host=host, port=port, background=background)
