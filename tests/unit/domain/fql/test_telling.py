"""FQL in words."""

import pytest

from sprig_tui.domain.fql.parsing import parse
from sprig_tui.domain.fql.telling import tell


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("all", "every event"),
        ('type = "track" and event != "A"', 'type is "track" and event is not "A"'),
        ("a = 1 or b < 2 and c >= 3", "a is 1 or (b is less than 2 and c is at least 3)"),
        ("(a > 1 or b <= 2) and c", "(a is more than 1 or b is at most 2) and c is true"),
        ("userId = null", "userId is absent"),
        ("userId != null", "userId is present"),
        ('event in ["A", "B", "C"]', 'event is one of "A", "B" or "C"'),
        ('event in ["A"]', 'event is one of "A"'),
        ("event in []", "event is one of nothing"),
        ('contains(event, "beat")', 'event contains "beat"'),
        ('!contains(event, "beat")', 'event does not contain "beat"'),
        ('match(event, "A*")', 'event looks like "A*"'),
        ('!match(event, "A*")', 'event does not look like "A*"'),
        ("!a", "a is not true"),
        ("!(a = 1)", "not (a is 1)"),
        ("!a = 1", "(a is not true) is 1"),
        ('lowercase(event) = "a"', 'event in small letters is "a"'),
        ("length(properties.items) > 2", "the length of properties.items is more than 2"),
        ('typeof(properties.a) = "null"', 'the type of properties.a is "null"'),
        ('semver(a.b, ">=", "2.1")', 'version a.b is at least "2.1"'),
        ("semver(a, b, c)", "semver(a, b, c)"),
        ("bool(a)", "a as true or false"),
        ("true", "true"),
    ],
)  # fmt: skip
def test_an_expression_is_told_in_words(text: str, words: str) -> None:
    assert tell(parse(text)) == words
