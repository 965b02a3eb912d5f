"""Rows of the lists of deliveries."""

import re
from dataclasses import replace

import pytest

from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.log import Books, LogRow
from sprig_tui.domain.outbox import Attempt, Fate, Lane, Waiting
from sprig_tui.domain.reasons import Reason
from sprig_tui.domain.settings import Mode
from sprig_tui.services.delivery_pages import DeliveryList, Entry
from sprig_tui.ui.glyphs import UNICODE
from sprig_tui.ui.widgets.delivery_rows import (
    TITLES,
    RowFacts,
    delivery_columns,
    delivery_fields,
    empty_lines,
    entry_detail,
    entry_line,
)
from tests.log_rows import START_MS

ROW = LogRow(
    7, START_MS, Reason.EVENT, "", type="track", name="Order \x1b[b]x", user_id="u_1",
    delivery=DeliveryState.RETRYING, attempts=3,
)  # fmt: skip
FAILED_TRY = Attempt(
    START_MS, START_MS + 80, Fate.RETRY, 500, 80, "Answered 500.", b'{"no":1}\nsecond', 2,
    "POST", "/v2/users",
)  # fmt: skip
NOW = RowFacts(FAILED_TRY, now_ms=START_MS)


def waiting(next_ms: int | None, state: DeliveryState = DeliveryState.RETRYING) -> Entry:
    row = replace(ROW, delivery=state)
    return Entry(row, Waiting(row, Lane(), next_ms))


def line(entry: Entry, which: DeliveryList, facts: RowFacts = NOW, width: int = 77) -> str:
    return entry_line(entry, which, facts, width, UNICODE).plain


@pytest.mark.parametrize("which", list(DeliveryList))
@pytest.mark.parametrize("width", [47, 77, 117, 157])
def test_a_row_fills_its_line_at_every_width(which: DeliveryList, width: int) -> None:
    """Harmless, under the titles of as many columns."""
    entry = waiting(START_MS + 9_000)
    content = entry_line(entry, which, NOW, width, UNICODE)
    assert content.cell_length == width
    assert r"Order" in content.plain
    assert "\x1b" not in content.plain
    assert len(delivery_columns(which, width)) == len(delivery_fields(which, width))
    assert which in TITLES


@pytest.mark.parametrize(
    ("entry", "facts", "words"),
    [
        (waiting(START_MS + 9_000), NOW, "in 9 s"),
        (waiting(START_MS), NOW, "now"),
        (waiting(None), NOW, "under way"),
        (waiting(START_MS), replace(NOW, flowing=False), "waits"),
        (waiting(START_MS), replace(NOW, flowing=False, until_ms=START_MS + 60_000), "in 1 min"),
        (waiting(START_MS, DeliveryState.HELD), NOW, "held"),
    ],
)
def test_when_a_row_leaves_is_told(entry: Entry, facts: RowFacts, words: str) -> None:
    """Not before the queue flows again."""
    assert words in line(entry, DeliveryList.WAITING, facts)


def test_failures_show_status_and_the_answers_start() -> None:
    """A success how long it took; no answer says so."""
    entry = Entry(replace(ROW, delivery=DeliveryState.FAILED))
    assert '500 {"no":1}' in line(entry, DeliveryList.FAILED)
    taken = replace(FAILED_TRY, status=202, took_ms=41)
    assert "202 41 ms" in line(entry, DeliveryList.DELIVERED, replace(NOW, attempt=taken))
    silent = replace(FAILED_TRY, status=None)
    assert "no answer" in line(entry, DeliveryList.FAILED, replace(NOW, attempt=silent))
    under_way = replace(silent, ended_ms=None, fate=None)
    assert "no answer" not in line(entry, DeliveryList.FAILED, replace(NOW, attempt=under_way))
    assert "500" not in line(entry, DeliveryList.FAILED, RowFacts())


def test_a_mark_is_a_sign() -> None:
    assert line(waiting(0), DeliveryList.WAITING, replace(NOW, marked=True)).startswith("*")


def test_the_widest_screen_says_where_to() -> None:
    text = line(waiting(0), DeliveryList.WAITING, width=160)
    assert "api.sprig.com (sprig, development)" in text
    assert "track" in text


def test_the_detail_tells_the_last_try() -> None:
    """Request, status, sentence, when next, and as much of the answer as fits."""
    entry = waiting(START_MS + 9_000)
    text = entry_detail(entry, NOW, 8, UNICODE).plain
    assert "#7  api.sprig.com (sprig, development)" in text
    assert "POST /v2/users  500  80 ms  shared with 1 other  try 3" in text
    assert "Answered 500. Next try in 9 s." in text
    assert '| {"no":1}\n| second' in text
    low = entry_detail(entry, NOW, 4, UNICODE).plain
    assert low.endswith('| {"no":1} second')
    over = Entry(replace(ROW, delivery=DeliveryState.FAILED, attempts=1))
    text = entry_detail(over, NOW, 4, UNICODE).plain
    assert "Next try" not in text
    assert "try 1" not in text


