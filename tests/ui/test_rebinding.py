"""Other keys, chosen in the help."""

from collections.abc import Callable

from tests.log_rows import new_row
from tests.screen import wait_for_no_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal


async def test_a_key_given_in_the_help_holds_at_once_and_is_in_the_file(
    terminal: Callable[..., Terminal],
) -> None:
    """And the built-in one comes back with X."""
    scene = terminal("# mine\n")
    scene.log.writes.append(new_row(1))
    async with scene.app.run_test(size=(100, 40)) as pilot:
        await wait_for_text(pilot, "Order Completed")
        await pilot.press("question_mark", "slash", *"hold the list", "enter")
        await wait_for_text(pilot, "IN THE LIST", "Hold the list; events go on")
        await pilot.press("enter")
        await wait_for_text(pilot, "Press the new key for: Hold the list")
        await pilot.press("Z")
        await wait_until(pilot, lambda: "events.pause" in scene.config.text)
        assert scene.config.text == '# mine\n\n[ui.keys]\n"events.pause" = "Z"\n'
        await wait_until(pilot, lambda: scene.app.snapshot.config.ui.keys)
        await pilot.press("escape", "escape", "Z")
        await wait_for_text(pilot, "PAUSED")
        await pilot.press("F", "question_mark", "slash", *"hold the list", "enter", "X")
        await wait_until(pilot, lambda: "events.pause" not in scene.config.text)


async def test_the_cursor_stays_with_the_key_that_was_given(
    terminal: Callable[..., Terminal],
) -> None:
    """Though it may stand elsewhere in the list then: X takes just that one back."""
    scene = terminal("# mine\n")
    scene.log.writes.append(new_row(1))
    async with scene.app.run_test(size=(100, 40), notifications=True) as pilot:
        await wait_for_text(pilot, "Order Completed")
        await pilot.press("question_mark")
        await wait_for_text(pilot, "HERE", "EVERYWHERE")
        await pilot.press("enter")
        await wait_for_text(pilot, "Press the new key for")
        await pilot.press("ctrl+y")
        text = await wait_for_text(pilot, "^y  ", "ctrl+y now does: ")
        assert "^y" in next(line for line in text.splitlines() if "▌ ^" in line)
        await pilot.press("X")
        await wait_until(pilot, lambda: "ctrl+y" not in scene.config.text)


async def test_a_file_that_cannot_be_saved_is_said(terminal: Callable[..., Terminal]) -> None:
    """Nothing changes."""
    scene = terminal()
    scene.log.writes.append(new_row(1))
    async with scene.app.run_test(size=(100, 40), notifications=True) as pilot:
        await wait_for_text(pilot, "Order Completed")
        await pilot.press("question_mark", "X")
        await wait_for_text(pilot, "The built-in keys hold already for")
        await pilot.press("enter")
        await wait_for_text(pilot, "Press the new key for")
        scene.config._text = "["
        await pilot.press("ctrl+y")
        await wait_for_text(pilot, "Not saved:")


async def test_an_action_whose_key_was_given_away_gets_another(
    terminal: Callable[..., Terminal],
) -> None:
    """It stays in the help, without a key; X tells why it has no built-in one."""
    scene = terminal("# mine\n")
    scene.log.writes.append(new_row(1))
    async with scene.app.run_test(size=(100, 40), notifications=True) as pilot:
        await wait_for_text(pilot, "Order Completed")
        await pilot.press("question_mark", "slash", *"full length", "enter")
        await wait_for_text(pilot, "Columns at full length")
        await pilot.press("enter")
        await wait_for_text(pilot, "Press the new key for")
        await pilot.press("x", "x")
        await wait_until(pilot, lambda: "live.wide" in scene.app.snapshot.config.ui.keys)
        await pilot.press("escape", "escape", "question_mark", "slash", *"export", "enter")
        await wait_for_text(pilot, "no key", "Export marked or shown events")
        await pilot.press("X")
        await wait_for_text(pilot, "The built-in keys do something else by now")
        await pilot.press("enter")
        await wait_for_text(pilot, "Press the new key for: Export", "Now no key")
        await pilot.press("ctrl+y")
        await wait_until(pilot, lambda: "live.export" in scene.app.snapshot.config.ui.keys)
        await wait_for_text(pilot, "^y  ", "Export marked or shown events")


async def test_a_key_that_another_hand_gave_meanwhile_is_asked_about(
    terminal: Callable[..., Terminal],
) -> None:
    """It is not written over unseen."""
    scene = terminal()
    scene.log.writes.append(new_row(1))
    async with scene.app.run_test(size=(100, 40), notifications=True) as pilot:
        await wait_for_text(pilot, "Order Completed")
        await pilot.press("question_mark", "slash", *"full length", "enter", "enter")
        await wait_for_text(pilot, "Press the new key for")
        theirs = '[ui.keys]\n"live.wide" = "Z"\n'
        scene.config.edit_by_hand(theirs)
        await wait_until(pilot, lambda: "live.wide" in scene.app.snapshot.config.ui.keys)
        await pilot.press("ctrl+y")
        await wait_for_text(pilot, "The file changed meanwhile", "ctrl+y")
        await pilot.press("t")
        await wait_for_no_text(pilot, "The file changed meanwhile")
        assert scene.config.text == theirs
