"""Which terminals can show screens, by the name that they go by."""

from typing import Final

DUMB: Final = ("", "dumb", "unknown")
"""What $TERM is where text can only follow text: in an editor's shell, on a serial line."""


def places_text(term: str | None) -> bool:
    """Whether a terminal whose $TERM this is can put text anywhere on its screen."""
    return (term or "") not in DUMB
