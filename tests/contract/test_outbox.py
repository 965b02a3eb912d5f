"""What every queue of deliveries does, in memory and in SQLite."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.log import NewRow
from sprig_tui.domain.outbox import Attempt, Fate, Lane, NewSend, SendEnd, WaitingUser
from sprig_tui.domain.reasons import Reason
from sprig_tui.domain.rules import RulesSource
from sprig_tui.domain.settings import Environment, Kind, Mode
from tests.contract.rig import Rig
from tests.log_rows import START_MS, new_row

LANE = Lane()
OTHER = Lane(Kind.SPRIG, Environment.PRODUCTION, "")
VERSIONS = {LANE: "v-development", OTHER: "v-production"}
OK = SendEnd(Fate.DELIVERED, START_MS + 50, 40, 202, "Accepted.")


def waiting_row(number: int, user: str = "u_1", lane: Lane = LANE, **changes: object) -> NewRow:
    row = new_row(number, Reason.EVENT, user_id=user, delivery=DeliveryState.PENDING, **changes)
    return replace(row, rules_version=VERSIONS[lane])


async def ask(rig: Rig, method: str, *args: object, **kwargs: object) -> Any:  # noqa: ANN401
    return await rig.log.transact(lambda tx: getattr(tx.outbox, method)(*args, **kwargs))


async def fill(rig: Rig, *rows: NewRow, lane: Lane = LANE, mode: Mode = Mode.LIVE) -> list[int]:
    """Rules of both lanes, the queue aligned, the rows appended."""
    for one, version in VERSIONS.items():
        source = RulesSource(kind=one.kind, environment=one.environment, endpoint=one.endpoint)
        await rig.do("save_rules", version, source.to_json())
    await align(rig, lane, mode)
    return await rig.append(*rows)


async def align(rig: Rig, lane: Lane, mode: Mode, limit: int = 2) -> None:
    after: int | None = 0
    while after is not None:
        after = await ask(rig, "align", lane, mode, after=after, limit=limit)


async def claim(rig: Rig, users: int = 10, rows: int = 10) -> Sequence[WaitingUser]:
    found = await ask(rig, "claim", LANE, now_ms=START_MS, users=users, rows=rows)
    assert all(isinstance(user, WaitingUser) for user in found)
    return list(found)


async def begin(rig: Rig, *users: WaitingUser, rows: Sequence[int] | None = None) -> int:
    ids = tuple(row.row_id for user in users for row in user.rows) if rows is None else tuple(rows)
    send = NewSend(LANE, START_MS, "POST", "/v2/users", tuple(user.user for user in users), ids)
    send_id = await ask(rig, "begin", send)
    assert isinstance(send_id, int)
    return send_id


async def states(rig: Rig) -> list[str | None]:
    return [row.delivery for row in await rig.reader.rows(after=0)]


async def balanced(rig: Rig) -> bool:
    return (await rig.reader.books()).balanced()


async def test_a_user_is_claimed_with_the_rows_in_order(rig: Rig) -> None:
    """The user whose oldest row is oldest comes first; a claimed one is not claimed again."""
    await fill(rig, waiting_row(1, "b"), waiting_row(2, "a"), waiting_row(3, "b"))
    first, second = await claim(rig)
    assert [row.row_id for row in first.rows] == [1, 3]
    assert [row.row_id for row in second.rows] == [2]
    assert first.user != second.user
    assert await claim(rig) == []
    assert await ask(rig, "waiting", LANE) == (3, 2)


async def test_only_so_many_users_and_rows_are_claimed(rig: Rig) -> None:
    await fill(rig, *(waiting_row(n, f"u{n % 2}") for n in range(1, 7)))
    (only,) = await claim(rig, users=1, rows=2)
    assert [row.row_id for row in only.rows] == [1, 3]
    assert len(await claim(rig)) == 1


async def test_released_users_are_due_when_it_is_said(rig: Rig) -> None:
    """Nothing was tried, so nothing is counted."""
    await fill(rig, waiting_row(1))
    (user,) = await claim(rig)
    assert await ask(rig, "next_ms", LANE) is None
    await ask(rig, "release", LANE, [user.user], next_ms=START_MS + 1)
    assert await ask(rig, "next_ms", LANE) == START_MS + 1
    assert await claim(rig) == []
    await ask(rig, "release", LANE, [user.user], next_ms=START_MS)
    assert await claim(rig) == [user]


async def test_delivered_rows_leave_the_queue(rig: Rig) -> None:
    """The user's next rows are due at once; a user without any leaves too."""
    await fill(rig, waiting_row(1), waiting_row(2), waiting_row(3))
    (user,) = await claim(rig)
    first = await begin(rig, user, rows=[1, 2])
    await ask(rig, "end", first, OK)
    assert await states(rig) == ["delivered", "delivered", "pending"]
    assert await balanced(rig)
    (user,) = await claim(rig)
    await ask(rig, "end", await begin(rig, user), OK)
    assert await ask(rig, "waiting", LANE) == (0, 0)
    assert (await rig.reader.books()).deliveries.get(DeliveryState.DELIVERED) == 3
    assert await claim(rig) == []


