"""Every path of facts.md, section 3, is a route."""

import pytest

from sprig_tui.adapters.listener.answers import Dialect
from sprig_tui.adapters.listener.routes import Purpose, Route, find_route
from sprig_tui.domain.events import CallType


@pytest.mark.parametrize(
    ("path", "route"),
    [
        ("/", Route(Purpose.WEBHOOK)),
        ("/health", Route(Purpose.HEALTH)),
        ("/v1/identify", Route(Purpose.EVENT, CallType.IDENTIFY)),
        ("/v1/i", Route(Purpose.EVENT, CallType.IDENTIFY)),
        ("/v1/track", Route(Purpose.EVENT, CallType.TRACK)),
        ("/v1/t", Route(Purpose.EVENT, CallType.TRACK)),
        ("/v1/page", Route(Purpose.EVENT, CallType.PAGE)),
        ("/v1/p", Route(Purpose.EVENT, CallType.PAGE)),
        ("/v1/screen", Route(Purpose.EVENT, CallType.SCREEN)),
        ("/v1/s", Route(Purpose.EVENT, CallType.SCREEN)),
        ("/v1/group", Route(Purpose.EVENT, CallType.GROUP)),
        ("/v1/g", Route(Purpose.EVENT, CallType.GROUP)),
        ("/v1/alias", Route(Purpose.EVENT, CallType.ALIAS)),
        ("/v1/a", Route(Purpose.EVENT, CallType.ALIAS)),
        ("/v1/batch", Route(Purpose.BATCH)),
        ("/v1/import", Route(Purpose.BATCH)),
        ("/v1/b", Route(Purpose.BATCH)),
        ("/v1/m", Route(Purpose.METRICS)),
        ("/v1/projects/wk_1-a.b~c/settings", Route(Purpose.SETTINGS, write_key="wk_1-a.b~c")),
        ("/v1/projects//settings", None),
        ("/v1/projects/a b/settings", None),
        ("/v1/projects/a/b/settings", None),
        ("/v1/projects/" + "a" * 129 + "/settings", None),
        ("/v1/delete", None),
        ("/v1/d", None),
        ("/v1", None),
        ("//", None),
        ("", None),
    ],
)
def test_paths(path: str, route: Route | None) -> None:
    assert find_route(path) == route


@pytest.mark.parametrize(
    ("purpose", "method", "dialect"),
    [
        (Purpose.EVENT, "POST", Dialect.TRACKING),
        (Purpose.BATCH, "POST", Dialect.TRACKING),
        (Purpose.METRICS, "POST", Dialect.TRACKING),
        (Purpose.WEBHOOK, "POST", Dialect.WEBHOOK),
        (Purpose.HEALTH, "GET", Dialect.TRACKING),
        (Purpose.SETTINGS, "GET", Dialect.TRACKING),
    ],
)
def test_methods_and_words(purpose: Purpose, method: str, dialect: Dialect) -> None:
    route = Route(purpose)
    assert (route.method, route.dialect) == (method, dialect)
