"""From an event to the form of the mapping that it almost matched."""

from collections.abc import Callable

from sprig_tui.services.near_edit import CHANGED
from sprig_tui.ui.modals.mapping_form import MappingForm
from sprig_tui.ui.screens.event import EventScreen
from tests.screen import wait_for_text, wait_until
from tests.ui.conftest import Terminal

CONFIG = """
[[triggered_events]]
event = "Signed Up"

[[triggered_events]]
event = "Cart Viewed"
"""


ADDED = "".join(f'[[triggered_events]]\nevent = "Added {number}"\n' for number in (1, 2))


def track(name: str) -> object:
    return {"type": "track", "event": name, "userId": "u", "messageId": name}


async def test_e_opens_the_form_with_the_change(terminal: Callable[..., Terminal]) -> None:
    """Tried on the event; saved it takes the place of the mapping, left nothing changes."""
    scene = terminal(CONFIG)
    await scene.receive(track("cart viewed"))
    async with scene.app.run_test(size=(120, 36)) as pilot:
        await wait_for_text(pilot, "cart viewed")
        scene.app.push_screen(EventScreen(1))
        await wait_for_text(pilot, "e edits it", "e Edit rule")
        await pilot.press("e")
        await wait_until(pilot, lambda: isinstance(scene.app.screen, MappingForm))
        form = scene.app.screen
        assert isinstance(form, MappingForm)
        await wait_for_text(pilot, "Edit triggered event #2", CHANGED)
        assert (form.pattern.value, form.tested.value) == ("cart viewed", "cart viewed")
        await pilot.press("escape")
        await wait_for_text(pilot, "[2 Mappings]")
        assert scene.config.text == CONFIG


async def test_e_is_not_there_without_a_near_miss(terminal: Callable[..., Terminal]) -> None:
    """Nor over a form that is open in Mappings, which stays."""
    scene = terminal(CONFIG)
    await scene.receive(track("Heartbeat"), track("cart viewed"))
    async with scene.app.run_test(size=(120, 36), notifications=True) as pilot:
        await pilot.press("2")
        await wait_for_text(pilot, "Signed Up")
        await pilot.press("a")
        await wait_for_text(pilot, "Add a triggered event")
        await scene.app.switch_mode("live")
        scene.app.push_screen(EventScreen(1))
        await wait_for_text(pilot, "#1")
        await pilot.press("e")
        assert isinstance(scene.app.screen, EventScreen)
        await pilot.press("k")
        await wait_for_text(pilot, "e Edit rule")
        await pilot.press("e")
        await wait_for_text(pilot, "Something is open in Mappings: close it first.")


async def test_the_file_as_it_is_now_is_edited(terminal: Callable[..., Terminal]) -> None:
    """Mappings was looked at before somebody moved its entries."""
    scene = terminal(CONFIG)
    await scene.receive(track("cart viewed"))
    async with scene.app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2")
        await wait_for_text(pilot, "Signed Up")
        await pilot.press("1")
        await wait_for_text(pilot, "[1 Live]", "cart viewed")
        first, second = CONFIG.strip().split("\n\n")
        scene.config.edit_by_hand(f"{ADDED}{second}\n{first}\n")
        await wait_until(pilot, lambda: len(scene.app.snapshot.config.triggered_events) == 4)
        scene.app.push_screen(EventScreen(1))
        await wait_for_text(pilot, "e Edit rule")
        await pilot.press("e")
        await wait_for_text(pilot, "Edit triggered event #3", CHANGED)
