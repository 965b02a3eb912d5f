"""The list of what is wrong with the config."""

from collections.abc import Callable

import pytest

from sprig_tui.ports import StoreUnavailableError
from sprig_tui.ui.modals.problems import ProblemsModal
from tests.log_rows import new_row
from tests.screen import wait_for_no_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal
from tests.ui.screens.test_mapping_lists import SIZES

CONFIG = """\
[listener]
prot = 1

[[triggered_events]]
event = "Order"
match = "contains"

[[triggered_events]]
event = "Order Completed"

[[filters]]
if = 'type = "Page"'
action = "drop_event"
"""


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("ascii_only", [False, True])
async def test_every_problem_is_listed_with_its_place(
    terminal: Callable[..., Terminal], size: tuple[int, int], *, ascii_only: bool
) -> None:
    """By a sign and a word, and the one of the cursor in full."""
    scene = terminal(CONFIG, ascii_only=ascii_only)
    async with scene.app.run_test(size=size) as pilot:
        await wait_for_text(pilot, "LISTENING")
        await pilot.press("exclamation_mark")
        sign = "?" if ascii_only else "◌"
        await wait_for_text(
            pilot,
            "Problems of the config: 3 warnings",
            f"{sign} WARNING  sprig.toml:2",
            f"{sign} WARNING  sprig.toml:9",
            "event #2: it can never win",
            f"{sign} WARNING  sprig.toml:12",
            "filter #1: no call has the type",
            'did you mean "port"?',
        )
        await pilot.press("j")
        await wait_for_text(pilot, "[[triggered_events]] #2: it can never win")


@pytest.mark.parametrize("key", ["escape", "exclamation_mark", "q"])
async def test_it_is_left_by_its_own_keys(terminal: Callable[..., Terminal], key: str) -> None:
    """The terminal goes on."""
    scene = terminal()
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "LISTENING")
        await pilot.press("exclamation_mark")
        await wait_for_text(pilot, "Problems of the config: none", "The config has no problems.")
        await pilot.press("enter", key)
        await wait_until(pilot, lambda: not isinstance(scene.app.screen, ProblemsModal))
        assert scene.app.is_running
        assert scene.app.current_mode == "live"


async def test_what_the_log_tells_is_added(terminal: Callable[..., Terminal]) -> None:
    """In its place among the lines."""
    scene = terminal(CONFIG)
    for number in range(100):
        scene.log.writes.append(new_row(number, name="Log In"))
    async with scene.app.run_test(size=(120, 36)) as pilot:
        await wait_for_text(pilot, "LISTENING")
        await pilot.press("exclamation_mark")
        text = await wait_for_text(
            pilot, "Problems of the config: 4 warnings", "1 of these are told by the events seen"
        )
        lines = [line for line in text.splitlines() if "WARNING" in line]
        assert "sprig.toml:5" in lines[1]
        assert "event #1: it matches none of the 1 event names" in lines[1]


async def test_a_log_that_cannot_be_read_is_told(
    terminal: Callable[..., Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = terminal(CONFIG)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "LISTENING")

        async def rows(**_arguments: object) -> object:
            raise StoreUnavailableError("the disk is full")

        monkeypatch.setattr(scene.log, "rows", rows)
        await pilot.press("exclamation_mark")
        await wait_for_text(pilot, "3 warnings", "could not be looked at: the disk is full")


async def test_it_follows_the_file(terminal: Callable[..., Terminal]) -> None:
    """What is mended goes, and an error takes the place of everything."""
    scene = terminal(CONFIG)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "LISTENING")
        await pilot.press("exclamation_mark")
        await wait_for_text(pilot, "3 warnings")
        scene.config.edit_by_hand("[listener]\nprot = 1\n")
        await wait_for_text(pilot, "Problems of the config: 1 warning")
        scene.config.edit_by_hand("version = \n")
        sign = "✗"
        await wait_for_text(pilot, "1 error", f"{sign} ERROR", "this is not TOML", "good rules")
        scene.config.edit_by_hand("[listener]\nprot = 1\n")
        await wait_for_text(pilot, "Problems of the config: 1 warning")
        scene.config.edit_by_hand("")
        await wait_for_text(pilot, "The config has no problems.")


async def test_text_of_the_file_never_drives_the_terminal(
    terminal: Callable[..., Terminal],
) -> None:
    scene = terminal('[ui.keys]\n"\\u001b[31m[b]x" = "y"\n')
    async with scene.app.run_test(size=(100, 24)) as pilot:
        await wait_for_text(pilot, "LISTENING")
        await pilot.press("exclamation_mark")
        text = await wait_for_text(pilot, "\\x1b[31m[b]x")
        assert "\x1b" not in text


async def test_the_palette_offers_it(terminal: Callable[..., Terminal]) -> None:
    scene = terminal()
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "LISTENING")
        await pilot.press("colon", *"problems", "enter")
        await wait_for_text(pilot, "The config has no problems.")
        await pilot.press("escape")
        await wait_for_no_text(pilot, "The config has no problems.")