async def test_a_failed_try_keeps_the_order_and_waits(rig: Rig) -> None:
    """Tries and failures are counted, the first try is remembered."""
    await fill(rig, waiting_row(1), waiting_row(2))
    (user,) = await claim(rig)
    again = SendEnd(Fate.RETRY, START_MS + 9, 9, 500, "Error 500.", next_ms=START_MS)
    for tries in (1, 2):
        await ask(rig, "end", await begin(rig, user, rows=[1]), again)
        assert await states(rig) == ["retrying", "pending"]
        (user,) = await claim(rig)
        assert user.failures == tries
        assert [(row.row_id, row.tries) for row in user.rows] == [(1, tries), (2, 0)]
        assert user.rows[0].first_try_ms == START_MS
    assert (await rig.reader.rows(after=0))[0].attempts == 2
    assert await balanced(rig)


async def test_a_pause_counts_no_failure(rig: Rig) -> None:
    await fill(rig, waiting_row(1))
    (user,) = await claim(rig)
    pause = SendEnd(Fate.RETRY, START_MS, 1, 429, "Rate limit.", next_ms=START_MS, failed=False)
    await ask(rig, "end", await begin(rig, user), pause)
    assert [one.failures for one in await claim(rig)] == [0]


async def test_success_ends_the_count_of_failures(rig: Rig) -> None:
    await fill(rig, waiting_row(1), waiting_row(2))
    (user,) = await claim(rig)
    again = SendEnd(Fate.RETRY, START_MS, 9, 500, "Error 500.", next_ms=START_MS)
    await ask(rig, "end", await begin(rig, user, rows=[1]), again)
    (user,) = await claim(rig)
    await ask(rig, "end", await begin(rig, user, rows=[1]), OK)
    assert [one.failures for one in await claim(rig)] == [0]


async def test_a_refused_merged_request_is_sent_row_by_row(rig: Rig) -> None:
    await fill(rig, waiting_row(1), waiting_row(2), waiting_row(3))
    (user,) = await claim(rig)
    refused = SendEnd(Fate.SPLIT, START_MS, 9, 400, "Refused.")
    await ask(rig, "end", await begin(rig, user, rows=[1, 2]), refused)
    (user,) = await claim(rig)
    assert [row.alone for row in user.rows] == [True, True, False]
    parked = SendEnd(Fate.PARKED, START_MS, 9, 400, "Refused.", b'{"message":"bad"}')
    await ask(rig, "end", await begin(rig, user, rows=[1]), parked)
    assert await states(rig) == ["failed", "retrying", "pending"]
    assert await balanced(rig)


async def test_a_row_can_be_parked_without_a_request(rig: Rig) -> None:
    """The others of the user go on; the timeline says why."""
    await fill(rig, waiting_row(1), waiting_row(2, "u_2"))
    await claim(rig)
    for row_id in (1, 2, 2, 99):
        await ask(rig, "park", row_id, sentence="It cannot be read.", at_ms=START_MS)
    assert await states(rig) == ["failed", "failed"]
    assert await ask(rig, "waiting", LANE) == (0, 0)
    (attempt,) = await rig.outbox.attempts(1)
    assert (attempt.fate, attempt.sentence, attempt.method) == (
        Fate.PARKED,
        "It cannot be read.",
        "",
    )
    assert await ask(rig, "sent_since", LANE, 0) == []


async def test_rows_of_another_lane_are_held(rig: Rig) -> None:
    """They come back when their lane does; new rows follow at once."""
    await fill(rig, waiting_row(1), waiting_row(2, lane=OTHER))
    assert await states(rig) == ["pending", "held"]
    assert len(await claim(rig)) == 1
    await align(rig, OTHER, Mode.LIVE)
    await rig.append(waiting_row(3), waiting_row(4, lane=OTHER))
    assert await states(rig) == ["held", "pending", "held", "pending"]
    assert await claim(rig) == []
    assert await balanced(rig)


