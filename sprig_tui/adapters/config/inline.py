"""Edits inside one value: arrays and inline tables, their comments and layout kept."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final

from sprig_tui.adapters.config.arrays import insert_items, remove_item
from sprig_tui.adapters.config.values import format_value

_COMMA: Final = re.compile(r"[ \t]*,[ \t]*")


def set_array(old_text: str, old: Sequence[object], new: Sequence[object]) -> str:
    """The array `old_text` (which says `old`) turned into `new`, item by item."""
    if "\n" not in old_text:
        return format_value(new)
    text = old_text
    steps = SequenceMatcher(None, list(map(repr, old)), list(map(repr, new)), autojunk=False)
    for kind, start, end, first, last in reversed(steps.get_opcodes()):
        if kind != "equal":
            text = insert_items(text, end, list(map(format_value, new[first:last])))
            for index in reversed(range(start, end)):
                text = remove_item(text, index)
    return text


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
