"""From a config key to where the terminal shows it."""

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from sprig_tui.ui.screens.mapping_lists import MappingLists
from sprig_tui.ui.screens.setting_list import SettingList
from tests.screen import wait_for_text, wait_until
from tests.ui.conftest import Terminal

CONFIG = """\
version = 2

[listener]
prot = 1

[[triggered_events]]
event = "Order"
match = "contains"

[[triggered_events]]
event = "Order Completed"

[[page_urls]]
url = "/shop"

[[page_urls]]
url = "/"
match = "contains"

[[page_urls]]
url = "/cart"

[[filters]]
if = "all"
action = "drop_event"
enabled = false

[[filters]]
if = 'type = "Page"'
action = "drop_event"
"""


async def choose(pilot: Pilot[None], *keys: str) -> None:
    await wait_for_text(pilot, "LISTENING")
    await pilot.press("exclamation_mark")
    await wait_for_text(pilot, "Problems of the config: 5 warnings")
    await pilot.press(*keys, "enter")


@pytest.mark.parametrize(
    ("down", "number", "pattern"), [(2, 2, "Order Completed"), (3, 3, "/cart")]
)
async def test_a_mapping_is_shown_in_its_list(
    terminal: Callable[..., Terminal], down: int, number: int, pattern: str
) -> None:
    """Whatever the list was narrowed to."""
    scene = terminal(CONFIG)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "LISTENING")
        await pilot.press("2", "slash", *"zzz")
        await wait_for_text(pilot, "No mapping holds")
        await pilot.press("escape", "1")
        await choose(pilot, *["j"] * down)
        await wait_until(pilot, lambda: scene.app.current_mode == "mappings")
        text = await wait_for_text(pilot, "[2 Mappings]", "never win")
        row = next(line for line in text.splitlines() if "▌" in line)
        assert f" {number} " in row
        assert pattern in row
        assert isinstance(scene.app.screen, MappingLists)


@pytest.mark.parametrize(
    ("down", "words"),
    [
        (0, "The version of the file's form"),
        (1, '[listener].prot is not a setting; did you mean "port"?'),
    ],
)
async def test_the_rest_is_shown_among_the_settings(
    terminal: Callable[..., Terminal], down: int, words: str
) -> None:
    """A setting, or the problem itself."""
    scene = terminal(CONFIG)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await choose(pilot, *["j"] * down)
        await wait_until(pilot, lambda: scene.app.current_mode == "settings")
        text = await wait_for_text(pilot, "[5 Settings]", "▌")
        assert isinstance(scene.app.screen, SettingList)
        assert words in text


async def test_a_filter_is_shown_in_its_list(terminal: Callable[..., Terminal]) -> None:
    scene = terminal(CONFIG)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await choose(pilot, *["j"] * 4)
        await wait_until(pilot, lambda: scene.app.current_mode == "mappings")
        await wait_for_text(pilot, "[Filters 2]", "sprig.toml:28")


async def test_a_problem_that_is_gone_meanwhile_moves_nothing(
    terminal: Callable[..., Terminal],
) -> None:
    scene = terminal(CONFIG)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "LISTENING")
        await pilot.press("5")
        await wait_for_text(pilot, "[5 Settings]")
        screen = scene.app.screen
        assert isinstance(screen, SettingList)
        before = screen.rows.cursor
        screen.show_place("listener.gone")
        assert screen.rows.cursor == before
