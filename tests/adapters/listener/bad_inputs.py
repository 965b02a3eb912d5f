"""The rows of reliability.md, section 3, that a body alone decides, as data.

A row holds its number, the body, the answer of `/v1/batch`'s neighbours (a tracking route for one
event, path `track`) and of the webhook, and what is stored: a reason, or None for an event.
"""

import json
from dataclasses import dataclass
from typing import Any, Final

from sprig_tui.domain.event_reading import ID_ADDED
from sprig_tui.domain.reasons import Reason
from tests.factories import LEFT_OUT, track

INVALID: Final = Reason.INVALID_JSON
NO_OBJECT: Final = Reason.NOT_AN_OBJECT


@dataclass(frozen=True)
class Row:
    """`tracking` and `webhook` are statuses, `detail` what the operator sees of a rejection."""

    number: int
    body: bytes
    tracking: int
    webhook: int
    stored: Reason | None = None
    detail: str = ""
    warning: str = ""


def text(value: object) -> bytes:
    """JSON as an SDK writes it."""
    return json.dumps(value).encode()


def with_raw(name: str, raw: bytes) -> bytes:
    """A track whose property `name` is written exactly as given."""
    placeholder = text("RAW")
    return text(track(properties={name: "RAW"})).replace(placeholder, raw)


def nested(depth: int) -> bytes:
    """A track that is `depth` levels deep in all."""
    return with_raw("deep", b"[" * (depth - 2) + b"]" * (depth - 2))


def named(**fields: Any) -> bytes:  # noqa: ANN401 - any JSON
    """A track with fields replaced."""
    return text(track(**fields))


ROWS: Final = (
    Row(1, b"", 400, 400, INVALID, "empty body"),
    Row(1, b" \r\n", 400, 400, INVALID, "empty body"),
    Row(2, b'{"a":1', 400, 400, INVALID, "invalid JSON at byte 6"),
    Row(2, b"{'a':1}", 400, 400, INVALID, "invalid JSON at byte 1"),
    Row(2, b'{"a":1,}', 400, 400, INVALID, "invalid JSON at byte 7"),
    Row(2, b'{"a":1 /* x */}', 400, 400, INVALID, "invalid JSON at byte 7"),
    Row(3, b"{} {}", 400, 400, INVALID, "extra data at byte 3"),
    Row(3, b"{}\n{}\n", 400, 400, INVALID, "extra data at byte 3"),
    Row(3, b"{}x", 400, 400, INVALID, "extra data at byte 2"),
    Row(4, b"null", 400, 400, NO_OBJECT, "not an object"),
    Row(4, b"1", 400, 400, NO_OBJECT, "not an object"),
    Row(4, b'"x"', 400, 400, NO_OBJECT, "not an object"),
    Row(6, with_raw("n", b"NaN"), 400, 400, INVALID, "not JSON: NaN"),
    Row(6, with_raw("n", b"Infinity"), 400, 400, INVALID, "not JSON: Infinity"),
    Row(6, with_raw("n", b"-Infinity"), 400, 400, INVALID, "not JSON: -Infinity"),
    Row(7, with_raw("n", b"1e400"), 400, 400, INVALID, "number out of range"),
    Row(7, with_raw("n", b"9" * 5_000), 400, 400, INVALID, "number out of range"),
    Row(8, with_raw("n", b"9007199254740993"), 200, 202, warning="big integer"),
    Row(8, with_raw("n", b"18446744073709551616"), 200, 202, warning="big integer"),
    Row(9, named()[:-1] + b',"event":"Other"}', 200, 202, warning="duplicate key: event"),
    Row(10, named(properties={"__proto__": {}, "constructor": 1, "": 2, "." * 1_000: 3}), 200, 202),
    Row(11, with_raw("s", b'"\\ud800"'), 200, 202, warning="repaired text"),
    Row(12, with_raw("s", b'"\xff"'), 400, 400, INVALID, "not UTF-8"),
    Row(12, with_raw("s", b'"\xc0\xaf"'), 400, 400, INVALID, "not UTF-8"),
    Row(12, with_raw("s", b'"\xed\xa0\x80"'), 400, 400, INVALID, "not UTF-8"),
    Row(12, named().decode().encode("utf-16"), 400, 400, INVALID, "not UTF-8 at byte 0"),
    Row(13, b"\xef\xbb\xbf" + named(), 200, 202),
    Row(14, named(properties={"s": "a\x00b"}), 200, 202),
    Row(15, with_raw("s", b'"a\x01b"'), 400, 400, INVALID, "control character"),
    Row(15, with_raw("s", b'"a\nb"'), 400, 400, INVALID, "control character"),
    Row(16, named(event="\x1b]0;title\x07\x9b"), 200, 202),
    Row(17, named(event="\u202e\u200b🏳️‍🌈𒐫" + "\u0301" * 500), 200, 202),
    Row(18, named(event="[@click=app.quit]x[/] [/ [link=https://a]"), 200, 202),
    Row(19, nested(64), 200, 202),
    Row(19, nested(65), 400, 400, Reason.TOO_DEEP, "deeper than 64"),
    Row(20, b"[" * 100_000, 400, 400, Reason.TOO_DEEP, "deeper than 64"),
    Row(20, b'{"a":' * 20_000, 400, 400, Reason.TOO_DEEP, "deeper than 64"),
    Row(31, named(userId=None), 200, 400, Reason.NO_USER_OR_ANONYMOUS_ID),
    Row(31, named(userId="", anonymousId=""), 200, 400, Reason.NO_USER_OR_ANONYMOUS_ID),
    Row(32, named(userId=None, anonymousId="a"), 200, 202),
    Row(33, named(userId=7), 200, 202, warning="userId taken as text"),
    Row(33, named(userId={"id": 7}), 200, 400, Reason.BAD_USER_ID, "userId is an object"),
    Row(33, named(userId="u" * 10_240), 200, 400, Reason.BAD_USER_ID, "userId has over 1,024"),
    Row(34, named(event=LEFT_OUT), 200, 400, Reason.MISSING_EVENT, "no event name"),
    Row(34, named(event=""), 200, 400, Reason.MISSING_EVENT, "no event name"),
    Row(35, named(messageId=LEFT_OUT), 200, 202, warning=ID_ADDED),
    Row(35, named(messageId=7), 200, 202, warning=ID_ADDED),
    Row(36, named(messageId="m" * 101), 200, 202, warning="messageId over 100 characters"),
    *(Row(39, named(timestamp=t), 200, 202) for t in ("0001-01-01", "9999-12-31", "yesterday", -1)),
    Row(40, named(userId=LEFT_OUT, userID="u"), 200, 202),
    Row(40, named(userId=LEFT_OUT, UserId="u"), 200, 202),
)
"""Rows whose type is `track` on both sides."""

ODD_TYPES: tuple[object, ...] = ("foo", 7, [])

TYPES: Final = (
    Row(28, named(type=LEFT_OUT), 200, 400, Reason.MISSING_TYPE, "no type"),
    Row(28, named(type=None), 200, 400, Reason.MISSING_TYPE, "no type"),
    *(
        Row(29, named(type=kind), 200, 501, Reason.UNKNOWN_TYPE, "the type is none of Segment's")
        for kind in ODD_TYPES
    ),
)
"""Rows about the type, for `/v1/batch` (one of two events) and the webhook."""


def row_name(row: object) -> str:
    """A test's name."""
    assert isinstance(row, Row)
    return f"row {row.number} {row.body[:20]!r}"
