"""The list of saved filters."""

from collections.abc import Callable

from sprig_tui.ui.modals.saved_filters import ChosenFilter, SavedFiltersModal
from tests.screen import wait_for_no_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal


async def test_a_filter_can_be_deleted_and_brought_back(terminal: Callable[..., Terminal]) -> None:
    """Undo gives nothing a new meaning that another program saved meanwhile."""
    scene = terminal()
    scene.filters.filters |= {"a": "is:failed", "b": "is:problem since:1h"}
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await scene.app.push_screen(SavedFiltersModal())
        await wait_for_text(pilot, "@a", "@b", "is:failed", "esc")
        await pilot.press("u")
        await wait_for_text(pilot, "Nothing was deleted here.")
        await pilot.press("X")
        await wait_for_text(pilot, "@a is deleted; u brings it back.")
        assert scene.filters.filters == {"b": "is:problem since:1h"}
        await pilot.press("u")
        await wait_for_text(pilot, "@a is back.", "is:failed")
        await pilot.press("j", "X")
        await wait_for_text(pilot, "@b is deleted")
        scene.filters.filters["b"] = "another"
        await pilot.press("u")
        await wait_for_text(pilot, "@b was saved anew meanwhile.", "another")
        assert scene.filters.filters == {"a": "is:failed", "b": "another"}


async def test_what_the_verb_saves_is_seen(terminal: Callable[..., Terminal]) -> None:
    """An empty list says how to fill it; the cursor stays on its name."""
    scene = terminal()
    given: list[ChosenFilter | None] = []
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await scene.app.push_screen(SavedFiltersModal(), given.append)
        await wait_for_text(pilot, "No filter is saved yet.", "press * to save it")
        await pilot.press("X", "e", "enter")
        scene.filters.filters["mine"] = "is:failed"
        await wait_for_text(pilot, "@mine")
        scene.filters.filters["first"] = "why:\x1b[2J"
        await wait_for_text(pilot, "@first", "why:\\x1b[2J")
        await pilot.press("enter")
        await wait_until(pilot, lambda: given == [ChosenFilter("@mine")])


async def test_the_text_can_be_taken_to_edit_it(terminal: Callable[..., Terminal]) -> None:
    scene = terminal()
    scene.filters.filters["mine"] = "is:failed"
    given: list[ChosenFilter | None] = []
    async with scene.app.run_test(size=(60, 16)) as pilot:
        await scene.app.push_screen(SavedFiltersModal(), given.append)
        await wait_for_text(pilot, "@mine")
        await pilot.press("e")
        await wait_until(pilot, lambda: given == [ChosenFilter("is:failed", to_edit=True)])


async def test_a_file_that_cannot_be_used_is_said(terminal: Callable[..., Terminal]) -> None:
    """What is on show stays."""
    scene = terminal()
    scene.filters.filters["mine"] = "is:failed"
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await scene.app.push_screen(SavedFiltersModal())
        await wait_for_text(pilot, "@mine")
        scene.filters.unavailable = "filters.toml cannot be written: No space left on device"
        await pilot.press("X")
        await wait_for_text(pilot, "No space left on device", "@mine")
        scene.filters.unavailable = ""
        await pilot.press("X")
        await wait_for_no_text(pilot, "is:failed")
        scene.filters.unavailable = "filters.toml cannot be read"
        await pilot.press("u")
        await wait_for_text(pilot, "filters.toml cannot be read")
