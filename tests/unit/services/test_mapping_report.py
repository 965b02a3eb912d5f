"""The report over one set of rules."""

from sprig_tui.domain.decision import MappingRef
from sprig_tui.domain.reasons import Outcome, Reason
from sprig_tui.domain.rules import Rules
from sprig_tui.domain.settings import MatchType
from sprig_tui.services.mapping_report import MappingReport, bare_name, report_contents, report_log
from tests import factories
from tests.unit.services.test_ingest import Bench, known


def report(rules: Rules, *payloads: object) -> MappingReport:
    contents = map(factories.content_of, payloads)
    return report_contents(contents, rules, known=[factories.USER])


def test_events_are_counted_by_reason_and_outcome() -> None:
    tracks = [factories.track(messageId=str(number)) for number in range(3)]
    found = report(factories.registered(), *tracks, tracks[0], "text")
    assert found.looked_at == 5
    assert found.reasons == {Reason.EVENT: 3, Reason.DUPLICATE: 1, Reason.NOT_AN_OBJECT: 1}
    assert [found.count(outcome) for outcome in Outcome] == [3, 1, 1]


def test_every_mapping_is_there_in_the_order_of_the_file() -> None:
    rules = factories.registered(
        triggered_events=[{"event": "Old", "enabled": False}, {"event": factories.BUTTON}]
    )
    stranger = factories.track(messageId="s", userId="stranger")
    found = report(rules, factories.track("Old", messageId="o"), factories.track(), stranger)
    assert [(line.ref, line.hits, line.forwarded) for line in found.mappings] == [
        (MappingRef("triggered_events", 0), 1, 0),
        (MappingRef("triggered_events", 1), 2, 1),
        (MappingRef("page_urls", 0), 0, 0),
    ]
    assert found.mappings[0].entry.pattern == "Old"
    assert {line.problem for line in found.mappings} == {""}


def test_what_is_wrong_with_a_mapping_stands_beside_it() -> None:
    problems = {MappingRef("page_urls", 0): "it never matches"}
    found = report_contents([], factories.registered(), problems=problems)
    assert [line.problem for line in found.mappings] == ["", "it never matches"]


def test_unmapped_names_come_with_what_would_have_matched() -> None:
    tracks = [factories.track("Cart", messageId=str(number)) for number in range(2)]
    found = report(factories.registered(), *tracks, factories.track("button clicked"))
    cart, button = found.unmapped
    assert (cart.table, cart.name, cart.count, cart.variants) == ("triggered_events", "Cart", 2, 1)
    assert cart.near == ""
    assert cart.proposal.mapping.pattern == "Cart"
    assert button.near.startswith('#1 "Button Clicked" would match')


def test_pages_are_counted_together_whatever_their_query_string() -> None:
    urls = ("/cart", "/cart?a=1", "/cart?a=1", "/cart#top")
    pages = [
        factories.page(f"https://shop.example{url}", messageId=str(number))
        for number, url in enumerate(urls)
    ]
    (cart,) = report(factories.registered(), *pages).unmapped
    assert (cart.table, cart.count, cart.variants) == ("page_urls", 4, 3)
    assert cart.name == "https://shop.example/cart?a=1"
    assert cart.proposal.mapping.pattern == "https://shop.example/cart"
    assert cart.proposal.mapping.match is MatchType.STARTS_WITH
    assert bare_name("triggered_events", "What?") == "What?"


def test_ten_names_of_each_table_are_listed() -> None:
    tracks = [factories.track(f"E{number}", messageId=f"{number}") for number in range(12)]
    found = report(factories.registered(), *tracks)
    assert (len(found.unmapped), found.unmapped_left_out) == (10, 2)


def test_a_screen_without_a_name_is_not_listed() -> None:
    """It is unmapped on Gleap, but there is nothing that a mapping could name."""
    nameless = factories.screen(name=factories.LEFT_OUT)
    found = report(factories.registered("gleap"), nameless)
    assert (found.reasons, found.unmapped) == ({Reason.UNMAPPED_EVENT: 1}, ())


def test_what_filters_stop_and_what_the_kind_does_not_take_is_counted() -> None:
    rules = factories.registered(
        filters=[{"name": "no carts", "if": 'event = "Cart"', "action": "drop_event"}]
    )
    found = report(rules, factories.track("Cart"), factories.group(messageId="g"))
    assert found.filters == (('Destination filter 1 "no carts" drops this event.', 1),)
    assert found.unsupported == (("group", 1),)


async def test_the_log_is_decided_anew() -> None:
    bench = Bench()
    await bench.accept(known(), factories.track("Cart", messageId="c"), {"type": "purchase"})
    rules = factories.registered(triggered_events=[{"event": "Cart"}])
    found = await report_log(bench.log, rules)
    assert found.reasons == {Reason.IDENTIFY: 1, Reason.EVENT: 1, Reason.UNKNOWN_TYPE: 1}
    assert not found.older


async def test_only_the_newest_rows_are_reported() -> None:
    bench = Bench()
    await bench.accept(*(factories.track(messageId=str(number)) for number in range(3)))
    found = await report_log(bench.log, factories.registered(), limit=2)
    assert (found.looked_at, found.older) == (2, True)
