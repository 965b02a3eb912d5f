"""The plain line of a record."""

import pytest

from sprig_tui.domain.backoff import GIVEN_UP
from sprig_tui.domain.log import LogRow
from sprig_tui.domain.outbox import Fate, Landing, SendEnd
from sprig_tui.domain.plain_text import landing_line, plain_line
from sprig_tui.domain.reasons import Reason

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


ROW = LogRow(7, 0, Reason.EVENT, "", "track", "Signed Up", "u_1", None)


@pytest.mark.parametrize(
    ("end", "given_up", "said"),
    [
        (SendEnd(Fate.DELIVERED, 9, 31, 202, "Answered 202."), (),
         "DELIVERED {}: Answered 202. (31 ms)"),
        (SendEnd(Fate.PARKED, 9, 5, 400, "Answered 400."), (), "FAILED {}: Answered 400. (5 ms)"),
        (SendEnd(Fate.SPLIT, 9, 5, 400, "Each goes by itself."), (),
         "RETRYING {}: Each goes by itself. (5 ms)"),
        (SendEnd(Fate.RETRY, 9, 5, 503, "Answered 503.", next_ms=10), (),
         "RETRYING {}: Answered 503. (not before 12:04:30)"),
        (SendEnd(Fate.RETRY, 9, 5, 401, "The key was refused.", next_ms=9), (),
         "RETRYING {}: The key was refused. (5 ms)"),
        (SendEnd(Fate.RETRY, 9, 5, 503, "Answered 503.", next_ms=10), (7,),
         f"FAILED {{}}: Answered 503. {GIVEN_UP} (5 ms)"),
    ],
)  # fmt: skip
def test_what_became_of_a_delivery_is_a_line_too(
    end: SendEnd, given_up: tuple[int, ...], said: str
) -> None:
    line = landing_line(ROW, Landing((7,), end, given_up), "12:04:28", "12:04:30")
    assert line == "12:04:28 " + said.format('track "Signed Up" user u_1')


def test_no_answer_reaches_the_terminal_raw() -> None:
    row = LogRow(7, 0, Reason.EVENT, "", "track", "a\nb", None, "x\x1b[2J")
    end = SendEnd(Fate.PARKED, 9, 5, 400, "Answered\x07.")
    assert landing_line(row, Landing((7,), end), "t", "-").isprintable()
