"""A stored payload with what the destination filters took out of it marked."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from sprig_tui.domain.event_reading import name_fields
from sprig_tui.domain.events import Event
from sprig_tui.domain.explain import Explanation
from sprig_tui.domain.json_text import read_json
from sprig_tui.services.payload_text import mask_write_keys, readable_json

INDENT: Final = 2


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A line of indented JSON.

    `taken_out` is the line's number within a field that the filters took out, counting from 1;
    0 for what they left.
    """

    text: str
    taken_out: int = 0


def marked_payload(explanation: Explanation) -> list[MarkedLine]:
    """The payload as `readable_payload` writes it, a line each; empty for what is not an event.

    What the filters did is seen in the event as it was read; a field that only the batch brought
    is no part of the payload and has no line here.
    """
    content, after = explanation.content, explanation.filtered
    if not isinstance(content, Event) or after is None:
        return []
    payload = mask_write_keys(read_json(explanation.stored.payload).value)
    names = dict(zip(payload, name_fields(payload), strict=True))
    before = {key: content.value.get(name) for key, name in names.items() if name in content.value}
    left = {key: after[name] for key, name in names.items() if name in after}
    return list(_lines("", payload, before, left, depth=0))


def _lines(
    start: str, value: object, before: object, after: object, *, depth: int, end: str = ""
) -> Iterator[MarkedLine]:
    """`start` is the member's key, `end` its comma; a value that is the same has plain lines."""
    space = " " * (INDENT * depth)
    parts = list(_parts(value, before, after))
    if not parts:
        yield from (MarkedLine(line) for line in _whole(f"{space}{start}", value, space, end))
        return
    brackets = "{}" if isinstance(value, dict) else "[]"
    yield MarkedLine(f"{space}{start}{brackets[0]}")
    for number, part in enumerate(parts, 1):
        comma = "," if number < len(parts) else ""
        if part.before is not _ABSENT and part.after is _ABSENT:
            inner = space + " " * INDENT
            gone = _whole(f"{inner}{part.start}", part.value, inner, comma)
            yield from (MarkedLine(line, place) for place, line in enumerate(gone, 1))
        else:
            yield from _lines(
                part.start, part.value, part.before, part.after, depth=depth + 1, end=comma
            )
    yield MarkedLine(f"{space}{brackets[1]}{end}")


_ABSENT: Final = object()


@dataclass(frozen=True, slots=True)
class _Part:
    """A member of an object or a list, and what it was before and after the filters."""

    start: str
    value: object
    before: object
    after: object


def _parts(value: object, before: object, after: object) -> Iterator[_Part]:
    """The members where something may have gone; filters take no element out of a list."""
    if isinstance(value, dict) and isinstance(before, Mapping) and isinstance(after, Mapping):
        for key, member in value.items():
            start = f"{json.dumps(key, ensure_ascii=False)}: "
            yield _Part(start, member, before.get(key, _ABSENT), after.get(key, _ABSENT))
    elif isinstance(value, list) and isinstance(before, list) and isinstance(after, list):
        for member, old, new in zip(value, before, after, strict=True):
            yield _Part("", member, old, new)


def _whole(start: str, value: object, space: str, end: str) -> list[str]:
    first, *rest = readable_json(value).split("\n")
    lines = [start + first, *(space + line for line in rest)]
    lines[-1] += end
    return lines
