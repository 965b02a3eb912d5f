"""Edits inside one value: arrays and inline tables, their comments and layout kept.

This is the part that tomlkit does well; it never sees more of a file than the value.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, Final

import tomlkit
from tomlkit.exceptions import TOMLKitError

from sprig_tui.adapters.config.values import format_value

_KEY: Final = "x = "
_COMMA: Final = re.compile(r"[ \t]*,[ \t]*")


def set_array(old_text: str, old: Sequence[object], new: Sequence[object]) -> str:
    """The array `old_text` (which says `old`) turned into `new`, item by item."""
    if "\n" not in old_text:
        return format_value(new)

    def change(array: Any) -> None:  # noqa: ANN401
        steps = SequenceMatcher(None, list(map(repr, old)), list(map(repr, new)), autojunk=False)
        for _, start, end, first, last in reversed(
            [step for step in steps.get_opcodes() if step[0] != "equal"]
        ):
            del array[start:end]
            for offset, value in enumerate(new[first:last]):
                array.insert(start + offset, value)

    return _changed(old_text, change)


def insert_item(text: str, index: int, values: Mapping[str, object]) -> str:
    """An array of inline tables with one more before `index`."""
    table = tomlkit.inline_table()
    table.update(values)
    return _changed(text, lambda array: array.insert(index, table))


def remove_item(text: str, index: int) -> str:
    """An array without its item `index`."""
    return _changed(text, lambda array: array.__delitem__(index))


def insert_pair(text: str, pair: str) -> str:
    """An inline table with `pair` ("key = value") at its end."""
    inside = text[1:-1].rstrip()
    return f"{{{inside}, {pair} }}" if inside.strip() else f"{{ {pair} }}"


def remove_pairs(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """A text without the pairs of an inline table at `spans`, nor the commas that parted them."""
    for start, end in sorted(spans, reverse=True):
        before, after = text[:start], text[end:]
        if comma := _COMMA.match(after):
            after = after[comma.end() :]
        elif before.rstrip().endswith(","):
            before = before.rstrip()[:-1]
        text = before + after
    return text


def _changed(text: str, change: Callable[[Any], object]) -> str:
    """`text` after `change` was done to what it says; as it was if tomlkit cannot do it."""
    try:
        document = tomlkit.parse(_KEY + text)
        change(document["x"])
    except (TOMLKitError, LookupError, TypeError, ValueError):
        return text
    changed = tomlkit.dumps(document)[len(_KEY) :]
    newline = "\r\n" if "\r\n" in text else "\n"
    return changed.replace("\r\n", "\n").replace("\n", newline) if newline in text else changed