@pytest.mark.parametrize(
    ("state", "attempts", "words"),
    [
        (DeliveryState.DRY_RUN, 0, "r sends it"),
        (DeliveryState.HELD, 0, "Held: it leaves when"),
        (DeliveryState.PENDING, 0, "Not tried yet; received"),
        (DeliveryState.DELIVERED, 2, "not kept any more"),
    ],
)
def test_a_row_without_attempts_says_why(state: DeliveryState, attempts: int, words: str) -> None:
    entry = Entry(replace(ROW, delivery=state, attempts=attempts, name=None))
    assert words in entry_detail(entry, RowFacts(), 4, UNICODE).plain


@pytest.mark.parametrize("attempt", [None, FAILED_TRY])
def test_what_waits_for_another_destination_says_how_it_can_leave(attempt: Attempt | None) -> None:
    """Whether or not it was tried there; one of the chosen destination says what holds it."""
    entry = waiting(None, DeliveryState.HELD)
    other = RowFacts(attempt, own=Lane(endpoint="http://127.0.0.1:8766"))
    lines = entry_detail(entry, other, 4, UNICODE).plain.splitlines()
    assert "api.sprig.com (sprig, development)" in lines[0]
    assert "not chosen now" in lines[1]
    assert "sends it anew" in lines[2]
    assert all(len(line) <= 78 for line in lines)
    assert len(entry_detail(entry, other, 2, UNICODE).plain.splitlines()) == 2
    assert "not chosen" not in entry_detail(entry, RowFacts(attempt, own=Lane()), 4, UNICODE).plain


@pytest.mark.parametrize("which", list(DeliveryList))
@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("count", [0, 1, 1_234_567])
def test_an_empty_list_says_so_on_eighty_columns(
    which: DeliveryList, mode: Mode, count: int
) -> None:
    """With what to do where there is something to do."""
    books = Books(forwarded=count, deliveries=dict.fromkeys(DeliveryState, count))
    lines = empty_lines(which, mode, books)
    assert lines
    assert all(one.cell_length <= 77 and one.plain.endswith(".") for one in lines)


@pytest.mark.parametrize(
    ("delivered", "failed", "dry", "first", "more"),
    [
        (0, 0, 7, "Nothing waits.", True),
        (1, 0, 7, "Nothing waits: everything that was queued is delivered, or failed", True),
        (0, 2, 0, "Nothing waits: everything is delivered, or failed for good.", False),
        (0, 0, 0, "Nothing waits.", False),
    ],
)
def test_only_what_was_queued_is_told_as_delivered(
    delivered: int, failed: int, dry: int, first: str, more: bool
) -> None:
    """Just gone live, with what the dry run showed; that is sent by hand."""
    counts = {
        DeliveryState.DELIVERED: delivered,
        DeliveryState.FAILED: failed,
        DeliveryState.DRY_RUN: dry,
    }
    books = Books(forwarded=max(sum(counts.values()), 1), deliveries=counts)
    lines = [one.plain for one in empty_lines(DeliveryList.WAITING, Mode.LIVE, books)]
    assert lines[0].startswith(first)
    assert [("queues nothing" in one and "r sends them" in one) for one in lines[1:]] == [
        True
    ] * more


def test_an_empty_list_does_not_contradict_the_counts() -> None:
    """They go on when rows are removed."""
    none, five = Books(), Books(forwarded=5, deliveries={DeliveryState.FAILED: 5})
    assert empty_lines(DeliveryList.FAILED, Mode.LIVE, none)[0].plain == "Nothing failed."
    first, second = empty_lines(DeliveryList.FAILED, Mode.LIVE, five)
    assert first.plain == "Failed in all: 5. None of them is kept any more."
    assert "keep_days" in second.plain


def test_rows_and_tries_of_another_day_tell_it() -> None:
    """In the column in its eight cells."""
    later = replace(NOW, now_ms=START_MS + 86_400_000)
    assert re.search(r" 22 \d\d:\d\d Order", line(waiting(0), DeliveryList.FAILED, later))
    assert not re.search(r" 22 \d\d:\d\d ", line(waiting(0), DeliveryList.FAILED, NOW))
    assert "AGAIN      Nov 22 " in entry_detail(waiting(0), later, 8, UNICODE).plain
