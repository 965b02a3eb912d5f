"""One decision, one durable append, then the answer."""

from collections.abc import Sequence
from typing import Any

import pytest

from sprig_tui.domain.events import Envelope, Item, Rejection
from sprig_tui.domain.log import MappingKey
from sprig_tui.domain.reasons import Reason
from sprig_tui.domain.record import Record
from sprig_tui.domain.rules import Rules
from sprig_tui.domain.settings import Mode
from sprig_tui.ports import Arrival, StoreUnavailableError
from sprig_tui.services.ingest import SLICE, ActiveRules, Ingest
from tests import factories
from tests.fakes.log import MemoryLog

NOW = factories.RECEIVED_MS


class Bench:
    """An ingest over a log in memory."""

    def __init__(self, rules: Rules | None = None, mode: Mode = Mode.DRY_RUN) -> None:
        self.log = MemoryLog()
        self.printed: list[Record] = []
        self._made = 0
        self.ingest = Ingest(
            self.log,
            ActiveRules(rules or factories.registered(), mode),
            make_id=self._make_id,
            sink=self._print,
        )

    async def accept(self, *payloads: object, at_ms: int = NOW) -> Sequence[Record]:
        items = [
            payload if isinstance(payload, Item) else item(payload, at_ms) for payload in payloads
        ]
        return (await self.ingest.accept(Arrival(items, at_ms, source="test"))).records

    async def reasons(self, *payloads: object) -> list[str]:
        return [record["reason"] for record in await self.accept(*payloads)]

    def _print(self, records: Sequence[Record]) -> None:
        self.printed += records

    def _make_id(self) -> str:
        self._made += 1
        return f"made-{self._made}"


def item(payload: object, at_ms: int = NOW) -> Item:
    content = factories.content_of(payload, received_at_ms=at_ms)
    return Item(factories.body(payload), Envelope(), content)


def known(message_id: str = "m-0", **fields: object) -> dict[str, Any]:
    return factories.identify(messageId=message_id, **fields)


async def test_an_identify_makes_its_user_known_to_what_follows_in_the_same_request() -> None:
    bench = Bench()
    assert await bench.reasons(known(), factories.track()) == [
        "forwarded.identify",
        "forwarded.event",
    ]
    assert await bench.log.is_known(factories.USER)


async def test_a_user_that_was_not_identified_is_filtered() -> None:
    assert await Bench().reasons(factories.track()) == ["filtered.unknown_user"]


async def test_a_deletion_makes_the_user_unknown_again() -> None:
    bench = Bench()
    await bench.accept(known())
    assert await bench.reasons(factories.delete(messageId="d"), factories.track()) == [
        "forwarded.delete",
        "filtered.unknown_user",
    ]


async def test_a_repeat_has_a_record_but_no_row_and_is_seen_twice() -> None:
    bench = Bench()
    first, *_ = await bench.accept(known())
    second, *_ = await bench.accept(known())
    assert (second["reason"], second["id"], second["seen"]) == (
        "filtered.duplicate",
        first["id"],
        2,
    )
    assert second["delivery"] is None
    assert second["requests"] == []
    (row,) = await bench.log.rows()
    assert (row.seen, row.reason) == (2, Reason.IDENTIFY)


async def test_a_repeat_within_one_request_counts_too() -> None:
    assert (await Bench().reasons(known(), known()))[1] == "filtered.duplicate"


async def test_an_event_without_message_id_gets_one() -> None:
    bench = Bench()
    await bench.accept(factories.track(messageId=factories.LEFT_OUT))
    assert (await bench.log.rows())[0].message_id == "made-1"


async def test_a_rejection_is_kept_and_never_taken_for_a_repeat() -> None:
    bench = Bench()
    broken = Item(b"{", Envelope(), Rejection(Reason.INVALID_JSON, "Invalid JSON at byte 1."))
    typeless = factories.track(type=factories.LEFT_OUT)
    reasons = await bench.reasons(broken, broken, typeless, typeless)
    assert reasons == ["rejected.invalid_json"] * 2 + ["rejected.missing_type"] * 2
    assert len(await bench.log.rows()) == 4


