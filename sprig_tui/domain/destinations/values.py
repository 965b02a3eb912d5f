"""Reading JSON values the way the published actions do (facts.md, section 6a)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from sprig_tui.domain.events import JsonObject

_INTEGERS: Final = range(-(2**63), 2**63)
_PLAIN_FLOAT_LIMIT: Final = 1e21
_PLAIN_FLOAT_START: Final = 1e-6


def member(value: object, *path: str) -> object:
    """The value at `path`, None where the path leaves the objects."""
    for name in path:
        if not isinstance(value, Mapping):
            return None
        value = value.get(name)
    return value


def is_missing(value: object) -> bool:
    """Whether a field counts as not there: absent, null or an empty string."""
    return value is None or value == ""


def is_refused_text(value: object) -> bool:
    """Whether a field that wants text refuses this value: objects and lists."""
    return isinstance(value, Mapping | list)


def as_text(value: object) -> str | None:
    """What a field that wants text sends: numbers and booleans as JavaScript writes them.

    None for what counts as missing and for what is refused.
    """
    if is_missing(value) or is_refused_text(value):
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    return _float_text(value) if isinstance(value, float) else str(value)


def _float_text(value: float) -> str:
    size = abs(value)
    if size < _PLAIN_FLOAT_LIMIT and value.is_integer():
        return str(int(value))
    if _PLAIN_FLOAT_START <= size < 1:
        return format(Decimal(repr(value)), "f")
    return repr(value).replace("e-0", "e-")


def sendable(value: object) -> object:
    """A copy of a JSON value for a request.

    Integers that other JSON readers would turn into floats go as text (reliability.md, section 3,
    row 8).
    """
    if isinstance(value, Mapping):
        return {name: sendable(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [sendable(inner) for inner in value]
    if isinstance(value, int) and value not in _INTEGERS:
        return str(value)
    return value


def flatten(value: JsonObject, prefix: str = "") -> dict[str, object]:
    """Sprig's flattening: dotted names for nested objects.

    Lists and nulls stay as they are, an empty nested object vanishes.
    """
    flat: dict[str, object] = {}
    for name, inner in value.items():
        if isinstance(inner, Mapping):
            flat |= flatten(inner, f"{prefix}{name}.")
        else:
            flat[prefix + name] = sendable(inner)
    return flat
