"""Merged requests leave a destination as the single ones, in order, would."""

from collections.abc import Iterable, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sprig_tui.domain.decision import OutgoingRequest
from sprig_tui.domain.merging import MAX_JSON, MAX_SHARED_ROWS, MAX_USER_ROWS, Ready, plan_sends
from sprig_tui.domain.settings import Kind

SPRIG = "https://api.sprig.com"
GLEAP = "https://api.gleap.io"
KINDS = (Kind.SPRIG, Kind.SPRIG_ACTIONS)


def row(number: int, user: str, request: OutgoingRequest, *, alone: bool = False) -> Ready:
    return Ready(number, user.encode(), request, alone)


def upsert(user: str, **body: object) -> OutgoingRequest:
    return OutgoingRequest("POST", f"{SPRIG}/v2/users", {"userId": user} | body)


def events(user: str, *names: str) -> OutgoingRequest:
    return upsert(user, events=[{"event": name, "timestamp": 1} for name in names])


def purge(user: str) -> OutgoingRequest:
    return OutgoingRequest("POST", f"{SPRIG}/v2/purge/visitors", {"userIds": [user]})


def tracked(user: str, name: str) -> OutgoingRequest:
    body = {"events": [{"name": name, "userId": user}]}
    return OutgoingRequest("POST", f"{GLEAP}/admin/track", body)


def contact(user: str) -> OutgoingRequest:
    return OutgoingRequest("POST", f"{GLEAP}/admin/identify", {"userId": user})


def removal(user: str) -> OutgoingRequest:
    return OutgoingRequest("DELETE", f"{GLEAP}/admin/contacts/{user}", None)


def queue(user: str, *requests: OutgoingRequest, first: int = 1) -> list[Ready]:
    return [row(number, user, request) for number, request in enumerate(requests, first)]


@pytest.mark.parametrize("kind", KINDS)
def test_what_waits_for_a_user_is_one_request(kind: Kind) -> None:
    waiting = queue(
        "u",
        events("u", "a"),
        upsert("u", attributes={"plan": "free", "n": 1}, emailAddress="old@x.example"),
        upsert("u"),
        events("u", "b"),
        upsert("u", attributes={"plan": "pro"}, emailAddress="new@x.example"),
    )
    (send,) = plan_sends([waiting], kind)
    assert send.request == upsert(
        "u",
        events=[{"event": "a", "timestamp": 1}, {"event": "b", "timestamp": 1}],
        attributes={"plan": "pro", "n": 1},
        emailAddress="new@x.example",
    )
    assert (send.row_ids, send.users) == ((1, 2, 3, 4, 5), (b"u",))


def test_a_single_request_stays_as_it_is() -> None:
    for request in (upsert("u"), upsert("u", attributes={}), events("u", "a"), purge("u")):
        assert plan_sends([queue("u", request)], Kind.SPRIG)[0].request == request
    for request in (tracked("u", "a"), contact("u"), removal("u")):
        assert plan_sends([queue("u", request)], Kind.GLEAP)[0].request == request


def test_merging_leaves_the_rows_requests_as_they_are() -> None:
    first = upsert("u", attributes={"n": 1}, events=[{"event": "a"}])
    plan_sends([queue("u", first, upsert("u", attributes={"n": 2}, events=[]))], Kind.SPRIG)
    assert first == upsert("u", attributes={"n": 1}, events=[{"event": "a"}])


def test_nobody_waits_and_nothing_leaves() -> None:
    assert plan_sends([], Kind.SPRIG) == []
    assert plan_sends([[]], Kind.GLEAP) == []


def test_a_purge_ends_what_may_be_merged_before_it() -> None:
    waiting = queue("u", events("u", "a"), purge("u"), events("u", "b"))
    assert [send.row_ids for send in plan_sends([waiting], Kind.SPRIG)] == [(1,)]
    assert [send.row_ids for send in plan_sends([waiting[1:]], Kind.SPRIG)] == [(2,)]


