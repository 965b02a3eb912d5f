"""What analytics.js fetches before it sends: where to, and that nothing else is switched on."""

from typing import Any, Final

from sprig_tui.adapters.listener.answers import Answer, json_answer
from sprig_tui.adapters.listener.gate import HostKind
from sprig_tui.adapters.listener.request import Request

_EVERYTHING: Final = {"__default": {"enabled": True, "integrations": {}}}
_SOURCE: Final[dict[str, Any]] = {
    "plan": {"track": _EVERYTHING, "identify": _EVERYTHING, "group": _EVERYTHING},
    "edgeFunction": {},
    "analyticsNextEnabled": True,
    "middlewareSettings": {},
    "enabledMiddleware": {},
    "legacyVideoPluginsEnabled": False,
    "remotePlugins": [],
}
_DELIVERY: Final[dict[str, Any]] = {
    "deliveryStrategy": {"strategy": "standard"},
    "retryQueue": True,
    "addBundledMetadata": True,
    "unbundledIntegrations": [],
    "maybeBundledConfigIds": {},
    "versionSettings": {"version": "4.4.7", "componentTypes": ["browser"]},
}


def settings_answer(request: Request, write_key: str, host_kind: HostKind) -> Answer:
    """The settings of a source whose only destination is this listener (facts.md, section 3a).

    analytics.js 2 posts to `protocol://apiHost/t`. A page that came through a tunnel says so by
    `X-Forwarded-Proto`, and must be told https, or the browser blocks what it sends.
    """
    forwarded = request.header(b"x-forwarded-proto").strip().lower()
    secure = host_kind is HostKind.NAMED and forwarded == b"https"
    api_host = request.header(b"host").decode("latin-1") + "/v1"
    where = {
        "apiKey": write_key,
        "apiHost": api_host,
        "protocol": "https" if secure else "http",
    }
    settings = {
        "integrations": {"Segment.io": where | _DELIVERY},
        "metrics": {"sampleRate": 0, "host": api_host},
    }
    return json_answer(200, settings | _SOURCE, ((b"cache-control", b"no-store"),))
