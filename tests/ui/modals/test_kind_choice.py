"""The choice of a kind of destination."""

from collections.abc import Callable

from sprig_tui.ui.modals.kind_choice import KindChoice
from sprig_tui.ui.screens.changes import ChangesScreen
from sprig_tui.ui.screens.event import EventScreen
from tests.screen import screen_text, wait_for_no_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal

CONFIG = """
[destination]
unknown_users = "forward"
[[triggered_events]]
event = "Signed Up"
"""
EVENTS = (
    {"type": "track", "event": "Signed Up", "userId": "u_1", "messageId": "m-1"},
    {"type": "page", "userId": "u_1", "messageId": "m-2", "properties": {"url": "https://a/b"}},
    {"type": "screen", "name": "Signed Up", "userId": "u_1", "messageId": "m-3"},
)


async def test_settings_say_what_another_kind_would_change_before_it_is_chosen(
    terminal: Callable[..., Terminal],
) -> None:
    """Counts, and on a key the events; escape saves nothing."""
    scene = terminal(CONFIG)
    await scene.receive(*EVENTS)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "WHO")
        await pilot.press("5")
        await wait_for_text(pilot, "destination", "kind")
        await pilot.press("enter")
        await wait_for_text(pilot, "destination.kind", "The present kind.")
        await pilot.press("o")
        assert isinstance(scene.app.screen, KindChoice)
        await pilot.press("j")
        text = await wait_for_text(
            pilot, "Of the 3 stored events 1 would move from filtered to forwarded", "o lists"
        )
        assert "1 would be " in text
        await pilot.press("o")
        await wait_for_text(pilot, "What kind sprig_actions would change, instead of sprig", "#3")
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(scene.app.screen, EventScreen))
        await wait_for_text(pilot, "AS sprig_actions WOULD DECIDE", "forwarded.event")
        await pilot.press("escape", "escape")
        await wait_for_text(pilot, "destination.kind", "o lists")
        await pilot.press("escape")
        await wait_for_no_text(pilot, "enter choose")
        assert scene.config.text == CONFIG


async def test_the_list_opens_before_the_counts_are_there(
    terminal: Callable[..., Terminal],
) -> None:
    """It looks by itself then."""
    scene = terminal(CONFIG)
    await scene.receive(*EVENTS)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "WHO")
        scene.app.push_screen(KindChoice(scene.context.snapshot))
        await wait_for_text(pilot, "The present kind.")
        await pilot.press("k", "up", "down", "j", "j", "o")
        await wait_for_text(pilot, "What kind", "Of the 3 stored events")


async def test_too_many_mappings_for_a_kind_are_said(terminal: Callable[..., Terminal]) -> None:
    """It could not be saved."""
    entries = "".join(f'[[triggered_events]]\nevent = "E{number}"\n' for number in range(51))
    scene = terminal(entries)
    await scene.receive(*EVENTS)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "WHO")
        scene.app.push_screen(KindChoice(scene.context.snapshot))
        await wait_for_text(pilot, "The present kind.")
        await pilot.press("j", "j")
        await wait_for_text(pilot, "Gleap takes at most 50 mappings, and the file has 51.")


async def test_the_palette_compares_without_changing_anything(
    terminal: Callable[..., Terminal],
) -> None:
    """The chosen kind's comparison is shown, and the config stays."""
    scene = terminal(CONFIG)
    await scene.receive(*EVENTS)
    async with scene.app.run_test(size=(100, 30), notifications=True) as pilot:
        await wait_for_text(pilot, "WHO")
        await pilot.press("colon")
        await pilot.press(*"compare dest")
        await wait_for_text(pilot, "Compare destinations")
        await pilot.press("enter")
        await wait_for_text(pilot, "Compare with another kind of destination; nothing is changed")
        await pilot.press("enter")
        await wait_for_text(pilot, "sprig is the present kind.")
        await pilot.press("colon", *"compare dest")
        await wait_for_text(pilot, "Compare destinations")
        await pilot.press("enter")
        await wait_for_text(pilot, "nothing is changed")
        await pilot.press("escape")
        await wait_for_no_text(pilot, "nothing is changed")
        await pilot.press("colon", *"compare dest")
        await wait_for_text(pilot, "Compare destinations")
        await pilot.press("enter")
        await wait_for_text(pilot, "nothing is changed")
        await pilot.press("j", "j", "enter")
        await wait_until(pilot, lambda: isinstance(scene.app.screen, ChangesScreen))
        await wait_for_text(pilot, "What kind gleap would change, instead of sprig")
        await pilot.press("q")
        await wait_for_text(pilot, "WHO")
        assert "What kind" not in screen_text(scene.app.screen)
        assert scene.config.text == CONFIG
