"""Random use of the SQLite log and of the one in memory: nobody can tell them apart."""

import asyncio
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sprig_tui.adapters.store.opening import OpenOptions
from sprig_tui.adapters.store.reader import SqliteLogReader
from sprig_tui.adapters.store.transaction import Limits
from sprig_tui.adapters.store.writer import SqliteEventLog
from sprig_tui.domain.log import MappingKey
from sprig_tui.domain.reasons import Reason
from sprig_tui.ports import LogReader, LogTransaction
from tests.fakes.log import MemoryLog
from tests.log_rows import new_row

Step = Callable[[LogTransaction], object]

CLASSES = st.sampled_from(["audience", "trait"])
WORDS = st.sampled_from(["", "a", "b", "a\x00", "é", "\U0001f3f3", "word", "another word"])
IDS = st.sampled_from(["m-1", "m-2", "m-3", "6f1b2c3d-1111-4222-8333-444455556666", "\x00"])
NAMES = st.sampled_from(["a", "b", "c", "d"])
TIMES = st.integers(0, 5)
REASONS = st.sampled_from(
    [Reason.EVENT, Reason.UNMAPPED_EVENT, Reason.INVALID_JSON, Reason.IDENTIFY]
)


def append(tx: LogTransaction, message_id: str, reason: Reason, word: str) -> object:
    """As the intake does: a repeat is counted, anything else appended."""
    payload = word.encode()
    found = tx.find(message_id, payload)
    if found is not None:
        tx.repeat(found.row.id, at_ms=1, same_body=found.same_body)
        return found
    row = new_row(1, reason, message_id=message_id, name=word, detail=word, payload=payload)
    return tx.append(row)


def fail_after(tx: LogTransaction, step: Step) -> None:
    step(tx)
    raise LookupError("as planned")


def called(
    method: str, *values: st.SearchStrategy[object], **named: st.SearchStrategy[object]
) -> st.SearchStrategy[Step]:
    """A step that calls one method of the transaction."""

    def step(args: tuple[object, ...], kwargs: dict[str, object]) -> Step:
        return lambda tx: getattr(tx, method)(*args, **kwargs)

    return st.builds(step, st.tuples(*values), st.fixed_dictionaries(named))


SINGLE: st.SearchStrategy[Step] = st.one_of(
    st.builds(lambda m, r, w: partial(append, message_id=m, reason=r, word=w), IDS, REASONS, WORDS),
    called("know", WORDS, origin=WORDS, at_ms=TIMES),
    called("forget", WORDS),
    called("is_known", WORDS),
    called("note_request", NAMES, at_ms=TIMES),
    called("deny_request", NAMES),
    called("note_audience", WORDS, CLASSES, WORDS, member=st.booleans(), at_ms=TIMES),
    called("save_rules", WORDS, WORDS),
    called("count_hit", st.builds(MappingKey, st.just("page_urls"), WORDS, WORDS), at_ms=TIMES),
)
STEPS = st.one_of(SINGLE, SINGLE.map(lambda step: partial(fail_after, step=step)))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    runs=st.lists(st.lists(STEPS, max_size=25), max_size=3),
    keep_events=st.none() | st.integers(0, 3),
)
def test_both_logs_answer_and_hold_the_same(
    runs: list[list[Step]], keep_events: int | None
) -> None:
    """Whatever is done, whatever fails, and over restarts of the store between the runs."""
    asyncio.run(compare(runs, keep_events))


async def compare(runs: list[list[Step]], keep_events: int | None) -> None:
    memory = MemoryLog(max_rejected=2, max_requests=2)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "events.db"
        reader = await SqliteLogReader.open(path)
        for steps in runs:
            log = await SqliteEventLog.open(path, OpenOptions(Limits(rejected=2, requests=2)))
            assert await answers(log, steps) == await answers(memory, steps)
            if keep_events is not None:
                removed = await log.prune(0, 1, keep_events)
                assert removed == await memory.prune(0, 1, keep_events)
            assert await contents(reader) == await contents(memory)
            await log.close()
        assert await contents(reader) == await contents(memory)
        await reader.close()


async def answers(log: MemoryLog | SqliteEventLog, steps: list[Step]) -> list[str]:
    """What each step returns or raises, all of them queued at once."""
    found = await asyncio.gather(*(log.transact(step) for step in steps), return_exceptions=True)
    return [repr(one) for one in found]


async def contents(reader: LogReader) -> list[object]:
    """All that a reader can see."""
    rows = await reader.rows(limit=1_000)
    versions = ["", "a", "b", "a\x00", "é", "\U0001f3f3", "word", "another word"]
    return [
        list(rows),
        [await reader.event(row.id) for row in rows],
        await reader.books(),
        (await reader.books()).balanced(),
        list(await reader.users()),
        await reader.user_count(),
        list(await reader.event_requests()),
        list(await reader.audiences()),
        [
            list(await reader.audience_members(one.key, one.computation_class))
            for one in await reader.audiences()
        ],
        await reader.mapping_hits(),
        [await reader.rules(version) for version in versions],
    ]
