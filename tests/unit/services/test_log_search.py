"""The next problem, however far it is."""

import pytest

from sprig_tui.domain.log import LogRow
from sprig_tui.domain.query import Query
from sprig_tui.domain.reasons import Reason
from sprig_tui.services.log_search import find_row, problems_among
from tests.fakes.log import MemoryLog
from tests.log_rows import new_row


def _log() -> MemoryLog:
    log = MemoryLog()
    for number in range(1, 101):
        bad = number in (20, 80, 81)
        reason = Reason.MISSING_EVENT if bad else Reason.UNMAPPED_EVENT
        log.writes.append(new_row(number, reason, user_id="u_2" if number == 80 else "u_1"))
    return log


@pytest.mark.parametrize(
    ("start", "older", "found"),
    [
        (101, True, 81),
        (81, True, 80),
        (80, True, 20),
        (20, True, None),
        (20, False, 80),
        (81, False, None),
        (0, False, 20),
        (5_000, True, 81),
        (-500, False, 20),
    ],
)
async def test_the_nearest_in_a_direction(start: int, older: bool, found: int | None) -> None:
    row = await find_row(_log(), problems_among(None), start=start, older=older, step=7)
    assert (row.id if row else None) == found


async def test_only_among_what_a_filter_shows() -> None:
    def second(row: LogRow) -> bool:
        return row.user_id == "u_2"

    query = problems_among(Query("user:u_2", second))
    row = await find_row(_log(), query, start=101, older=True)
    assert row is not None
    assert row.id == 80


async def test_an_empty_log_has_none() -> None:
    assert await find_row(MemoryLog(), problems_among(None), start=1, older=True) is None


async def test_how_far_the_search_is_is_told_before_each_reading() -> None:
    """In the words of a filter that looks further back."""
    told: list[str] = []
    await find_row(_log(), Query("none", lambda _row: False), start=101, older=True, step=40,
                   tell=told.append)  # fmt: skip
    assert told == [
        f"Searching further back: {looked_at} of about 100 looked at" for looked_at in (0, 40, 80)
    ]
    told.clear()
    await find_row(_log(), Query("none", lambda _row: False), start=90, older=False, step=40,
                   tell=told.append)  # fmt: skip
    assert told == ["Searching further up: 0 of about 10 looked at"]
