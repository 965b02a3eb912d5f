"""A payload line by line."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from sprig_tui.ui.screens.event import EventScreen
from sprig_tui.ui.widgets.payload_view import PayloadView
from tests.screen import screen_text, wait_for_no_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal

EVENT = {
    "type": "track",
    "event": "Order Completed",
    "userId": "u_1",
    "messageId": "m-1",
    "properties": {
        "plan": "pro",
        "products": [{"sku": "a", "plan": "free"}, {"sku": "b"}],
        "note": "x" * 150 + "END",
    },
}


async def open_payload(pilot: Pilot[Any], scene: Terminal, row_id: int = 1) -> PayloadView:
    scene.app.push_screen(EventScreen(row_id))
    await wait_for_text(pilot, f"#{row_id}")
    await pilot.press("l")
    await wait_for_text(pilot, "[Segment sent]", "type: ")
    return scene.app.screen.query_one(PayloadView)


async def test_objects_and_lists_fold_by_key_and_by_mouse(
    terminal: Callable[..., Terminal],
) -> None:
    """What is in them goes and comes again; the count of members stays."""
    scene = terminal()
    await scene.receive(EVENT)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        view = await open_payload(pilot, scene)
        await wait_for_text(pilot, "▾ properties {3}", "▾ products [2]", 'sku: "b"')
        await pilot.press(*["down"] * 5, "enter")
        text = await wait_for_text(pilot, "▸ properties {3}")
        assert "products" not in text
        await pilot.press("space")
        await wait_for_text(pilot, "▾ properties {3}", "▾ products [2]")
        await pilot.press("minus")
        await wait_for_no_text(pilot, "products")
        await pilot.press("plus")
        await wait_for_text(pilot, 'sku: "b"')
        line = screen_text(scene.app.screen).split("\n")
        row = next(y for y, text in enumerate(line) if "products [2]" in text)
        await pilot.click(view, offset=(10, row - view.region.y))
        await wait_for_text(pilot, "▸ products [2]")
        await pilot.press("home")
        assert view.cursor == 0
        await pilot.press("end")
        assert view.cursor == view.count - 1


async def test_a_long_value_is_shown_whole_when_asked(
    terminal: Callable[..., Terminal],
) -> None:
    """In the tree by enter, raw at once; other sizes lay it out anew."""
    scene = terminal()
    await scene.receive(EVENT)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        view = await open_payload(pilot, scene)
        assert "END" not in screen_text(scene.app.screen)
        before = view.count
        await pilot.press("end", "enter")
        await wait_until(pilot, lambda: view.count == before + 2)
        await pilot.press("end")
        await wait_for_text(pilot, "END")
        await pilot.resize_terminal(110, 24)
        await wait_until(pilot, lambda: view.count == before + 1)
        await pilot.press("v", "end")
        await wait_for_text(pilot, "raw; v tree", "END", '"properties": {')


async def test_the_search_marks_and_counts_hits_and_unfolds_them(
    terminal: Callable[..., Terminal],
) -> None:
    """`/` types, n and N go round, escape ends it, another one leaves."""
    scene = terminal()
    await scene.receive(EVENT)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        view = await open_payload(pilot, scene)
        await pilot.press("minus", "slash", *"PLAN")
        text = await wait_for_text(pilot, '"PLAN": 1 of 2')
        assert sum(line.lstrip(" ▌").startswith("*") for line in text.split("\n")) == 1
        await pilot.press("enter", "n")
        await wait_for_text(pilot, "2 of 2", 'plan: "free"')
        await pilot.press("n")
        await wait_for_text(pilot, "1 of 2")
        await pilot.press("N")
        await wait_for_text(pilot, "2 of 2")
        await pilot.press("home")
        await pilot.press("N")
        await wait_for_text(pilot, "2 of 2")
        await pilot.press("v")
        await wait_for_text(pilot, "1 of 2", '*    "plan": "pro"')
        await pilot.press("slash", *"zzz")
        await wait_for_text(pilot, "not found")
        await pilot.press("enter", "n")
        await pilot.press("escape")
        await wait_for_text(pilot, "bytes, raw")
        assert isinstance(scene.app.screen, EventScreen)
        await pilot.press("slash", "enter")
        await wait_until(pilot, lambda: view.has_focus)
        await pilot.press("escape")
        await wait_until(pilot, lambda: not isinstance(scene.app.screen, EventScreen))


async def test_search_and_folds_stay_from_one_event_to_the_next(
    terminal: Callable[..., Terminal],
) -> None:
    """So that one value is followed through many events."""
    scene = terminal()
    other = EVENT | {"messageId": "m-2", "properties": {"plan": "free", "products": [1]}}
    await scene.receive(EVENT, other)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await open_payload(pilot, scene)
        await pilot.press("slash", *"plan", "enter")
        await wait_for_text(pilot, "1 of 2")
        await pilot.press("down", "enter")
        await wait_for_text(pilot, "▸ products [2]")
        await pilot.press("k")
        await wait_for_text(pilot, "#2", "▸ products [1]", "1 found", "* ")


async def test_the_longest_payloads_are_drawn_by_lines(
    terminal: Callable[..., Terminal],
) -> None:
    """500 properties, nested sixty levels deep, on a small screen."""
    deep: object = "bottom"
    for _ in range(58):
        deep = {"level": deep}
    properties = {f"key_{number}": "x" * 40 for number in range(500)} | {"deep": deep}
    scene = terminal()
    await scene.receive(EVENT | {"properties": properties})
    async with scene.app.run_test(size=(60, 16)) as pilot:
        view = await open_payload(pilot, scene)
        assert view.count == 565
        assert len(view.children) == 0
        await pilot.press("end")
        await wait_for_text(pilot, 'level: "bottom"')
        await pilot.press("pageup", "up")
        await wait_until(pilot, lambda: view.cursor < view.count - 5)


@pytest.mark.parametrize("raw", [b'{"type": "tra', b"\xff\x1b]0;t\x07[b]x[/]"])
async def test_what_is_no_json_is_shown_as_text(
    terminal: Callable[..., Terminal], raw: bytes
) -> None:
    """Nothing folds, and nothing drives the terminal."""
    scene = terminal()
    await scene.receive(raw)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        scene.app.push_screen(EventScreen(1))
        await wait_for_text(pilot, "#1")
        await pilot.press("l")
        text = await wait_for_text(pilot, "no JSON", "at most 4 KB are kept")
        assert "\x1b" not in text
        await pilot.press("enter", "minus", "plus", "v", "slash", *"t", "enter")
        await wait_for_text(pilot, "1 of 1")


async def test_no_write_key_and_no_markup_reach_the_screen(
    terminal: Callable[..., Terminal],
) -> None:
    """In keys and values, as a tree and raw."""
    scene = terminal()
    evil = "\x1b]0;t\x07[@click=app.quit]x[/]"
    await scene.receive(json.dumps(EVENT | {evil: evil, "writeKey": "wk-canary"}).encode())
    async with scene.app.run_test(size=(110, 30)) as pilot:
        await open_payload(pilot, scene)
        text = await wait_for_text(pilot, "[@click=app.quit]", 'writeKey: "***"')
        assert "canary" not in text
        await pilot.press("v")
        text = await wait_for_text(pilot, '"writeKey": "***"')
        assert "canary" not in text