def test_purges_of_several_users_share_a_request() -> None:
    waiting = [
        queue("a", purge("a"), purge("a"), upsert("a")),
        queue("b", events("b", "x"), first=10),
        queue("c", purge("c"), first=20),
    ]
    upserts, purges = plan_sends(waiting, Kind.SPRIG)
    assert upserts.row_ids == (10,)
    assert (purges.row_ids, purges.users) == ((1, 2, 20), (b"a", b"c"))
    assert purges.request.json == {"userIds": ["a", "c"]}


def test_a_purge_names_at_most_a_hundred_users() -> None:
    waiting = [queue(f"u{number}", purge(f"u{number}"), first=number) for number in range(205)]
    sends = plan_sends(waiting, Kind.SPRIG)
    assert [len(send.users) for send in sends] == [100, 100, 5]


def test_gleaps_events_of_many_users_share_a_request_and_keep_each_users_order() -> None:
    waiting = [
        queue("a", tracked("a", "1"), tracked("a", "2"), contact("a"), tracked("a", "3")),
        queue("b", contact("b"), tracked("b", "1"), first=10),
        queue("c", tracked("c", "1"), removal("c"), first=20),
        queue("d", removal("d"), first=30),
    ]
    single, deletion, batch = plan_sends(waiting, Kind.GLEAP)
    assert (single.row_ids, deletion.row_ids) == ((10,), (30,))
    assert batch.row_ids == (1, 2, 20)
    assert batch.request.json == {
        "events": [
            {"name": "1", "userId": "a"},
            {"name": "2", "userId": "a"},
            {"name": "1", "userId": "c"},
        ]
    }


def test_a_batch_has_at_most_a_hundred_events_and_nobody_is_in_two() -> None:
    waiting = [
        queue(user, *[tracked(user, str(number)) for number in range(70)], first=100 * place)
        for place, user in enumerate("abcd")
    ]
    sends = plan_sends(waiting, Kind.GLEAP)
    assert [len(send.row_ids) for send in sends] == [100, 100]
    users = [user for send in sends for user in send.users]
    assert sorted(users) == [b"a", b"b", b"c", b"d"]


