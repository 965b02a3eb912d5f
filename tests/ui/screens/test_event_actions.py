"""What is done with one event, or with all that are marked."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable

import pytest
from textual.pilot import Pilot

from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.preferences import Preferences
from sprig_tui.domain.reasons import Reason
from sprig_tui.ports import StoreUnavailableError
from sprig_tui.ui.screens.live import LiveScreen
from sprig_tui.ui.widgets.event_table import EventTable
from tests.log_rows import new_row
from tests.screen import screen_text, wait_for_no_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal


def _fill(scene: Terminal, last: int) -> None:
    for number in range(1, last + 1):
        value = {"type": "track", "event": f"Event {number}", "writeKey": "wk-canary"}
        row = new_row(number, Reason.EVENT, name=f"Event {number}", value=value)
        scene.log.writes.append(row)


def _table(scene: Terminal) -> EventTable:
    return scene.app.screen.query_one(EventTable)


async def _opened(pilot: Pilot[None], *keys: str, shows: str) -> None:
    await pilot.press(*keys)
    await wait_for_text(pilot, shows)


async def test_marked_events_are_copied_together(terminal: Callable[..., Terminal]) -> None:
    """As a JSON array without write keys, wherever the cursor is; M takes the marks off."""
    scene = terminal()
    _fill(scene, 9)
    async with scene.app.run_test(size=(100, 36), notifications=True) as pilot:
        await wait_for_text(pilot, "Event 9")
        assert "M Unmark" not in screen_text(scene.app.screen)
        await pilot.press("space", "space", "j", "y")
        await wait_for_text(pilot, "Copied 2 payloads", "2 marked", "M Unmark")
        copied = json.loads(scene.app.clipboard)
        assert [event["event"] for event in copied] == ["Event 8", "Event 9"]
        assert "canary" not in scene.app.clipboard
        await pilot.press("M")
        await wait_for_no_text(pilot, "2 marked")
        await pilot.press("y")
        await wait_for_text(pilot, "Copied the payload")


async def test_marked_events_are_resent_after_one_question(
    terminal: Callable[..., Terminal],
) -> None:
    """Their marks go then; with nothing to resend it says so."""
    scene = terminal()
    _fill(scene, 3)
    scene.log.writes.append(new_row(4, name="Filtered"))
    async with scene.app.run_test(size=(100, 36), notifications=True) as pilot:
        await wait_for_text(pilot, "Filtered")
        await pilot.press("r")
        await wait_for_text(pilot, "Only an event that is forwarded can be resent")
        await pilot.press("space", "space", "space")
        await _opened(pilot, "r", shows="Resend 2 events?")
        await pilot.press("n")
        await wait_for_text(pilot, "3 marked")
        await _opened(pilot, "r", shows="Resend 2 events?")
        await pilot.press("y")
        await wait_for_text(pilot, "Queued again", "1 marked")


async def test_marks_stay_while_events_come_and_filters_change(
    terminal: Callable[..., Terminal],
) -> None:
    """They are of rows, not of lines."""
    scene = terminal()
    _fill(scene, 5)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "Event 5")
        await pilot.press("j", "space")
        for number in range(6, 40):
            scene.log.writes.append(new_row(number, name=f"Event {number}"))
        await wait_for_text(pilot, "received 39", "1 marked")
        await pilot.press("slash", *"event:39", "enter")
        await wait_for_no_text(pilot, "Event 4 ")
        assert _table(scene).marks.ids == [4]
        await pilot.press("z", "G")
        text = await wait_for_text(pilot, "Event 4 ")
        line = next(line for line in text.split("\n") if "Event 4 " in line)
        assert line[1] == "*"


async def test_an_export_of_what_is_shown_goes_into_a_file(
    terminal: Callable[..., Terminal],
) -> None:
    """Every row that the filter shows, not only the lines on the screen; the path is said."""
    scene = terminal()
    _fill(scene, 300)
    async with scene.app.run_test(size=(100, 36), notifications=True) as pilot:
        await wait_for_text(pilot, "Event 300")
        await pilot.press("slash", *"event:2", "enter")
        await wait_for_no_text(pilot, "Event 300 ")
        await _opened(pilot, "x", shows="every event that the filter shows")
        await pilot.press("enter")
        await wait_for_text(pilot, "Exported", "/state/exports/events-1.jsonl")
        (text,) = scene.exports.files.values()
        names = [json.loads(line)["name"] for line in text.splitlines()]
        assert names == [f"Event {n}" for n in range(1, 301) if "2" in str(n)]
        scene.exports.unwritable = "the disk is full"
        await _opened(pilot, "x", "enter", shows="the disk is full")


async def test_a_long_export_tells_how_far_it_is_and_esc_stops_it(
    terminal: Callable[..., Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The keys go on beside it."""
    scene = terminal()
    _fill(scene, 300)
    on = asyncio.Event()

    async def write(path: str, texts: AsyncIterator[str]) -> str:
        async for _text in texts:
            await on.wait()
        return path

    monkeypatch.setattr(scene.exports, "write", write)
    async with scene.app.run_test(size=(100, 36), notifications=True) as pilot:
        await wait_for_text(pilot, "Event 300")
        await _opened(pilot, "x", shows="every event that is kept")
        await pilot.press("enter")
        await wait_for_text(pilot, "exported 200, esc stops")
        await pilot.press("j")
        await wait_until(pilot, lambda: _table(scene).view.cursor == 1)
        await pilot.press("escape")
        await wait_for_text(pilot, "The export was stopped after 200 events; no file is left.")
        await wait_for_no_text(pilot, "esc stops")
        on.set()
        await _opened(pilot, "x", shows="every event that is kept")
        await pilot.press("enter")
        await wait_for_text(pilot, "Exported 300 events to")


