"""What the Overview screen tells, read in one go."""

import pytest

from sprig_tui.domain.settings import Config
from sprig_tui.services import overview
from sprig_tui.services.flow_history import SPANS
from sprig_tui.services.overview import Overview
from tests.fakes.engine import FixedClock, MemoryEngine
from tests.fakes.flow_reader import FakeFlowReader
from tests.fakes.log import MemoryLog
from tests.log_rows import START_MS, new_row


@pytest.fixture
def log() -> MemoryLog:
    """With one unmapped event, an audience and two users."""
    log = MemoryLog()
    log.writes.append(new_row(1, source="web"))
    log.writes.note_request("Order Completed", at_ms=START_MS)
    log.writes.note_audience("vip", "audience", "u", member=True, at_ms=START_MS)
    log.writes.know("u", origin="identify", at_ms=START_MS)
    log.writes.know("v", origin="import", at_ms=START_MS)
    return log


@pytest.fixture
def view(log: MemoryLog) -> Overview:
    """Nothing is read yet."""
    clock = FixedClock(START_MS + 2_000)
    return Overview(log, FakeFlowReader(log), MemoryEngine(), clock)


async def test_books_and_flow_are_read_together(view: Overview) -> None:
    await view.read_flow(SPANS[0], bars=30)
    assert view.reading.books.received == 1
    assert view.reading.flow.series[0].total == 1
    assert not view.reading.seen


async def test_the_lists_are_read_together(view: Overview) -> None:
    await view.read_lists(Config())
    reading = view.reading
    assert [one.name for one in reading.seen] == ["Order Completed"]
    assert [one.key for one in reading.audiences] == ["vip"]
    assert (reading.users, reading.origins) == (2, {"identify": 1, "import": 1})
    assert [one.source for one in reading.sources] == ["web"]


async def test_a_denied_event_is_not_told(log: MemoryLog, view: Overview) -> None:
    log.writes.deny_request("Order Completed")
    await view.read_lists(Config())
    assert list(view.reading.seen) == []


async def test_origins_are_counted_when_users_come_and_only_of_a_few(
    log: MemoryLog, view: Overview, monkeypatch: pytest.MonkeyPatch
) -> None:
    await view.read_lists(Config())
    log.writes.users["u"] = log.writes.users["v"]
    await view.read_lists(Config())
    assert view.reading.origins == {"identify": 1, "import": 1}
    monkeypatch.setattr(overview, "ORIGINS_OF", 2)
    log.writes.know("w", origin="alias", at_ms=START_MS)
    await view.read_lists(Config())
    assert (view.reading.users, view.reading.origins) == (3, {})
