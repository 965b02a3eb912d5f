"""The way of one event to its destination."""

from dataclasses import replace

import pytest

from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.log import LogRow
from sprig_tui.domain.outbox import UNKNOWN_END, Attempt, Fate
from sprig_tui.domain.reasons import Reason
from sprig_tui.services.local_time import local_day
from sprig_tui.ui.glyphs import UNICODE
from sprig_tui.ui.widgets.attempt_words import RESENT
from sprig_tui.ui.widgets.timeline import timeline_content
from tests.log_rows import START_MS

TODAY = local_day(START_MS)

ROW = LogRow(7, START_MS, Reason.EVENT, "", delivery=DeliveryState.DELIVERED, attempts=2)
CUT_OFF = Attempt(
    START_MS + 500, START_MS + 900, Fate.RETRY, None, 0, UNKNOWN_END, b"", 1, "POST", "/v2/users"
)
TAKEN = replace(
    CUT_OFF, fate=Fate.DELIVERED, status=202, took_ms=41, ended_ms=START_MS + 1_500, sentence="Ok."
)


def test_every_attempt_stands_in_its_order() -> None:
    """From receipt to delivery, a cut-off one marked as such."""
    text = timeline_content(ROW, [CUT_OFF, TAKEN], UNICODE, TODAY).plain
    assert text.index("RECEIVED") < text.index(RESENT) < text.index("202")
    assert "1.5 s after it was received" in text
    assert "SENT" in text


@pytest.mark.parametrize("state", list(DeliveryState))
def test_every_state_says_what_comes_next(state: DeliveryState) -> None:
    row = replace(ROW, delivery=state, attempts=0)
    last = timeline_content(row, [], UNICODE, TODAY).plain.splitlines()[-1]
    assert last.endswith(".")


def test_attempts_that_are_gone_are_counted() -> None:
    assert "1 earlier not kept any more" in timeline_content(ROW, [TAKEN], UNICODE, TODAY).plain


def test_what_is_not_forwarded_has_no_way() -> None:
    row = replace(ROW, reason=Reason.UNMAPPED_EVENT, delivery=None)
    assert timeline_content(row, [], UNICODE, TODAY).plain.startswith("Nothing to deliver")


def test_the_waits_between_the_tries_are_told() -> None:
    """From receipt to the first, from an answer to the next."""
    later = replace(TAKEN, at_ms=START_MS + 4_900)
    text = timeline_content(ROW, [CUT_OFF, later], UNICODE, TODAY).plain
    assert text.index("waited 500 ms") < text.index("waited 4.0 s")


def test_when_it_may_be_tried_next_is_told() -> None:
    row = replace(ROW, delivery=DeliveryState.RETRYING)
    assert "Not before " in timeline_content(row, [CUT_OFF], UNICODE, TODAY, next_ms=START_MS).plain
    assert "Not before" not in timeline_content(row, [CUT_OFF], UNICODE, TODAY).plain


def test_two_kilobytes_of_an_answer_stand_there_and_the_rest_on_demand() -> None:
    refused = replace(TAKEN, fate=Fate.PARKED, answer=b"a" * 3_000 + b"END")
    assert "END" not in timeline_content(ROW, [refused], UNICODE, TODAY).plain
    assert "END" in timeline_content(ROW, [refused], UNICODE, TODAY, whole=True).plain