@pytest.mark.parametrize("mode", [Mode.HOLD, Mode.DRY_RUN])
async def test_nothing_is_sent_unless_the_mode_is_live(rig: Rig, mode: Mode) -> None:
    """Held rows keep their order and their tries."""
    await fill(rig, *(waiting_row(n) for n in (1, 2, 3)))
    (user,) = await claim(rig)
    again = SendEnd(Fate.RETRY, START_MS, 9, 500, "Error 500.", next_ms=START_MS)
    await ask(rig, "end", await begin(rig, user, rows=[1]), again)
    await align(rig, LANE, mode)
    assert await states(rig) == ["held"] * 3
    assert await claim(rig) == []
    await align(rig, LANE, Mode.LIVE)
    assert await states(rig) == ["retrying", "pending", "pending"]
    (user,) = await claim(rig)
    assert [row.row_id for row in user.rows] == [1, 2, 3]
    assert await balanced(rig)


async def test_a_try_that_fails_after_the_mode_changed_is_held(rig: Rig) -> None:
    await fill(rig, waiting_row(1))
    (user,) = await claim(rig)
    send_id = await begin(rig, user)
    await align(rig, LANE, Mode.HOLD)
    again = SendEnd(Fate.RETRY, START_MS, 9, 500, "Error 500.", next_ms=START_MS)
    await ask(rig, "end", send_id, again)
    assert await states(rig) == ["held"]


async def test_rows_keep_the_state_they_came_with_until_somebody_aligns(rig: Rig) -> None:
    await rig.append(waiting_row(1), replace(waiting_row(2), delivery=DeliveryState.HELD))
    assert await states(rig) == ["pending", "held"]
    assert await claim(rig) == []


async def test_dry_runs_never_wait(rig: Rig) -> None:
    await fill(rig, replace(waiting_row(1), delivery=DeliveryState.DRY_RUN))
    assert await claim(rig) == []
    assert await states(rig) == ["dry_run"]


async def test_an_engine_that_ended_suddenly_leaves_an_unknown_end(rig: Rig) -> None:
    """What was under way is sent again, and its timeline says so; leases are void."""
    await fill(rig, waiting_row(1), waiting_row(2, "u_2"))
    first, _second = await claim(rig)
    await begin(rig, first)
    assert await ask(rig, "begin_session", at_ms=START_MS + 99) == 1
    assert await states(rig) == ["retrying", "pending"]
    (attempt,) = await rig.outbox.attempts(1)
    assert (attempt.fate, attempt.status, attempt.ended_ms) == (Fate.RETRY, None, START_MS + 99)
    assert "unknown" in attempt.sentence
    assert attempt.unknown
    found = await claim(rig)
    assert [row.row_id for user in found for row in user.rows] == [1, 2]
    assert [user.failures for user in found] == [0, 0]
    assert await ask(rig, "begin_session", at_ms=START_MS + 99) == 0


async def test_a_try_that_lies_far_ahead_comes_at_the_next_start(rig: Rig) -> None:
    """A clock that was set back must not keep rows for days."""
    await fill(rig, waiting_row(1))
    (user,) = await claim(rig)
    await ask(rig, "release", LANE, [user.user], next_ms=START_MS + 10**9)
    await ask(rig, "begin_session", at_ms=START_MS)
    assert await ask(rig, "next_ms", LANE) == START_MS


async def test_resent_rows_wait_again_in_the_order_of_receipt(rig: Rig) -> None:
    """Delivered, failed and dry-run rows; what was not forwarded is passed over."""
    dry = replace(waiting_row(2), delivery=DeliveryState.DRY_RUN)
    await fill(rig, waiting_row(1), dry, new_row(3), waiting_row(4))
    (user,) = await claim(rig)
    await ask(rig, "end", await begin(rig, user, rows=[1]), OK)
    assert await ask(rig, "resend", [2, 1, 3, 4, 99], at_ms=START_MS) == 3
    assert await states(rig) == ["pending", "pending", None, "pending"]
    (user,) = await claim(rig)
    assert [row.row_id for row in user.rows] == [1, 2, 4]
    assert [row.tries for row in user.rows] == [0, 0, 0]
    assert await balanced(rig)


async def test_a_resent_row_is_held_where_nothing_is_sent(rig: Rig) -> None:
    dry = replace(waiting_row(1), delivery=DeliveryState.DRY_RUN)
    await fill(rig, dry, mode=Mode.DRY_RUN)
    assert await ask(rig, "resend", [1], at_ms=START_MS) == 1
    assert await states(rig) == ["held"]


