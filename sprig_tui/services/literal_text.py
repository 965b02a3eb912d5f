"""JSON values as text to paste: for a shell, as Python, as JavaScript.

Every character that is not printable is written as an escape, so that pasting cannot drive a
terminal. The texts mean the same value; JavaScript reads numbers beyond 2^53 with what they lose.
"""

import json
from collections.abc import Callable, Mapping
from typing import Final

INDENT: Final = 2
PROTOTYPE: Final = "__proto__"


def json_text(value: object, *, indent: int | None = None) -> str:
    """JSON on one line, or indented by so many spaces a level."""
    separators = (",", ":") if indent is None else None
    text = json.dumps(value, ensure_ascii=False, indent=indent, separators=separators)
    return text if text.isprintable() else "".join(map(_escaped, text))


def _escaped(character: str) -> str:
    """JSON has such characters in strings only, where an escape means the same."""
    if character.isprintable() or character == "\n":
        return character
    return json.dumps(character)[1:-1].replace("\x7f", "\\u007f")


def shell_word(text: str) -> str:
    """One argument for a POSIX shell, whatever is in it, in single quotes."""
    return "'" + text.replace("'", "'\\''") + "'"


def python_text(value: object, depth: int = 0) -> str:
    """A Python expression; `depth` is how far its further lines are indented."""
    return _written(value, depth, repr, repr)


def javascript_text(value: object, depth: int = 0) -> str:
    """A JavaScript expression; `depth` is how far its further lines are indented."""
    return _written(value, depth, json_text, _javascript_key)


def _javascript_key(key: str) -> str:
    """Without brackets this one name would set the object's prototype."""
    return f"[{json_text(key)}]" if key == PROTOTYPE else json_text(key)


def _written(
    value: object, depth: int, atom: Callable[[object], str], key: Callable[[str], str]
) -> str:
    if isinstance(value, Mapping):
        members = [
            f"{key(name)}: {_written(member, depth + 1, atom, key)}"
            for name, member in value.items()
        ]
        return _enclosed("{}", members, depth)
    if isinstance(value, list):
        return _enclosed("[]", [_written(one, depth + 1, atom, key) for one in value], depth)
    return atom(value)


def _enclosed(brackets: str, members: list[str], depth: int) -> str:
    if not members:
        return brackets
    inner, outer = " " * (INDENT * (depth + 1)), " " * (INDENT * depth)
    lines = ",\n".join(inner + member for member in members)
    return f"{brackets[0]}\n{lines}\n{outer}{brackets[1]}"
