"""Rows, search and proposals of the Mappings screen."""

import pytest

from sprig_tui.domain.log import MappingHits, MappingKey
from sprig_tui.domain.matching import MappingTable
from sprig_tui.domain.settings import Config, MatchType, PageUrl, TriggeredEvent
from sprig_tui.services.mapping_view import (
    MappingView,
    changed_entry,
    entry_values,
    find_entry,
    propose,
)

CONFIG = Config(
    triggered_events=(
        TriggeredEvent(event="Signed Up", note="funnel"),
        TriggeredEvent(event="Cart", match=MatchType.CONTAINS, sprig_event="Cart!", enabled=False),
        TriggeredEvent(event="Trial Started"),
    ),
    page_urls=(PageUrl(url="https://shop.example/pricing", match=MatchType.STARTS_WITH),),
)
HITS = {MappingKey("triggered_events", "contains", "Cart"): MappingHits(12, 1_700_000_000_000)}


def test_a_row_says_what_the_file_and_the_log_know() -> None:
    """Hits belong to what a mapping says, not to its place."""
    view = MappingView("triggered_events", CONFIG, HITS)
    row = view.row(1)
    assert len(view) == 3
    assert (row.number, row.enabled, row.pattern, row.match) == (2, False, "Cart", "contains")
    assert (row.sends, row.hits, row.last_ms) == ("Cart!", 12, 1_700_000_000_000)
    assert (view.row(0).hits, view.row(0).last_ms) == (0, None)


@pytest.mark.parametrize(
    ("states", "shown"),
    [
        ((True, True, True), [7, 0, 0]),
        ((False, True, True), [0, 7, 0]),
        ((True, False, False), [7, 0, 0]),
        ((False, False, False), [7, 0, 0]),
        ((False, False, True), [0, 0, 7]),
    ],
)
def test_a_duplicate_that_never_wins_has_no_hits(
    states: tuple[bool, ...], shown: list[int]
) -> None:
    """They belong to the first one that is on, else to the first one."""
    entries = tuple(
        TriggeredEvent(event="A", enabled=on, note=str(place)) for place, on in enumerate(states)
    )
    hits = {MappingKey("triggered_events", "exactly", "A"): MappingHits(7, 1)}
    view = MappingView("triggered_events", Config(triggered_events=entries), hits)
    assert [view.row(position).hits for position in range(len(view))] == shown


def test_an_empty_sprig_event_is_shown_as_what_it_sends() -> None:
    """The Segment name for a triggered event, `pageview` for a page URL."""
    assert MappingView("triggered_events", CONFIG, {}).row(0).sends == "= name"
    assert MappingView("page_urls", CONFIG, {}).row(0).sends == "pageview"


@pytest.mark.parametrize(
    ("search", "numbers"),
    [
        ("signed", [1]),
        ("FUNNEL", [1]),
        ("cart!", [2]),
        ("contains", [2]),
        ("startswith", []),
        ("exactly", [1, 3]),
        ("exact", []),
        ("up signed", [1]),
        ("nothing like it", []),
        ("", [1, 2, 3]),
    ],
)
def test_search_looks_at_pattern_event_note_and_match(search: str, numbers: list[int]) -> None:
    """Every word must be found, a match type as a whole; case does not count."""
    view = MappingView("triggered_events", CONFIG, HITS, search)
    assert [view.row(position).number for position in range(len(view))] == numbers


def test_an_entry_keeps_its_place_in_a_search() -> None:
    """The cursor can stay on an entry when the search changes, unless it is hidden."""
    found = MappingView("triggered_events", CONFIG, {}, "trial")
    assert found.place_of(2) == 0
    assert found.place_of(0) is None
    everything = MappingView("triggered_events", CONFIG, {})
    assert everything.place_of(2) == 2
    assert everything.place_of(9) is None


def test_an_event_name_is_proposed_as_it_is() -> None:
    """Sprig registers Track events by their name."""
    assert propose("triggered_events", "Signed Up").mapping == TriggeredEvent(event="Signed Up")


