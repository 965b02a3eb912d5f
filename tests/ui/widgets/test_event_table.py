"""The live list under keys, mouse and floods."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from textual.events import MouseScrollDown, MouseScrollLeft, MouseScrollRight
from textual.pilot import Pilot

from sprig_tui.domain.log import LogRow
from sprig_tui.domain.reasons import Reason
from sprig_tui.ui.widgets.event_table import EventTable
from tests.log_rows import new_row
from tests.screen import screen_text, wait_for_text, wait_until
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
        await wait_for_text(pilot, "HELD by the picked row")
        await pilot.press("G")
        await _shows(pilot, 1, 10)
        assert _selected(scene).id == 1
        await pilot.press("pageup", "ctrl+u", "up")
        assert _selected(scene).id > 20
        await pilot.press("g")
        await _shows(pilot, 1000)
        await wait_for_text(pilot, "FOLLOWING")


async def test_following_shows_at_once_and_reads_behind_it(
    terminal: Callable[..., Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A store that answers slowly keeps nobody waiting for the key."""
    scene = terminal()
    _fill(scene, 1, 100)
    answers = asyncio.Event()
    read = scene.log.rows

    async def slow(**asked: Any) -> Sequence[LogRow]:  # noqa: ANN401 - what the port takes
        await answers.wait()
        return await read(**asked)

    async with scene.app.run_test(size=(80, 24)) as pilot:
        await _shows(pilot, 100)
        await pilot.press("j", "p")
        await wait_for_text(pilot, "PAUSED")
        monkeypatch.setattr(scene.log, "rows", slow)
        _fill(scene, 101, 101)
        await pilot.press("F")
        await wait_for_text(pilot, "FOLLOWING", "Event 100 ")
        assert "Event 101 " not in screen_text(scene.app.screen)
        answers.set()
        await _shows(pilot, 101)


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
        text = await wait_for_text(pilot, "received 62", "▲ 12 newer")
        assert "Event 62" not in text
        await pilot.press("F")
        await _shows(pilot, 62)
        await pilot.press("p")
        await wait_for_text(pilot, "PAUSED")
        await wait_for_text(pilot, "p Resume", "F Follow")
        await pilot.press("p")
        await wait_for_text(pilot, "FOLLOWING", "p Pause")
        await pilot.press("pagedown")
        await wait_for_text(pilot, "HELD", "F Follow")
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
        await wait_for_text(pilot, "received 900", "HELD by the picked row ▲ 847 newer")
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
        await wait_for_text(pilot, "HELD")
        await pilot.click(EventTable, offset=(79, table.size.height - 1))
        await _shows(pilot, 1)
        await pilot.click(EventTable, offset=(79, 1))
        await _shows(pilot, 1000)
        await pilot.double_click(EventTable, offset=(20, 2))
        await wait_until(pilot, lambda: opened)
        assert set(opened) == {999}


async def test_brackets_jump_to_problems_over_the_whole_log(
    terminal: Callable[..., Terminal],
) -> None:
    """Past what is loaded, both ways; where there is none it says so and stays."""
    scene = terminal()
    for number in range(1, 1501):
        bad = number in (3, 700, 1490)
        reason = Reason.MISSING_EVENT if bad else Reason.UNMAPPED_EVENT
        scene.log.writes.append(new_row(number, reason, name=f"Event {number}"))
    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        await _shows(pilot, 1500)
        for expected in (1490, 700, 3):
            await pilot.press("right_square_bracket")
            await wait_until(pilot, lambda expected=expected: _selected(scene).id == expected)  # type: ignore[misc]
            await _shows(pilot, expected)
        await pilot.press("right_square_bracket")
        await wait_for_text(pilot, "There is no older problem", "Event 3 ")
        await pilot.press("left_square_bracket")
        await wait_until(pilot, lambda: _selected(scene).id == 700)
        await wait_for_text(pilot, "REJ", "HELD by the picked row ▲ 800 newer")
        await pilot.press("g", "left_square_bracket")
        await wait_for_text(pilot, "There is no newer problem")


async def test_a_jump_stays_within_the_filter(terminal: Callable[..., Terminal]) -> None:
    """Only problems that it shows."""
    scene = terminal()
    for number in range(1, 101):
        reason = Reason.MISSING_EVENT if number % 10 == 0 else Reason.UNMAPPED_EVENT
        user = "u_2" if number in (30, 31) else "u_1"
        scene.log.writes.append(new_row(number, reason, name=f"Event {number}", user_id=user))
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await _shows(pilot, 100)
        await pilot.press("slash", *"user:u_2", "enter")
        await _shows(pilot, 31, 30)
        await pilot.press("right_square_bracket")
        await wait_until(pilot, lambda: _selected(scene).id == 30)
        assert "Event 20 " not in screen_text(scene.app.screen)


async def test_the_mouse_marks_with_ctrl(terminal: Callable[..., Terminal]) -> None:
    """And walks along wide columns."""
    scene = terminal()
    _fill(scene, 1, 30)
    async with scene.app.run_test(size=(40, 24)) as pilot:
        await _shows(pilot, 30)
        await pilot.click(EventTable, offset=(20, 3), control=True)
        assert _table(scene).marks.ids == [28]
        await pilot.press("w")
        await wait_until(pilot, lambda: _table(scene).columns.wide)
        await pilot._post_mouse_events([MouseScrollRight], EventTable)
        await wait_until(pilot, lambda: _table(scene).columns.left > 0)
        await pilot._post_mouse_events([MouseScrollLeft], EventTable)
        await wait_until(pilot, lambda: _table(scene).columns.left == 0)
