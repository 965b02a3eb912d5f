"""What was seen and is not mapped."""

import pytest

from sprig_tui.domain.log import LogRow
from sprig_tui.domain.query import parse_query
from sprig_tui.domain.reasons import Reason
from sprig_tui.domain.settings import (
    Config,
    Destination,
    Kind,
    MatchType,
    PageUrl,
    TriggeredEvent,
)
from sprig_tui.ports import EngineUnreachableError
from sprig_tui.services.seen_unmapped import Seen, SeenUnmapped
from tests.fakes.engine import MemoryEngine
from tests.fakes.log import MemoryLog
from tests.log_rows import START_MS, new_row

PRICING = "https://acme.com/pricing"


def visit(log: MemoryLog, *urls: str) -> None:
    for url in urls:
        number = len(log.writes.events) + 1
        log.writes.append(new_row(number, Reason.UNMAPPED_PAGE, type="page", name=url))


async def names(seen: SeenUnmapped, config: Config) -> list[str]:
    return [one.name for one in await seen.present(config)]


async def test_events_and_pages_come_in_one_list_the_most_frequent_first() -> None:
    """Pages with the mapping that would take all that are alike."""
    log = MemoryLog()
    visit(log, f"{PRICING}?plan=pro", f"{PRICING}?plan=free", f"{PRICING}?plan=free")
    for at_ms in (START_MS, START_MS + 1):
        log.writes.note_request("Bought", at_ms=at_ms)
    pages, event = await SeenUnmapped(log, MemoryEngine()).present(Config())
    assert (pages.table, pages.name, pages.count) == ("page_urls", PRICING, 3)
    assert pages.mapping == PageUrl(url=PRICING, match=MatchType.STARTS_WITH)
    assert pages.examples == (f"{PRICING}?plan=free", f"{PRICING}?plan=pro")
    assert pages.last_ms == START_MS + 3_000
    assert pages.why
    assert event.table == "triggered_events"
    assert event == Seen(TriggeredEvent(event="Bought"), 2, START_MS + 1, ("Bought",))


async def test_pages_that_are_mapped_by_now_are_gone_and_those_beside_them_stay() -> None:
    """Whether or not the mapping is on; and no proposal takes what is mapped."""
    log = MemoryLog()
    visit(log, f"{PRICING}?plan=pro", f"{PRICING}?plan=free", "https://acme.com/docs")
    seen = SeenUnmapped(log, MemoryEngine())
    mapped = PageUrl(url="plan=pro", match=MatchType.CONTAINS, enabled=False)
    config = Config(page_urls=(mapped,))
    assert sorted(await names(seen, config)) == ["https://acme.com/docs", f"{PRICING}?plan=free"]
    (free,) = [one for one in await seen.present(config) if "free" in one.name]
    assert free.mapping.match is MatchType.EXACTLY
    everything = PageUrl(url="https://", match=MatchType.STARTS_WITH)
    assert await names(seen, Config(page_urls=(everything,))) == []


async def test_new_visits_count_without_another_grouping() -> None:
    """And a URL that was never seen before shows at once while there are few."""
    log = MemoryLog()
    visit(log, PRICING)
    seen = SeenUnmapped(log, MemoryEngine())
    await seen.present(Config())
    visit(log, PRICING)
    (one,) = await seen.present(Config())
    assert one.count == 2
    visit(log, "https://acme.com/docs")
    assert len(await seen.present(Config())) == 2


