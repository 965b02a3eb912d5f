"""How deep and how wide JSON may be (reliability.md, section 2), and the error that says so."""

import re
from typing import Final

from sprig_tui.domain.events import MAX_DEPTH
from sprig_tui.domain.reasons import Reason

MAX_NODES: Final = 20_000

STRING: Final = re.compile(r'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
"""A string with its quotes, ended or not; never tried twice at one place, whatever it holds."""


class JsonTextError(Exception):
    """A text that is no acceptable JSON; `str()` is a sentence that holds none of its bytes."""

    def __init__(self, reason: Reason, sentence: str) -> None:
        super().__init__(sentence)
        self.reason = reason


def too_deep() -> JsonTextError:
    """The error of a value nested deeper than 64 levels."""
    return JsonTextError(Reason.TOO_DEEP, f"deeper than {MAX_DEPTH}")


def opens_too_deep(text: str) -> bool:
    """Whether the brackets outside strings ever stand more than 64 deep, well-formed or not."""
    depth = 0
    for character in STRING.sub("", text):
        if character in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                return True
        elif character in "]}":
            depth -= 1
    return False


def find_excess(value: object, text: str, start: int, end: int) -> JsonTextError | None:
    """What makes the value of `text[start:end]` too much for an event, None if nothing does.

    Counts of characters settle nearly every value; only the others are walked.
    """
    brackets = text.count("[", start, end) + text.count("{", start, end)
    shallow = brackets <= MAX_DEPTH
    if shallow and (end - start < MAX_NODES or text.count(",", start, end) < MAX_NODES - MAX_DEPTH):
        return None
    nodes = 0
    level = [value]
    for _depth in range(MAX_DEPTH + 1):
        nodes += len(level)
        if nodes > MAX_NODES:
            return JsonTextError(Reason.TOO_LARGE, f"more than {MAX_NODES:,} values")
        containers = [node for node in level if isinstance(node, dict | list)]
        if not containers:
            return None
        level = [
            child
            for parent in containers
            for child in (parent.values() if isinstance(parent, dict) else parent)
        ]
    return too_deep()