async def test_an_unregistered_event_becomes_a_request() -> None:
    bench = Bench()
    for number in range(3):
        await bench.accept(factories.track("Video Played", messageId=f"v{number}"), at_ms=number)
    (request,) = await bench.log.event_requests()
    assert (request.name, request.count, request.first_ms, request.last_ms) == (
        "Video Played",
        3,
        0,
        2,
    )


async def test_mappings_count_their_hits() -> None:
    bench = Bench()
    await bench.accept(known(), factories.track(), factories.page(messageId="p"))
    hits = await bench.log.mapping_hits()
    assert hits[MappingKey("triggered_events", "exactly", factories.BUTTON)].count == 1
    assert hits[MappingKey("page_urls", "exactly", factories.PRICING)].last_ms == NOW


async def test_engage_audiences_are_counted() -> None:
    bench = Bench()
    await bench.accept(factories.audience(True))
    await bench.accept({**factories.audience(False), "messageId": "m-2"})
    (audience,) = await bench.log.audiences()
    assert (audience.key, audience.members, audience.entered, audience.left) == (
        factories.AUDIENCE,
        0,
        1,
        1,
    )


async def test_the_books_balance_over_every_kind_of_event() -> None:
    bench = Bench()
    broken = Item(b"{", Envelope(), Rejection(Reason.INVALID_JSON, "Invalid JSON at byte 1."))
    await bench.accept(
        known(), known(), factories.track(), factories.page(messageId="p"), broken,
        factories.group(messageId="g"), factories.alias(messageId="a"),
    )  # fmt: skip
    books = await bench.log.books()
    assert books.balanced()
    assert (books.received, books.forwarded, books.filtered, books.rejected) == (7, 4, 2, 1)


@pytest.mark.parametrize(
    ("mode", "state"), [(Mode.DRY_RUN, "dry_run"), (Mode.HOLD, "held"), (Mode.LIVE, "pending")]
)
async def test_the_mode_decides_where_a_forwarded_event_starts(mode: Mode, state: str) -> None:
    (record,) = await Bench(mode=mode).accept(known())
    assert record["delivery"] == state


async def test_new_rules_hold_from_the_next_request_on_and_both_versions_are_kept() -> None:
    bench = Bench()
    await bench.accept(known())
    (before,) = await bench.accept(factories.track("Video Played", messageId="1"))
    other = factories.rules(triggered_events=[{"event": "Video Played"}])
    bench.ingest.use(ActiveRules(other, Mode.DRY_RUN))
    (after,) = await bench.accept(factories.track("Video Played", messageId="2"))
    assert (before["reason"], after["reason"]) == ("filtered.unmapped_event", "forwarded.event")
    assert after["rules_version"] == other.version == bench.ingest.active.rules.version
    for record in (before, after):
        assert await bench.log.rules(record["rules_version"]) is not None


async def test_records_are_printed_in_the_order_of_decisions() -> None:
    bench = Bench()
    payloads = [factories.track(messageId=f"m{number}") for number in range(2 * SLICE + 5)]
    records = await bench.accept(*payloads)
    assert [record["message_id"] for record in records] == [p["messageId"] for p in payloads]
    assert bench.printed == list(records)


async def test_a_store_that_cannot_write_prints_and_answers_nothing() -> None:
    bench = Bench()
    bench.log.unavailable = "the disk is full"
    with pytest.raises(StoreUnavailableError, match="the disk is full"):
        await bench.accept(known())
    with pytest.raises(StoreUnavailableError):
        await bench.ingest.ready()
    assert bench.printed == []


async def test_a_store_that_was_opened_anew_gets_the_rules_again() -> None:
    """It may be another one, and its rows name their rules."""
    bench = Bench()
    await bench.accept(known())
    bench.log.writes.rules.clear()
    await bench.accept(known("m-1"))
    assert not bench.log.writes.rules
    bench.log.writes.opening = object()
    await bench.accept(known("m-2"))
    assert list(bench.log.writes.rules) == [bench.ingest.active.rules.version]
