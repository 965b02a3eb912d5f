"""The list of destination filters, on the Mappings screen."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.factories import track
from tests.screen import wait_for_no_text, wait_for_text
from tests.ui.conftest import Terminal
from tests.ui.naughty import EVIL, assert_harmless

CONFIG = """\
# hearts
[[filters]]
name = "hearts"
if = 'event = "Heartbeat"'
action = "drop_event"

[[filters]]
name = "mail"
action = "drop_properties"
if = "all"
fields = { traits = ["email"] }
"""


async def open_filters(pilot: Pilot[Any]) -> None:
    await pilot.press("2", "tab", "tab")
    await wait_for_text(pilot, "CONDITION")


async def test_filters_stand_with_what_they_do_and_match(
    terminal: Callable[..., Terminal],
) -> None:
    scene = terminal(CONFIG)
    await scene.receive(*(track("Heartbeat", messageId=str(one)) for one in range(3)))
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await open_filters(pilot)
        screen = await wait_for_text(pilot, "[Filters 2]", "drop event                 3")
        assert "sample, drop event, drop" in screen
        assert "drop traits: email" in screen
        assert 'Drop event where event is "Heartbeat"' in screen
        assert "sprig.toml:2" in screen


async def test_no_filter_says_what_one_is_for(terminal: Callable[..., Terminal]) -> None:
    scene = terminal("")
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await open_filters(pilot)
        await wait_for_text(pilot, "No destination filter yet.", "a adds one")
        await pilot.press("e", "space", "X", "J")
        await pilot.press("a")
        await wait_for_text(pilot, "Add a filter")


async def test_edits_are_saved_and_taken_back(terminal: Callable[..., Terminal]) -> None:
    scene = terminal(CONFIG)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await open_filters(pilot)
        await pilot.press("space")
        await wait_for_text(pilot, "· off", "saved: filter #1 is off")
        assert "enabled = false" in scene.config.text
        await pilot.press("J")
        await wait_for_text(pilot, "2 hearts")
        await pilot.press("K")
        await wait_for_text(pilot, "1 hearts")
        await pilot.press("J")
        await wait_for_text(pilot, "2 hearts")
        await pilot.press("X")
        await wait_for_text(pilot, "[Filters 1]", "undo brings it back")
        assert "# hearts" not in scene.config.text
        for _ in range(5):
            await pilot.press("u")
        await wait_for_text(pilot, "✓ on      1 hearts")
        assert scene.config.text == CONFIG


async def test_a_filter_that_does_not_parse_is_said_loudly(
    terminal: Callable[..., Terminal],
) -> None:
    scene = terminal('[[filters]]\nif = "event ="\naction = "drop_event"\nenabled = false\n')
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await open_filters(pilot)
        await wait_for_text(pilot, "· off !", "Whatever their order here")
        scene.config.edit_by_hand(scene.config.text.replace("false", "true"))
        await wait_for_text(pilot, "✗ NOTHING IS SENT: #1 does not parse", "✗ broken")
        await pilot.press("space")
        await wait_for_no_text(pilot, "NOTHING IS SENT")


async def test_a_filter_that_does_not_parse_is_not_switched_on(
    terminal: Callable[..., Terminal],
) -> None:
    """As its form saves it only while it is off: on, it would stop everything at once."""
    text = '[[filters]]\nif = "event ="\naction = "drop_event"\nenabled = false\n'
    scene = terminal(text)
    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        await open_filters(pilot)
        await wait_for_text(pilot, "· off !")
        await pilot.press("space")
        await wait_for_text(pilot, "Not switched on: filter #1 does not parse")
        assert scene.config.text == text


async def test_an_eleventh_filter_is_refused(terminal: Callable[..., Terminal]) -> None:
    scene = terminal('[[filters]]\nif = "x = 1"\naction = "drop_event"\n' * 10)
    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        await open_filters(pilot)
        await pilot.press("a")
        await wait_for_text(pilot, "There are 10 filters")


async def test_words_narrow_the_list(terminal: Callable[..., Terminal]) -> None:
    scene = terminal(CONFIG)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await open_filters(pilot)
        await pilot.press("slash", *"mail")
        await wait_for_no_text(pilot, "hearts")
        await pilot.press("enter", "space")
        await wait_for_text(pilot, "saved: filter #2 is off")
        await pilot.press("slash", "x", "y")
        await wait_for_text(pilot, "No filter holds “xy”")
        await pilot.press("escape")
        await wait_for_text(pilot, "hearts", "mail")


@pytest.mark.parametrize("name", list(EVIL))
async def test_a_hostile_filter_is_harmless(terminal: Callable[..., Terminal], name: str) -> None:
    """In the list, below it, and in the form."""
    escaped = "".join(f"\\U{ord(one):08x}" for one in EVIL[name])
    scene = terminal(
        f'[[filters]]\nname = "{escaped}"\nif = "event = \'{escaped}\'"\npath = "{escaped}"\n'
        f'action = "drop_properties"\nfields = {{ "{escaped}" = ["{escaped}"] }}\n'
    )
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await open_filters(pilot)
        await wait_for_text(pilot, "1 ")
        assert_harmless(scene.app)
        await pilot.press("e")
        await wait_for_text(pilot, "Edit filter #1")
        assert_harmless(scene.app)
