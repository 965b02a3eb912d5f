"""Requests to the stand-in as its tests write them."""

import json
from typing import Final

from sprig_tui.domain.sandbox.calls import Call, Subject, read_subject

KEY: Final = b"API-Key key-12345678"
AT_MS: Final = 1_795_349_068_114


def call(
    path: str = "/v2/users",
    value: object = None,
    *,
    method: str = "POST",
    at: float = 0.0,
    authorization: bytes = KEY,
    api_token: bytes = b"token-12345678",
) -> Call:
    """A request; `value` is its JSON, bytes are its body as they are, None is no body."""
    body = value if isinstance(value, bytes) else b"" if value is None else json.dumps(value)
    return Call(
        method=method,
        path=path,
        at_ms=AT_MS + int(at * 1000),
        monotonic=at,
        body=body.encode() if isinstance(body, str) else body,
        authorization=authorization,
        api_token=api_token,
    )


def subject(value: object, path: str = "/v2/users") -> Subject:
    """What a body says."""
    return read_subject(call(path, value))
