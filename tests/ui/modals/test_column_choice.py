"""Choosing the columns of the live list."""

from collections.abc import Callable

import pytest

from sprig_tui.domain.preferences import Preferences
from sprig_tui.ui.modals.column_choice import ColumnChoice
from sprig_tui.ui.screens.live import LiveScreen
from sprig_tui.ui.widgets.safe_input import SafeInput
from tests.log_rows import new_row
from tests.screen import wait_for_no_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal

ORDER = {"type": "track", "event": "Order Completed", "properties": {"plan": "enterprise"}}


async def test_a_field_is_pinned_by_keys_and_remembered(terminal: Callable[..., Terminal]) -> None:
    """Completed from recent events; the list shows it at once, and the next time too."""
    scene = terminal()
    scene.log.writes.append(new_row(1, value=ORDER))
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "Order Completed")
        await pilot.press("C")
        await wait_for_text(pilot, "when it was received", "p pin a field")
        await pilot.press("p", *"plan", "enter")
        await wait_for_text(pilot, "a field is one of properties", "tab completes it")
        await pilot.press(*["backspace"] * 4, *"properties.p")
        await wait_for_text(pilot, "properties.plan")
        await pilot.press("tab", "enter")
        await wait_for_text(pilot, "a field of the payload", "J/K move")
        await pilot.press("enter")
        await wait_for_text(pilot, "enterprise", "plan")
        await wait_until(pilot, lambda: "properties.plan" in scene.preferences.saved.columns)


async def test_columns_are_switched_moved_and_brought_back(
    terminal: Callable[..., Terminal],
) -> None:
    """Escape leaves everything as it was."""
    scene = terminal()
    scene.preferences.saved = Preferences(columns=("name", "decision", "properties.plan", "gone"))
    scene.log.writes.append(new_row(1, value=ORDER))
    async with scene.app.run_test(size=(80, 24)) as pilot:
        text = await wait_for_text(pilot, "enterprise")
        assert "TIME" not in text
        await pilot.press("C")
        await wait_for_text(pilot, "a field of the payload")
        await pilot.press("K", "J", "j", "X", "p", "escape", "escape")
        await wait_until(pilot, lambda: isinstance(scene.app.screen, LiveScreen))
        await wait_for_text(pilot, "enterprise")
        await pilot.press("C")
        await wait_until(pilot, lambda: isinstance(scene.app.screen, ColumnChoice))
        await pilot.press("X")
        await wait_for_text(pilot, "only a pinned field goes away")
        await pilot.press("G", "space", "g", "j", "j", "X", "enter")
        await wait_for_text(pilot, "EVENT or URL", "WHY")
        await wait_for_no_text(pilot, "enterprise")
        assert scene.preferences.saved.columns == ("name", "decision", "why")
        await pilot.press("C")
        await wait_until(pilot, lambda: isinstance(scene.app.screen, ColumnChoice))
        await pilot.press("space", "j", "space", "j", "space")
        await wait_for_text(pilot, "the last column stays")
        await pilot.press("R", "enter")
        await wait_for_text(pilot, "TIME", "TYPE")
        await wait_until(pilot, lambda: scene.preferences.saved == Preferences())


async def test_another_width_is_judged_anew(terminal: Callable[..., Terminal]) -> None:
    """The dialog may stand open while the window changes."""
    scene = terminal()
    scene.log.writes.append(new_row(1, value=ORDER))
    async with scene.app.run_test(size=(160, 45)) as pilot:
        await wait_for_text(pilot, "SOURCE")
        await pilot.press("C")
        text = await wait_for_text(pilot, "when it was received")
        assert "finds no place here" not in text
        await pilot.resize_terminal(80, 45)
        await wait_for_text(pilot, "! on  source", "finds no place here")
        await pilot.resize_terminal(160, 45)
        await wait_for_no_text(pilot, "finds no place here")


async def test_help_tells_its_keys(terminal: Callable[..., Terminal]) -> None:
    """`?` as on every screen; in the field it is typed."""
    scene = terminal()
    async with scene.app.run_test(size=(80, 24)) as pilot:
        scene.app.push_screen(ColumnChoice((), ()))
        await wait_for_text(pilot, "? help")
        await pilot.press("question_mark")
        await wait_for_text(pilot, "Move it down", "Pin a field of the payload")
        await pilot.press("escape")
        await wait_until(pilot, lambda: isinstance(scene.app.screen, ColumnChoice))
        await pilot.press("p", "question_mark")
        assert scene.app.screen.query_one(SafeInput).value == "?"


@pytest.mark.parametrize(("width", "fits"), [(80, False), (160, True)])
async def test_what_finds_no_place_is_told(
    terminal: Callable[..., Terminal], *, width: int, fits: bool
) -> None:
    """The source is one of the usual columns, and on narrow screens Live leaves it out."""
    scene = terminal()
    scene.log.writes.append(new_row(1, value=ORDER))
    async with scene.app.run_test(size=(width, 45)) as pilot:
        text = await wait_for_text(pilot, "Order Completed")
        assert ("SOURCE" in text) is fits
        await pilot.press("C")
        text = await wait_for_text(pilot, "when it was received")
        assert ("! on  source" in text) is not fits
        assert ("finds no place here" in text) is not fits
        await pilot.press("escape", "w", "C")
        await wait_for_text(pilot, "when it was received")
        await wait_for_no_text(pilot, "finds no place here")
