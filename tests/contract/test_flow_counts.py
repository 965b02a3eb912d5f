"""What every reader of the flow has to tell."""

import pytest

from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.flow_counts import FlowCount, SourceCount
from sprig_tui.domain.outbox import Fate, Lane, NewSend, SendEnd
from sprig_tui.domain.reasons import Reason
from tests.contract.rig import Rig
from tests.log_rows import START_MS, new_row

MINUTE = 60_000
HOUR = 3_600_000


async def test_events_are_counted_at_their_time_with_their_outcome(rig: Rig) -> None:
    """A repeat counts as received and filtered when it came, as in the books."""
    await rig.append(
        new_row(1, Reason.EVENT),
        new_row(2),
        new_row(12, Reason.INVALID_JSON),
        new_row(3, received_at_ms=START_MS - HOUR),
    )
    await rig.do("repeat", 1, at_ms=START_MS + 12_000, same_body=True)
    assert await rig.flow.flow(since_ms=START_MS, step_ms=10_000) == [
        FlowCount(START_MS, received=2, forwarded=1, filtered=1),
        FlowCount(START_MS + 10_000, received=2, filtered=1, rejected=1),
    ]
    assert await rig.flow.flow(since_ms=START_MS - HOUR, step_ms=HOUR) == [
        FlowCount(START_MS - HOUR, received=1, filtered=1),
        FlowCount(START_MS, received=4, forwarded=1, filtered=2, rejected=1),
    ]
    assert await rig.flow.flow(since_ms=START_MS + MINUTE, step_ms=10_000) == []


async def test_outcomes_of_deliveries_are_counted_when_they_are_known(rig: Rig) -> None:
    """Delivered, refused for good, and given up without a request; a retry is none of them."""
    pending = {"delivery": DeliveryState.PENDING}
    await rig.append(*(new_row(n, Reason.EVENT, user_id=f"u{n}", **pending) for n in (1, 2, 3)))

    async def answer(rows: tuple[int, ...], fate: Fate, at_ms: int) -> None:
        users = tuple(b"%d" % row for row in rows)
        send = NewSend(Lane(), at_ms, "POST", "/v2/users", users, rows)
        number = await rig.log.transact(lambda tx: tx.outbox.begin(send))
        end = SendEnd(fate, at_ms, 5, 202, "said", failed=True)
        await rig.log.transact(lambda tx: tx.outbox.end(number, end))

    await answer((1, 2), Fate.RETRY, START_MS + 20_000)
    await answer((1,), Fate.DELIVERED, START_MS + 31_000)
    await answer((2,), Fate.PARKED, START_MS + 32_000)
    await rig.log.transact(
        lambda tx: tx.outbox.park(3, sentence="cannot be read", at_ms=START_MS + 45_000)
    )
    assert await rig.flow.flow(since_ms=START_MS + 10_000, step_ms=10_000) == [
        FlowCount(START_MS + 30_000, delivered=1, failed=1),
        FlowCount(START_MS + 40_000, failed=1),
    ]


async def test_work_that_fails_counts_nothing(rig: Rig) -> None:
    """What came before and after it in the same moment counts."""
    await rig.append(new_row(1))
    with pytest.raises(ValueError, match="kept already"):
        await rig.append(new_row(2), new_row(1))
    await rig.append(new_row(3))
    found = await rig.flow.flow(since_ms=START_MS, step_ms=10_000)
    assert [one.received for one in found] == [2]


async def test_a_day_and_an_hour_of_the_flow_are_kept(rig: Rig) -> None:
    """Older steps go when a new one begins."""
    await rig.append(new_row(1), new_row(2, received_at_ms=START_MS + 2 * HOUR))
    await rig.append(new_row(3, received_at_ms=START_MS + 26 * HOUR))
    found = await rig.flow.flow(since_ms=0, step_ms=HOUR)
    assert [one.at_ms for one in found] == [START_MS + 2 * HOUR, START_MS + 26 * HOUR]


async def test_senders_are_counted_over_a_part_of_the_log(rig: Rig) -> None:
    """With the time of their last row; a row without a sender counts under no name."""
    senders = ("node 1.0 ••ab12", "web 2.0", "web 2.0", "", "web 2.0")
    await rig.append(*(new_row(n, source=name) for n, name in enumerate(senders, start=1)))
    assert await rig.flow.source_counts(after=1, upto=4) == [
        SourceCount("", 1, START_MS + 4_000),
        SourceCount("web 2.0", 2, START_MS + 3_000),
    ]
    found = await rig.flow.source_counts(after=0, upto=99)
    assert [one.count for one in found] == [1, 1, 3]


async def test_users_are_counted_by_where_they_came_from(rig: Rig) -> None:
    """At most so many are looked at."""
    for user, origin in (("a", "identify"), ("b", "import"), ("c", "identify")):
        await rig.do("know", user, origin=origin, at_ms=1)
    assert await rig.flow.user_origins(limit=9) == {"identify": 2, "import": 1}
    assert await rig.flow.user_origins(limit=2) == {"identify": 1, "import": 1}
