"""What stopped an event and was mended since."""

import pytest

from sprig_tui.domain.log import LogRow
from sprig_tui.domain.reasons import Reason
from sprig_tui.domain.settings import Config, MatchType, PageUrl, TriggeredEvent
from sprig_tui.services.since_then import Mended, SinceThen
from tests.fakes.log import MemoryLog

TRACK = LogRow(1, 0, Reason.UNMAPPED_EVENT, "", name="Signed Up", user_id="u")
PAGE = LogRow(2, 0, Reason.UNMAPPED_PAGE, "", name="https://a.example/b")
UNKNOWN = LogRow(3, 0, Reason.UNKNOWN_USER, "", name="Signed Up", user_id="u")
EVENTS = (TriggeredEvent(event="Other"), TriggeredEvent(event="Signed Up"))


async def test_a_mapping_that_was_added_since_is_named() -> None:
    """The config is looked at as it is each time, whoever edited it."""
    since = SinceThen(MemoryLog())
    assert await since.look(TRACK, Config()) is None
    mapped = Config(triggered_events=EVENTS)
    assert await since.look(TRACK, mapped) == Mended("triggered_events.1")
    assert await since.look(TRACK, mapped) == Mended("triggered_events.1")
    assert await since.look(PAGE, mapped) is None
    pages = (PageUrl(url="https://a.example", match=MatchType.STARTS_WITH),)
    assert await since.look(PAGE, Config(page_urls=pages)) == Mended("page_urls.0")


async def test_a_mapping_that_is_off_is_told_as_off() -> None:
    """A second one for the same would be no help."""
    off = Config(triggered_events=(TriggeredEvent(event="Signed Up", enabled=False),))
    assert await SinceThen(MemoryLog()).look(TRACK, off) == Mended("triggered_events.0", off=True)


async def test_a_user_that_became_known_is_told() -> None:
    """Through an identify or by hand."""
    log = MemoryLog()
    assert await SinceThen(log).look(UNKNOWN, Config()) is None
    await log.transact(lambda tx: tx.know("u", origin="identify", at_ms=1))
    assert await SinceThen(log).look(UNKNOWN, Config()) == Mended()


@pytest.mark.parametrize(
    "row",
    [
        LogRow(1, 0, Reason.UNKNOWN_USER, ""),
        LogRow(1, 0, Reason.UNMAPPED_EVENT, ""),
        LogRow(1, 0, Reason.MISSING_URL, "", name="Signed Up"),
    ],
)
async def test_other_rows_have_nothing_to_mend(row: LogRow) -> None:
    assert await SinceThen(MemoryLog()).look(row, Config(triggered_events=EVENTS)) is None
