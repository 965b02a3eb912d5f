"""A lane in words."""

import pytest

from sprig_tui.domain.outbox import Lane
from sprig_tui.domain.settings import Environment, Kind
from sprig_tui.services.lane_words import host_of, lane_words


@pytest.mark.parametrize(
    ("lane", "host"),
    [
        (Lane(), "api.sprig.com"),
        (Lane(Kind.GLEAP), "api.gleap.io"),
        (Lane(endpoint="http://127.0.0.1:8766"), "127.0.0.1:8766"),
        (Lane(endpoint="https://[::1"), "https://[::1"),
        (Lane(endpoint="https://a\x1bb"), r"a\x1bb"),
        (Lane(endpoint="https://me:pa/ss@a.example"), "***@a.example"),
        (Lane(endpoint="https://me:pa[ss@a.example"), "***@a.example"),
        (Lane(endpoint="me:pass@a.example"), "***@a.example"),
    ],
)
def test_the_host_is_named_harmlessly(lane: Lane, host: str) -> None:
    """With its port; what is no address is shown as it is written, without a login."""
    assert host_of(lane) == host


def test_a_lane_names_kind_and_environment() -> None:
    lane = Lane(Kind.SPRIG_ACTIONS, Environment.PRODUCTION)
    assert lane_words(lane) == f"{host_of(lane)} (sprig_actions, production)"
