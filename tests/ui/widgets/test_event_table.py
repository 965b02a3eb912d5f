"""The live list under keys, mouse and floods."""

from collections.abc import Callable

import pytest
from textual.events import MouseScrollDown
from textual.geometry import Region
from textual.pilot import Pilot
from textual.widgets import Input

from sprig_tui.domain.log import LogRow
from sprig_tui.domain.reasons import Reason
from sprig_tui.ui.widgets.event_table import EventTable
from tests.log_rows import new_row
from tests.screen import screen_text, wait_for_no_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal


def _fill(scene: Terminal, first: int, last: int) -> None:
    for number in range(first, last + 1):
        reason = Reason.EVENT if number % 10 == 0 else Reason.UNMAPPED_EVENT
        scene.log.writes.append(new_row(number, reason, name=f"Event {number}"))


def _table(scene: Terminal) -> EventTable:
    return scene.app.screen.query_one(EventTable)


def _selected(scene: Terminal) -> LogRow:
    row = _table(scene).view.selected
    assert row is not None
    return row


async def _shows(pilot: Pilot[None], *numbers: int) -> str:
    return await wait_for_text(pilot, *(f"Event {number} " for number in numbers))


async def test_keys_move_page_and_jump(terminal: Callable[..., Terminal]) -> None:
    """Vim's and the terminal's own, as the operators' tools have them."""
    scene = terminal()
    _fill(scene, 1, 1000)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await _shows(pilot, 1000, 990)
        await pilot.press("j", "down", "k")
        assert _selected(scene).id == 999
        await pilot.press("pagedown", "pagedown", "ctrl+d")
        await wait_until(pilot, lambda: _selected(scene).id < 970)
        await wait_for_text(pilot, "PAUSED")
        await pilot.press("G")
        await _shows(pilot, 1, 10)
        assert _selected(scene).id == 1
        await pilot.press("pageup", "ctrl+u", "up")
        assert _selected(scene).id > 20
        await pilot.press("g")
        await _shows(pilot, 1000)
        await wait_for_text(pilot, "FOLLOWING")


async def test_paging_walks_the_whole_log(terminal: Callable[..., Terminal]) -> None:
    """Pages are loaded ahead of the cursor, and few are kept."""
    scene = terminal()
    _fill(scene, 1, 250)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await _shows(pilot, 250)
        await pilot.press(*["pagedown"] * 25)
        await _shows(pilot, 1)
        assert len(_table(scene).view.window.rows) <= 600


async def test_pause_never_stops_receiving(terminal: Callable[..., Terminal]) -> None:
    """The books go on, the new rows are counted, and F shows them."""
    scene = terminal()
    _fill(scene, 1, 50)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await _shows(pilot, 50)
        await pilot.press("p")
        await wait_for_text(pilot, "PAUSED", "F follows")
        _fill(scene, 51, 62)
        text = await wait_for_text(pilot, "received 62", "▲ 12 new")
        assert "Event 62" not in text
        await pilot.press("F")
        await _shows(pilot, 62)
        await pilot.press("p")
        await wait_for_text(pilot, "PAUSED")
        await wait_for_text(pilot, "p Resume", "F Follow")
        await pilot.press("p")
        await wait_for_text(pilot, "FOLLOWING", "p Pause")
        await pilot.press("pagedown")
        await wait_for_text(pilot, "PAUSED", "F Follow")
        before = scene.app.screen.query_one(EventTable).view.top
        await pilot.press("p")
        assert scene.app.screen.query_one(EventTable).view.top == before


async def test_the_selected_row_stays_selected_as_events_come(
    terminal: Callable[..., Terminal],
) -> None:
    """And the panel below goes on explaining it."""
    scene = terminal()
    _fill(scene, 1, 50)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await _shows(pilot, 50)
        await pilot.press("j", "j")
        assert _selected(scene).id == 48
        _fill(scene, 51, 53)
        await _shows(pilot, 53)
        assert _selected(scene).id == 48
        _fill(scene, 54, 900)
        await wait_for_text(pilot, "received 900", "PAUSED")
        assert _selected(scene).id == 48
        assert "Event 48 " in screen_text(scene.app.screen)


async def test_the_mouse_selects_scrolls_opens_and_jumps(
    terminal: Callable[..., Terminal],
) -> None:
    """What keys do, the mouse does."""
    scene = terminal()
    _fill(scene, 1, 1000)
    opened: list[int] = []
    async with scene.app.run_test(
        size=(80, 24),
        message_hook=lambda m: (
            opened.append(m.row.id) if isinstance(m, EventTable.Opened) else None
        ),
    ) as pilot:
        await _shows(pilot, 1000)
        await pilot.click(EventTable, offset=(20, 4))
        assert _selected(scene).id == 997
        await pilot.click(EventTable, offset=(20, 0))
        assert _selected(scene).id == 997
        table = _table(scene)
        await pilot._post_mouse_events([MouseScrollDown], EventTable)
        await wait_for_text(pilot, "PAUSED")
        await pilot.click(EventTable, offset=(79, table.size.height - 1))
        await _shows(pilot, 1)
        await pilot.click(EventTable, offset=(79, 1))
        await _shows(pilot, 1000)
        await pilot.double_click(EventTable, offset=(20, 2))
        await wait_until(pilot, lambda: opened)
        assert set(opened) == {999}


async def test_a_flood_is_drawn_at_most_ten_times_a_second(
    terminal: Callable[..., Terminal],
) -> None:
    """A thousand rows are one change, and only what is shown is read."""
    scene = terminal()
    _fill(scene, 1, 5)
    drawn: list[EventTable.Changed] = []
    async with scene.app.run_test(
        size=(80, 24),
        message_hook=lambda m: drawn.append(m) if isinstance(m, EventTable.Changed) else None,
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
