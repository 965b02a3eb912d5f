"""Tests of one text."""

import pytest

from sprig_tui.domain.query.errors import QueryError
from sprig_tui.domain.query.texts import text_test
from sprig_tui.domain.query.tree import Compared, Glob, Regex, Text, Value


@pytest.mark.parametrize(
    ("value", "text", "expected"),
    [
        (Text("ORDER"), "my order", True),
        (Text("straße"), "STRASSE", True),
        (Compared("=", "order"), "Order", True),
        (Compared("=", "order"), "Orders", False),
        (Glob("order*"), "Order Completed", True),
        (Glob("order*"), "An order", False),
        (Glob("*a*b*"), "xaybz", True),
        (Glob("*a*b*"), "xbya", False),
        (Glob("ab*bc"), "abc", False),
        (Glob("ab*bc"), "abbc", True),
        (Regex("^O"), "Order", True),
        (Regex("^o"), "Order", False),
        (Regex("^o", ignore_case=True), "Order", True),
        (Regex("é.$"), "caféx", True),
        (Regex("a"), "\ud800a", True),
    ],
)
def test_a_text_is_tested(value: Value, text: str, expected: bool) -> None:
    assert text_test(value)(text) is expected


def test_the_whole_text_can_be_asked_for() -> None:
    assert text_test(Text("Track"), whole=True)("track")
    assert not text_test(Text("rack"), whole=True)("track")


@pytest.mark.parametrize(
    "pattern",
    ["(", "(?=a)", r"(a)\1", "(a{1000}){1000}", "\ud800", "x" * 1_001, r"\pL{900}"],
)
def test_an_expression_that_cannot_run_in_bounds_is_refused(pattern: str) -> None:
    with pytest.raises(QueryError, match="regular expression"):
        text_test(Regex(pattern))


def test_a_hostile_expression_ends() -> None:
    """It takes time in proportion to the text; others would not end in a lifetime."""
    assert not text_test(Regex("(a+)+$"))("a" * 20_000 + "b")


def test_only_numbers_have_an_order() -> None:
    with pytest.raises(QueryError, match="compares numbers"):
        text_test(Compared(">", "a"))