async def test_resending_a_row_that_waits_hurries_it(rig: Rig) -> None:
    """A leased one is left alone."""
    await fill(rig, waiting_row(1))
    (user,) = await claim(rig)
    assert await ask(rig, "resend", [1], at_ms=START_MS) == 1
    assert await claim(rig) == []
    await ask(rig, "release", LANE, [user.user], next_ms=START_MS + 99)
    await ask(rig, "resend", [1], at_ms=START_MS)
    assert len(await claim(rig)) == 1


async def test_requests_of_a_lane_are_told_for_the_rate_limit(rig: Rig) -> None:
    await fill(rig, waiting_row(1))
    (user,) = await claim(rig)
    await begin(rig, user)
    assert await ask(rig, "sent_since", LANE, START_MS - 1) == [START_MS]
    assert await ask(rig, "sent_since", LANE, START_MS) == []
    assert await ask(rig, "sent_since", OTHER, 0) == []


async def test_the_timeline_holds_each_request(rig: Rig) -> None:
    """With the start of the answer."""
    await fill(rig, waiting_row(1), waiting_row(2))
    (user,) = await claim(rig)
    send_id = await begin(rig, user)
    (open_one,) = await rig.outbox.attempts(1)
    assert (open_one.fate, open_one.ended_ms, open_one.rows) == (None, None, 2)
    await ask(rig, "end", send_id, replace(OK, answer=b"x" * 5_000))
    expected = Attempt(
        START_MS, OK.ended_ms, Fate.DELIVERED, 202, 40, "Accepted.", b"x" * 4_096, 2,
        "POST", "/v2/users",
    )  # fmt: skip
    assert list(await rig.outbox.attempts(2)) == [expected]
    assert list(await rig.outbox.attempts(3)) == []


async def test_the_queue_is_read_by_lane(rig: Rig) -> None:
    await fill(rig, waiting_row(1), waiting_row(2, lane=OTHER), waiting_row(3, "u_2"))
    (user, _other) = await claim(rig)
    await begin(rig, user)
    ours, others = await rig.outbox.lanes(now_ms=START_MS + 1)
    assert (ours.lane, ours.users, ours.recent) == (LANE, 2, 1)
    assert ours.states == {DeliveryState.PENDING: 2}
    assert ours.oldest_ms == START_MS + 1_000
    assert ours.next_ms is None
    assert (others.lane, others.states) == (OTHER, {DeliveryState.HELD: 1})
    assert others.next_ms == 0
    waiting = await rig.outbox.waiting()
    assert [(one.row.id, one.lane, one.next_ms) for one in waiting] == [
        (1, LANE, None),
        (2, OTHER, 0),
        (3, LANE, None),
    ]
    assert [one.row.id for one in await rig.outbox.waiting(after=1, limit=1)] == [2]
    held = await rig.outbox.waiting(state=DeliveryState.HELD)
    assert [one.row.id for one in held] == [2]
    assert [one.row.id for one in await rig.outbox.waiting(state=DeliveryState.PENDING)] == [1, 3]


async def test_rows_are_read_by_state(rig: Rig) -> None:
    """Newest first."""
    dry = replace(waiting_row(5), delivery=DeliveryState.DRY_RUN)
    await fill(rig, *(waiting_row(n) for n in range(1, 5)), dry)
    (user,) = await claim(rig)
    await ask(rig, "end", await begin(rig, user, rows=[1]), OK)
    parked = SendEnd(Fate.PARKED, START_MS, 9, 404, "Refused.")
    await ask(rig, "end", await begin(rig, user, rows=[2]), parked)

    async def ids(state: DeliveryState, **arguments: Any) -> list[int]:  # noqa: ANN401
        return [row.id for row in await rig.outbox.in_state(state, **arguments)]

    assert await ids(DeliveryState.PENDING) == [4, 3]
    assert await ids(DeliveryState.PENDING, before=4, limit=1) == [3]
    assert await ids(DeliveryState.FAILED) == [2]
    assert await ids(DeliveryState.DELIVERED) == [1]
    assert await ids(DeliveryState.DRY_RUN) == [5]
    assert await ids(DeliveryState.HELD) == []


async def test_latency_is_told_over_the_latest_requests(rig: Rig) -> None:
    assert (await rig.outbox.latency()).answers == 0
    await fill(rig, *(waiting_row(n, f"u{n}") for n in range(1, 4)))
    for number, user in enumerate(await claim(rig), start=1):
        ended = START_MS + number * 1_000 + 100 * number
        end = replace(OK, ended_ms=ended, took_ms=10 * number)
        await ask(rig, "end", await begin(rig, user), end)
    found = await rig.outbox.latency()
    assert (found.answers, found.answer_p50, found.answer_p95) == (3, 20, 30)
    assert (found.delivered_p50, found.delivered_p95) == (200, 300)