async def test_pages_not_seen_for_long_go_from_the_list(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Though too few went to group the others anew."""
    monkeypatch.setattr("sprig_tui.services.seen_unmapped.PART_OF_FRESH", 1)
    monkeypatch.setattr("sprig_tui.services.seen_pages.NEWEST", 10)
    log = MemoryLog()
    visit(log, *(f"/{letter}" for letter in "abcdefghij"))
    seen = SeenUnmapped(log, MemoryEngine())
    assert len(await seen.present(Config())) == 10
    visit(log, "/new")
    assert sorted(await names(seen, Config())) == [f"/{one}" for one in "cdefghij"]


@pytest.mark.parametrize("name", ["Bought", 'A "b" OR c', "x*", "", "/a/", "=5"])
def test_the_search_for_a_name_finds_that_name(name: str) -> None:
    """Whatever the name means in the search language."""
    query = parse_query(Seen(TriggeredEvent(event=name), 1, 0, (name,)).query)
    assert query.matches(LogRow(1, 0, Reason.UNMAPPED_EVENT, "", type="track", name=name))
    other = LogRow(1, 0, Reason.UNMAPPED_EVENT, "", type="track", name=f"{name} too")
    assert not query.matches(other)


def test_the_search_for_pages_finds_the_examples() -> None:
    """By what they begin with."""
    urls = (f"{PRICING}?plan=pro", f"{PRICING}?plan=free")
    query = parse_query(Seen(PageUrl(url=PRICING), 2, 0, urls).query)
    for url in urls:
        assert query.matches(LogRow(1, 0, Reason.UNMAPPED_PAGE, "", type="page", name=url))


async def test_denied_events_are_listed_by_themselves() -> None:
    """So that they can still be approved; where nothing needs a mapping, none is."""
    log = MemoryLog()
    for name in ("A", "B", "B"):
        log.writes.note_request(name, at_ms=START_MS)
    log.writes.deny_request("B")
    seen = SeenUnmapped(log, MemoryEngine())
    assert await names(seen, Config()) == ["A"]
    assert [(one.name, one.denied) for one in seen.denied] == [("B", True)]
    await seen.present(Config(destination=Destination(kind=Kind.GLEAP)))
    assert not seen.denied


@pytest.mark.parametrize(
    ("kind", "events", "expected"),
    [
        (Kind.SPRIG, (), ["/a", "Bought"]),
        (Kind.SPRIG_ACTIONS, (), ["Bought"]),
        (Kind.GLEAP, (), []),
        (Kind.GLEAP, (TriggeredEvent(event="Other"),), ["/a", "Bought"]),
    ],
)
async def test_only_what_the_destination_maps_is_listed(
    kind: Kind, events: tuple[TriggeredEvent, ...], expected: list[str]
) -> None:
    """One of them takes no pages, and one needs no mapping while there is none."""
    log = MemoryLog()
    visit(log, "/a")
    log.writes.note_request("Bought", at_ms=START_MS)
    config = Config(destination=Destination(kind=kind), triggered_events=events)
    assert await names(SeenUnmapped(log, MemoryEngine()), config) == expected


async def test_what_may_be_a_slip_says_of_what() -> None:
    log = MemoryLog()
    log.writes.note_request("signed up", at_ms=START_MS)
    visit(log, PRICING.upper(), "/x")
    config = Config(
        triggered_events=(TriggeredEvent(event="Signed Up"),),
        page_urls=(PageUrl(url=PRICING, match=MatchType.EXACTLY),),
    )
    seen = SeenUnmapped(log, MemoryEngine())
    near = {one.name: seen.near_miss(one) for one in await seen.present(config)}
    assert near["signed up"].startswith('#1 "Signed Up" would match')
    assert near[PRICING.upper()].startswith("#1 ")
    assert near["/x"] == ""


async def test_the_engine_denies_an_event() -> None:
    """And who asked is told when it cannot."""
    engine = MemoryEngine()
    await SeenUnmapped(MemoryLog(), engine).deny("Bought")
    assert engine.denied == ["Bought"]
    engine.unreachable = "no engine answers"
    with pytest.raises(EngineUnreachableError):
        await SeenUnmapped(MemoryLog(), engine).deny("Played")


def test_the_event_that_this_program_sends_for_a_test_is_known_by_its_name() -> None:
    """A page of that name is somebody's page."""
    assert Seen(TriggeredEvent(event="sprig-tui test"), 1, 0, ("sprig-tui test",)).is_test
    assert not Seen(TriggeredEvent(event="Bought"), 1, 0, ("Bought",)).is_test
    assert not Seen(PageUrl(url="sprig-tui test"), 1, 0, ("sprig-tui test",)).is_test
