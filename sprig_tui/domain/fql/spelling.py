r"""How texts and field paths are spelled in FQL: their escapes, read and written.

In a quoted text `\\`, `\"`, `\'`, `\n`, `\r`, `\t` and `\uXXXX` stand for one character, two
`\uXXXX` that are its surrogates as in JSON; before anything else the backslash stays, so that a
glob's `\*` needs no doubling (facts.md, section 4).
In a path a backslash makes any character part of the name.
"""

import re
from collections.abc import Sequence
from typing import Final

from sprig_tui.domain.js_characters import from_code_units

KEYWORDS: Final = frozenset({"all", "and", "false", "in", "null", "or", "true"})

_TEXT_ESCAPE: Final = re.compile(r"""\\(?:u([0-9A-Fa-f]{4})|([\\"'nrt]))""")
_CONTROLS: Final = {"n": "\n", "r": "\r", "t": "\t"}
_NEEDS_ESCAPE: Final = re.compile('[\\\\"\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]')
_WRITTEN: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_UNPLAIN: Final = re.compile(r"[^A-Za-z0-9_\-]")
_NUMERIC: Final = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")


def read_text(quoted: str) -> str:
    """The text that a quoted one (with its quotes) stands for."""
    return from_code_units(_TEXT_ESCAPE.sub(_read_escape, quoted[1:-1]))


def _read_escape(found: re.Match[str]) -> str:
    if found[1]:
        return chr(int(found[1], 16))
    return _CONTROLS.get(found[2], found[2])


def write_text(text: str) -> str:
    """`text` in double quotes, on one line; `read_text` reads it back."""
    escaped = _NEEDS_ESCAPE.sub(
        lambda found: _WRITTEN.get(found[0]) or f"\\u{ord(found[0]):04x}", text
    )
    return f'"{escaped}"'


def read_path(path: str) -> tuple[str, ...]:
    r"""The keys of a dotted path, `\` taking the next character as it is; () for the empty path.

    Takes any text, so that the paths of the config file (facts.md, section 4) need no escapes
    but for a dot or a backslash within a name.
    """
    if not path:
        return ()
    keys = [""]
    place = 0
    while place < len(path):
        character = path[place]
        if character == ".":
            keys.append("")
        else:
            if character == "\\" and place + 1 < len(path):
                place += 1
            keys[-1] += path[place]
        place += 1
    return tuple(keys)


def write_path(keys: Sequence[str]) -> str:
    """The dotted path of `keys`, escaped so that FQL reads it as this field."""
    path = ".".join(_UNPLAIN.sub(r"\\\g<0>", key) for key in keys)
    if path in KEYWORDS or _NUMERIC.fullmatch(path):
        return "\\" + path
    return path
