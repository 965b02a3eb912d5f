"""What would change under other rules, or for another kind of destination (design.md, section 7).

An edited config against the stored log, or against a file of events. For another kind, compare
with `Rules(source.model_copy(update={"kind": kind}))`.
"""

import asyncio
from collections.abc import Callable, Iterable, Sequence

from sprig_tui.domain.comparison import Comparison
from sprig_tui.domain.comparison_tally import ComparisonTally
from sprig_tui.domain.events import Event, Rejection
from sprig_tui.domain.explain import stored_content
from sprig_tui.domain.log import StoredEvent
from sprig_tui.domain.rules import Rules
from sprig_tui.ports import LogReader
from sprig_tui.services.deciders import FileDecider, LogDecider
from sprig_tui.services.log_slices import find_newest

Progress = Callable[[Comparison], None]


def compare_contents(
    contents: Iterable[Event | Rejection],
    before: Rules,
    after: Rules,
    *,
    known: Iterable[str] = (),
    most: int = 200,
) -> Comparison:
    """What changes over a file of events, in its order; at most `most` changes are listed.

    A repeated messageId is a duplicate. `known` are users known from the start; a forwarded
    identify makes its user known, on each side by its own rules. The ids of changes are positions
    in the file, from 1.
    """
    known = tuple(known)
    tally = ComparisonTally(before.source, after.source, most=most)
    old, new = FileDecider(before, known), FileDecider(after, known)
    for position, content in enumerate(contents, start=1):
        tally.add(str(position), content, old.decide(content), new.decide(content))
    return tally.result()


async def compare_log(
    reader: LogReader,
    before: Rules,
    after: Rules,
    *,
    limit: int = 10_000,
    most: int = 200,
    progress: Progress | None = None,
) -> Comparison:
    """What changes over the newest `limit` rows of the log, decided in the order they came.

    Both sides decide anew, so what the log says of a row plays no part, but for rejected rows,
    which stay as they are. `progress` gets the comparison so far after every 250 rows; at most
    `most` changes are listed. Deciding happens on a thread: cancelling stops after the slice.

    Raises:
        StoreUnavailableError: the log cannot be read.
    """
    newest = await find_newest(reader, limit)
    work = await asyncio.to_thread(
        _LogComparison, before, after, most=most, planned=len(newest.ids)
    )
    async for rows in newest.slices(reader):
        so_far = await asyncio.to_thread(work.add, rows, older=newest.older)
        if progress is not None:
            progress(so_far)
    return work.tally.result(older=newest.older)


class _LogComparison:
    """Decides rows by both sides; used by one thread at a time."""

    def __init__(self, before: Rules, after: Rules, *, most: int, planned: int) -> None:
        self._old, self._new = LogDecider(before), LogDecider(after)
        self.tally = ComparisonTally(
            before.source, after.source, most=most, newest_first=True, planned=planned
        )

    def add(self, rows: Sequence[StoredEvent], *, older: bool) -> Comparison:
        for stored in rows:
            content = stored_content(stored)
            self.tally.add(
                str(stored.row.id),
                content,
                self._old.decide(stored, content),
                self._new.decide(stored, content),
            )
        return self.tally.result(older=older)
