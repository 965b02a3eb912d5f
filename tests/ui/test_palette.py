"""The command palette has everything that a key does."""

from collections.abc import Callable

from tests.log_rows import new_row
from tests.screen import wait_for_text, wait_until
from tests.ui.conftest import Terminal


async def test_everything_that_a_key_does_here_is_a_command(
    terminal: Callable[..., Terminal],
) -> None:
    """With its key; so a key that the terminal eats is not the only way."""
    scene = terminal()
    scene.log.writes.append(new_row(1))
    async with scene.app.run_test(size=(100, 40)) as pilot:
        await wait_for_text(pilot, "Order Completed")
        app = scene.app
        commands = {one.title: one for one in app.get_system_commands(app.screen)}
        assert {"Live", "Overview", "Theme for now", "Doctor", "Key tester", "Problems"} <= set(
            commands
        )
        assert commands["Filter the list as you type"].help == "key /"
        assert not [title for title in commands if "Scroll" in title]
        await pilot.press("colon")
        await wait_for_text(pilot, "Search for commands")
        await pilot.press(*"hold the list")
        await wait_for_text(pilot, "Hold the list; events go on")
        await pilot.press("down", "enter")
        await wait_for_text(pilot, "PAUSED")


async def test_the_mouse_is_given_and_taken_there_too(terminal: Callable[..., Terminal]) -> None:
    """What the other way round is, is offered alone."""
    scene = terminal()
    async with scene.app.run_test(size=(100, 40), notifications=True) as pilot:
        await wait_for_text(pilot, "No event has arrived yet")
        await pilot.press("colon")
        await wait_for_text(pilot, "Search for commands")
        await pilot.press(*"mouse off", "down", "enter")
        await wait_for_text(pilot, "f2 takes it back", "f2 Mouse is off")
        commands = [one.title for one in scene.app.get_system_commands(scene.app.screen)]
        assert [title for title in commands if title.startswith("Mouse")] == ["Mouse on"]


async def test_a_screen_is_a_command(terminal: Callable[..., Terminal]) -> None:
    scene = terminal()
    async with scene.app.run_test(size=(100, 40)) as pilot:
        await wait_for_text(pilot, "No event has arrived yet")
        await pilot.press("colon")
        await wait_for_text(pilot, "Search for commands")
        await pilot.press(*"settings", "down", "enter")
        await wait_until(pilot, lambda: scene.app.current_mode == "settings")


async def test_the_palette_is_letters_alone(terminal: Callable[..., Terminal]) -> None:
    """No picture that a font lacks, nor question marks in its place."""
    scene = terminal(ascii_only=True)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "No event has arrived yet")
        await pilot.press("colon")
        assert "??" not in await wait_for_text(pilot, "Search for commands")


async def test_what_has_no_key_any_more_is_a_command(terminal: Callable[..., Terminal]) -> None:
    """As another action was given its key: the palette is the way round."""
    scene = terminal('[ui.keys]\n"events.follow" = "p"\n')
    scene.log.writes.append(new_row(1))
    async with scene.app.run_test(size=(100, 40)) as pilot:
        await wait_for_text(pilot, "Order Completed")
        commands = {one.title: one for one in scene.app.get_system_commands(scene.app.screen)}
        assert commands["Pause: Hold the list; events go on"].help == "no key"
        await pilot.press("colon")
        await wait_for_text(pilot, "Search for commands")
        await pilot.press(*"hold the list", "down", "enter")
        await wait_for_text(pilot, "PAUSED")


async def test_which_theme_is_kept_is_said(terminal: Callable[..., Terminal]) -> None:
    """Settings has both: one of them would be gone after the next start."""
    scene = terminal()
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await pilot.press("5")
        await wait_for_text(pilot, "[5 Settings]")
        await pilot.press("colon")
        await wait_for_text(pilot, "Search for commands")
        await pilot.press(*"theme")
        await wait_for_text(
            pilot,
            "Theme: Choose the theme; it is saved",
            "Theme for now",
            "Not kept; Settings saves one",
        )
