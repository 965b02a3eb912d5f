"""What every event log does, in memory and in SQLite."""

import asyncio
from dataclasses import replace

import pytest

from sprig_tui.domain.decision import MappingRef
from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.events import CallType, Envelope
from sprig_tui.domain.log import (
    Audience,
    AudienceMember,
    EventRequest,
    KnownUser,
    LogRow,
    MappingHits,
    MappingKey,
    NewRow,
    StoredEvent,
)
from sprig_tui.domain.reasons import Reason
from sprig_tui.ports import LogTransaction
from tests.contract.rig import Rig
from tests.log_rows import START_MS, new_row

FULL = new_row(
    7,
    Reason.EVENT,
    payload=b'{"type":"track", "x":"\\u0000\xf0\x9f\x8f\xb3"}  ',
    envelope=Envelope(CallType.TRACK, {"ip": "1.2.3.4", "n": [1, 2.5, None]}, {"All": False}),
    detail="why \x00 \u202e\U0001f3f3",
    name="a\x00b",
    user_id="6f1b2c3d-1111-4222-8333-444455556666",
    anonymous_id="\x1b]0;x\x07",
    message_id="ajs-next-1700000000000-6f1b2c3d-1111-4222-8333-444455556666",
    mapping=MappingRef("page_urls", 12),
    warnings=("duplicate key: type", "é"),
    delivery=DeliveryState.HELD,
    rules_version="0123456789ab",
    known_user=True,
    source="analytics.js 1.2, key wk_…3f",
    unverified=True,
    settings='{"apiKey":"***"}',
)


async def test_an_event_comes_back_as_it_was_appended(rig: Rig) -> None:
    """Every field, and the payload byte for byte, first and repeated."""
    for number in (1, 2, 3):
        (row_id,) = await rig.append(replace(FULL, message_id=f"{number}-{FULL.message_id}"))
        stored = await rig.reader.event(row_id)
        assert stored is not None
        assert (stored.payload, stored.envelope) == (FULL.payload, FULL.envelope)
        assert (stored.known_user, stored.settings) == (True, FULL.settings)
        assert not stored.id_reused
        assert (await rig.reader.rows(limit=1))[0] == stored.row
        for name in LogRow.__dataclass_fields__.keys() - {"id", "message_id", "attempts", "seen"}:
            assert getattr(stored.row, name) == getattr(FULL, name), name
        assert (stored.row.id, stored.row.attempts, stored.row.seen) == (number, 0, 1)
        assert stored.row.message_id == f"{number}-{FULL.message_id}"


async def test_absent_and_empty_are_told_apart(rig: Rig) -> None:
    """None stays None and "" stays ""."""
    bare = new_row(1, Reason.INVALID_JSON, payload=b"", detail="")
    empty = new_row(2, type="", name="", user_id="", anonymous_id="")
    await rig.append(replace(bare, type=None, name=None, user_id=None, message_id=None), empty)
    second, first = await rig.reader.rows()
    assert [first.type, first.name, first.user_id, first.message_id] == [None] * 4
    assert [second.type, second.name, second.user_id, second.anonymous_id] == [""] * 4
    assert await rig.reader.event(9) is None


async def test_the_books_add_up(rig: Rig) -> None:
    """Each row and each repeat is counted once on both sides."""
    assert (await rig.reader.books()).received == 0
    first, *_ = await rig.append(
        new_row(1, Reason.EVENT),
        new_row(2, Reason.PAGE, delivery=DeliveryState.PENDING),
        new_row(3),
        new_row(4, Reason.INVALID_JSON),
    )
    await rig.do("repeat", first, at_ms=START_MS, same_body=True)
    books = await rig.reader.books()
    assert books.balanced()
    assert (books.received, books.forwarded, books.filtered, books.rejected) == (5, 2, 2, 1)
    assert books.reasons[Reason.DUPLICATE] == 1
    assert books.deliveries == {DeliveryState.DRY_RUN: 1, DeliveryState.PENDING: 1}


@pytest.mark.parametrize(
    "row",
    [
        new_row(1, Reason.EVENT, delivery=None),
        new_row(1, delivery=DeliveryState.DRY_RUN),
    ],
)
async def test_a_row_that_would_unbalance_the_books_is_refused(rig: Rig, row: NewRow) -> None:
    """Forwarded rows have a delivery state, others none."""
    with pytest.raises(ValueError, match="delivery"):
        await rig.append(row)
    assert await rig.ids() == []


