"""Steps 8 and 9 in words: mappings, near misses, slow patterns (design.md, section 4)."""

from collections.abc import Sequence

import pytest

from sprig_tui.domain.decide import decide
from sprig_tui.domain.decision import Decision, MappingRef
from sprig_tui.domain.matching import MappingTable, NearMiss, TableMatch
from sprig_tui.domain.reasons import Reason
from sprig_tui.domain.registered import describe
from sprig_tui.domain.settings import MatchType, PageUrl, TriggeredEvent
from tests.factories import (
    BUTTON,
    LEFT_OUT,
    PRICING,
    Payload,
    event_of,
    page,
    registered,
    rules,
    screen,
    track,
)

LIMITS = "a Segment event can filter surveys but never trigger them, and Sprig finds the visitor"
ELSEWHERE = (
    f'only properties.url counts, though context.page.url matches page URL "{PRICING}" (exactly)'
)


class Table(MappingTable):
    """Says what it is told to, whatever it is asked."""

    def __init__(
        self,
        entries: Sequence[TriggeredEvent | PageUrl],
        match: TableMatch,
        near: NearMiss | None = None,
    ) -> None:
        super().__init__(entries)
        self._match = match
        self._near = near

    def match(self, text: str) -> TableMatch:
        """The match that was given."""
        del text
        return self._match

    def nearest(self, text: str) -> NearMiss | None:
        """The near miss that was given."""
        del text
        return self._near


def decided(payload: Payload, kind: str = "sprig", **config: object) -> Decision:
    """The decision of a known user's event."""
    return decide(event_of(payload), registered(kind, **config), known_user=True)


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (TriggeredEvent(event="Signed Up"), 'triggered event "Signed Up" (exactly)'),
        (PageUrl(url="/docs"), 'page URL "/docs" (legacy)'),
        (PageUrl(url="x" * 61, match=MatchType.REGEX), f'page URL "{"x" * 59}…" (regex)'),
    ],
)
def test_a_mapping_in_words(entry: TriggeredEvent | PageUrl, words: str) -> None:
    """Its kind, its pattern, shortened, and its match type."""
    assert describe(entry) == words


@pytest.mark.parametrize(
    ("decision", "detail"),
    [
        (decided(track()), f'Triggered event "{BUTTON}" (exactly) matches; {LIMITS} by setUserId.'),
        (decided(page()), f'Page URL "{PRICING}" (exactly) matches.'),
        (decided(screen(BUTTON), "gleap"), f'Triggered event "{BUTTON}" (exactly) matches.'),
        (
            decided(track("Other"), auto_accept_events=True),
            f"No triggered event matches, but Auto Accept Events is on; {LIMITS} by setUserId.",
        ),
        (decided(track(), triggered_events=[]), "No triggered event is registered."),
        (decided(page(), page_urls=[]), "No page URL is registered."),
        (
            decided(
                track("zzz"),
                triggered_events=[{"event": "a"}, {"event": "b", "enabled": False}],
            ),
            "No triggered event matches (1 on, 1 off).",
        ),
        (decided(page(LEFT_OUT)), "The page call has no properties.url."),
        (
            decided(page(LEFT_OUT, context={"page": {"url": PRICING}})),
            f"The page call has no properties.url; {ELSEWHERE}.",
        ),
        (
            decided(page("zzz", context={"page": {"url": PRICING}})),
            f"No page URL matches (1 on, 0 off); {ELSEWHERE}.",
        ),
        (
            decided(page(LEFT_OUT, context={"page": {"url": "zzz"}})),
            "The page call has no properties.url.",
        ),
        (
            decided(track("a"), "gleap", triggered_events=[], page_urls=[]),
            "The file has no mappings, and Gleap needs none; Gleap's names are case-insensitive.",
        ),
        (
            decided(page("a"), "gleap", triggered_events=[], page_urls=[]),
            "The file has no mappings, and Gleap needs none.",
        ),
    ],
)
def test_the_detail(decision: Decision, detail: str) -> None:
    """One plain sentence that names the rule, and nothing of the event that varies."""
    assert decision.detail == detail


