"""What the command palette offers first."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from sprig_tui.ui.command_search import rank
from tests.log_rows import new_row
from tests.screen import wait_for_text, wait_until
from tests.ui.conftest import Terminal

ALONG = "Wide: Columns at full length; left and right move along them"


@pytest.mark.parametrize(
    ("query", "better", "worse"),
    [
        ("them", ("Theme", "Theme"), ("Wide", ALONG)),
        ("THEM ", ("Theme", "Theme"), ("Wide", ALONG)),
        ("test", ("Test", "Test: Send a test event"), ("Key tester", "Key tester")),
        ("test", ("Key tester", "Key tester"), ("Latest", "Latest")),
        ("est", ("Latest", "Latest"), ("Go", "Go: To the oldest")),
        ("length", ("Wide", ALONG), ("Live", "L e n g t h")),
    ],
)
def test_a_name_goes_before_what_is_said(
    query: str, better: tuple[str, str], worse: tuple[str, str]
) -> None:
    """Its beginning before that of a later word, and that before its middle."""
    assert rank(query, *better) > rank(query, *worse)


async def search(pilot: Pilot[Any], query: str) -> None:
    """Open the palette and type."""
    await wait_for_text(pilot, "Order Completed")
    await pilot.press("colon")
    await wait_for_text(pilot, "Search for commands")
    await pilot.press(*query)


async def test_the_first_letters_of_a_name_and_enter_run_it(
    terminal: Callable[..., Terminal],
) -> None:
    """Not what has them somewhere in its description, which enter would do unseen."""
    scene = terminal()
    scene.log.writes.append(new_row(1))
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await search(pilot, "them")
        text = await wait_for_text(pilot, "Theme", "move along them")
        assert text.index("Theme") < text.index("move along them")
        await pilot.press("enter")
        await wait_for_text(pilot, "Search for themes")
        assert not scene.preferences.saved.wide


async def test_a_command_is_found_by_the_name_at_the_foot_of_the_screen(
    terminal: Callable[..., Terminal],
) -> None:
    scene = terminal()
    scene.log.writes.append(new_row(1))
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await search(pilot, "wide")
        await wait_for_text(pilot, "Wide: Columns at full length")
        await pilot.press("enter")
        await wait_until(pilot, lambda: scene.preferences.saved.wide)