@pytest.mark.parametrize(
    "message_id", ["m-1", "x" * 5_000, "\x00", "é\u202e", "6f1b2c3d-1111-4222-8333-444455556666"]
)
async def test_a_messageid_is_found_again(rig: Rig, message_id: str) -> None:
    """With the row that holds it, and whether the body is the same."""
    assert await rig.do("find", message_id, b"{}") is None
    (row_id,) = await rig.append(new_row(1, message_id=message_id, payload=b'{"a":1}'))
    same = await rig.do("find", message_id, b'{"a":1,"sentAt":"now"}')
    other = await rig.do("find", message_id, b'{"a":2}')
    assert (same.row.id, same.same_body) == (row_id, True)
    assert (other.row.message_id, other.same_body) == (message_id, False)
    assert await rig.do("find", message_id + "x", b"{}") is None


async def test_a_repeat_raises_seen_and_remembers_a_reused_id(rig: Rig) -> None:
    """A later repeat with the right body does not undo it."""
    (row_id,) = await rig.append(new_row(1))
    for same_body in (True, False, True):
        await rig.do("repeat", row_id, at_ms=START_MS, same_body=same_body)
    stored = await rig.reader.event(row_id)
    assert isinstance(stored, StoredEvent)
    assert (stored.row.seen, stored.id_reused) == (4, True)
    with pytest.raises(KeyError):
        await rig.do("repeat", 99, at_ms=START_MS, same_body=True)


async def test_one_messageid_has_one_row_unless_rejected(rig: Rig) -> None:
    """A rejected row keeps its messageId but does not hold it."""
    await rig.append(new_row(1, Reason.MISSING_TYPE), new_row(1, Reason.MISSING_TYPE))
    assert await rig.do("find", "m-1", b"") is None
    await rig.append(new_row(1))
    with pytest.raises(ValueError, match="messageId"):
        await rig.append(new_row(1))
    assert await rig.ids() == [3, 2, 1]


async def test_a_work_that_raises_is_undone_alone(rig: Rig) -> None:
    """Its error reaches its caller; the works around it are kept."""

    def fail(tx: LogTransaction) -> None:
        tx.append(new_row(2, Reason.EVENT, detail="twice seen"))
        tx.append(new_row(3, detail="twice seen"))
        tx.know("u", origin="alias", at_ms=1)
        tx.note_request("A", at_ms=1)
        tx.note_audience("k", "audience", "u", member=True, at_ms=1)
        tx.forget("u")
        tx.note_audience("k", "audience", "u", member=True, at_ms=1)
        tx.count_hit(MappingKey("page_urls", "exactly", "u"), at_ms=1)
        tx.save_rules("v", "{}")
        tx.deny_request("A")
        tx.forget("u")
        raise LookupError("mine")

    results = await asyncio.gather(
        rig.do("append", new_row(1, detail="twice seen")),
        rig.log.transact(fail),
        rig.do("append", new_row(4, detail="twice seen")),
        return_exceptions=True,
    )
    assert [results[0], results[2]] == [1, 2]
    assert isinstance(results[1], LookupError)
    assert [row.detail for row in await rig.reader.rows()] == ["twice seen"] * 2
    assert (await rig.reader.books()).received == 2
    assert await rig.reader.user_count() == 0
    assert not await rig.reader.event_requests()
    assert not await rig.reader.audiences()
    assert not await rig.reader.mapping_hits()
    assert await rig.reader.rules("v") is None


async def test_a_work_sees_what_works_before_it_did(rig: Rig) -> None:
    """Also those that share its commit."""
    results = await asyncio.gather(
        rig.do("append", new_row(1)), rig.do("find", "m-1", new_row(1).payload)
    )
    assert results[1].row.id == results[0]


async def test_users_are_known_until_they_are_forgotten(rig: Rig) -> None:
    """The first word on a user stays; ids sort by code point."""
    names = ["b", "a", "é", "B", "\U0001f3f3", "\uffff", "a\x00"]
    for number, name in enumerate(names):
        assert await rig.do("know", name, origin="identify", at_ms=number)
    assert not await rig.do("know", "a", origin="import", at_ms=99)
    assert await rig.do("is_known", "a\x00")
    await rig.do("forget", "B")
    await rig.do("forget", "nobody")
    assert not await rig.do("is_known", "B")
    users = await rig.reader.users()
    assert [user.user_id for user in users] == sorted(set(names) - {"B"})
    assert users[0] == KnownUser("a", 1, "identify")
    assert await rig.reader.users(after="a", limit=2) == list(users[1:3])
    assert await rig.reader.user_count() == len(users)
    assert await rig.reader.is_known("é")
    assert not await rig.reader.is_known("B")


async def test_event_requests_stand_until_denied_and_come_back(rig: Rig) -> None:
    """The most frequent first, then the last seen."""
    for at_ms, name in enumerate(["A", "B", "B", "C"]):
        await rig.do("note_request", name, at_ms=at_ms)
    requests = await rig.reader.event_requests()
    assert [request.name for request in requests] == ["B", "C", "A"]
    assert requests[0] == EventRequest("B", 2, 1, 2)
    assert await rig.do("deny_request", "B")
    assert not await rig.do("deny_request", "B")
    assert not await rig.do("deny_request", "nothing")
    assert [request.name for request in await rig.reader.event_requests()] == ["C", "A"]
    denied = await rig.reader.event_requests(denied=True)
    assert [(one.name, one.denied) for one in denied] == [("B", True)]
    await rig.do("note_request", "B", at_ms=9)
    assert (await rig.reader.event_requests())[0] == EventRequest("B", 3, 1, 9)


