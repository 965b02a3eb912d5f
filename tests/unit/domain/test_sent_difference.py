"""How two sides send one event."""

import pytest

from sprig_tui.domain.sent_difference import MOST_FIELDS, sent_differences


def post(body: object, path: str = "/v2/users") -> tuple[str, str, object]:
    return "POST", path, body


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ({"userId": "u"}, {"userId": "u"}, ()),
        ({"userId": "u", "emailAddress": "a@b"}, {"userId": "u"}, ("without emailAddress",)),
        ({"events": [{"event": "A"}]}, {"events": [{"event": "B"}]}, ("other events.event",)),
        (
            {"events": [{"event": "A"}]},
            {"events": [{"event": "A", "timestamp": 1}]},
            ("with events.timestamp",),
        ),
        ({"a": [1, 2]}, {"a": [2, 1]}, ("other a",)),
        ({"a": [1]}, {"a": [1, 2]}, ("other a",)),
        ({"a": 1}, {"a": True}, ("other a",)),
        ({"a": None}, {}, ("without a",)),
        (
            {"a": {"b": 1, "c": 2}},
            {"a": {"c": 3, "d": 4}},
            ("without a.b", "other a.c", "with a.d"),
        ),
        (None, {"a": 1}, ("other body",)),
    ],
)
def test_each_field_that_differs_is_named(
    before: object, after: object, words: tuple[str, ...]
) -> None:
    """What goes, what comes, and what has another value."""
    assert sent_differences([post(before)], [post(after)]) == words


def test_another_place_or_number_of_requests_is_said() -> None:
    """Before the fields."""
    assert sent_differences([post({})], [post({}, "/x")]) == ("POST /x instead of POST /v2/users",)
    assert sent_differences([post({})], [post({})] * 2) == ("2 requests instead of 1",)


def test_an_event_with_very_many_fields_stays_short() -> None:
    """Traits are a sender's, so there may be any number."""
    body = {f"f{number}": number for number in range(100)}
    assert len(sent_differences([post(body)], [post({})])) == MOST_FIELDS
