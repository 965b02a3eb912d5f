"""A stored payload with what the destination filters took out of it marked."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from sprig_tui.domain.event_reading import name_fields
from sprig_tui.domain.events import Event
from sprig_tui.domain.explain import Explanation
from sprig_tui.domain.fql.spelling import write_path
from sprig_tui.domain.json_text import read_json
from sprig_tui.services.payload_text import mask_write_keys, readable_json

INDENT: Final = 2


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A line of indented JSON.

    `taken_out` is the line's number within a field that the filters took out, counting from 1;
    0 for what they left. `by` names the filter on the first of these lines, "" elsewhere.
    """

    text: str
    taken_out: int = 0
    by: str = ""


def plain_lines(text: str) -> list[MarkedLine]:
    """The lines of a text of which nothing was taken out."""
    return [MarkedLine(line) for line in text.split("\n")]


def filter_label(explanation: Explanation, path: str) -> str:
    """The filter that took out the field with a path: `filter 2 "no plan"`; "" if none did."""
    index = explanation.taken_out_by.get(path)
    if index is None:
        return ""
    name = explanation.rules.source.filters[index].name
    return f'filter {index + 1} "{name}"' if name else f"filter {index + 1}"


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
    marking = _Marking(explanation, names)
    return list(marking.lines(_Part("", "", payload, before, left), ()))


@dataclass(frozen=True, slots=True)
class _Part:
    """A member of an object or a list, and what it was before and after the filters.

    `start` is its key as the line begins with it, "" within a list.
    """

    key: str
    start: str
    value: object
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class _Marking:
    """Writes the lines; `names` are the fields of the event by their spelling in the payload."""

    explanation: Explanation
    names: Mapping[str, str]

    def lines(self, whole: _Part, path: tuple[str, ...], end: str = "") -> Iterator[MarkedLine]:
        """`path` leads to the part, `end` is its comma; what is the same has plain lines."""
        space = " " * (INDENT * len(path))
        parts = list(_parts(whole))
        if not parts:
            yield from map(MarkedLine, _whole(f"{space}{whole.start}", whole.value, space, end))
            return
        brackets = "{}" if isinstance(whole.value, dict) else "[]"
        yield MarkedLine(f"{space}{whole.start}{brackets[0]}")
        for number, part in enumerate(parts, 1):
            comma = "," if number < len(parts) else ""
            place = (*path, part.key)
            if part.before is not _ABSENT and part.after is _ABSENT:
                yield from self._gone(part, place, space + " " * INDENT, comma)
            else:
                yield from self.lines(part, place, comma)
        yield MarkedLine(f"{space}{brackets[1]}{end}")

    def _gone(
        self, part: _Part, path: tuple[str, ...], space: str, end: str
    ) -> Iterator[MarkedLine]:
        first, *keys = path
        fields = [self.names.get(first, first), *keys]
        by = filter_label(self.explanation, write_path([key for key in fields if key]))
        lines = _whole(f"{space}{part.start}", part.value, space, end)
        for number, line in enumerate(lines, 1):
            yield MarkedLine(line, number, by if number == 1 else "")


_ABSENT: Final = object()


def _parts(whole: _Part) -> Iterator[_Part]:
    """The members where something may have gone; filters take no element out of a list."""
    value, before, after = whole.value, whole.before, whole.after
    if isinstance(value, dict) and isinstance(before, Mapping) and isinstance(after, Mapping):
        for key, member in value.items():
            start = f"{json.dumps(key, ensure_ascii=False)}: "
            yield _Part(key, start, member, before.get(key, _ABSENT), after.get(key, _ABSENT))
    elif isinstance(value, list) and isinstance(before, list) and isinstance(after, list):
        for member, old, new in zip(value, before, after, strict=True):
            yield _Part("", "", member, old, new)


def _whole(start: str, value: object, space: str, end: str) -> list[str]:
    first, *rest = readable_json(value).split("\n")
    lines = [start + first, *(space + line for line in rest)]
    lines[-1] += end
    return lines
