"""What is certain of a pattern for every text."""

import pytest

from sprig_tui.domain.lint.pattern_shapes import MOST_BOUNDS, Bound, Shape
from sprig_tui.domain.matching_index import read_rules
from sprig_tui.domain.settings import TriggeredEvent


def shape(match: str, pattern: str) -> Shape:
    entry = TriggeredEvent.model_validate({"event": pattern, "match": match})
    (rule,) = read_rules([entry])[0]
    return Shape(rule)


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "^",
        "$",
        "(?:)",
        ".*",
        "a*",
        "(a|(b?))",
        "(x|a?b?)",
        "^a*",
        "a?$",
        "[^]*",
        r"^[\s\S]+$",
        r"^[^]*?$",
    ],
)
def test_some_patterns_match_every_text(pattern: str) -> None:
    assert shape("regex", pattern).matches_everything
    assert shape("legacy", pattern).matches_everything


@pytest.mark.parametrize(
    "pattern",
    ["a", "^$", "^a*$", "^.*$", ".+", "(?=a)", r"\b", r"\1(a)", "[^]{2,}", "[^]{0,3}x", "(?!a)"],
)
def test_others_do_not_or_not_for_certain(pattern: str) -> None:
    """A line end is what `.` leaves out."""
    assert not shape("regex", pattern).matches_everything


@pytest.mark.parametrize("match", ["contains", "startsWith", "endsWith"])
def test_a_part_that_is_empty_is_in_every_text(match: str) -> None:
    assert shape(match, "").matches_everything
    assert not shape(match, "a").matches_everything
    assert not shape("exactly", "").matches_everything


@pytest.mark.parametrize(
    ("match", "pattern", "open_left", "open_right", "caseless"),
    [
        ("exactly", "/1", False, False, True),
        ("startsWith", "/a", False, True, False),
        ("endsWith", "/1", True, False, True),
        ("contains", "/é", True, True, False),
        ("regex", "^a", False, True, False),
        ("regex", "a$", True, False, False),
        ("regex", "(a|b)", True, True, False),
        ("regex", r"\bx", False, False, False),
        ("regex", "(?=x)", False, False, False),
        ("legacy", "a[bc]", True, True, True),
        ("regex", "(1|2)", True, True, False),
    ],
)
def test_where_more_text_does_no_harm(
    match: str, pattern: str, *, open_left: bool, open_right: bool, caseless: bool
) -> None:
    found = shape(match, pattern)
    assert (found.open_left, found.open_right) == (open_left, open_right)
    assert found.caseless is caseless


def whole(units: str, *, folded: bool = False) -> Bound:
    return Bound(units, open_left=False, open_right=False, folded=folded)


def part(units: str, *, folded: bool = False) -> Bound:
    return Bound(units, open_left=True, open_right=True, folded=folded)


@pytest.mark.parametrize(
    ("match", "pattern", "bounds"),
    [
        ("exactly", "ab", (whole("ab"),)),
        ("regex", "^(a)b$", (whole("ab"),)),
        ("legacy", "^ab$", (whole("AB", folded=True),)),
        ("startsWith", "ab", (Bound("ab", open_left=False, open_right=True),)),
        ("endsWith", "ab", (Bound("ab", open_left=True, open_right=False),)),
        ("contains", "ab", (part("ab"),)),
        ("legacy", "ab.c", (part("AB", folded=True), part("C", folded=True))),
        (
            "regex",
            "^a.b$",
            (
                Bound("a", open_left=False, open_right=True),
                Bound("b", open_left=True, open_right=False),
                part("a"),
                part("b"),
            ),
        ),
        ("regex", "^[ab]$", ()),
        ("regex", "", ()),
    ],
)
def test_what_holds_of_every_text_that_matches(
    match: str, pattern: str, bounds: tuple[Bound, ...]
) -> None:
    assert shape(match, pattern).bounds() == bounds


def test_not_all_of_many_parts_are_looked_at() -> None:
    assert len(shape("regex", ".".join("abcdefghijkl")).bounds()) == MOST_BOUNDS


@pytest.mark.parametrize(
    ("pattern", "grows"),
    [("a[bc]", True), ("[^a]", False), ("(?!a)", False), ("(?=a)", True)],
)
def test_ignoring_the_case_may_take_texts_away(pattern: str, *, grows: bool) -> None:
    assert shape("regex", pattern).grows_without_case is grows
