"""Page URLs counted from the newest rows of the log."""

import pytest

from sprig_tui.domain.reasons import Reason
from sprig_tui.services import seen_pages
from sprig_tui.services.seen_pages import SeenPages, Visits
from tests.fakes.log import MemoryLog
from tests.log_rows import START_MS, new_row


def visit(log: MemoryLog, number: int, url: str, reason: Reason = Reason.UNMAPPED_PAGE) -> None:
    log.writes.append(new_row(number, reason, type="page", name=url, mapping=None))


def clear(log: MemoryLog) -> None:
    for row_id in list(log.writes.events):
        log.writes.remove(row_id)
    log.writes.counts["received"] = 0


async def test_each_reading_goes_on_where_the_last_one_ended() -> None:
    """What stopped a page before any mapping was asked does not count, nor does another call."""
    log = MemoryLog()
    pages = SeenPages(log)
    await pages.read()
    visit(log, 1, "/a")
    visit(log, 2, "/b", Reason.PAGE)
    visit(log, 3, "/c", Reason.INTEGRATIONS)
    log.writes.append(new_row(4))
    await pages.read()
    assert pages.visits == {"/a": Visits(1, START_MS + 1_000), "/b": Visits(1, START_MS + 2_000)}
    assert pages.fresh == 2
    visit(log, 5, "/a")
    await pages.read()
    await pages.read()
    assert pages.visits["/a"] == Visits(2, START_MS + 5_000)
    assert pages.fresh == 2


async def test_only_so_many_rows_are_read_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many of the newest at first; what comes faster than it can be read is skipped in the end."""
    monkeypatch.setattr(seen_pages, "NEWEST", 10)
    monkeypatch.setattr(seen_pages, "STEP", 2)
    log = MemoryLog()
    pages = SeenPages(log)
    for number in range(1, 16):
        visit(log, number, "/a")
    await pages.read()
    assert pages.visits["/a"].count == 10
    for number in range(16, 19):
        visit(log, number, "/a")
    await pages.read()
    assert pages.visits["/a"].count == 12
    await pages.read()
    assert pages.visits["/a"].count == 13
    for number in range(19, 39):
        visit(log, number, "/b")
    for _ in range(5):
        await pages.read()
    assert pages.visits["/b"].count == 10


async def test_what_was_passed_over_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """At the first look at a long log, and while and after rows come too fast."""
    monkeypatch.setattr(seen_pages, "NEWEST", 10)
    monkeypatch.setattr(seen_pages, "STEP", 2)
    log = MemoryLog()
    for number in range(1, 11):
        visit(log, number, "/a")
    whole, part = SeenPages(log), SeenPages(log)
    await whole.read()
    assert whole.complete
    for number in range(11, 14):
        visit(log, number, "/a")
    await part.read()
    assert not part.complete
    await whole.read()
    assert not whole.complete  # one row is still to be read
    await whole.read()
    assert whole.complete
    for number in range(14, 30):
        visit(log, number, "/a")
    for _ in range(8):
        await whole.read()
    assert not whole.complete
    clear(log)
    await whole.read()
    assert whole.complete


async def test_of_a_pruned_log_nothing_was_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ids go on; what is not kept is not there to be counted."""
    monkeypatch.setattr(seen_pages, "NEWEST", 10)
    log = MemoryLog()
    for number in range(1, 16):
        visit(log, number, "/a")
    for row_id in range(1, 6):
        log.writes.remove(row_id)
    pages = SeenPages(log)
    await pages.read()
    assert pages.complete


async def test_urls_that_were_not_seen_for_long_make_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seen_pages, "NEWEST", 10)
    log = MemoryLog()
    pages = SeenPages(log)
    for start in (1, 11):
        for number in range(start, start + 10):
            visit(log, number, f"/{number}")
        await pages.read()
    assert list(pages.visits) == [f"/{number}" for number in range(12, 21)]
    assert pages.fresh == 31


async def test_an_emptied_log_is_forgotten() -> None:
    """Whether or not something came since."""
    log = MemoryLog()
    pages = SeenPages(log)
    visit(log, 1, "/a")
    visit(log, 2, "/a")
    await pages.read()
    clear(log)
    await pages.read()
    assert not pages.visits
    visit(log, 3, "/b")
    visit(log, 4, "/b")
    await pages.read()
    clear(log)
    visit(log, 5, "/c")
    await pages.read()
    assert list(pages.visits) == ["/c"]
