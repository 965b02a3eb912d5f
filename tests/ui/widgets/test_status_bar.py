"""The head of every screen."""

from collections.abc import Callable
from dataclasses import replace

from sprig_tui.ui.app import SprigApp
from sprig_tui.ui.glyphs import ASCII
from tests.screen import screen_text, wait_for_no_text, wait_for_text
from tests.ui.conftest import Terminal


async def test_the_lights_change_with_the_world(terminal: Callable[..., Terminal]) -> None:
    """Engine and config file, each within a second or two."""
    scene = terminal()
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "LISTENING 127.0.0.1:8765", "DRY RUN", "config ok")
        scene.engine.unreachable = "no engine answers [b]here[/b]"
        await wait_for_text(pilot, "DOWN", "no engine answers [b]here[/b]")
        scene.engine.unreachable = ""
        scene.config.edit_by_hand('[destination]\nmode = "nothing"')
        await wait_for_text(pilot, "config broken", "The last good rules stay in force")
        scene.config.edit_by_hand('[destination]\nmode = "hold"')
        await wait_for_text(pilot, "HOLD", "config ok")
        await wait_for_no_text(pilot, "last good rules")


async def test_a_click_on_a_tab_shows_its_screen(terminal: Callable[..., Terminal]) -> None:
    """The mouse does what the keys do."""
    scene = terminal()
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "[1 Live]")
        await pilot.click("TabLine", offset=(12, 0))
        await wait_for_text(pilot, "[2 Mappings]")
        await pilot.click("TabLine", offset=(79, 0))
        assert scene.app.current_mode == "mappings"


async def test_tabs_that_find_no_place_are_told(terminal: Callable[..., Terminal]) -> None:
    """None is cut in the middle, and the sign leads to the next."""
    scene = terminal(ascii_only=True)
    async with scene.app.run_test(size=(50, 12)) as pilot:
        await pilot.press("2")
        await wait_for_text(pilot, " 1 Live [2 Mappings] 3 Deliveries  4 Overview >\n")
        await pilot.click("TabLine", offset=(46, 0))
        await wait_for_text(pilot, "\n< 3 Deliveries  4 Overview [5 Settings]\n")


async def test_ascii_only_shows_ascii_only(terminal: Callable[..., Terminal]) -> None:
    """On the operator's wish, or where the terminal speaks no UTF-8."""
    scene = terminal(ascii_only=True)
    assert scene.app.glyphs is ASCII
    await scene.receive({"type": "track", "event": "A", "userId": "u", "messageId": "1"})
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "* LISTENING", "- FILT")
        assert "●" not in screen_text(scene.app.screen)


async def test_a_demo_is_called_one() -> None:
    """Where else the program's name stands, on narrow screens too."""
    terminal = Terminal()
    demo = SprigApp(replace(terminal.context, demo=True))
    async with demo.run_test(size=(80, 24)) as pilot:
        assert "DEMO" in screen_text(pilot.app.screen).splitlines()[0]
    async with terminal.app.run_test(size=(80, 24)) as pilot:
        assert "DEMO" not in screen_text(pilot.app.screen)


async def test_a_broken_config_is_told_whole_at_80_columns(
    terminal: Callable[..., Terminal],
) -> None:
    """And a key goes to the list."""
    scene = terminal()
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "config ok")
        scene.config.edit_by_hand('[[triggered_events]]\nevent = "A"\nmatch = "exactlyy"')
        await wait_for_text(pilot, "! shows what is wrong", 'did you mean "exactly"?')


async def test_what_happened_to_the_store_is_put_away_by_a_key(
    terminal: Callable[..., Terminal],
) -> None:
    """It stays among the notices, and a new one is shown again."""
    scene = terminal()
    async with scene.app.run_test(size=(80, 24)) as pilot:
        scene.engine.notice = "The store was damaged; a new one was begun."
        await wait_for_text(pilot, "a new one was begun. (esc)", "LISTENING")
        await pilot.press("question_mark")
        await wait_for_text(pilot, "EVERYWHERE")
        await pilot.press("escape")
        await wait_for_text(pilot, "a new one was begun. (esc)", "[1 Live]")
        await pilot.press("escape")
        await wait_for_no_text(pilot, "a new one was begun")
        assert [one.text for one in scene.app.notices.newest_first] == [scene.engine.notice]
        scene.engine.notice += " And then it went."
        await wait_for_text(pilot, "And then it went. (esc)")


async def test_a_filter_that_stops_every_event_is_named_on_every_screen(
    terminal: Callable[..., Terminal],
) -> None:
    """With its line and the way to it; mended, it is gone."""
    scene = terminal("[destination]\nmode = 'live'\n")
    broken = '[[filters]]\nname = "no heartbeats"\nif = "type = ("\n'
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "LISTENING")
        scene.config.edit_by_hand(broken)
        for key in "13452":
            await pilot.press(key)
            await wait_for_text(
                pilot, "FILTER BROKEN", 'NOTHING IS SENT: filter #1 "no heartbeats"'
            )
        assert ".toml:3)" in screen_text(scene.app.screen)
        await pilot.press("exclamation_mark")
        await wait_for_text(pilot, "Problems of the config")
        await pilot.press("enter")
        await wait_for_text(pilot, "[2 Mappings]", "no heartbeats")
        scene.config.edit_by_hand(broken + "enabled = false")
        await wait_for_no_text(pilot, "BROKEN")
        await wait_for_no_text(pilot, "NOTHING IS SENT")


async def test_deliveries_says_that_nothing_new_comes(terminal: Callable[..., Terminal]) -> None:
    """What waits already is another matter."""
    scene = terminal('[[filters]]\nif = "type = ("\n')
    async with scene.app.run_test(size=(120, 36)) as pilot:
        await pilot.press("3")
        await wait_for_text(pilot, "No new event comes here", "What waits already goes on.")
