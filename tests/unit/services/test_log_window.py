"""A window over the log: every page, both ends, a filter, and what changes meanwhile."""

import pytest

from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.log import LogRow
from sprig_tui.domain.query import Query
from sprig_tui.domain.reasons import Reason
from sprig_tui.services.log_window import LogWindow
from tests.fakes.log import MemoryLog
from tests.log_rows import START_MS, new_row


def _log(count: int) -> MemoryLog:
    log = MemoryLog()
    _more(log, 1, count)
    return log


def _more(log: MemoryLog, first: int, last: int) -> None:
    for number in range(first, last + 1):
        reason = Reason.EVENT if number % 10 == 0 else Reason.UNMAPPED_EVENT
        log.writes.append(new_row(number, reason))


def _ids(window: LogWindow) -> list[int]:
    return [row.id for row in window.rows]


TENTHS = Query("is:forwarded", lambda row: row.reason is Reason.EVENT)


async def test_an_empty_log_has_no_ends() -> None:
    """Nothing to show and nothing to look for."""
    window = LogWindow(_log(0))
    assert not window.was_read
    await window.show_newest()
    assert window.was_read
    await window.show_oldest()
    await window.reread(0, 5)
    assert (window.rows, window.has_older, window.has_newer) == ([], False, False)


async def test_walks_back_and_forth_in_bounded_pages() -> None:
    """Three pages are kept; what is let go of at one end can be loaded again."""
    window = LogWindow(_log(95), page=10)
    await window.show_newest()
    assert _ids(window) == list(range(95, 85, -1))
    assert window.has_older
    assert not window.has_newer
    dropped = 0
    while window.has_older:
        dropped += await window.load_older()
        assert len(window.rows) <= 30
    assert _ids(window)[-1] == 1
    assert dropped == 65
    assert window.has_newer
    while window.has_newer:
        await window.load_newer()
    assert _ids(window) == list(range(95, 65, -1))
    assert window.has_older


async def test_jumps_to_either_end_and_between() -> None:
    """Every place is reached without walking there."""
    window = LogWindow(_log(95), page=10)
    await window.show_oldest()
    assert _ids(window) == list(range(10, 0, -1))
    assert (window.has_older, window.has_newer) == (False, True)
    await window.show_from(50)
    assert _ids(window) == list(range(50, 40, -1))
    await window.show_from(10_000)
    assert _ids(window)[0] == 95
    await window.show_from(-4)
    assert _ids(window) == [1]


async def test_a_filter_is_searched_step_by_step() -> None:
    """One call looks at a bounded part; another goes on where it stopped, and none is lost."""
    window = LogWindow(_log(95), page=4, scan=15)
    await window.show_newest(TENTHS)
    assert _ids(window) == [90]
    assert (window.looked_at, window.newer_unseen) == (15, 0)
    steps = 0
    while window.has_older:
        await window.load_older()
        steps += 1
    assert _ids(window) == [90, 80, 70, 60, 50, 40, 30, 20, 10]
    assert steps > 3


async def test_a_filter_is_searched_from_the_old_end_too() -> None:
    """Ascending, a page of hits stops the step as well as its bound does."""
    window = LogWindow(_log(95), page=2, scan=15)
    await window.show_oldest()
    await window.show_newest(TENTHS)
    await window.show_oldest()
    assert _ids(window) == [10]
    seen = set(_ids(window))
    while window.has_newer:
        await window.load_newer()
        seen |= set(_ids(window))
    assert seen == set(range(10, 91, 10))
    everything = LogWindow(_log(95), page=2, scan=100)
    await everything.show_newest(TENTHS)
    await everything.show_oldest()
    assert _ids(everything) == [20, 10]


async def test_follows_what_is_new() -> None:
    """New rows come in front, and only as many as are shown are read."""
    log = _log(50)
    window = LogWindow(log, page=10)
    await window.show_newest()
    _more(log, 51, 53)
    await window.follow(5)
    assert _ids(window) == [53, 52, 51, 50, 49]
    assert window.has_older


async def test_follows_a_filter_by_looking_at_new_rows_only() -> None:
    """Hits are put in front, rows that match no more leave, and the window stays bounded."""
    log = _log(50)
    window = LogWindow(log, page=4, scan=30)
    await window.show_newest(TENTHS)
    assert _ids(window) == [50, 40, 30]
    _more(log, 51, 75)
    await window.follow(5)
    assert _ids(window) == [70, 60, 50, 40]
    assert window.has_older
    log.writes.remove(70)
    await window.follow(5)
    assert _ids(window) == [60, 50, 40]


async def test_a_flood_under_a_filter_starts_again_at_the_newest() -> None:
    """More new rows than one step looks at: the older ones are for scrolling back."""
    log = _log(50)
    window = LogWindow(log, page=4, scan=30)
    await window.show_newest(TENTHS)
    _more(log, 51, 200)
    await window.follow(5)
    assert _ids(window)[0] == 200
    assert not window.has_newer


async def test_a_log_that_was_reset_starts_again() -> None:
    """Ids that went back belong to another log."""
    log = _log(50)
    window = LogWindow(log, page=4, scan=30)
    await window.show_newest(TENTHS)
    log.writes = _log(12).writes
    await window.follow(5)
    assert _ids(window) == [10]


async def test_what_the_log_lost_leaves_the_window() -> None:
    """Wherever it stands: rows that are not on show are not read again."""
    log = _log(9)
    window = LogWindow(log, page=9)
    await window.show_newest()
    for row_id in range(1, 5):
        log.writes.remove(row_id)
    await window.measure()
    assert _ids(window) == [9, 8, 7, 6, 5]
    log.writes = _log(0).writes
    await window.measure()
    assert not window.rows


@pytest.mark.parametrize("query", [None, Query("all", lambda row: True)])
async def test_rows_that_changed_are_read_again(query: Query | None) -> None:
    """A repeat raises `seen`; a row that was pruned goes."""
    log = _log(9)
    window = LogWindow(log, page=5)
    await window.show_newest(query)
    log.writes.repeat(8, at_ms=START_MS, same_body=True)
    log.writes.remove(7)
    await window.reread(0, 5)
    assert [(row.id, row.seen) for row in window.rows] == [(9, 1), (8, 2), (6, 1), (5, 1)]


def test_a_row_of_the_factory_balances() -> None:
    """Forwarded rows carry a delivery state, others none."""
    assert new_row(1, Reason.EVENT).delivery is DeliveryState.DRY_RUN
    assert new_row(1).delivery is None
    assert LogRow(1, 0, Reason.EVENT, "").outcome == "forwarded"


async def test_following_a_filter_looks_at_a_bounded_part_of_what_is_new() -> None:
    """The rest follows with the next calls; rows far apart are read again one by one."""
    log = _log(50)
    window = LogWindow(log, page=4, scan=30)
    await window.show_newest(TENTHS)
    _more(log, 51, 150)
    await window.follow(5)
    assert _ids(window)[0] == 80
    assert window.has_newer
    while window.has_newer:
        await window.follow(5)
    assert _ids(window)[0] == 150
    log.writes.repeat(150, at_ms=0, same_body=True)
    log.writes.remove(140)
    await window.follow(5)
    assert window.rows[0].seen == 2
    assert 140 not in _ids(window)
