"""How values and keys are written in a config file, on one line unless said otherwise."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

import tomlkit

_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
_LINES: Final = re.compile(r"(?!.*''')[^\x00-\x08\x0b-\x1f\x7f]*(?<!')", re.DOTALL)
_QUOTES: Final = "'''"
_LITERAL: Final = re.compile(r"[^'\x00-\x08\x0a-\x1f\x7f]*")


def format_value(value: object, *, literal: bool = False) -> str:
    r"""TOML for a string, number, boolean, list of strings, or mapping to such lists.

    A string with backslashes or double quotes is written in single quotes when it can be, because
    patterns and conditions read better as `'\d+'` than as `"\\d+"`; `literal` asks for them on
    every string that can be.
    """
    if isinstance(value, str):
        if (literal or "\\" in value or '"' in value) and _LITERAL.fullmatch(value):
            return f"'{value}'"
        return tomlkit.string(str(value)).as_string()
    if isinstance(value, Mapping):
        pairs = ", ".join(f"{format_key(str(k))} = {format_value(v)}" for k, v in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(value, Sequence):
        return "[" + ", ".join(format_value(item) for item in value) + "]"
    return str(tomlkit.item(value).as_string())


def format_lines(text: str, newline: str) -> str | None:
    """TOML for a string over several lines, each its own; None when it must be written on one."""
    if "\n" not in text or _LINES.fullmatch(text) is None:
        return None
    lines = text.replace("\n", newline)
    return f"{_QUOTES}{newline}{lines}{_QUOTES}"


def format_key(name: str) -> str:
    """A key as it must be written: bare when it can be."""
    return name if _BARE.fullmatch(name) else tomlkit.string(name).as_string()


def format_keys(path: Sequence[str]) -> str:
    """A dotted key, or what stands between a header's brackets."""
    return ".".join(map(format_key, path))
