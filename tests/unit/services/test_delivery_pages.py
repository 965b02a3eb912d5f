"""Pages of the lists of deliveries."""

from dataclasses import replace

import pytest

from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.outbox import Lane
from sprig_tui.domain.query import parse_query
from sprig_tui.domain.reasons import Reason
from sprig_tui.services import delivery_pages
from sprig_tui.services.delivery_pages import STATES, DeliveryList, DeliveryPages
from tests.fakes.log import MemoryLog
from tests.fakes.outbox_reader import FakeOutboxReader
from tests.log_rows import new_row


def filled(*states: DeliveryState) -> tuple[MemoryLog, DeliveryPages]:
    log = MemoryLog()
    for number, state in enumerate(states, start=1):
        log.writes.append(new_row(number, Reason.EVENT, delivery=state))
    return log, DeliveryPages(FakeOutboxReader(log), log, size=2)


def ids(pages: DeliveryPages) -> list[int]:
    return [entry.row.id for entry in pages.rows]


async def test_what_waits_is_in_the_order_of_receipt_with_its_lane() -> None:
    """Page by page, there and back; the ends are ends."""
    _log, pages = filled(*[DeliveryState.PENDING] * 5, DeliveryState.DELIVERED)
    await pages.show(DeliveryList.WAITING)
    assert (ids(pages), pages.first, pages.has_previous, pages.has_next) == ([1, 2], 0, False, True)
    assert pages.rows[0].waiting is not None
    assert pages.rows[0].waiting.lane == Lane()
    assert not await pages.turn(-1)
    assert await pages.turn(1)
    assert await pages.turn(1)
    assert (ids(pages), pages.first, pages.has_next) == ([5], 4, False)
    assert not await pages.turn(1)
    assert await pages.turn(-1)
    assert ids(pages) == [3, 4]


@pytest.mark.parametrize(
    ("which", "state"),
    [
        (DeliveryList.FAILED, DeliveryState.FAILED),
        (DeliveryList.DELIVERED, DeliveryState.DELIVERED),
        (DeliveryList.DRY_RUN, DeliveryState.DRY_RUN),
    ],
)
async def test_what_is_over_is_newest_first(which: DeliveryList, state: DeliveryState) -> None:
    """Without a lane: it waits for nothing."""
    _log, pages = filled(state, DeliveryState.PENDING, state, state)
    await pages.show(which)
    assert ids(pages) == [4, 3]
    assert pages.rows[0].waiting is None
    await pages.turn(1)
    assert ids(pages) == [1]
    assert STATES[which] == (state,)


async def test_only_what_was_tried_is_retrying() -> None:
    log, pages = filled(DeliveryState.PENDING, DeliveryState.RETRYING)
    await pages.show(DeliveryList.RETRYING)
    assert ids(pages) == [2]
    assert len(log.writes.events) == 2


async def test_a_page_that_emptied_gives_way_to_the_one_before() -> None:
    """As rows leave the queue while somebody looks."""
    log, pages = filled(*[DeliveryState.PENDING] * 5)
    await pages.show(DeliveryList.WAITING)
    await pages.turn(1)
    await pages.turn(1)
    assert ids(pages) == [5]
    for row_id in (3, 4, 5):
        log.writes.outbox.park(row_id, sentence="", at_ms=0)
    await pages.read()
    assert (ids(pages), pages.first) == ([1, 2], 0)
    for row_id in (1, 2):
        log.writes.outbox.park(row_id, sentence="", at_ms=0)
    await pages.read()
    assert (ids(pages), pages.has_previous) == ([], False)


def searched(count: int, *, most: int = 10_000) -> tuple[MemoryLog, DeliveryPages]:
    """So many waiting rows, every third of them a page."""
    log = MemoryLog()
    for number in range(1, count + 1):
        kind = "page" if number % 3 == 0 else "track"
        log.writes.append(new_row(number, Reason.EVENT, delivery=DeliveryState.PENDING, type=kind))
    return log, DeliveryPages(FakeOutboxReader(log), log, size=2, most=most)


async def test_a_query_lists_what_matches_page_by_page() -> None:
    """There and back, through the end of the list, and every row again without it."""
    _log, pages = searched(12)
    await pages.search(parse_query("type:page"))
    assert (ids(pages), pages.first, pages.has_next, pages.is_full) == ([3, 6], 0, True, True)
    assert await pages.turn(1)
    assert (ids(pages), pages.first, pages.has_next, pages.looked_at) == ([9, 12], 2, False, 6)
    assert await pages.turn(-1)
    assert ids(pages) == [3, 6]
    await pages.show(DeliveryList.DELIVERED)
    assert (ids(pages), pages.looked_at, pages.query is not None) == ([], 0, True)
    await pages.show(DeliveryList.WAITING)
    await pages.search(None)
    assert (ids(pages), pages.query) == ([1, 2], None)


async def test_one_page_looks_at_so_many_rows_and_no_more() -> None:
    """What follows is another page, even where this one holds nothing; reading it again stays."""
    log, pages = searched(10, most=2)
    await pages.search(parse_query("type:page"))
    assert (ids(pages), pages.looked_at, pages.has_next) == ([], 2, True)
    await pages.turn(1)
    assert (ids(pages), pages.is_full) == ([3], False)
    log.writes.outbox.park(3, sentence="", at_ms=0)
    await pages.read()
    assert (ids(pages), pages.first, pages.has_previous) == ([], 0, True)
    for _ in range(4):
        await pages.turn(1)
    assert (pages.first, pages.has_next) == (2, False)


async def test_a_page_is_found_slice_by_slice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for the reading of all rows at once."""
    monkeypatch.setattr(delivery_pages, "SLICE", 2)
    _log, pages = searched(12, most=6)
    await pages.search(parse_query("type:page"))
    assert (ids(pages), pages.looked_at, pages.has_next) == ([3, 6], 6, True)


async def test_a_query_that_asks_the_payload_reads_it() -> None:
    """Only of rows that the rest of the query leaves."""
    log = MemoryLog()
    for number, plan in enumerate(("pro", "free", "pro"), start=1):
        value = {"type": "track", "properties": {"plan": plan}}
        row = new_row(number, Reason.EVENT, delivery=DeliveryState.FAILED, value=value)
        log.writes.append(replace(row, user_id=f"u_{number}"))
    pages = DeliveryPages(FakeOutboxReader(log), log)
    await pages.show(DeliveryList.FAILED)
    await pages.search(parse_query("properties.plan:pro"))
    assert ids(pages) == [3, 1]
    await pages.search(parse_query("properties.plan:pro user:u_1"))
    assert ids(pages) == [1]
    await pages.search(parse_query("properties.plan:pro user:nobody"))
    assert ids(pages) == []
