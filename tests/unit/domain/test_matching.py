"""The eight match types (facts.md, section 5), alone and in tables of any size."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sprig_tui.domain import matching
from sprig_tui.domain.matching import MappingTable, NearMiss, PatternProblem, TableMatch
from sprig_tui.domain.settings import Mapping, MatchType, PageUrl
from tests.unit.domain.mapping_entries import TickingClock, event, page

URL = "https://shop.example/pricing?plan=pro"


@pytest.mark.parametrize(
    ("match", "pattern", "text", "expected"),
    [
        ("exactly", URL, URL, True),
        ("exactly", URL, URL + "#top", False),
        ("exactly", "Button Clicked", "button clicked", False),
        ("notExactly", URL, URL, False),
        ("notExactly", URL, URL + "#top", True),
        ("contains", "pricing", URL, True),
        ("contains", "Pricing", URL, False),
        ("contains", "shop.example", "https://shop-example", False),
        ("contains", "?plan=", URL, True),
        ("notContains", "pricing", URL, False),
        ("notContains", "Pricing", URL, True),
        ("startsWith", "https://shop.example", URL, True),
        ("startsWith", "http://", URL, False),
        ("startsWith", "Https", URL, False),
        ("endsWith", "plan=pro", URL, True),
        ("endsWith", "pricing", URL, False),
        ("endsWith", "ro", URL, True),
        ("regex", "pricing", URL, True),
        ("regex", "Pricing", URL, False),
        ("regex", r"^https://shop\.example/[a-z]+\?", URL, True),
        ("regex", r"plan=pro$", URL + "\n", False),
        ("regex", r"(?!.*preview)^.*pricing", URL, True),
        ("regex", r"^(?!.*preview).*pricing", URL + "&preview", False),
        ("regex", r"(.)\1", URL, True),
        ("regex", "(", "(", False),
        ("legacy", "PRICING", URL, True),
        ("legacy", "shop.example", "https://shop-example", True),
        ("legacy", "PRIC(?=ING)", URL, True),
        ("legacy", "kiosk", "https://shop.example/\u212aiosk", False),
        ("exactly", "😀", "😀", True),
        ("endsWith", "😀", "a😀", True),
        ("startsWith", "é", "école", True),
        ("notContains", "😀", "a😀", False),
    ],
)
def test_a_match_type_decides(match: str, pattern: str, text: str, expected: bool) -> None:
    """Enabled and disabled entries are compared alike."""
    found = 0 if expected else None
    assert MappingTable([page(pattern, match)]).match(text) == TableMatch(enabled=found)
    assert MappingTable([page(pattern, match, enabled=False)]).match(text) == TableMatch(
        disabled=found
    )


def test_a_page_url_without_a_type_is_legacy() -> None:
    """Partial, in any case (facts.md, section 5)."""
    table = MappingTable([PageUrl(url="/Pricing")])
    assert table.match(URL) == TableMatch(enabled=0)


def test_the_first_in_file_order_wins_whatever_its_type() -> None:
    """The first enabled and the first disabled one are told apart."""
    entries = [
        page("nothing", "regex"),
        page("pricing", "contains", enabled=False),
        page("^https:(?=//)", "regex", enabled=False),
        page("https:", "startsWith"),
        page(URL, "exactly"),
        page("pricing", "contains"),
    ]
    assert MappingTable(entries).match(URL) == TableMatch(enabled=3, disabled=1)
    assert MappingTable(entries[::-1]).match(URL) == TableMatch(enabled=0, disabled=3)


@pytest.mark.parametrize("match", list(MatchType))
def test_a_pattern_may_have_250_characters(match: MatchType) -> None:
    """A longer one never matches, not even where its type negates (design.md, section 3)."""
    longest, too_long = "a" * 250, "a" * 251
    texts = [longest, too_long, "b"]
    assert MappingTable([page(longest, match)]).problems == ()
    assert any(MappingTable([page(longest, match)]).match(text).enabled == 0 for text in texts)
    table = MappingTable([page(too_long, match)])
    assert all(table.match(text) == TableMatch() for text in texts)
    assert table.problems == (
        PatternProblem(0, "the pattern never matches: it has 251 characters, Sprig takes 250", 250),
    )


def test_a_pattern_that_does_not_compile_never_matches() -> None:
    """Its problem says where; the others go on matching."""
    table = MappingTable([page("/(pricing", "regex"), page("a{2,1}"), page("pricing")])
    assert table.match("/(pricing a{2,1}") == TableMatch(enabled=2)
    assert table.problems == (
        PatternProblem(0, "the pattern never matches: unterminated group", 1),
        PatternProblem(1, "the pattern never matches: numbers out of order in {}", 1),
    )


@pytest.mark.parametrize(
    ("match", "text", "no_text", "words"),
    [
        ("exactly", False, True, "only an empty text"),
        ("notExactly", True, False, "every text but an empty one"),
        ("contains", True, True, "every text"),
        ("notContains", False, False, "never matches"),
        ("startsWith", True, True, "every text"),
        ("endsWith", True, True, "every text"),
        ("regex", True, True, "every text"),
        ("legacy", True, True, "every text"),
    ],
)
def test_an_empty_pattern_means_what_javascript_says(
    match: str, text: bool, no_text: bool, words: str
) -> None:
    """A pattern that is left out is the empty one; there is a warning for it."""
    table = MappingTable([PageUrl(match=MatchType(match))])
    assert (table.match("a").enabled == 0, table.match("").enabled == 0) == (text, no_text)
    (problem,) = table.problems
    assert (problem.index, problem.position) == (0, None)
    assert words in problem.message


@pytest.mark.parametrize(
    "pattern",
    ["^(a+)+$", "(a*)*b", "(a|aa)+$", "(?:a?){200}a{60}b", "(?=(a+)+$)b", "^(?!(a+)+$)b"],
)
def test_a_hostile_text_is_answered(pattern: str) -> None:
    """Patterns that keep a backtracking engine busy for years, on 32 KB."""
    assert MappingTable([page(pattern, "regex")]).match("a" * 32_000 + "!").enabled is None


@pytest.mark.parametrize("pattern", ["^(?=(a+)+$)", r"^(a+)+\1b$"])
def test_a_pattern_that_takes_too_long_is_no_match_and_named(pattern: str) -> None:
    """Only what could still win is tried and named."""
    slow = page(pattern, "regex")
    text = "a" * 32_000 + "!"
    assert MappingTable([slow, page("!")]).match(text) == TableMatch(1, None, (0,))
    assert MappingTable([page("!"), slow]).match(text) == TableMatch(0)


def test_one_slow_pattern_costs_no_other_its_match() -> None:
    """Each has a time of its own."""
    table = MappingTable([page("^(?=a)(?:a|aa)+$", "regex"), page(r"\?(?!x)", "regex")])
    match = table.match("a" * 40 + "?")
    assert (match.enabled, match.timed_out, match.untried) == (1, (0,), ())
    assert not match.is_certain


def test_time_that_ran_out_is_not_remembered() -> None:
    """Others may have taken it: the same text is tried again."""
    clock = TickingClock(1.0)
    table = MappingTable(
        [page("^(?=a)", "regex"), page("^(?=a)", "regex", enabled=False)], clock=clock
    )
    assert table.match("ab") == TableMatch(untried=(0, 1))
    clock._step = 0.0
    assert table.match("ab") == TableMatch(enabled=0, disabled=1)


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts that come again cost a look; there are only so many, and none is long."""
    monkeypatch.setattr(matching, "REMEMBERED_TEXTS", 3)
    table = MappingTable([page("a")])
    for text in ["a", "b", "ba", "a", "c", "a" * 513]:
        assert table.match(text).enabled == (0 if "a" in text else None)
    assert table._remembered == {"c": TableMatch()}


