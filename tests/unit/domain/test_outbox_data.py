"""What the queue of deliveries is made of."""

import pytest

from sprig_tui.domain.outbox import UNKNOWN_END, Attempt, Fate, Lane
from sprig_tui.domain.rules import RulesSource
from sprig_tui.domain.settings import Environment, Kind


def test_a_lane_is_what_rules_forward_to() -> None:
    source = RulesSource(
        kind=Kind.GLEAP, environment=Environment.PRODUCTION, endpoint="http://127.0.0.1:9"
    )
    assert Lane.of(source) == Lane(Kind.GLEAP, Environment.PRODUCTION, "http://127.0.0.1:9")


@pytest.mark.parametrize(
    ("status", "sentence", "unknown"),
    [(None, UNKNOWN_END, True), (None, "No connection.", False), (500, UNKNOWN_END, False)],
)
def test_only_a_request_that_was_cut_off_has_an_unknown_end(
    status: int | None, sentence: str, *, unknown: bool
) -> None:
    """An answer, or the reason why there is none, is an end that is known."""
    attempt = Attempt(0, 1, Fate.RETRY, status, 1, sentence, b"", 1, "POST", "/v2/users")
    assert attempt.unknown is unknown
