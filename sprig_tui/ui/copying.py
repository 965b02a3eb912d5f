"""Text on its way to the operator's clipboard (docs/decisions/clipboard.md)."""

import os
from typing import TYPE_CHECKING, Any, Final

from sprig_tui.ports import Clipboard, ClipboardError

if TYPE_CHECKING:
    from textual.app import App

MAX_OSC52: Final = 74_000
"""Bytes; longer OSC 52 sequences are dropped by common terminals."""
WITHOUT_CLIPBOARD: Final = frozenset({"linux", "dumb"})
"""Values of $TERM whose terminals have no clipboard."""


async def copy_out(app: "App[Any]", clipboard: Clipboard, text: str, what: str) -> None:
    """Put `text` where the operator can paste it from, and say by which way; `what` names it.

    Through the terminal and by the machine's own tool, each as far as it can; into a file where
    neither can.
    """
    data = text.encode("utf-8", "replace")
    size, text = len(data), data.decode()
    named = f"{what} ({size:,} bytes)"
    speaks = os.environ.get("TERM") not in WITHOUT_CLIPBOARD
    through_terminal = speaks and size <= MAX_OSC52
    if through_terminal:
        app.copy_to_clipboard(text)
    try:
        tool = await clipboard.copy(text)
    except ClipboardError:
        if through_terminal:
            app.notify(f"Copied {named} through the terminal, by OSC 52.")
        else:
            why = "is too long for the terminal" if speaks else "cannot be copied here"
            await _keep(app, clipboard, text, f"{named[:1].upper()}{named[1:]} {why}")
        return
    ways = f"{tool}, and through the terminal by OSC 52" if through_terminal else tool
    app.notify(f"Copied {named} by {ways}.")


async def _keep(app: "App[Any]", clipboard: Clipboard, text: str, sentence: str) -> None:
    try:
        path = await clipboard.keep(text)
    except ClipboardError as error:
        app.notify(f"{sentence}, and {error}. Nothing was copied.", severity="error")
    else:
        app.notify(f"{sentence}: written to {path}", severity="warning")