def test_a_table_tells_the_near_miss() -> None:
    """For a text that none matched."""
    table = MappingTable([event("Button Clicked")])
    assert table.match("button clicked") == TableMatch()
    assert table.nearest("button clicked") == NearMiss(
        0, '#1 "Button Clicked" would match with the same upper and lower case'
    )
    assert table.nearest("Page Viewed") is None


def test_an_empty_table_matches_nothing() -> None:
    """And has nothing to say."""
    table = MappingTable([])
    assert (table.entries, table.problems) == ((), ())
    assert table.match("a") == TableMatch()
    assert table.nearest("a") is None


PIECES = st.sampled_from(["a", "b", "/", "A", "ab", "/a"])
SAFE = st.sampled_from(["a", "b", "/", "[ab]", "[^a]", "(?:a|b)", "^", "$", r"\w", "(?=a)", "."])
SAFE_REGEX = st.lists(st.tuples(SAFE, st.sampled_from(["", "?"])), max_size=4).map(
    lambda parts: "".join(sign + ("" if sign in "^$(?=a)" else more) for sign, more in parts)
)
TEXTS = st.lists(PIECES, max_size=6).map("".join)


@st.composite
def entries(draw: st.DrawFn) -> Mapping:
    """Entries whose patterns Python's own `re` reads as JavaScript does."""
    match = draw(st.sampled_from(list(MatchType)))
    is_regex = match in (MatchType.REGEX, MatchType.LEGACY)
    pattern = draw(SAFE_REGEX if is_regex else TEXTS)
    return page(pattern, match, enabled=draw(st.booleans()))


def matches(entry: Mapping, text: str) -> bool:
    """The plain reference: one entry, one text."""
    pattern = entry.pattern
    match entry.match:
        case MatchType.EXACTLY:
            return text == pattern
        case MatchType.NOT_EXACTLY:
            return text != pattern
        case MatchType.CONTAINS:
            return pattern in text
        case MatchType.NOT_CONTAINS:
            return pattern not in text
        case MatchType.STARTS_WITH:
            return text.startswith(pattern)
        case MatchType.ENDS_WITH:
            return text.endswith(pattern)
        case MatchType.REGEX:
            return re.search(pattern, text) is not None
        case MatchType.LEGACY:
            return re.search(pattern, text, re.IGNORECASE) is not None


@given(st.lists(entries(), max_size=12), st.lists(TEXTS, min_size=1, max_size=5))
def test_the_table_equals_a_loop_over_its_entries(listed: list[Mapping], texts: list[str]) -> None:
    """For random rules and URLs, each text twice."""
    table = MappingTable(listed)
    for text in [*texts, *texts]:
        hits = [index for index, entry in enumerate(listed) if matches(entry, text)]
        enabled = next((index for index in hits if listed[index].enabled), None)
        disabled = next((index for index in hits if not listed[index].enabled), None)
        assert table.match(text) == TableMatch(enabled, disabled)


@given(
    st.lists(st.builds(page, st.text(max_size=12), st.sampled_from(list(MatchType))), max_size=5),
    st.text(st.characters(), max_size=40),
)
def test_no_text_and_no_pattern_makes_a_table_fail(listed: list[PageUrl], text: str) -> None:
    """Lone surrogates, control characters, anything."""
    table = MappingTable(listed)
    match = table.match(text)
    assert match.is_certain
    if match.enabled is None and match.disabled is None:
        near = table.nearest(text)
        assert near is None or 0 <= near.index < len(listed)
