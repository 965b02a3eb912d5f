"""`X-Segment-Settings`, decoded for the operator with its secrets masked (design.md, section 5)."""

import base64
import binascii
import json
import re
from typing import Final

from sprig_tui.domain.json_text import JsonTextError, read_json
from sprig_tui.domain.secret import MASK

UNREADABLE: Final = "(could not be read)"

_SECRET_NAME: Final = re.compile(
    r"key|secret|token|passw|auth|credential|signature|private|environment_?id", re.IGNORECASE
)
_SECRET_TEXT: Final = re.compile(r"(?=.*[0-9])(?=.*[A-Za-z])[A-Za-z0-9_.+/=-]{16,}")


def read_settings(header: bytes) -> str:
    """The header's settings as JSON text, everything that looks like a secret as `***`.

    A value is masked for its name (Sprig calls its API key an Environment ID too) or for its look:
    sixteen or more letters and digits in one piece. "" without a header.
    """
    if not header:
        return ""
    try:
        plain = base64.b64decode(header.strip(), validate=True)
        settings = read_json(plain).value
    except (binascii.Error, ValueError, JsonTextError):
        return UNREADABLE
    return json.dumps(_mask(settings), ensure_ascii=False)


def _mask(value: object) -> object:
    if isinstance(value, dict):
        return {
            name: MASK if _SECRET_NAME.search(name) and _is_filled(member) else _mask(member)
            for name, member in value.items()
        }
    if isinstance(value, list):
        return [_mask(member) for member in value]
    if isinstance(value, str) and _SECRET_TEXT.fullmatch(value):
        return MASK
    return value


def _is_filled(value: object) -> bool:
    return not isinstance(value, bool) and value not in (None, "", [], {})
