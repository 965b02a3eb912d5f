"""What the stand-in tells about itself."""

import json
from typing import Any

import pytest

from sprig_tui.domain.sandbox.control import FAULTS_FORM, answer_control
from sprig_tui.domain.sandbox.replies import Reply
from sprig_tui.domain.sandbox.stand_in import StandIn
from tests.unit.domain.sandbox.calls_made import call
from tests.unit.domain.sandbox.test_stand_in import USER, stand_in


def ask(made: StandIn, name: str, value: object = None, *, method: str = "GET") -> Reply:
    return answer_control(made, call(f"/_sandbox/{name}", value, method=method))


def lines(reply: Reply) -> list[Any]:
    assert reply.stream is not None
    return [json.loads(line) for line in b"".join(reply.stream).splitlines()]


def test_requests_are_listed_a_line_each_without_keys() -> None:
    made = stand_in("1x500")
    for _ in range(2):
        made.receive(call(value=USER))
    listed = lines(ask(made, "requests"))
    assert [one["status"] for one in listed] == [500, 202]
    assert "12345678" not in json.dumps(listed)


def test_people_of_both_destinations_are_listed() -> None:
    made = stand_in()
    made.receive(call(value=USER))
    made.receive(call("/admin/track", {"events": [{"name": "B", "userId": "c"}]}))
    user, contact = lines(ask(made, "users"))
    assert (user["destination"], user["userId"], user["eventCount"]) == ("sprig", "u", 1)
    assert (contact["destination"], contact["events"][0]["name"]) == ("gleap", "B")


def test_listing_survives_what_comes_meanwhile() -> None:
    made = stand_in()
    for user_id in "ab":
        made.receive(call(value={"userId": user_id}))
    stream = ask(made, "users").stream
    assert stream is not None
    listing = iter(stream)
    next(listing)
    made.receive(call(value={"userId": "c"}))
    assert len(list(listing)) == 1


def test_the_figures_are_told() -> None:
    assert json.loads(ask(stand_in(), "stats").body)["received"] == 0


def test_faults_are_changed_live() -> None:
    made = stand_in("500")
    reply = ask(made, "faults", {"faults": ["reset,10%"], "seed": 3}, method="POST")
    assert json.loads(reply.body) == {"faults": ["reset,10%"], "seed": 3}
    assert [rule.text for rule in made.script.rules] == ["reset,10%"]
    assert ask(made, "faults", {"faults": []}, method="POST").status == 200
    assert not made.script.rules


@pytest.mark.parametrize(
    ("value", "complaint"),
    [
        (b"{", "invalid JSON at byte 1"),
        ({}, FAULTS_FORM),
        ({"faults": "500"}, FAULTS_FORM),
        ({"faults": [500]}, FAULTS_FORM),
        ({"faults": [], "seed": "1"}, FAULTS_FORM),
        ({"faults": [], "seed": True}, FAULTS_FORM),
        ({"faults": ["500", "boom"]}, 'fault "boom": "boom" is no fault; expected'),
    ],
)
def test_a_bad_script_changes_nothing(value: object, complaint: str) -> None:
    made = stand_in("500")
    reply = ask(made, "faults", value, method="POST")
    assert reply.status == 400
    assert json.loads(reply.body)["message"].startswith(complaint)
    assert [rule.text for rule in made.script.rules] == ["500"]


def test_reset_forgets_everything() -> None:
    made = stand_in()
    made.receive(call(value=USER))
    assert ask(made, "reset", method="POST").status == 204
    assert (made.log.total, len(made.sprig.users)) == (0, 0)


@pytest.mark.parametrize(
    ("name", "method", "status"),
    [("stats", "POST", 405), ("reset", "GET", 405), ("nothing", "GET", 404), ("", "GET", 404)],
)
def test_other_requests_are_refused(name: str, method: str, status: int) -> None:
    assert ask(stand_in(), name, method=method).status == status
