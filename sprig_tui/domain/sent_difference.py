"""How what two sets of rules send of one event differs, field by field."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

Sent = Sequence[tuple[str, str, object]]
"""Requests: method, path and JSON body."""

MOST_FIELDS: Final = 20
_MISSING: Final = object()


def sent_differences(before: Sent, after: Sent) -> tuple[str, ...]:
    """The differences in a few words each: `without emailAddress`, `with events.timestamp`.

    A field that both send with other values is `other events.event`. A list's items are compared
    place by place and named like their list; empty when nothing differs, at most 20 else. Names
    of fields come from events: they are shown through `safe`.
    """
    if len(before) != len(after):
        return (f"{len(after)} requests instead of {len(before)}",)
    found: dict[str, None] = {}
    for (old_method, old_path, old), (method, path, new) in zip(before, after, strict=True):
        if (old_method, old_path) != (method, path):
            found[f"{method} {path} instead of {old_method} {old_path}"] = None
        found |= dict.fromkeys(_walk(old, new, ""))
    return tuple(found)[:MOST_FIELDS]


def _walk(old: object, new: object, path: str) -> Iterator[str]:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for name in dict.fromkeys((*old, *new)):
            below = f"{path}.{name}" if path else str(name)
            yield from _walk(old.get(name, _MISSING), new.get(name, _MISSING), below)
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for one, other in zip(old, new, strict=True):
            yield from _walk(one, other, path)
    elif new is _MISSING:
        yield f"without {path}"
    elif old is _MISSING:
        yield f"with {path}"
    elif old != new or type(old) is not type(new):
        yield f"other {path or 'body'}"
