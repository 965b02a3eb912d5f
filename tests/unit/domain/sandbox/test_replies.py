"""Answers."""

import json

from sprig_tui.domain.sandbox.replies import json_lines, json_reply, message


def test_an_error_is_json_with_a_message() -> None:
    reply = message(429, "Too many", ("ratelimit-reset", "7"))
    assert (reply.status, json.loads(reply.body)) == (429, {"message": "Too many"})
    assert dict(reply.headers) == {"content-type": "application/json", "ratelimit-reset": "7"}


def test_an_answer_of_json_has_its_media_type() -> None:
    assert json_reply(202, [1]).body == b"[1]"


def test_lines_are_made_while_they_are_sent() -> None:
    def values() -> object:
        yield {"a": 1}
        raise AssertionError

    reply = json_lines(values())  # type: ignore[arg-type]
    assert reply.stream is not None
    assert next(iter(reply.stream)) == b'{"a": 1}\n'
