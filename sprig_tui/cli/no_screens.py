"""Whether the screens can be shown where this runs, and what is run instead."""

import sys
from collections.abc import Mapping
from typing import Literal


def why_no_screens(environ: Mapping[str, str]) -> str:
    """Why they cannot be shown here, empty when they can."""
    if not _is_terminal():
        return "no terminal here"
    from sprig_tui.domain.safe_text import safe
    from sprig_tui.domain.terminal_kinds import places_text

    term = environ.get("TERM", "")
    return "" if places_text(term) else f'this terminal (TERM="{safe(term)}") cannot place text'


def form_instead() -> Literal["plain", "jsonl"]:
    """What `serve` prints in their place: lines for people on a terminal, else for programs."""
    return "plain" if _is_terminal() else "jsonl"


def _is_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()
