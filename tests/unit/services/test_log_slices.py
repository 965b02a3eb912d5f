"""The newest events of the log, a slice at a time."""

import pytest

from sprig_tui.services.log_slices import PAGE, SLICE, find_newest
from tests.fakes.log import MemoryLog
from tests.log_rows import new_row


def filled(count: int) -> MemoryLog:
    log = MemoryLog()
    for number in range(1, count + 1):
        log.writes.append(new_row(number))
    return log


@pytest.mark.parametrize(
    ("count", "limit", "first", "older"),
    [(0, 5, None, False), (3, 5, 1, False), (5, 5, 1, False), (6, 5, 2, True)],
)
async def test_the_newest_rows_come_oldest_first(
    count: int, limit: int, first: int | None, older: bool
) -> None:
    newest = await find_newest(filled(count), limit)
    assert newest.ids == list(range(first or 1, count + 1))
    assert newest.older is older


async def test_many_rows_are_read_page_by_page() -> None:
    newest = await find_newest(filled(PAGE + 3), PAGE + 1)
    assert (len(newest.ids), newest.ids[0], newest.older) == (PAGE + 1, 3, True)


async def test_a_slice_holds_at_most_so_many_events_and_none_that_is_gone() -> None:
    log = filled(SLICE + 2)
    newest = await find_newest(log, 1000)
    log.writes.remove(1)
    slices = [rows async for rows in newest.slices(log)]
    assert [len(rows) for rows in slices] == [SLICE - 1, 2]
    assert [stored.row.id for stored in slices[1]] == [SLICE + 1, SLICE + 2]
