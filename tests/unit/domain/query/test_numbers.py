"""Tests of one number."""

import pytest

from sprig_tui.domain.query.errors import QueryError
from sprig_tui.domain.query.numbers import number_in, number_test
from sprig_tui.domain.query.tree import Compared, Regex, Text


@pytest.mark.parametrize(
    ("sign", "matching"),
    [("=", [2]), (">", [3]), (">=", [2, 3]), ("<", [1]), ("<=", [1, 2])],
)
def test_each_sign_compares(sign: str, matching: list[int]) -> None:
    test = number_test(Compared(sign, "2"))
    assert [number for number in (1, 2, 3) if test(number)] == matching
    assert number_test(Text("2.0"))(2)


def test_large_numbers_are_told_apart() -> None:
    test = number_test(Compared(">", "9007199254740992"))
    assert test(9007199254740993)
    assert not test(9007199254740992)


@pytest.mark.parametrize("text", ["", "x", "nan", "inf", "1_000", "9" * 401, "1e999"])
def test_what_is_no_number_is_refused(text: str) -> None:
    assert number_in(text) is None
    with pytest.raises(QueryError, match="expected a number"):
        number_test(Compared(">", text))


def test_an_expression_is_no_number() -> None:
    with pytest.raises(QueryError):
        number_test(Regex("1"))