@pytest.mark.parametrize(
    ("seen", "pattern", "match"),
    [
        ("https://shop.example/pricing?plan=pro#top", "https://shop.example/pricing", "startsWith"),
        ("https://shop.example/pricing", "https://shop.example/pricing", "startsWith"),
        ("https://shop.example/?utm=1", r"^https://shop\.example/?([?#].*)?$", "regex"),
        ("https://shop.example", r"^https://shop\.example/?([?#].*)?$", "regex"),
        ("", "", "startsWith"),
        ("http://[broken/?x", "http://[broken/", "startsWith"),
    ],
)
def test_a_page_is_proposed_for_all_its_query_strings(seen: str, pattern: str, match: str) -> None:
    """The home page would be a beginning of the whole site, so it gets a pattern of its own."""
    mapping = propose("page_urls", seen).mapping
    assert (mapping.pattern, mapping.match) == (pattern, match)


@pytest.mark.parametrize("seen", ["https://s.example/a?b", "https://s.example/?b", "https://s.e"])
def test_a_proposal_matches_what_was_seen(seen: str) -> None:
    """Otherwise adding it would not change the verdict that the operator looks at."""
    assert MappingTable((propose("page_urls", seen).mapping,)).match(seen).enabled == 0


def test_the_home_page_is_not_the_whole_site() -> None:
    """The proposal for `/` leaves every other page alone."""
    table = MappingTable((propose("page_urls", "https://s.example/?utm=1").mapping,))
    assert table.match("https://s.example/").enabled == 0
    assert table.match("https://s.example/pricing").enabled is None


def test_a_new_entry_says_what_is_not_the_default() -> None:
    """The file stays as short as a person would write it; the match is always told."""
    plain = entry_values("triggered_events", TriggeredEvent(event="Signed Up"))
    assert plain == {"event": "Signed Up", "match": "exactly"}
    page = PageUrl(url="/a", sprig_event="A", enabled=False, note="n")
    assert entry_values("page_urls", page) == {
        "url": "/a",
        "match": "legacy",
        "sprig_event": "A",
        "enabled": False,
        "note": "n",
    }


def test_an_edited_entry_says_what_changed() -> None:
    """Only edited lines differ in the file; a text that becomes empty is taken out."""
    before = TriggeredEvent(event="A", sprig_event="B", note="n", enabled=False)
    after = TriggeredEvent(event="", sprig_event="", note="n", match=MatchType.REGEX)
    assert entry_values("triggered_events", before, before=before) == {}
    assert entry_values("triggered_events", after, before=before) == {
        "event": "",
        "match": "regex",
        "sprig_event": None,
        "enabled": True,
    }


@pytest.mark.parametrize(
    ("before", "after", "index", "came"),
    [
        ("abc", "axc", 1, False),
        ("abc", "acb", 1, False),
        ("abc", "bca", 0, False),
        ("abc", "xabc", 0, True),
        ("abc", "abcx", 3, True),
        ("", "a", 0, True),
    ],
)
def test_the_one_entry_that_changed_or_came_is_found(
    before: str, after: str, index: int, came: bool
) -> None:
    """The one to look at after an undo, in whichever table it is."""
    for table in (_events, _pages):
        found = changed_entry(table(before), table(after))
        name = "triggered_events" if table is _events else "page_urls"
        assert found == (name, index, came)


@pytest.mark.parametrize(
    ("before", "after"), [("abc", "abc"), ("abc", "ab"), ("a", ""), ("abc", "xyc"), ("a", "abc")]
)
def test_there_is_no_one_entry_where_it_is_gone_or_several_differ(before: str, after: str) -> None:
    assert changed_entry(_events(before), _events(after)) is None
    assert changed_entry(_pages(before), _events(after)) is None


def _events(names: str) -> Config:
    return Config(triggered_events=tuple(TriggeredEvent(event=name) for name in names))


def _pages(names: str) -> Config:
    return Config(page_urls=tuple(PageUrl(url=name) for name in names))


@pytest.mark.parametrize(("near", "place"), [(2, 2), (1, 0), (None, 0), (9, 0)])
def test_an_entry_is_found_near_its_place_first(near: int | None, place: int) -> None:
    """Of equal ones, the one that was meant."""
    entries = [TriggeredEvent(event=name) for name in ("a", "b", "a")]
    assert find_entry(entries, TriggeredEvent(event="a"), near=near) == place
    assert find_entry(entries, TriggeredEvent(event="c"), near=near) is None
