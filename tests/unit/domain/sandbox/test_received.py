"""What the stand-in received."""

from typing import Any

import pytest

from sprig_tui.domain.sandbox.received import Received, ReceivedLog, cut_ids, plain_received


def entry(**changes: object) -> Received:
    values: dict[str, Any] = {
        "number": 1,
        "at_ms": 1_795_349_068_114,
        "monotonic": 1.5,
        "method": "POST",
        "path": "/v2/users",
        "key": "••••••••5678",
        "user_ids": ("u_7",),
        "events": 2,
        "status": 202,
        "fault": None,
        "applied": True,
    }
    return Received(**(values | changes))


def test_an_entry_is_listed_whole() -> None:
    assert entry().as_json() == {
        "number": 1,
        "at": "2026-11-22T12:04:28.114Z",
        "monotonic": 1.5,
        "method": "POST",
        "path": "/v2/users",
        "key": "••••••••5678",
        "user_id": "u_7",
        "user_ids": ["u_7"],
        "events": 2,
        "status": 202,
        "fault": None,
        "applied": True,
    }


@pytest.mark.parametrize(("user_ids", "user_id"), [((), None), (("a",), "a"), (("a", "b"), None)])
def test_one_user_is_named(user_ids: tuple[str, ...], user_id: str | None) -> None:
    assert entry(user_ids=user_ids).user_id == user_id


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({}, "T  202  POST      2 events  ••••••••5678  /v2/users             user u_7"),
        (
            {"events": 1, "user_ids": ("a", "b")},
            "T  202  POST      1 event   ••••••••5678  /v2/users             2 users",
        ),
        (
            {"status": None, "fault": "reset", "key": "", "user_ids": ()},
            "T  ---  POST      2 events  no key        /v2/users             fault reset (applied)",
        ),
        (
            {"status": 500, "fault": "5", "applied": False, "user_ids": ()},
            "T  500  POST      2 events  ••••••••5678  /v2/users             fault 5 (not applied)",
        ),
        (
            {"method": "GET", "path": "/admin/auth", "events": 0, "user_ids": ()},
            "T  202  GET       0 events  ••••••••5678  /admin/auth",
        ),
    ],
)
def test_a_plain_line_is_aligned(changes: dict[str, Any], line: str) -> None:
    assert plain_received(entry(**changes).as_json(), "T") == line


def test_a_plain_line_cannot_drive_a_terminal() -> None:
    evil = "\x1b]0;x\x07\u202e"
    changes: dict[str, object] = {
        "method": evil,
        "path": evil,
        "key": evil,
        "user_ids": (evil,),
        "fault": evil,
    }
    assert plain_received(entry(**changes).as_json(), "T").isprintable()


def test_ids_are_cut() -> None:
    assert cut_ids(["x" * 500] * 200) == ("x" * 200,) * 100


def test_the_log_keeps_the_last_and_counts_all() -> None:
    log = ReceivedLog(max_kept=2)
    for number in (1, 2, 3):
        log.add(entry(number=number))
    assert ([one.number for one in log.entries()], len(log), log.total) == ([2, 3], 2, 3)
    log.clear()
    assert (log.entries(), log.total) == ([], 0)
