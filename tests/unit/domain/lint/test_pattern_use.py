"""How mappings fare with texts that were seen."""

from itertools import count

import pytest

from sprig_tui.domain.lint import pattern_search, pattern_use
from sprig_tui.domain.lint.pattern_use import PatternUse, judge_patterns
from sprig_tui.domain.settings import TriggeredEvent

ALL = range(100)


def entries(*written: tuple[str, str]) -> list[TriggeredEvent]:
    return [
        TriggeredEvent.model_validate({"event": event, "match": match}) for match, event in written
    ]


TABLE = entries(
    ("exactly", "Order Completed"),
    ("contains", "Order"),
    ("regex", "^Order (Completed|Refunded)$"),
    ("notContains", "r"),
    ("notExactly", "Cart"),
    ("legacy", "(?=cart)c"),
    ("startsWith", "Invoice"),
    ("regex", "(?<=x)y"),
)
SEEN = ["Order Completed", "Order Refunded", "Cart", "Log In"]


def test_matches_and_wins_are_counted() -> None:
    """One wins, one matches behind it, one matches nothing; some patterns need backtracking."""
    uses = judge_patterns(TABLE, SEEN, ALL)
    assert [(use.index, use.matched, use.won) for use in uses] == [
        (0, 1, 1),
        (1, 2, 1),
        (2, 2, 0),
        (3, 1, 1),
        (4, 3, 0),
        (5, 1, 1),
        (6, 0, 0),
        (7, 0, 0),
    ]
    assert uses[2].winners == {0: 1, 1: 1}
    assert uses[4].winners == {0: 1, 1: 1, 3: 1}


def test_only_the_entries_asked_for_are_judged() -> None:
    """Empty patterns are another warning's matter, and broken ones never match."""
    assert judge_patterns(TABLE, SEEN, {6}) == [PatternUse(6)]
    assert judge_patterns(TABLE, SEEN, ()) == []
    assert judge_patterns(entries(("contains", ""), ("regex", "((")), SEEN, ALL) == []


def test_of_very_many_patterns_with_repeats_some_are_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pattern_search, "MOST_REPEATING", 1)
    table = entries(("regex", "Ca+rt"), ("regex", "Ca+rd"), ("exactly", "x"))
    assert [use.index for use in judge_patterns(table, SEEN, ALL)] == [0, 2]


def test_where_too_much_matches_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pattern_use, "MOST_FOUND", 2)
    assert judge_patterns(TABLE, SEEN, ALL) == []


@pytest.mark.parametrize(("step", "texts"), [(0.3, 1), (0.004, 100)])
def test_slow_patterns_get_a_second_together(step: float, texts: int) -> None:
    """Then they are left out: what was not searched for is not known to match nothing."""
    clock = count(step=step)
    table = entries(("regex", "(?!x)[yz]"), ("exactly", "x"))
    names = [str(number) for number in range(texts)]
    uses = judge_patterns(table, names, ALL, clock=lambda: next(clock))
    assert [use.index for use in uses] == [1]


def test_where_it_takes_too_long_nothing_is_said() -> None:
    clock = count(step=6)
    assert (
        judge_patterns(entries(("exactly", "x")), ["a", "b"], ALL, clock=lambda: next(clock)) == []
    )
