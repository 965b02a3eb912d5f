"""A stored payload as people read it: indented, write keys masked, of bounded length."""

import json
from typing import Any, Final

from sprig_tui.domain.json_text import JsonTextError, read_json
from sprig_tui.domain.redaction import keep_raw

MASK: Final = "***"
SECRET_FIELDS: Final = frozenset({"writekey"})


def readable_payload(payload: bytes) -> str:
    """Indented JSON of an event's own bytes; what is no JSON as the text that it is.

    The values of `writeKey` are masked at every level. Control characters may be left: show the
    result through `safe`, line by line.
    """
    text = payload_json(payload)
    return keep_raw(payload).decode("utf-8", "backslashreplace") if text is None else text


def payload_json(payload: bytes) -> str | None:
    """Indented JSON of an event's own bytes, write keys masked; None for what is no JSON."""
    try:
        value = read_json(payload).value
    except JsonTextError:
        return None
    return readable_json(mask_write_keys(value))


def readable_json(value: object) -> str:
    """Indented JSON text, characters as they are."""
    return json.dumps(value, indent=2, ensure_ascii=False)


def mask_write_keys(value: Any) -> Any:  # noqa: ANN401 (JSON)
    """The same value with every `writeKey` masked."""
    if isinstance(value, dict):
        return {
            key: MASK if key.lower() in SECRET_FIELDS else mask_write_keys(member)
            for key, member in value.items()
        }
    if isinstance(value, list):
        return [mask_write_keys(element) for element in value]
    return value
