"""Answers of the listener: what each status looks like on the wire (design.md, section 5)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from sprig_tui.domain.reasons import Reason

Headers = tuple[tuple[bytes, bytes], ...]

RETRY_AFTER: Final[Headers] = ((b"retry-after", b"30"),)
CLOSE: Final[Headers] = ((b"connection", b"close"),)
NO_HEADERS: Final[Headers] = ()
_JSON: Final[Headers] = ((b"content-type", b"application/json"),)

MESSAGES: Final[Mapping[Reason, str]] = {
    Reason.INVALID_JSON: "Invalid JSON",
    Reason.NOT_AN_OBJECT: "Not an event object; several events go to /v1/batch",
    Reason.TOO_LARGE: "Exceed payload limit",
    Reason.TOO_DEEP: "Nested too deep",
    Reason.MISSING_TYPE: "Missing type",
    Reason.UNKNOWN_TYPE: "Unsupported call type",
    Reason.MISSING_EVENT: "Missing event name",
    Reason.NO_USER_OR_ANONYMOUS_ID: "Missing userId or anonymousId",
    Reason.BAD_USER_ID: "Bad userId",
    Reason.BATCH_LIMIT: "Too many events",
}
"""Fixed words: nothing of a body is ever echoed (reliability.md, section 3)."""


class Dialect(Enum):
    """Whose form an error takes: the Tracking API's, or that of a partner's webhook."""

    TRACKING = "tracking"
    WEBHOOK = "webhook"


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole response."""

    status: int
    body: bytes = b""
    headers: Headers = NO_HEADERS


SUCCESS: Final = Answer(200, b'{"success": true}', _JSON)


def json_answer(status: int, value: Mapping[str, Any], headers: Headers = NO_HEADERS) -> Answer:
    """A JSON response; letters beyond ASCII are escaped."""
    return Answer(status, json.dumps(value).encode(), _JSON + headers)


def error(
    dialect: Dialect, status: int, code: str, message: str, headers: Headers = NO_HEADERS
) -> Answer:
    """An error in the words of its route: Segment shows a webhook's `message` to its user."""
    if dialect is Dialect.WEBHOOK:
        return json_answer(status, {"message": message}, headers)
    return json_answer(status, {"success": False, "code": code, "message": message}, headers)


def rejected(
    dialect: Dialect, status: int, reason: Reason, headers: Headers = NO_HEADERS
) -> Answer:
    """The answer to a body that was stored as rejected."""
    return error(dialect, status, reason.value.partition(".")[2], MESSAGES[reason], headers)
