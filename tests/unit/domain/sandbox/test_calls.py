"""Whom a request is about."""

import pytest

from sprig_tui.domain.sandbox.calls import Subject, read_subject
from tests.unit.domain.sandbox.calls_made import call, subject


@pytest.mark.parametrize(
    ("path", "value", "user_ids", "events"),
    [
        ("/v2/users", {"userId": "u_1", "events": [{}, {}]}, ("u_1",), 2),
        ("/v2/users", {"userId": 7, "events": "no"}, (), 0),
        ("/v2/purge/visitors", {"userIds": ["a", "b", "a", 3]}, ("a", "b"), 0),
        ("/v2/purge/visitors", {"userIds": "a"}, (), 0),
        ("/admin/track", {"events": [{"userId": "a"}, 1, {"userId": "b"}]}, ("a", "b"), 3),
        ("/admin/contacts/a%2Fb", {}, ("a/b",), 0),
        ("/v2/users/gr%C3%B6%C3%9Fe", {}, ("größe",), 0),
    ],
)
def test_the_users_and_events_of_a_request(
    path: str, value: object, user_ids: tuple[str, ...], events: int
) -> None:
    read = subject(value, path)
    assert (read.user_ids, read.events, read.problem) == (user_ids, events, "")


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "the body is missing or over 1 MB"),
        (b"{", "invalid JSON at byte 1"),
        (b"[]", "the body is not a JSON object"),
    ],
)
def test_a_body_that_is_no_object(body: bytes, problem: str) -> None:
    assert read_subject(call(value=body)) == Subject({}, problem)


def test_a_path_names_its_user_whatever_the_body_is() -> None:
    assert read_subject(call("/v2/users/u_1", method="GET")).user_ids == ("u_1",)
