"""What all destinations share."""

import pytest

from sprig_tui.domain.destinations.kinds import DESTINATIONS
from sprig_tui.domain.settings import Kind
from tests.factories import LEFT_OUT, Payload, event_of, screen, track


@pytest.mark.parametrize(
    ("payload", "name"),
    [
        (track("Signed Up"), "Signed Up"),
        (track(7), "7"),
        (screen("Home"), "Home"),
        (screen(12), "12"),
        (screen(LEFT_OUT), None),
        (screen({"a": 1}), None),
    ],
)
def test_the_name_that_is_compared(payload: Payload, name: str | None) -> None:
    """A track's event, a screen's name (design.md, section 4, step 8)."""
    assert DESTINATIONS[Kind.SPRIG_ACTIONS].name_of(event_of(payload)) == name


@pytest.mark.parametrize(
    ("endpoint", "url"),
    [
        ("", "https://api.sprig.com/v2/users"),
        ("http://127.0.0.1:9000", "http://127.0.0.1:9000/v2/users"),
        ("https://sprig.example/", "https://sprig.example/v2/users"),
        ("https://me:pa/ss@sprig.example", "https://***@sprig.example/v2/users"),
    ],
)
def test_paths_are_appended_to_the_endpoint(endpoint: str, url: str) -> None:
    """design.md, section 3: «scheme://host[:port], paths are appended»; a login is on no record."""
    request = DESTINATIONS[Kind.SPRIG].request("POST", endpoint, "/v2/users", {"userId": "u"})
    assert (request.method, request.url, request.json) == ("POST", url, {"userId": "u"})
