"""Headers that let pages of allowed origins send here, and no other (reliability.md, section 2)."""

from typing import Final

from sprig_tui.adapters.listener.answers import Answer, Headers
from sprig_tui.adapters.listener.routes import Route

_PREFLIGHT: Final[Headers] = (
    (b"access-control-allow-headers", b"content-type, authorization"),
    (b"access-control-allow-private-network", b"true"),
    (b"access-control-max-age", b"600"),
)


def allow_origin(answer: Answer, origin: bytes) -> Answer:
    """`answer` as a page of `origin` may read it; never `*`, never with credentials."""
    headers = (
        *answer.headers,
        (b"access-control-allow-origin", origin),
        (b"access-control-expose-headers", b"retry-after"),
        (b"vary", b"origin"),
    )
    return Answer(answer.status, answer.body, headers)


def preflight(route: Route) -> Answer:
    """The answer to a browser that asks before it sends; Private Network Access included."""
    methods = (b"access-control-allow-methods", route.method.encode())
    return Answer(204, headers=(methods, *_PREFLIGHT))