async def test_only_the_event_requests_last_seen_are_kept(rig: Rig) -> None:
    """Names made up without end cannot fill the store."""
    for at_ms, name in enumerate(["A", "B", "C", "A", "D", "E"]):
        await rig.do("note_request", name, at_ms=at_ms)
    assert {request.name for request in await rig.reader.event_requests()} == {"A", "D", "E"}


async def test_audiences_count_who_entered_and_left(rig: Rig) -> None:
    """A repeated Identify changes nothing; a first word that says "out" is somebody who left."""
    for at_ms, (user, member) in enumerate(
        [("u1", True), ("u2", True), ("u1", True), ("u1", False), ("u3", False), ("u1", False)]
    ):
        await rig.do("note_audience", "k", "audience", user, member=member, at_ms=at_ms)
    await rig.do("note_audience", "k", "trait", "u1", member=True, at_ms=9)
    assert list(await rig.reader.audiences()) == [
        Audience("k", "audience", members=1, entered=2, left=2, last_ms=4),
        Audience("k", "trait", members=1, entered=1, left=0, last_ms=9),
    ]


async def test_each_value_of_a_computed_trait_is_its_last_change(rig: Rig) -> None:
    """Engage sends a trait when its value changed, so a second one is no repeat."""
    for at_ms in (5, 7, 6):
        await rig.do("note_audience", "k", "trait", "u1", member=True, at_ms=at_ms)
    (trait,) = await rig.reader.audiences()
    assert trait == Audience("k", "trait", members=1, entered=1, left=0, last_ms=7)
    assert (await rig.reader.audience_members("k", "trait"))[0].since_ms == 5


async def test_members_are_named_with_the_time_of_their_last_change(rig: Rig) -> None:
    """By user id, as text sorts; a repeat keeps the time, and classes are kept apart."""
    for at_ms, (user, member) in enumerate(
        [("b", True), ("é", False), ("a", True), ("b", True), ("a", False), ("c\x00", True)]
    ):
        await rig.do("note_audience", "k", "audience", user, member=member, at_ms=at_ms)
    await rig.do("note_audience", "k", "trait", "t", member=True, at_ms=9)
    assert list(await rig.reader.audience_members("k")) == [
        AudienceMember("a", member=False, since_ms=4),
        AudienceMember("b", member=True, since_ms=0),
        AudienceMember("c\x00", member=True, since_ms=5),
        AudienceMember("é", member=False, since_ms=1),
    ]
    assert [one.user_id for one in await rig.reader.audience_members("k", "trait")] == ["t"]
    page = await rig.reader.audience_members("k", after="a", limit=2)
    assert [one.user_id for one in page] == ["b", "c\x00"]
    assert not await rig.reader.audience_members("other")


async def test_a_user_that_is_forgotten_is_in_no_audience(rig: Rig) -> None:
    """The members are counted right again; what Engage said stays counted."""
    for key in ("k", "l"):
        for user in ("u1", "u2"):
            await rig.do("note_audience", key, "audience", user, member=True, at_ms=1)
    await rig.do("note_audience", "l", "audience", "u1", member=False, at_ms=2)
    await rig.do("forget", "u1")
    assert list(await rig.reader.audiences()) == [
        Audience("k", "audience", members=1, entered=2, left=0, last_ms=1),
        Audience("l", "audience", members=1, entered=2, left=1, last_ms=2),
    ]
    for key in ("k", "l"):
        assert [one.user_id for one in await rig.reader.audience_members(key)] == ["u2"]
    await rig.do("note_audience", "k", "audience", "u1", member=True, at_ms=3)
    assert (await rig.reader.audiences())[0].members == 2


async def test_a_rules_version_is_kept_as_it_was_saved(rig: Rig) -> None:
    """Saving a known version again changes nothing."""
    await rig.do("save_rules", "v1", '{"é":1}')
    await rig.do("save_rules", "v1", "other")
    assert await rig.reader.rules("v1") == '{"é":1}'
    assert await rig.reader.rules("v2") is None


async def test_hits_are_counted_for_what_a_mapping_says(rig: Rig) -> None:
    """Wherever it stands in the file."""
    key = MappingKey("triggered_events", "exactly", "A\x00")
    for at_ms in (5, 3):
        await rig.do("count_hit", key, at_ms=at_ms)
    await asyncio.gather(*(rig.do("count_hit", key, at_ms=at_ms) for at_ms in (8, 7)))
    assert await rig.reader.mapping_hits() == {key: MappingHits(4, 8)}
