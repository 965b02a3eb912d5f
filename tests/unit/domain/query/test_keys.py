"""The keys, and the suggestions for words that are none."""

import pytest

from sprig_tui.domain.query.keys import ALIASES, CHOICES, KEYS, STATES, STEADY_STATES, suggest


def test_other_names_lead_to_keys() -> None:
    assert set(ALIASES.values()) <= set(KEYS)
    assert not set(ALIASES) & set(KEYS)
    assert set(CHOICES) <= set(KEYS)
    assert set(STATES) > STEADY_STATES


@pytest.mark.parametrize(
    ("given", "said"),
    [("us", "did you mean user?"), ("usre", "did you mean user?"), ("", "expected one of user, x")],
)
def test_the_nearest_word_is_suggested(given: str, said: str) -> None:
    assert suggest(given, ["user", "x"]) == said
