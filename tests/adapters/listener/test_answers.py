"""Errors in the words of their route."""

import json

import pytest

from sprig_tui.adapters.listener.answers import (
    CLOSE,
    MESSAGES,
    SUCCESS,
    Dialect,
    error,
    json_answer,
    rejected,
)
from sprig_tui.domain.reasons import Outcome, Reason


def test_success_is_what_segment_answers() -> None:
    assert (SUCCESS.status, SUCCESS.body) == (200, b'{"success": true}')


def test_an_error_of_a_tracking_route_has_code_and_message() -> None:
    answer = error(Dialect.TRACKING, 401, "unauthorized", "no key", CLOSE)
    assert json.loads(answer.body) == {
        "success": False,
        "code": "unauthorized",
        "message": "no key",
    }
    assert dict(answer.headers) == {b"content-type": b"application/json", b"connection": b"close"}


def test_an_error_of_the_webhook_has_a_message_only() -> None:
    answer = error(Dialect.WEBHOOK, 401, "unauthorized", "no key")
    assert json.loads(answer.body) == {"message": "no key"}


@pytest.mark.parametrize("reason", [r for r in Reason if r.outcome is Outcome.REJECTED])
def test_every_rejection_has_its_fixed_words(reason: Reason) -> None:
    said = json.loads(rejected(Dialect.TRACKING, 400, reason).body)
    assert said["code"] == reason.value.removeprefix("rejected.")
    assert said["message"] == MESSAGES[reason]


def test_json_is_ascii_on_the_wire() -> None:
    assert json_answer(200, {"a": "é\u2028"}).body == b'{"a": "\\u00e9\\u2028"}'
