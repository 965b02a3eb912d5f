"""Pages of the lists of deliveries."""

import pytest

from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.outbox import Lane
from sprig_tui.domain.reasons import Reason
from sprig_tui.services.delivery_pages import STATES, DeliveryList, DeliveryPages
from tests.fakes.log import MemoryLog
from tests.fakes.outbox_reader import FakeOutboxReader
from tests.log_rows import new_row


def filled(*states: DeliveryState) -> tuple[MemoryLog, DeliveryPages]:
    log = MemoryLog()
    for number, state in enumerate(states, start=1):
        log.writes.append(new_row(number, Reason.EVENT, delivery=state))
    return log, DeliveryPages(FakeOutboxReader(log), size=2)


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
