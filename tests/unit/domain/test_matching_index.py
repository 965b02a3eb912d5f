"""Entries that say the same are one rule; rules are searched together, in any case too."""

import time

from sprig_tui.domain.matching_index import CaselessIndex, PatternProblem, RuleIndex, read_rules
from sprig_tui.domain.matching_literals import NO_PLACES, Places
from sprig_tui.domain.settings import MatchType
from tests.unit.domain.mapping_entries import page

ENTRIES = [
    page("/Pricing", "contains", enabled=False),
    page("/Pricing", "contains"),
    page("/Pricing", "startsWith"),
    page("/Pricing", "contains", enabled=False),
    page("/docs", "legacy"),
    page("x", "notContains"),
    page("(?=/)a", "regex"),
]


def test_entries_of_one_type_and_pattern_share_a_rule() -> None:
    """It knows where the first of them stand."""
    rules, problems = read_rules(ENTRIES)
    assert problems == []
    assert [(rule.match, rule.places) for rule in rules[:3]] == [
        (MatchType.CONTAINS, Places(1, 0)),
        (MatchType.STARTS_WITH, Places(enabled=2)),
        (MatchType.LEGACY, Places(enabled=4)),
    ]


def test_every_entry_with_a_bad_pattern_has_its_problem() -> None:
    """Also when another one has the same; an empty one has one too."""
    rules, problems = read_rules([page("("), page("("), page("", "exactly"), page("", "exactly")])
    assert len(rules) == 1
    assert [problem.index for problem in problems] == [0, 1, 2, 3]
    assert problems[0] == PatternProblem(0, "the pattern never matches: unterminated group", 0)


def test_rules_are_searched_together() -> None:
    """Quickly means without negations and without what may take long."""
    index = RuleIndex(read_rules(ENTRIES)[0], time.thread_time)
    assert index.find("/Pricing x") == (Places(1, 0), (), ())
    assert index.find("/a") == (Places(enabled=5), (), ())
    assert index.find_quickly("/a") == NO_PLACES
    assert index.find("x/DOCS") == (Places(enabled=4), (), ())


def test_rules_are_searched_in_any_case() -> None:
    """All but negations, and those that ignore the case anyway."""
    index = CaselessIndex(read_rules(ENTRIES)[0], time.thread_time)
    assert index.find_quickly("x/PRICING") == Places(1, 0)
    assert index.find_quickly("/docs") == NO_PLACES
