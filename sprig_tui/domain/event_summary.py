"""A few words that tell an event which has no name."""

from collections.abc import Mapping
from typing import Any, Final

from sprig_tui.domain.event_reading import name_fields

SHOWN_TRAITS: Final = 3
WITHOUT_NAME: Final = frozenset({"identify", "group", "alias"})
"""The calls whose rows have no name; a page's is its URL."""


def summary_of(kind: str, value: Mapping[str, Any]) -> str:
    """Of an identify its traits' names, of a group its id and name, of an alias both ids.

    "" where the call says nothing of the kind. `value` is the event as it was sent.
    """
    fields = name_fields(value)
    traits = fields.get("traits")
    names = list(traits) if isinstance(traits, dict) else []
    if kind == "alias":
        ids = [fields.get("previousId"), fields.get("userId")]
        return " > ".join(_text(one) or "?" for one in ids) if any(map(_text, ids)) else ""
    if kind == "group":
        name = traits.get("name") if isinstance(traits, dict) else None
        return " ".join(filter(None, (_text(fields.get("groupId")), _text(name))))
    if kind == "identify":
        return _listed(names)
    return ""


def _listed(names: list[str]) -> str:
    rest = len(names) - SHOWN_TRAITS
    shown = names[:SHOWN_TRAITS] if rest > 0 else names
    return ", ".join([*shown, *([f"{rest} more"] if rest > 0 else [])])


def _text(value: object) -> str:
    return str(value) if isinstance(value, str | int | float) and value != "" else ""
