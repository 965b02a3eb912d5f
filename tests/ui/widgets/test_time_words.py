"""Times as they are read at a glance."""

import pytest

from sprig_tui.ui.widgets.time_words import (
    age_words,
    count_text,
    due_words,
    span_words,
    took_words,
)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 s"),
        (59.4, "59 s"),
        (60, "1 min"),
        (150, "3 min"),
        (3_599, "60 min"),
        (3_600, "1 h"),
        (47 * 3_600, "47 h"),
        (72 * 3_600, "3 days"),
    ],
)
def test_a_span_is_told_in_one_unit(seconds: float, words: str) -> None:
    assert span_words(seconds) == words


def test_what_is_due_is_due_in_at_least_a_second_or_now() -> None:
    """A zero would look as if it had come."""
    assert due_words(5_000, 1_000) == "in 4 s"
    assert due_words(1_100, 1_000) == "in 1 s"
    assert due_words(1_000, 1_000) == "now"
    assert due_words(0, 10**13) == "now"


def test_an_age_is_never_negative() -> None:
    """Clocks are set back."""
    assert age_words(1_000, 61_000) == "1 min"
    assert age_words(9_000, 1_000) == "0 s"


@pytest.mark.parametrize(
    ("ms", "words"), [(None, "-"), (41, "41 ms"), (1_240, "1.2 s"), (180_000, "3 min")]
)
def test_durations_are_told_as_precisely_as_they_matter(ms: int | None, words: str) -> None:
    assert took_words(ms) == words


@pytest.mark.parametrize(
    ("count", "full", "short"),
    [
        (0, "0", "0"),
        (9_999, "9,999", "9,999"),
        (12_345, "12,345", "12k"),
        (1_250_000, "1,250,000", "1.2M"),
    ],
)
def test_large_counts_can_be_short(count: int, full: str, short: str) -> None:
    assert (count_text(count), count_text(count, short=True)) == (full, short)
