"""The one function that makes untrusted text harmless on a screen (reliability.md, section 2)."""

import re
import unicodedata
from typing import Final

MAX_COMBINING: Final = 4
BLANK_LETTERS: Final = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters by their kind, drawn as nothing: the Hangul fillers, and braille without a dot."""
UNSEEN_SPACE: Final = re.compile(r"^ +| +$|(?<= ) +")


def safe(text: str, limit: int | None = None) -> str:
    r"""`text` on one line with every character that could drive a terminal made visible.

    Control, format (bidirectional, zero-width), surrogate, private and unassigned characters, and
    letters that are drawn as nothing, become escapes such as `\x1b` and `\u202e`; at most four
    combining marks follow a character. `limit` cuts to so many characters, the last one `…`. Give
    the result to `textual.content.Content` or `rich.text.Text`, never to markup.
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
        visible = character.isprintable() and character not in BLANK_LETTERS
        shown.append(character if visible else _escape(character))
    return "".join(shown)


def safe_name(text: str, limit: int | None = None) -> str:
    r"""A name or an id as `safe` shows it, with the spaces that nobody would see as `\x20`.

    Those are the ones before and behind it, and all but the first of a run: names that differ
    there alone would look the same in a list.
    """
    return UNSEEN_SPACE.sub(lambda found: "\\x20" * len(found[0]), safe(text, limit))


def _escape(character: str) -> str:
    code = ord(character)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
