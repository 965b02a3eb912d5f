"""The plain line of a record."""

import pytest

from sprig_tui.domain.plain_text import plain_line

RECORD = {
    "outcome": "filtered",
    "reason": "filtered.unmapped_event",
    "type": "track",
    "name": "Order Completed",
    "user_id": "u_77",
    "anonymous_id": None,
    "detail": "No mapping.",
}


def test_the_line_names_the_outcome_the_event_the_user_and_the_reason() -> None:
    assert plain_line(RECORD, "12:04:27") == (
        '12:04:27 FILTERED track "Order Completed" user u_77: No mapping. (filtered.unmapped_event)'
    )


def test_an_anonymous_sender_is_named_as_such() -> None:
    line = plain_line({**RECORD, "user_id": None, "anonymous_id": "a_1", "name": None}, "t")
    assert line.startswith("t FILTERED track anonymous a_1: ")


@pytest.mark.parametrize("evil", ["\x1b]0;x\x07", "a\nb", "\u202e", "\x9b2J"])
def test_nothing_in_a_payload_reaches_the_terminal_raw(evil: str) -> None:
    line = plain_line({**RECORD, "name": evil, "type": None, "detail": evil}, "t")
    assert line.isprintable()


def test_a_rejection_without_type_shows_a_question_mark() -> None:
    assert " ? " in plain_line({**RECORD, "type": None}, "t")


def test_a_rejection_without_anybody_names_nobody() -> None:
    line = plain_line({**RECORD, "user_id": None, "name": None}, "t")
    assert line == "t FILTERED track: No mapping. (filtered.unmapped_event)"
