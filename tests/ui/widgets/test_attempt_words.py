"""The attempts of an event."""

import re
from dataclasses import replace

import pytest

from sprig_tui.domain.outbox import UNKNOWN_END, Attempt, Fate
from sprig_tui.services.local_time import local_day
from sprig_tui.ui.glyphs import ASCII, UNICODE
from sprig_tui.ui.widgets.attempt_words import (
    RESENT,
    answer_lines,
    answer_start,
    attempt_badge,
    attempt_content,
    attempt_head,
)
from tests.log_rows import START_MS

TODAY = local_day(START_MS)
TAKEN = Attempt(
    START_MS, START_MS + 41, Fate.DELIVERED, 202, 41, "Answered 202.", b'{"ok":true}', 4,
    "POST", "/v2/users",
)  # fmt: skip


@pytest.mark.parametrize(
    ("attempt", "word"),
    [
        (TAKEN, "TAKEN"),
        (replace(TAKEN, fate=None), "UNDER WAY"),
        (replace(TAKEN, fate=Fate.RETRY, status=500), "AGAIN"),
        (replace(TAKEN, fate=Fate.SPLIT), "PARTED"),
        (replace(TAKEN, fate=Fate.PARKED), "REFUSED"),
        (replace(TAKEN, fate=Fate.RETRY, status=None, sentence=UNKNOWN_END), "UNKNOWN"),
    ],
)
def test_each_end_has_its_word(attempt: Attempt, word: str) -> None:
    """And a sign, so that no colour carries it alone."""
    badge = attempt_badge(attempt, UNICODE)
    assert badge.word == word
    assert badge.glyph
    assert word in attempt_head(attempt, ASCII, TODAY).plain


def test_an_attempt_says_when_what_and_how_it_went() -> None:
    """With how many rows it was shared, and the answer below."""
    text = attempt_content(2, TAKEN, UNICODE, TODAY).plain
    assert "POST /v2/users  202  41 ms  shared with 3 others" in text
    assert "Answered 202." in text
    assert '     | {"ok":true}' in text
    assert "shared" not in attempt_head(replace(TAKEN, rows=1), UNICODE, TODAY).plain
    assert "with 1 other" in attempt_head(replace(TAKEN, rows=2), UNICODE, TODAY).plain


def test_a_repeat_of_unknown_outcome_is_told_as_such() -> None:
    """The destination may have it twice (reliability.md, section 1)."""
    cut_off = replace(TAKEN, fate=Fate.RETRY, status=None, took_ms=0, sentence=UNKNOWN_END)
    assert RESENT in attempt_head(cut_off, UNICODE, TODAY).plain
    assert RESENT not in attempt_head(TAKEN, UNICODE, TODAY).plain


def test_a_row_that_could_not_be_built_has_no_request() -> None:
    parked = replace(TAKEN, fate=Fate.PARKED, status=None, method="", path="", rows=1, answer=b"")
    assert re.fullmatch(r"✗ REFUSED +\d\d:\d\d:\d\d", attempt_head(parked, UNICODE, TODAY).plain)


def test_an_answer_cannot_drive_the_terminal() -> None:
    """Line by line, bytes that are no text too, and no more of it than was asked for."""
    assert answer_lines(b"\x1b]0;x\x07\n[b]no[/b]\xff") == [r"\x1b]0;x\x07", "[b]no[/b]\ufffd"]
    assert answer_lines(b"") == []
    assert answer_start(b"<html>\n  <b>a</b>", 300) == "<html> <b>a</b>"
    assert answer_start(b"x" * 900, 10) == "x" * 10


def test_a_long_answer_is_cut_and_the_rest_is_counted() -> None:
    """Until all that is kept of it is asked for."""
    long = replace(TAKEN, answer=b"x" * 2_000 + b"END")
    assert "END" not in attempt_content(1, long, UNICODE, TODAY, limit=2_000).plain
    assert (
        "3 more bytes; v shows them" in attempt_content(1, long, UNICODE, TODAY, limit=2_000).plain
    )
    assert attempt_content(1, long, UNICODE, TODAY).plain.endswith("END")
