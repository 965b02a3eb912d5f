"""Below 60x16 the program still works (reliability.md, section 2)."""

from collections.abc import Callable

import pytest
from textual.widgets import Input

from sprig_tui.ui.modals.filter_form import FilterForm
from sprig_tui.ui.modals.mapping_form import MappingForm
from sprig_tui.ui.modals.review import ReviewModal
from sprig_tui.ui.widgets.row_list import RowList
from tests.screen import screen_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal
from tests.ui.furnished import PLACES, furnished, leave
from tests.ui.naughty import assert_harmless

SIZES = [(59, 15), (40, 10), (30, 8)]
TABS = ("1", "2", "3", "4", "5")
LISTS = {"1": "EventTable", "2": "RowList", "3": "RowList", "4": "OverviewList", "5": "RowList"}


@pytest.mark.parametrize("size", SIZES)
async def test_every_tab_has_its_head_and_some_of_its_list(
    terminal: Callable[..., Terminal], size: tuple[int, int]
) -> None:
    """The status line on top, at least two rows of the list, and the cursor moves."""
    scene = await furnished(terminal)
    async with scene.app.run_test(size=size) as pilot:
        await wait_for_text(pilot, "LIVE")
        for key in TABS:
            await pilot.press(key)
            await pilot.pause(0.2)
            text = assert_harmless(scene.app)
            shown = [one for one in scene.app.screen.query(LISTS[key]) if one.region.height]
            assert shown, f"{key}\n{text}"
            assert max(one.region.height for one in shown) >= 2, f"{key}\n{text}"
            assert text.split("\n")[0].strip(), f"{key}\n{text}"
            assert key == "1" or f"[{key} " in text, f"{key}\n{text}"
            assert "▌" in text, f"{key}\n{text}"
            await pilot.press("j")
            await pilot.pause()
            assert screen_text(scene.app.screen) != text, f"{key}\n{text}"


@pytest.mark.parametrize("size", SIZES)
async def test_every_place_opens_and_is_left(
    terminal: Callable[..., Terminal], size: tuple[int, int]
) -> None:
    """Nothing breaks, keys work, escape leads back."""
    scene = await furnished(terminal)
    async with scene.app.run_test(size=size, notifications=True) as pilot:
        await wait_for_text(pilot, "LIVE")
        for name, (keys, _word) in PLACES.items():
            await pilot.press("1", *keys)
            await pilot.pause(0.05)
            text = assert_harmless(scene.app)
            assert any(line.strip() for line in text.split("\n")[1:]), name
            await leave(pilot, name)
            assert len(scene.app.screen_stack) == 1, f"{name}\n{screen_text(scene.app.screen)}"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("keys", [("2", "e"), ("2", "tab", "tab", "e")])
async def test_a_form_is_gone_through_and_saved(
    terminal: Callable[..., Terminal], size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    """Each field that has the focus is on show, and so is what saves."""
    scene = await furnished(terminal)
    async with scene.app.run_test(size=size) as pilot:
        await wait_for_text(pilot, "LIVE")
        await pilot.press(*keys)
        await wait_until(pilot, lambda: isinstance(scene.app.screen, FilterForm | MappingForm))
        before = scene.config.text
        seen = set()
        for _ in range(12):
            await pilot.press("tab")
            await pilot.pause()
            field = scene.app.focused
            assert field is not None
            visible = scene.app.screen.find_widget(field).visible_region
            assert visible.height and visible.width >= 5, screen_text(scene.app.screen)  # noqa: PT018
            if size >= (59, 15):
                assert "enter review" in screen_text(scene.app.screen)
            seen.add(field)
            if isinstance(field, Input) and field.value in ("Cart Viewed", "Signed Up", "mail"):
                await pilot.press("end", "2")
        assert len(seen) > 2
        await pilot.press("ctrl+s")
        await wait_until(pilot, lambda: isinstance(scene.app.screen, ReviewModal))
        assert "enter save" in screen_text(scene.app.screen), screen_text(scene.app.screen)
        await pilot.press("enter")
        await wait_until(pilot, lambda: scene.config.text != before)
        assert scene.app.screen.query(RowList)
