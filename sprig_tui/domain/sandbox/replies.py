"""What the stand-in does with a request: an answer in some shape, or none."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Final

JSON: Final = (("content-type", "application/json"),)
JSON_LINES: Final = (("content-type", "application/x-ndjson"),)


@dataclass(frozen=True, slots=True)
class Reply:
    """An HTTP answer.

    `stream` follows `body` in pieces and makes the length unknown. `wait` is seconds before the
    first byte, `pause` seconds before each piece of the stream.
    """

    status: int
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    stream: Iterable[bytes] | None = None
    wait: float = 0.0
    pause: float = 0.0


class Silence(Enum):
    """No answer: the connection is held open until the sender leaves, or reset."""

    HANG = "hang"
    RESET = "reset"


Reaction = Reply | Silence


def json_reply(status: int, value: object, *headers: tuple[str, str]) -> Reply:
    """An answer of JSON."""
    return Reply(status, json.dumps(value).encode(), JSON + headers)


def message(status: int, sentence: str, *headers: tuple[str, str]) -> Reply:
    """`{"message": sentence}`, the form of every error."""
    return json_reply(status, {"message": sentence}, *headers)


def json_lines(values: Iterable[object]) -> Reply:
    """One JSON text a line, made while it is sent."""
    return Reply(200, headers=JSON_LINES, stream=(json.dumps(v).encode() + b"\n" for v in values))
