"""Quick edits of a file that changed meanwhile."""

from collections.abc import Callable

import pytest

from sprig_tui.domain.config_edits import ConfigConflictError, RemoveEntry, SetKey, UpdateEntry
from sprig_tui.services.edit_history import PlannedEdit
from sprig_tui.ui.quick_edit import QuickSaved, save_quick
from tests.screen import wait_for_text, wait_until
from tests.ui.conftest import Terminal

FILE = '[[page_urls]]\nurl = "/a"\n[[page_urls]]\nurl = "/b"\n'
OFF = UpdateEntry("page_urls", 1, {"enabled": False})
NEW = '[[page_urls]]\nurl = "/new"\n'


async def test_an_edit_goes_on_where_its_entry_is_now(terminal: Callable[..., Terminal]) -> None:
    """Nothing is asked, and what others wrote stays."""
    scene = terminal(FILE)
    base = await scene.config.load()
    scene.config.edit_by_hand(NEW + FILE)
    saved = await save_quick(scene.app, PlannedEdit("off", (OFF,), base))
    assert scene.config.text == NEW + FILE + "enabled = false\n"
    assert saved == QuickSaved(await scene.config.load(), 2)
    (label,) = scene.app.history.undoable
    assert label == "off"


async def test_what_is_left_to_nobody_is_a_conflict(terminal: Callable[..., Terminal]) -> None:
    scene = terminal(FILE)
    base = await scene.config.load()
    scene.config.edit_by_hand(NEW)
    with pytest.raises(ConfigConflictError):
        await save_quick(scene.app, PlannedEdit("deleted", (RemoveEntry("page_urls", 1),), base))
    assert scene.config.text == NEW


@pytest.mark.parametrize(
    ("key", "written"),
    [
        ("m", '"/b"\nnote = "n"\nenabled = false\n'),
        ("t", '"/b"\nnote = "n"\n'),
        ("e", '"/b"\nnote = "n"\n'),
        ("c", '"/b"\nnote = "n"\n'),
        ("escape", '"/b"\nnote = "n"\n'),
    ],
)
async def test_the_operator_decides_about_an_entry_that_others_changed(
    terminal: Callable[..., Terminal], key: str, written: str
) -> None:
    """There was nothing typed, so there is no way back to it."""
    scene = terminal(FILE)
    base = await scene.config.load()
    scene.config.edit_by_hand(FILE + 'note = "n"\n')
    results: list[QuickSaved | None] = []

    async def edit() -> None:
        results.append(await save_quick(scene.app, PlannedEdit("off", (OFF,), base)))

    async with scene.app.run_test(size=(80, 24)) as pilot:
        scene.app.run_worker(edit())
        text = await wait_for_text(pilot, "m keep mine   t take the file's (esc)", "as you want")
        assert "changed in the file" in text
        assert "e edit further" not in text
        await pilot.press(key)
        await wait_until(pilot, lambda: results)
    assert scene.config.text.endswith(written)
    assert (results[0] is None) == (key != "m")


async def test_a_deletion_says_that_it_would_delete_what_others_wrote(
    terminal: Callable[..., Terminal],
) -> None:
    scene = terminal(FILE)
    base = await scene.config.load()
    scene.config.edit_by_hand(FILE + 'note = "n"\n')
    async with scene.app.run_test(size=(80, 24)) as pilot:
        planned = PlannedEdit("deleted", (RemoveEntry("page_urls", 1),), base)
        scene.app.run_worker(save_quick(scene.app, planned))
        await wait_for_text(pilot, "deleted as the file has it now", "as you want   deleted")
        await pilot.press("m")
        await wait_until(pilot, lambda: "/b" not in scene.config.text)


async def test_another_way_of_saving_is_tried_again(terminal: Callable[..., Terminal]) -> None:
    """On the state as it is by then; it may be declined."""
    scene = terminal("")
    base = await scene.config.load()
    scene.config.edit_by_hand(FILE)
    bases: list[str] = []

    async def decline(planned: PlannedEdit) -> None:
        bases.append(planned.base.text)
        if planned.base.text != FILE:
            raise ConfigConflictError("changed")

    planned = PlannedEdit("kept", (SetKey(("store", "keep_days"), 3),), base)
    assert await save_quick(scene.app, planned, decline) is None
    assert bases == ["", FILE]