async def test_waiting_rows_are_not_pruned(rig: Rig) -> None:
    """However old they are; delivered ones go with their timeline."""
    await fill(rig, waiting_row(1), waiting_row(2), new_row(3))
    (user,) = await claim(rig)
    await ask(rig, "end", await begin(rig, user, rows=[1]), OK)
    assert await rig.log.prune(START_MS, keep_days=1, keep_events=1) == 1
    assert await rig.ids() == [3, 2]
    await rig.log.prune(START_MS + 10**9, keep_days=1, keep_events=1)
    assert await rig.ids() == [2]
    assert list(await rig.outbox.attempts(1)) == []
    assert await ask(rig, "sent_since", LANE, 0) in ([], [START_MS])
    assert await balanced(rig)


async def test_a_long_queue_pushes_nothing_out(rig: Rig) -> None:
    """What waits and what failed come on top of what may be kept; messageIds stay known."""
    await fill(rig, *(waiting_row(n, f"u{n}") for n in range(1, 61)))
    await fill(rig, *(new_row(n) for n in range(61, 81)))
    refused = SendEnd(Fate.PARKED, START_MS, 9, 400, "Refused.")
    for user in (await claim(rig))[:5]:
        await ask(rig, "end", await begin(rig, user), refused)
    assert await rig.log.prune(START_MS, keep_days=1, keep_events=20) == 0
    assert await rig.log.prune(START_MS, keep_days=1, keep_events=5) == 15
    assert await rig.ids() == [*range(80, 75, -1), *range(60, 0, -1)]
    assert len(await rig.outbox.in_state(DeliveryState.FAILED)) == 5
    assert (await rig.do("find", "m-1", b"")).row.id == 1
    assert await balanced(rig)


async def test_a_request_passes_over_rows_that_are_gone(rig: Rig) -> None:
    """They leave no attempt behind; the request counts against the limit all the same."""
    await fill(rig, waiting_row(1))
    (user,) = await claim(rig)
    send_id = await begin(rig, user, rows=[1, 99])
    await ask(rig, "end", send_id, OK)
    assert len(await rig.outbox.attempts(1)) == 1
    assert list(await rig.outbox.attempts(99)) == []
    assert list(await ask(rig, "sent_since", LANE, 0)) == [START_MS]
    assert await ask(rig, "waiting", LANE) == (0, 0)
    assert await balanced(rig)


async def test_failed_rows_are_kept_for_their_days(rig: Rig) -> None:
    """The number of events to keep never removes them; resent, they wait."""
    await fill(rig, *(waiting_row(n, f"u{n}") for n in (1, 2)), new_row(3))
    for row in (1, 2):
        await ask(rig, "park", row, sentence="No.", at_ms=START_MS)
    assert await rig.log.prune(START_MS, keep_days=1, keep_events=0) == 1
    assert await rig.ids() == [2, 1]
    assert await ask(rig, "resend", [2], at_ms=START_MS) == 1
    assert await rig.log.prune(START_MS + 10**9, keep_days=1, keep_events=9) == 1
    assert await rig.ids() == [2]


async def test_work_that_is_undone_leaves_the_queue_as_it_was(rig: Rig) -> None:
    await fill(rig, waiting_row(1))

    def fail(tx: Any) -> None:  # noqa: ANN401
        tx.append(waiting_row(2, "u_2"))
        (user, _other) = tx.outbox.claim(LANE, now_ms=START_MS, users=5, rows=5)
        tx.outbox.begin(NewSend(LANE, START_MS, "POST", "/x", (user.user,), (1,)))
        tx.outbox.align(OTHER, Mode.LIVE, after=0, limit=10)
        raise LookupError("mine")

    with pytest.raises(LookupError):
        await rig.log.transact(fail)
    assert await ask(rig, "waiting", LANE) == (1, 1)
    assert await states(rig) == ["pending"]
    assert list(await rig.outbox.attempts(1)) == []
    assert len(await claim(rig)) == 1


async def test_rows_of_a_failed_shared_request_go_by_themselves_later(rig: Rig) -> None:
    await fill(rig, waiting_row(1), waiting_row(2, "u_2"))
    users = await claim(rig)
    failed = SendEnd(Fate.RETRY, START_MS, 9, 500, "No.", next_ms=START_MS + 5, alone=True)
    await ask(rig, "end", await begin(rig, *users), failed)
    assert await ask(rig, "next_ms", LANE) == START_MS + 5
    found = await ask(rig, "claim", LANE, now_ms=START_MS + 5, users=5, rows=5)
    assert [(user.failures, user.rows[0].alone) for user in found] == [(1, True)] * 2
