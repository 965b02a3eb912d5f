"""Which checks a request passes, and what becomes of it."""

import random
from collections.abc import Callable, Sequence

import pytest

from sprig_tui.domain.sandbox import stand_in as module
from sprig_tui.domain.sandbox.calls import Call
from sprig_tui.domain.sandbox.fault_specs import parse_faults
from sprig_tui.domain.sandbox.replies import Reply, Silence
from sprig_tui.domain.sandbox.stand_in import StandIn, Terms
from sprig_tui.domain.secret import Secret
from tests.unit.domain.sandbox.calls_made import AT_MS, call

USER = {"userId": "u", "events": [{"event": "A"}]}


def make_chance(seed: int | None) -> Callable[[], float]:
    return random.Random(seed).random


def stand_in(*faults: str, limit: int = 1000, keys: Sequence[Secret] = ()) -> StandIn:
    made = StandIn(Terms(limit=limit, keys=keys), make_chance=make_chance)
    made.use_faults(parse_faults(faults), seed=1)
    return made


def reply_of(made: StandIn, request: Call) -> Reply:
    _entry, reaction = made.receive(request)
    assert isinstance(reaction, Reply)
    return reaction


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (call(value=USER), 202),
        (call(value={}), 400),
        (call("/v2/users/u", method="GET"), 404),
        (call("/v2/purge/visitors", {"userIds": ["u"]}), 202),
        (call("/admin/track", {"events": [{"userId": "u"}]}), 200),
        (call("/admin/identify", {"userId": "u"}), 200),
        (call("/admin/contacts/u", method="DELETE"), 200),
        (call("/admin/auth", method="GET"), 200),
        (call("/", value=USER), 404),
        (call("/v2/users/", method="GET"), 404),
        (call(method="GET"), 405),
        (call("/admin/auth"), 405),
        (call(value=USER, authorization=b"Basic abc"), 401),
        (call(value=USER, authorization=b""), 401),
        (call("/admin/auth", method="GET", api_token=b""), 401),
    ],
)
def test_every_route_answers(request_: Call, status: int) -> None:
    made = stand_in()
    assert reply_of(made, request_).status == status
    assert made.log.entries()[0].status == status


def test_a_wrong_method_is_told_the_right_one() -> None:
    assert dict(reply_of(stand_in(), call(method="PUT")).headers)["allow"] == "POST"


def test_only_given_keys_are_accepted_for_both() -> None:
    made = stand_in(keys=(Secret("good-key"),))
    assert reply_of(made, call(value=USER, authorization=b"Bearer good-key")).status == 202
    assert reply_of(made, call(value=USER)).status == 401
    assert reply_of(made, call("/admin/auth", method="GET", api_token=b"good-key")).status == 200
    assert reply_of(made, call("/admin/auth", method="GET")).status == 401


def test_an_entry_tells_what_came() -> None:
    made = stand_in()
    entry, _reply = made.receive(call(value=USER, at=2.0))
    assert (entry.number, entry.at_ms, entry.monotonic) == (1, AT_MS + 2000, 2.0)
    assert (entry.method, entry.path, entry.key) == ("POST", "/v2/users", "••••••••5678")
    assert (entry.user_id, entry.events, entry.fault, entry.applied) == ("u", 1, None, True)
    assert made.sprig.users["u"].events[0].request == 1


def test_what_reads_or_fails_is_not_applied() -> None:
    made = stand_in()
    entries = [
        made.receive(request)[0]
        for request in (
            call(value=USER),
            call("/v2/users/u", method="GET"),
            call(value={}),
            call("/no"),
        )
    ]
    assert [entry.applied for entry in entries] == [True, False, False, False]


def test_the_limit_is_sprig_s_and_each_key_has_its_own() -> None:
    made = stand_in(limit=1)
    assert reply_of(made, call(value=USER)).status == 202
    refused = reply_of(made, call(value=USER, at=10.5))
    assert (refused.status, dict(refused.headers)["ratelimit-reset"]) == (429, "290")
    assert reply_of(made, call(value=USER, at=11.0, authorization=b"Bearer other")).status == 202
    for _ in range(3):
        assert reply_of(made, call("/admin/auth", method="GET")).status == 200
    assert reply_of(made, call(value=USER, at=300.0)).status == 202


def test_windows_of_keys_stay_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_KEYS", 1)
    made = stand_in(limit=1)
    keys = (b"Bearer a", b"Bearer b", b"Bearer a")
    statuses = [reply_of(made, call(value=USER, authorization=key)).status for key in keys]
    assert statuses == [202, 202, 202]


def test_a_fault_is_not_applied_unless_it_says_so() -> None:
    made = stand_in("1x500", "1x500:applied", "1xreset", "1xreset:applied")
    entries = [made.receive(call(value=USER))[0] for _ in range(4)]
    assert [entry.applied for entry in entries] == [False, True, False, True]
    assert [entry.status for entry in entries] == [500, 500, None, None]
    assert [entry.fault for entry in entries][::3] == ["1x500", "1xreset:applied"]
    assert [event.request for event in made.sprig.users["u"].events] == [2, 4]


def test_silent_faults_give_no_answer() -> None:
    assert stand_in("timeout").receive(call(value=USER))[1] is Silence.HANG


def test_a_slow_answer_is_the_true_one() -> None:
    reply = reply_of(stand_in("slow=3"), call(value={}))
    assert (reply.status, reply.wait) == (400, 3.0)


def test_ok_shields_from_later_faults() -> None:
    made = stand_in("1xok", "500")
    entries = [made.receive(call(value=USER))[0] for _ in range(2)]
    assert [(entry.status, entry.fault) for entry in entries] == [(202, None), (500, "500")]


def test_a_fault_strikes_the_user_that_it_names() -> None:
    made = stand_in("500,user=u")
    assert reply_of(made, call(value={"userId": "v"})).status == 202
    assert reply_of(made, call(value=USER)).status == 500


def test_faults_spare_what_is_refused_anyway() -> None:
    made = stand_in("1x500", limit=1)
    assert reply_of(made, call("/no")).status == 404
    assert reply_of(made, call(value=USER, authorization=b"")).status == 401
    assert reply_of(made, call(value=USER)).status == 500
    assert reply_of(made, call(value=USER)).status == 429


def test_the_figures_count_every_request() -> None:
    made = stand_in("500,every=2", limit=5)
    for at in (0.0, 1.0, 2.0, 400.0):
        made.receive(call(value=USER, at=at))
    made.receive(call("/admin/identify", {"userId": "c"}, at=401.0))
    assert made.stats(402.0) == {
        "received": 5,
        "kept": 5,
        "window": 300.0,
        "limit": 5,
        "in_window": 2,
        "highest_in_window": 3,
        "users": 1,
        "contacts": 1,
        "forgotten": 0,
        "faults": ["500,every=2"],
    }


def test_clearing_begins_everything_anew() -> None:
    made = stand_in("500,50%", limit=8)

    def play() -> list[int | None]:
        return [made.receive(call(value=USER, at=1.0))[0].status for _ in range(8)]

    first = play()
    made.receive(call("/admin/identify", {"userId": "c"}))
    made.clear()
    figures = made.stats(1.0)
    assert [figures[key] for key in ("received", "users", "contacts", "in_window")] == [0] * 4
    assert figures["highest_in_window"] == 0
    assert play() == first
    assert {202, 500} == set(first)
