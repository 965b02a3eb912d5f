"""Waiting for rows of the log."""

import asyncio

import pytest

from sprig_tui.domain.query import parse_query
from sprig_tui.domain.reasons import Reason
from sprig_tui.ports import StoreUnavailableError
from sprig_tui.services.awaiting import Wait
from tests.fakes.log import MemoryLog
from tests.log_rows import new_row

LONG = 30.0


def filled(*names: str) -> MemoryLog:
    log = MemoryLog()
    for number, name in enumerate(names, start=1):
        log.writes.append(new_row(number, name=name))
    return log


async def test_rows_that_are_there_are_enough_at_once() -> None:
    """No more of them than were asked for, the oldest first."""
    found = await Wait(filled("a", "b", "a", "a"), parse_query("name:a"), 2).within(0)
    assert ([row.id for row in found.rows], found.enough) == ([1, 3], True)


async def test_rows_past_an_id_are_waited_for() -> None:
    log = filled("a", "a")
    task = asyncio.ensure_future(Wait(log, parse_query("name:a"), 2, after=2).within(LONG))
    for number in (3, 4, 5):
        await asyncio.sleep(0)
        log.writes.append(new_row(number, name="a" if number != 4 else "b"))
    found = await task
    assert ([row.id for row in found.rows], found.enough) == ([3, 5], True)


async def test_a_row_that_changes_is_looked_at_again() -> None:
    """It was there from the beginning, and comes to match when it arrives again."""
    log = filled("a", "b")
    task = asyncio.ensure_future(Wait(log, parse_query("seen:>1"), 1).within(LONG))
    await asyncio.sleep(0.01)
    log.writes.repeat(2, at_ms=1, same_body=True)
    found = await task
    assert [row.id for row in found.rows] == [2]


async def test_time_ends_the_wait() -> None:
    """With what there is, and with what comes in the last moment."""
    log = filled("a", "b")
    found = await Wait(log, parse_query("name:a"), 2).within(0.01)
    assert ([row.id for row in found.rows], found.enough) == ([1], False)
    log.writes.append(new_row(3, Reason.INVALID_JSON, name="b"))
    assert not (await Wait(MemoryLog(), parse_query(""), 1).within(0)).enough


async def test_a_log_that_cannot_be_read_ends_it_too() -> None:
    class Unreadable(MemoryLog):
        async def change_token(self) -> int:
            raise StoreUnavailableError("it is damaged")

    with pytest.raises(StoreUnavailableError):
        await Wait(Unreadable(), parse_query(""), 1).within(LONG)
