"""Which path is what (facts.md, section 3)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from sprig_tui.adapters.listener.answers import Dialect
from sprig_tui.domain.events import CallType


class Purpose(Enum):
    """What a route does."""

    EVENT = "event"
    BATCH = "batch"
    METRICS = "metrics"
    WEBHOOK = "webhook"
    HEALTH = "health"
    SETTINGS = "settings"


@dataclass(frozen=True, slots=True)
class Route:
    """A path's purpose; `call` is the type that it names, `write_key` a settings path's key."""

    purpose: Purpose
    call: CallType | None = None
    write_key: str = ""

    @property
    def method(self) -> str:
        """The one method that it takes."""
        return "GET" if self.purpose in (Purpose.HEALTH, Purpose.SETTINGS) else "POST"

    @property
    def dialect(self) -> Dialect:
        """The form of its errors."""
        return Dialect.WEBHOOK if self.purpose is Purpose.WEBHOOK else Dialect.TRACKING


_CALLS: Final = (
    CallType.IDENTIFY,
    CallType.TRACK,
    CallType.PAGE,
    CallType.SCREEN,
    CallType.GROUP,
    CallType.ALIAS,
)
_SETTINGS: Final = re.compile(r"/v1/projects/([A-Za-z0-9._~-]{1,128})/settings")

ROUTES: Final[Mapping[str, Route]] = {
    "/": Route(Purpose.WEBHOOK),
    "/health": Route(Purpose.HEALTH),
    "/v1/batch": Route(Purpose.BATCH),
    "/v1/import": Route(Purpose.BATCH),
    "/v1/b": Route(Purpose.BATCH),
    "/v1/m": Route(Purpose.METRICS),
    **{f"/v1/{call.value}": Route(Purpose.EVENT, call) for call in _CALLS},
    **{f"/v1/{call.value[0]}": Route(Purpose.EVENT, call) for call in _CALLS},
}


def find_route(path: str) -> Route | None:
    """The route of a path, None when there is none."""
    route = ROUTES.get(path)
    if route is None and (match := _SETTINGS.fullmatch(path)) is not None:
        return Route(Purpose.SETTINGS, write_key=match.group(1))
    return route
