"""How the live list is drawn, under floods and over long logs."""

from collections.abc import Callable, Sequence
from datetime import datetime

import pytest
from textual.geometry import Region, Size
from textual.pilot import Pilot
from textual.widgets import Input

from sprig_tui.domain.log import LogRow, StoredEvent
from sprig_tui.domain.query import Query
from sprig_tui.domain.reasons import Reason
from sprig_tui.services.local_time import LOCAL
from sprig_tui.services.log_window import LogWindow
from sprig_tui.ui.event_view import EventView
from sprig_tui.ui.widgets.event_list import EventList, notice, notice_at
from sprig_tui.ui.widgets.event_table import EventTable
from tests.fakes.log import MemoryLog
from tests.log_rows import new_row
from tests.screen import wait_for_no_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal


def _fill(scene: Terminal, first: int, last: int) -> None:
    for number in range(first, last + 1):
        reason = Reason.EVENT if number % 10 == 0 else Reason.UNMAPPED_EVENT
        scene.log.writes.append(new_row(number, reason, name=f"Event {number}"))


def _local_ms(moment: str) -> int:
    return round(datetime.fromisoformat(moment).replace(tzinfo=LOCAL).timestamp() * 1000)


def _table(scene: Terminal) -> EventTable:
    return scene.app.screen.query_one(EventTable)


def _selected(scene: Terminal) -> LogRow:
    row = _table(scene).view.selected
    assert row is not None
    return row


async def _shows(pilot: Pilot[None], *numbers: int) -> str:
    return await wait_for_text(pilot, *(f"Event {number} " for number in numbers))


async def test_a_flood_is_drawn_at_most_ten_times_a_second(
    terminal: Callable[..., Terminal],
) -> None:
    """A thousand rows are one change, and only what is shown is read."""
    scene = terminal()
    _fill(scene, 1, 5)
    drawn: list[EventList.Changed] = []
    async with scene.app.run_test(
        size=(80, 24),
        message_hook=lambda m: drawn.append(m) if isinstance(m, EventList.Changed) else None,
    ) as pilot:
        await _shows(pilot, 5)
        drawn.clear()
        _fill(scene, 6, 1005)
        await _shows(pilot, 1005)
        assert len(drawn) < 20
        assert len(_table(scene).view.window.rows) < 100
        await pilot.press("slash", *"Event", "space", *"77")
        assert scene.app.screen.query_one(Input).value == "Event 77"


async def test_only_lines_that_changed_are_drawn_again(
    terminal: Callable[..., Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Moving the selection touches two lines."""
    scene = terminal()
    _fill(scene, 1, 50)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await _shows(pilot, 50)
        table = _table(scene)
        regions: list[Region] = []
        draw = table.refresh

        def note(*found: Region, **named: bool) -> EventTable:
            regions.extend(found)
            return draw(*found, **named)

        monkeypatch.setattr(table, "refresh", note)
        await pilot.press("j")
        await wait_until(pilot, lambda: _selected(scene).id == 49)
        assert len(regions) == 2


async def test_a_list_that_was_not_read_yet_does_not_say_that_nothing_is_there() -> None:
    """Nor that a search is over before it is."""
    log = MemoryLog()
    for number in range(1, 12_001):
        log.writes.append(new_row(number))
    view = EventView(LogWindow(log))
    assert notice(view) == "Reading the log."
    await view.search(Query("nothing", lambda _row: False))
    assert notice(view) == "Searching further back: 5,000 of about 12,000 looked at."
    while await view.settle():
        pass
    assert notice(view) == "No event matches; esc shows all."
    await view.search(None)
    for number in range(1, 12_001):
        log.writes.remove(number)
    await view.take_in()
    assert notice(view) == "No events are kept any more."


def test_a_notice_is_wrapped_and_stays_on_the_list() -> None:
    """It begins where it is not covered, or higher where it would not be whole."""
    said = "Searching further back: 5,000 of about 12,000 looked at."
    assert [notice_at(y, said, Size(40, 10), 3) for y in range(2, 6)] == [
        None,
        "Searching further back: 5,000 of about",
        "12,000 looked at.",
        None,
    ]
    assert notice_at(5, said, Size(80, 6), 9) == said
    assert notice_at(1, said, Size(80, 1), 9) == said


async def test_an_empty_search_says_so(terminal: Callable[..., Terminal]) -> None:
    """Never a blank table."""
    scene = terminal()
    _fill(scene, 1, 20)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await _shows(pilot, 20)
        await pilot.press("slash", *"nothing")
        await wait_for_text(pilot, "No event matches", "esc shows all")
        await pilot.press("enter", "z")
        await _shows(pilot, 20)
        await wait_for_no_text(pilot, "No event matches")


async def test_keys_are_answered_during_a_flood(terminal: Callable[..., Terminal]) -> None:
    """Readings never queue up, however often the log changes between two of them."""
    scene = terminal()
    _fill(scene, 1, 20)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await _shows(pilot, 20)
        table = _table(scene)
        for wave in range(10):
            _fill(scene, 21 + wave * 200, 220 + wave * 200)
            for _ in range(50):
                table.take_in()
            assert table._jobs.qsize() <= 1
            await pilot.press("j")
        assert _selected(scene).id < 2020
        await pilot.press("g")
        await _shows(pilot, 2020)
        await wait_for_text(pilot, "received 2,020", "FOLLOWING")


async def test_payloads_are_read_for_the_rows_on_show_only(
    terminal: Callable[..., Terminal],
) -> None:
    """And once each, however often the list is drawn."""
    scene = terminal()
    value = {"type": "identify", "traits": {"plan": "pro"}}
    for number in range(1, 1001):
        row = new_row(number, Reason.IDENTIFY, type="identify", name=None, value=value)
        scene.log.writes.append(row)
    asked: list[int] = []
    plain = scene.log.events

    async def note(row_ids: Sequence[int]) -> Sequence[StoredEvent]:
        asked.extend(row_ids)
        return await plain(row_ids)

    scene.log.events = note  # type: ignore[method-assign]
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "identify plan")
        await pilot.press("j", "k", "j")
        await wait_until(pilot, lambda: _selected(scene).id == 999)
        assert len(asked) == len(set(asked)) <= 60


async def test_when_a_day_ends_its_rows_tell_their_day(
    terminal: Callable[..., Terminal],
) -> None:
    """Though nothing came; the row after midnight stands above them with its time alone."""
    scene = terminal()
    scene.clock.ms = _local_ms("2026-11-22T23:59:58")
    scene.log.writes.append(
        new_row(1, name="Before", received_at_ms=_local_ms("2026-11-22T23:51:07"))
    )
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "23:51:07 track    Before")
        scene.clock.ms = _local_ms("2026-11-23T00:00:00")
        await wait_for_text(pilot, "22 23:51 track    Before")
        scene.log.writes.append(
            new_row(2, name="After", received_at_ms=_local_ms("2026-11-23T00:00:01"))
        )
        await wait_for_text(pilot, "00:00:01 track    After", "22 23:51 track    Before")
