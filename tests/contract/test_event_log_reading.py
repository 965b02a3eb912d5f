"""How every event log is read, trimmed and ended."""

import asyncio

import pytest

from sprig_tui.domain.query import parse_query
from sprig_tui.domain.reasons import Reason
from sprig_tui.ports import StoreUnavailableError
from tests.contract.rig import Rig
from tests.log_rows import START_MS, new_row

DAY_MS = 86_400_000


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        ({}, [9, 8, 7, 6, 5, 4, 3, 2, 1]),
        ({"limit": 2}, [9, 8]),
        ({"limit": 0}, []),
        ({"before": 4}, [3, 2, 1]),
        ({"before": 4, "limit": 2}, [3, 2]),
        ({"before": 1}, []),
        ({"after": 6}, [7, 8, 9]),
        ({"after": 0, "limit": 2}, [1, 2]),
        ({"after": 2, "before": 5}, [3, 4]),
        ({"after": 9}, []),
        ({"scan": 3}, [9, 8, 7]),
        ({"scan": 0}, []),
        ({"query": parse_query("name:odd")}, [9, 7, 5, 3, 1]),
        ({"query": parse_query("name:odd"), "limit": 2}, [9, 7]),
        ({"query": parse_query("name:odd"), "scan": 4}, [9, 7]),
        ({"query": parse_query("name:odd"), "after": 3, "scan": 3}, [5]),
        ({"query": parse_query("nothing")}, []),
    ],
)
async def test_rows_are_paged_by_id(rig: Rig, arguments: dict[str, object], ids: list[int]) -> None:
    """Newest first, or oldest first past an id; `scan` bounds what is looked at."""
    await rig.append(*(new_row(n, name="odd" if n % 2 else "even") for n in range(1, 10)))
    assert await rig.ids(**arguments) == ids


async def test_several_events_are_read_at_once(rig: Rig) -> None:
    """In the order asked; those that are not kept are left out."""
    await rig.append(*(new_row(n) for n in range(1, 5)))
    assert [event.row.id for event in await rig.reader.events([4, 99, 1, 3])] == [4, 1, 3]
    assert await rig.reader.events([]) == []


async def test_only_the_newest_rejected_rows_are_kept(rig: Rig) -> None:
    """Bad input without end cannot fill the store, nor push events out."""
    await rig.append(new_row(1))
    await rig.append(*(new_row(n, Reason.INVALID_JSON) for n in range(2, 7)))
    await rig.append(new_row(7))
    assert await rig.ids() == [7, 6, 5, 4, 1]
    assert (await rig.reader.books()).rejected == 5


async def test_pruning_keeps_the_newest_events(rig: Rig) -> None:
    """The books, users and ids go on; a pruned messageId is no duplicate any more."""
    await rig.append(*(new_row(n) for n in range(1, 300)), new_row(300, Reason.INVALID_JSON))
    await rig.do("know", "u", origin="alias", at_ms=1)
    before = await rig.reader.books()
    assert await rig.log.prune(START_MS, keep_days=1, keep_events=4) == 296
    assert await rig.ids() == [300, 299, 298, 297]
    assert await rig.reader.books() == before
    assert await rig.reader.user_count() == 1
    assert await rig.do("find", "m-296", b"") is None
    assert (await rig.do("find", "m-297", b"")).row.id == 297
    assert await rig.log.prune(START_MS, keep_days=1, keep_events=0) == 4
    assert await rig.append(new_row(1)) == [301]


async def test_pruning_removes_what_is_too_old(rig: Rig) -> None:
    """In the order of arrival: a clock that jumped back tears no hole."""
    at = [0, 2 * DAY_MS, DAY_MS // 2, 3 * DAY_MS]
    await rig.append(
        *(new_row(n, received_at_ms=START_MS + ms) for n, ms in enumerate(at, start=1))
    )
    now = START_MS + 2 * DAY_MS
    assert await rig.log.prune(now, keep_days=2, keep_events=9) == 0
    assert await rig.log.prune(now + 1, keep_days=2, keep_events=9) == 1
    assert await rig.ids() == [4, 3, 2]
    assert await rig.log.prune(now + 3 * DAY_MS, keep_days=1, keep_events=9) == 3


async def test_the_change_token_tells_of_every_change(rig: Rig) -> None:
    """Reading does not change it, and it never goes back."""
    await rig.append(new_row(1))
    tokens = [await rig.reader.change_token()]
    await rig.reader.rows()
    assert await rig.reader.change_token() == tokens[0]
    await rig.do("repeat", 1, at_ms=1, same_body=True)
    tokens.append(await rig.reader.change_token())
    await rig.do("know", "u", origin="alias", at_ms=1)
    tokens.append(await rig.reader.change_token())
    assert tokens == sorted(set(tokens))


async def test_a_probe_passes_while_events_can_be_stored(rig: Rig) -> None:
    """And leaves no trace in the books."""
    await rig.log.probe()
    assert (await rig.reader.books()).received == 0


async def test_closing_twice_is_fine_and_use_after_it_is_not(rig: Rig) -> None:
    """What was committed can still be read."""
    await rig.append(new_row(1))
    await asyncio.gather(rig.log.close(), rig.log.close())
    await rig.log.close()
    for use in (rig.append(new_row(2)), rig.log.probe(), rig.log.prune(0, 1, 1)):
        with pytest.raises(StoreUnavailableError):
            await use
    assert await rig.ids() == [1]


async def test_what_was_queued_is_committed_before_the_end(rig: Rig) -> None:
    """Closing drains."""
    appends = [asyncio.ensure_future(rig.append(new_row(n))) for n in range(1, 50)]
    await asyncio.sleep(0)
    await rig.log.close()
    assert await asyncio.gather(*appends) == [[n] for n in range(1, 50)]
    assert len(await rig.ids()) == 49