async def test_marked_or_single_events_are_exported_to_the_clipboard(
    terminal: Callable[..., Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is too long for it asks for a file."""
    scene = terminal()
    _fill(scene, 20)
    async with scene.app.run_test(size=(100, 36), notifications=True) as pilot:
        await wait_for_text(pilot, "Event 20")
        await pilot.press("space", "j", "space")
        await _opened(pilot, "x", shows="2 events")
        await pilot.press("tab", "tab", "right", "enter")
        await wait_for_text(pilot, "Copied 2 events as JSON lines")
        assert [json.loads(line)["id"] for line in scene.app.clipboard.splitlines()] == ["18", "20"]
        await _opened(pilot, "k", "space", "x", shows="1 event ")
        await pilot.press("escape")
        await _opened(pilot, "M", "x", shows="every event that is kept")
        await pilot.press("right", "tab", "tab", "right", "enter")
        await wait_for_text(pilot, "Copied 1 event as JSON lines")
        monkeypatch.setattr("sprig_tui.ui.screens.event_actions.MOST_COPIED", 100)
        await _opened(pilot, "x", shows="every event that is kept")
        await pilot.press("tab", "tab", "right", "enter")
        await wait_for_text(pilot, "too much for a clipboard")
        await _opened(pilot, "x", shows="every event that is kept")
        await pilot.press("escape")
        await wait_until(pilot, lambda: isinstance(scene.app.screen, LiveScreen))


async def test_wide_columns_are_walked_along_and_remembered(
    terminal: Callable[..., Terminal],
) -> None:
    """Nothing is cut; the keys that move sideways work only then."""
    scene = terminal()
    long = "Order Completed In The Shop With A Name That Is Cut At Eighty Columns"
    scene.log.writes.append(new_row(1, name=long, source="analytics-node 2.3.0"))
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "Order Complet")
        assert scene.app.screen.query_one(EventTable).check_action("shift", (1,)) is False
        await pilot.press("w", "l", "l", "l", "l", "l", "l", "l")
        await wait_for_text(pilot, "analytics-node 2.3.0", "unmapped event")
        await pilot.press(*["h"] * 8)
        await wait_for_text(pilot, long[:40])
        assert scene.preferences.saved.wide
        await wait_for_text(pilot, "WIDE, w fits")
        scene.preferences.unavailable = "the disk is full"
        await pilot.press("w")
        await wait_until(pilot, lambda: not _table(scene).columns.wide)
        await wait_for_no_text(pilot, "WIDE")
    scene = terminal('[ui.keys]\n"live.wide" = "W"\n')
    scene.preferences.saved = Preferences(wide=True)
    scene.log.writes.append(new_row(1, name=long))
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, long[:40], "WIDE, W fits")


async def test_a_pinned_field_with_hostile_text_drives_nothing(
    terminal: Callable[..., Terminal],
) -> None:
    """Escapes, markup and direction marks are shown, write keys masked; ids in a group too."""
    scene = terminal()
    scene.preferences.saved = Preferences(columns=("name", "properties.x", "payload.writeKey"))
    evil = "\x1b]52;c;eA==\x07[bold]\u202e\u200d"
    value = {"properties": {"x": evil}, "writeKey": "wk-canary", "groupId": evil}
    scene.log.writes.append(new_row(1, value=value))
    scene.log.writes.append(new_row(2, type="group", name=None, value=value))
    async with scene.app.run_test(size=(160, 24)) as pilot:
        text = await wait_for_text(pilot, r"\x1b]52;c;eA==\x07[bold]\u202e", "***")
        assert text.count(r"\x1b]52") == 3
        assert "canary" not in text
        assert not any(one in text for one in "\x1b\x07\u202e\u200d")


async def test_preferences_that_cannot_be_read_leave_the_usual_columns(
    terminal: Callable[..., Terminal],
) -> None:
    """And say so."""
    scene = terminal()
    scene.preferences.unavailable = "terminal.toml is not TOML"
    scene.log.writes.append(new_row(1))
    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        await wait_for_text(pilot, "terminal.toml is not TOML", "Order Completed", "DECISION")


async def test_a_store_that_cannot_be_read_is_told(
    terminal: Callable[..., Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Columns can be chosen all the same."""
    scene = terminal()
    scene.log.writes.append(new_row(1, Reason.EVENT, delivery=DeliveryState.FAILED))
    async with scene.app.run_test(size=(100, 36), notifications=True) as pilot:
        await wait_for_text(pilot, "Order Completed")

        async def broken(_ids: object) -> None:
            raise StoreUnavailableError("the store is locked")

        monkeypatch.setattr(scene.log, "events", broken)
        await pilot.press("y")
        await wait_for_text(pilot, "There is no event to copy")
        await _opened(pilot, "C", shows="when it was received")
