"""The one function that makes untrusted text harmless on a screen (reliability.md, section 2)."""

import unicodedata
from typing import Final

MAX_COMBINING: Final = 4


def safe(text: str, limit: int | None = None) -> str:
    r"""`text` on one line with every character that could drive a terminal made visible.

    Control, format (bidirectional, zero-width), surrogate, private and unassigned characters
    become escapes such as `\x1b` and `\u202e`; at most four combining marks follow a character.
    `limit` cuts to so many characters, the last one `…`. Give the result to
    `textual.content.Content` or `rich.text.Text`, never to markup.
    """
    if limit is not None and len(text) > limit:
        text = text[: max(limit - 1, 0)] + "…"
    if text.isascii() and text.isprintable():
        return text
    shown: list[str] = []
    marks = 0
    for character in text:
        if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me"):
            marks += 1
            if marks <= MAX_COMBINING:
                shown.append(character)
            continue
        marks = 0
        shown.append(character if character.isprintable() else _escape(character))
    return "".join(shown)


def _escape(character: str) -> str:
    code = ord(character)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
