"""Who sends events."""

from collections.abc import Sequence

import pytest

from sprig_tui.domain.flow_counts import SourceCount
from sprig_tui.ports import StoreUnavailableError
from sprig_tui.services import source_view
from sprig_tui.services.source_view import SourceFigure, SourceView
from tests.fakes.flow_reader import FakeFlowReader
from tests.fakes.log import MemoryLog
from tests.log_rows import START_MS, new_row


class CountedReader(FakeFlowReader):
    """Remembers which rows were asked for."""

    def __init__(self, log: MemoryLog) -> None:
        super().__init__(log)
        self.asked: list[tuple[int, int]] = []
        self.broken = False

    async def source_counts(self, *, after: int, upto: int) -> Sequence[SourceCount]:
        """As `FakeFlowReader`, unless `broken`."""
        if self.broken:
            raise StoreUnavailableError("gone")
        self.asked.append((after, upto))
        return await super().source_counts(after=after, upto=upto)


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A window of eight rows, in slices of three."""
    monkeypatch.setattr(source_view, "WINDOW", 8)
    monkeypatch.setattr(source_view, "SLICE", 3)


@pytest.fixture
def log() -> MemoryLog:
    """An empty one."""
    return MemoryLog()


@pytest.fixture
def reader(log: MemoryLog) -> CountedReader:
    """Its flow."""
    return CountedReader(log)


@pytest.fixture
def view(log: MemoryLog, reader: CountedReader) -> SourceView:
    """Nothing is read yet."""
    return SourceView(log, reader)


def send(log: MemoryLog, *sources: str) -> None:
    """A row from each, one second after the other."""
    for source in sources:
        number = log.writes.counts.get("last_id", 0) + 1
        log.writes.append(new_row(number, source=source))


async def figures(view: SourceView, second: int = 0) -> Sequence[SourceFigure]:
    return await view.read(now_ms=START_MS + second * 1000, seconds=float(second))


async def test_an_empty_log_has_no_senders(view: SourceView) -> None:
    assert await figures(view) == []


async def test_senders_are_told_by_count_with_share_and_last_time(
    log: MemoryLog, view: SourceView
) -> None:
    send(log, "node ••ab12", "web", "web", "web")
    assert await figures(view, 5) == [
        SourceFigure("web", 3, 0.75, 0.0, START_MS + 4_000, silent=False),
        SourceFigure("node ••ab12", 1, 0.25, 0.0, START_MS + 1_000, silent=False),
    ]


async def test_only_new_rows_are_read_and_the_rate_is_that_of_late(
    log: MemoryLog, reader: CountedReader, view: SourceView
) -> None:
    """In slices; a slow trickle fills one slice up."""
    send(log, *["web"] * 4)
    await figures(view, 0)
    for second in (1, 2):
        send(log, "web", "node")
        found = await figures(view, second)
    assert reader.asked == [(0, 3), (3, 4), (4, 6), (6, 8)]
    assert [(one.source, one.count) for one in found] == [("web", 6), ("node", 2)]
    assert [one.per_second for one in found] == [1.0, 1.0]


async def test_what_is_far_back_is_let_go_of(
    log: MemoryLog, reader: CountedReader, view: SourceView
) -> None:
    """By whole slices; a long gap is not read at all."""
    send(log, "old", "old", "old")
    await figures(view)
    send(log, *["web"] * 8)
    assert [one.source for one in await figures(view)] == ["web"]
    fresh = SourceView(log, reader)
    reader.asked.clear()
    await figures(fresh)
    assert reader.asked == [(3, 6), (6, 9), (9, 11)]


async def test_a_log_that_was_emptied_begins_anew(log: MemoryLog, view: SourceView) -> None:
    """Ids go on after a reset, and begin at 1 in another store."""
    send(log, "before", "before")
    await figures(view)
    for row_id in (1, 2):
        log.writes.remove(row_id)
    assert await figures(view) == []
    send(log, "after")
    assert [(one.source, one.count) for one in await figures(view)] == [("after", 1)]
    log.writes.remove(3)
    log.writes.counts["last_id"] = 0
    send(log, "other")
    assert [(one.source, one.count) for one in await figures(view)] == [("other", 1)]


async def test_a_sender_that_fell_silent_is_told_while_others_send(
    log: MemoryLog, view: SourceView
) -> None:
    """When everybody is silent, nobody is to blame."""
    log.writes.append(new_row(1, source="lost"))
    log.writes.append(new_row(200, source="web"))
    found = {one.source: one.silent for one in await figures(view, 301)}
    assert found == {"lost": True, "web": False}
    found = {one.source: one.silent for one in await figures(view, 501)}
    assert found == {"lost": False, "web": False}


async def test_a_reading_that_fails_can_go_on_later(
    log: MemoryLog, reader: CountedReader, view: SourceView
) -> None:
    send(log, "web", "web")
    await figures(view)
    send(log, "web")
    reader.broken = True
    with pytest.raises(StoreUnavailableError):
        await figures(view)
    reader.broken = False
    assert [one.count for one in await figures(view)] == [3]
