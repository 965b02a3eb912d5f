"""A request as the stand-in reads it, and whom it is about."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote

from sprig_tui.domain.json_text import JsonTextError, read_json

USER_PATHS: Final = ("/v2/users/", "/admin/contacts/")
MAX_BODY: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Call:
    """One request to the stand-in.

    `path` has no query, and is as it was written (percent-encoded); `body` is None when it is over
    1 MB. `authorization` and `api_token` are those headers, b"" when absent. `at_ms` is Unix time,
    `monotonic` seconds that only go forward.
    """

    method: str
    path: str
    at_ms: int
    monotonic: float
    body: bytes | None = b""
    authorization: bytes = b""
    api_token: bytes = b""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a request says: its JSON, whose users it names, and how many events it carries.

    `problem` is why its body is no JSON object, "" when it is one.
    """

    value: Mapping[str, Any]
    problem: str = ""
    user_ids: tuple[str, ...] = ()
    events: int = 0


def read_subject(call: Call) -> Subject:
    """Read a request as far as it can be read; it may still be one that is refused."""
    named = user_in_path(call.path)
    value, problem = _read_object(call.body)
    events = value.get("events")
    items = events if isinstance(events, list) else []
    listed = value.get("userIds")
    found = [
        named,
        value.get("userId"),
        *(listed if isinstance(listed, list) else ()),
        *(item.get("userId") for item in items if isinstance(item, dict)),
    ]
    ids = dict.fromkeys(one for one in found if isinstance(one, str) and one)
    return Subject(value, problem, tuple(ids), len(items))


def user_in_path(path: str) -> str:
    """The user that a path ends with, decoded; "" when it names none."""
    return next((unquote(path[len(p) :]) for p in USER_PATHS if path.startswith(p)), "")


def _read_object(body: bytes | None) -> tuple[Mapping[str, Any], str]:
    if not body:
        return {}, "the body is missing or over 1 MB"
    try:
        value = read_json(body).value
    except JsonTextError as error:
        return {}, str(error)
    return (value, "") if isinstance(value, dict) else ({}, "the body is not a JSON object")
