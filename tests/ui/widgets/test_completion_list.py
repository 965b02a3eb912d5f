"""What is offered while a filter is typed."""

from collections.abc import Callable

import pytest

from sprig_tui.ui.widgets.completion_list import CompletionList
from sprig_tui.ui.widgets.event_table import EventTable
from sprig_tui.ui.widgets.filter_input import FilterInput
from tests.log_rows import new_row
from tests.screen import wait_for_text, wait_until
from tests.ui.conftest import Terminal

CLOSES = "esc closes"


def offering_scene(terminal: Callable[..., Terminal], **options: bool) -> Terminal:
    scene = terminal("", **options)
    for number, name in enumerate(("Order Completed", "Order Refunded", "Signed Up"), 1):
        value = {"type": "track", "properties": {"plan": "pro"}}
        scene.log.writes.append(new_row(number, name=name, value=value))
    return scene


async def test_a_click_takes_a_choice(terminal: Callable[..., Terminal]) -> None:
    scene = offering_scene(terminal)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "Signed Up")
        await pilot.press("slash", *"type:")
        await wait_for_text(pilot, CLOSES)
        await pilot.click(CompletionList, offset=(3, 1))
        field = scene.app.screen.query_one(FilterInput)
        await wait_until(pilot, lambda: field.value == "type:track")
        assert field.has_focus


@pytest.mark.parametrize("size", [(80, 24), (60, 16), (40, 10)])
async def test_the_list_fits_a_small_screen(
    terminal: Callable[..., Terminal], size: tuple[int, int]
) -> None:
    """In ASCII, with a word that is far too long, at the right edge."""
    scene = offering_scene(terminal, ascii_only=True)
    scene.log.writes.append(new_row(9, name="Order " + "x" * 150))
    async with scene.app.run_test(size=size) as pilot:
        await wait_until(pilot, lambda: scene.app.screen.query_one(EventTable).view.selected)
        await pilot.press("slash", *"is:filtered event:ord")
        text = await wait_for_text(pilot, CLOSES)
        assert text.isascii()
        region = scene.app.screen.query_one(CompletionList).region
        assert scene.app.screen.region.contains_region(region)


async def test_hostile_words_of_the_file_are_shown_harmless(
    terminal: Callable[..., Terminal],
) -> None:
    """Names of saved filters are typed by hand too."""
    scene = offering_scene(terminal)
    scene.filters.filters["evil\x1b[2J[/]"] = "is:failed"
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "Signed Up")
        await pilot.press("slash", "@")
        text = await wait_for_text(pilot, CLOSES, "saved filter")
        assert "@evil\\x1b[2J[/]" in text


@pytest.mark.parametrize(("tab", "answer"), [("1", "No event matches"), ("3", "is empty")])
async def test_an_empty_list_says_so_below_what_is_offered(
    terminal: Callable[..., Terminal], tab: str, answer: str
) -> None:
    """The answer to what is typed is never covered by what it could become."""
    scene = offering_scene(terminal)
    async with scene.app.run_test(size=(120, 36)) as pilot:
        await wait_for_text(pilot, "Signed Up")
        await pilot.press(tab, "slash", *"zz user:")
        text = await wait_for_text(pilot, CLOSES, answer)
        lines = text.split("\n")
        said = next(place for place, line in enumerate(lines) if answer in line)
        offered = next(place for place, line in enumerate(lines) if CLOSES in line)
        assert said > offered