def test_a_users_request_is_bounded_in_rows_and_in_size() -> None:
    many = queue("u", *[events("u", "e")] * (MAX_USER_ROWS + 1))
    assert len(plan_sends([many], Kind.SPRIG)[0].row_ids) == MAX_USER_ROWS
    large = upsert("u", attributes={"text": "x" * (MAX_JSON // 2 - 100)})
    assert plan_sends([queue("u", large, large, large)], Kind.SPRIG)[0].row_ids == (1, 2)
    huge = upsert("u", attributes={"text": "x" * MAX_JSON})
    assert plan_sends([queue("u", huge, huge)], Kind.SPRIG)[0].row_ids == (1,)


def test_a_row_that_was_refused_with_others_goes_by_itself() -> None:
    lone = row(2, "u", events("u", "b"), alone=True)
    first, last = row(1, "u", events("u", "a")), row(3, "u", events("u", "c"))
    assert plan_sends([[first, lone, last]], Kind.SPRIG)[0].row_ids == (1,)
    assert plan_sends([[lone, last]], Kind.SPRIG)[0].row_ids == (2,)
    gone = [[row(n, f"u{n}", purge(f"u{n}"), alone=True)] for n in (1, 2)]
    assert [send.row_ids for send in plan_sends(gone, Kind.SPRIG)] == [(1,), (2,)]


@pytest.mark.parametrize(
    "odd",
    [
        upsert("other"),
        OutgoingRequest("POST", "https://elsewhere.example/v2/users", {"userId": "u"}),
        OutgoingRequest("POST", f"{SPRIG}/v2/else", {"userId": "u"}),
        upsert("u", more=1),
        upsert("u", attributes=None),
        OutgoingRequest("POST", f"{SPRIG}/v2/users", {"events": []}),
        OutgoingRequest("POST", f"{SPRIG}/v2/purge/visitors", {"userIds": ["u"], "more": 1}),
        OutgoingRequest("POST", f"{SPRIG}/v2/users", None),
        removal("u"),
    ],
)
def test_what_is_not_surely_the_same_is_not_merged(odd: OutgoingRequest) -> None:
    waiting = queue("u", upsert("u"), odd, upsert("u"))
    assert [send.row_ids for send in plan_sends([waiting], Kind.SPRIG)] == [(1,)]
    (send,) = plan_sends([waiting[1:]], Kind.SPRIG)
    assert (send.request, send.row_ids) == (odd, (2,))


class Model:
    """Sprig's users as far as requests change them."""

    def __init__(self) -> None:
        self.users: dict[str, dict[str, Any]] = {}

    def apply(self, request: OutgoingRequest) -> None:
        body = request.json or {}
        if "userIds" in body:
            for user in body["userIds"]:
                self.users.pop(user, None)
            return
        user = self.users.setdefault(body["userId"], {"attributes": {}, "events": []})
        user["attributes"] |= body.get("attributes", {})
        user["events"] += body.get("events", [])
        if "emailAddress" in body:
            user["email"] = body["emailAddress"]


def requests_of(user: str) -> st.SearchStrategy[OutgoingRequest]:
    values = st.integers(0, 3) | st.none() | st.lists(st.integers(), max_size=1)
    return st.one_of(
        st.just(purge(user)),
        st.just(upsert(user)),
        st.sampled_from("xyz").map(lambda name: events(user, name)),
        st.dictionaries(st.sampled_from("pqr"), values).map(lambda a: upsert(user, attributes=a)),
        st.sampled_from(["1@x.example", "2@x.example"]).map(
            lambda mail: upsert(user, attributes={"email": mail}, emailAddress=mail)
        ),
    )


ROWS = st.lists(
    st.sampled_from("abc").flatmap(
        lambda user: st.tuples(st.just(user), requests_of(user), st.booleans())
    ),
    max_size=40,
)


@given(ROWS, st.data())
def test_merged_requests_leave_sprig_as_the_single_ones_would(
    rows: list[tuple[str, OutgoingRequest, bool]], data: st.DataObject
) -> None:
    waiting = [row(n, user, request, alone=alone) for n, (user, request, alone) in enumerate(rows)]
    one_by_one, merged = Model(), Model()
    for each in waiting:
        one_by_one.apply(each.request)
    delivered: list[int] = []
    while waiting:
        users = data.draw(st.permutations(sorted({each.user for each in waiting})))
        sends = plan_sends([_of(user, waiting) for user in users], Kind.SPRIG)
        for send in data.draw(st.permutations(sends)):
            merged.apply(send.request)
            delivered += send.row_ids
        assert len({user for send in sends for user in send.users}) == len(users)
        waiting = [each for each in waiting if each.row_id not in delivered]
    assert merged.users == one_by_one.users
    assert sorted(delivered) == list(range(len(rows)))


GLEAP_ROWS = st.lists(
    st.sampled_from("abc").flatmap(
        lambda user: st.tuples(
            st.just(user), st.sampled_from([tracked(user, "x"), contact(user), removal(user)])
        )
    ),
    max_size=30,
)


@given(GLEAP_ROWS)
def test_gleap_gets_every_users_rows_once_and_in_order(
    rows: list[tuple[str, OutgoingRequest]],
) -> None:
    waiting = [row(number, user, request) for number, (user, request) in enumerate(rows)]
    order = {each.user: [r.row_id for r in _of(each.user, waiting)] for each in waiting}
    users = {each.row_id: each.user for each in waiting}
    got: dict[bytes, list[int]] = {user: [] for user in order}
    while waiting:
        sends = plan_sends([_of(user, waiting) for user in order], Kind.GLEAP)
        delivered = {row_id for send in sends for row_id in send.row_ids}
        for send in sends:
            for row_id in send.row_ids:
                got[users[row_id]].append(row_id)
            assert len((send.request.json or {}).get("events", [])) <= MAX_SHARED_ROWS
        waiting = [each for each in waiting if each.row_id not in delivered]
    assert got == order


def _of(user: bytes, rows: Iterable[Ready]) -> Sequence[Ready]:
    return [each for each in rows if each.user == user]


def test_a_user_who_failed_shares_no_request_with_others() -> None:
    failing = [Ready(number, b"b", tracked("b", str(number)), apart=True) for number in (10, 11)]
    waiting = [queue("a", tracked("a", "1")), failing, queue("c", tracked("c", "1"), first=20)]
    sends = plan_sends(waiting, Kind.GLEAP)
    assert [send.row_ids for send in sends] == [(10, 11), (1, 20)]