@pytest.mark.parametrize(
    ("payload", "table", "detail"),
    [
        (track("Other"), "triggered_events", "No triggered event matches (1 on, 0 off); it is so."),
        (page("Other"), "page_urls", "No page URL matches (1 on, 0 off); it is so."),
    ],
)
def test_a_near_miss_is_named(payload: Payload, table: str, detail: str) -> None:
    """The most similar mapping, as the table says it."""
    configured = registered()
    entries = getattr(configured, table).entries
    near = Table(entries, TableMatch(), NearMiss(0, "it is so."))
    object.__setattr__(configured, table, near)
    assert decide(event_of(payload), configured, known_user=True).detail == detail


def test_the_near_miss_of_a_real_table() -> None:
    """Another case: what would have matched is quoted."""
    assert f'#1 "{BUTTON}" would match' in decided(track(BUTTON.lower())).detail


@pytest.mark.parametrize(
    ("table", "entry", "payload", "detail"),
    [
        (
            "triggered_events",
            TriggeredEvent(event=BUTTON, enabled=False),
            track(),
            f'Triggered event "{BUTTON}" (exactly) matches but is switched off.',
        ),
        (
            "page_urls",
            PageUrl(url="/a", enabled=False),
            page(),
            'Page URL "/a" (legacy) matches but is switched off.',
        ),
    ],
)
def test_the_first_that_is_off_is_named(
    table: str, entry: TriggeredEvent | PageUrl, payload: Payload, detail: str
) -> None:
    """`filtered.mapping_disabled` names the entry to switch on."""
    configured = registered()
    object.__setattr__(configured, table, Table([entry], TableMatch(disabled=0)))
    decision = decide(event_of(payload), configured, known_user=True)
    assert (decision.reason, decision.detail) == (Reason.MAPPING_DISABLED, detail)
    assert decision.mapping is not None
    assert (decision.mapping.table, decision.mapping.index) == (table, 0)


@pytest.mark.parametrize("match", [TableMatch(timed_out=(1,)), TableMatch(0, timed_out=(1,))])
@pytest.mark.parametrize(
    ("table", "payload"), [("triggered_events", track()), ("page_urls", page())]
)
def test_a_slow_pattern_is_a_warning(match: TableMatch, table: str, payload: Payload) -> None:
    """design.md, section 8: it counts as no match and warns."""
    configured = rules()
    entries = (
        [TriggeredEvent(event="a"), TriggeredEvent(event="b+", match=MatchType.REGEX)]
        if table == "triggered_events"
        else [PageUrl(url="a"), PageUrl(url="b+", match=MatchType.REGEX)]
    )
    object.__setattr__(configured, table, Table(entries, match))
    decision = decide(event_of(payload), configured, known_user=True)
    slow = describe(entries[1])
    assert decision.warnings == (f"The pattern of {slow} took too long; it counts as no match.",)


@pytest.mark.parametrize(
    ("untried", "words"),
    [((1,), " was"), ((1, 0), " and 1 more were"), ((1,) * 3001, " and 3,000")],
)
def test_patterns_that_were_not_tried_share_a_warning(untried: tuple[int, ...], words: str) -> None:
    """It says that others took the time."""
    configured = rules()
    entries = [TriggeredEvent(event="a"), TriggeredEvent(event="b+", match=MatchType.REGEX)]
    match = TableMatch(timed_out=(0,), untried=untried)
    object.__setattr__(configured, "triggered_events", Table(entries, match))
    decision = decide(event_of(track()), configured, known_user=True)
    slow, warning = decision.warnings
    assert slow.endswith("took too long; it counts as no match.")
    assert warning.startswith(f"The pattern of {describe(entries[1])}{words}")
    assert warning.endswith(
        "not tried, because slower patterns took the time; that counts as no match."
    )


def test_the_mapping_is_named_by_its_place() -> None:
    """design.md, section 4: `index` counts from 0 within its table."""
    decision = decided(track(), triggered_events=[{"event": "a"}, {"event": BUTTON}])
    assert decision.mapping == MappingRef("triggered_events", 1)
