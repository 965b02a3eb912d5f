"""Advice for what was refused."""

import pytest

from sprig_tui.adapters.listener.counters import CAUSES
from sprig_tui.domain.refusals import ADVICE, refusal_advice


def test_every_cause_that_is_counted_has_an_advice() -> None:
    assert set(ADVICE) == set(CAUSES.values())


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        ("unknown path or method", "/v1/track"),
        ("unsupported content type or encoding", "application/json"),
        ("origin https://shop.example", "listener.cors_origins"),
        ("host evil.example", "listener.allowed_hosts"),
        ("unknown or missing key", "listener.write_keys"),
    ],
)
def test_the_advice_says_what_to_do(cause: str, words: str) -> None:
    assert words in refusal_advice(cause)


def test_names_are_not_repeated_and_unknown_causes_have_no_advice() -> None:
    assert "evil" not in refusal_advice("host evil.example")
    assert refusal_advice("something new") == ""
