"""What an edit would write, before it is saved."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot

from sprig_tui.domain.config_edits import InsertEntry
from sprig_tui.domain.text_diff import DiffLine
from sprig_tui.services.change_review import Review, review_states
from sprig_tui.ui.modals.review import LONGEST, ReviewModal
from tests.screen import screen_text, wait_for_no_text, wait_for_text
from tests.ui.conftest import Terminal
from tests.ui.screens.test_mapping_lists import SIZES, OnMappings

CONFIG = """\
[destination]
unknown_users = "forward"

[destination.api_keys]
production = "canary-key-9876"
"""


@asynccontextmanager
async def review(
    terminal: Terminal,
    count: int = 1,
    *,
    size: tuple[int, int] = (80, 24),
    saved: bool = False,
) -> AsyncIterator[tuple[Pilot[None], list[bool | None]]]:
    """The diff of an edit that adds `count` events, and what its keys gave."""
    app = OnMappings(terminal.context)
    async with app.run_test(size=size, notifications=True) as pilot:
        base = app.snapshot
        edits = [
            InsertEntry("triggered_events", at, {"event": f"Event \x1b[31m {at}"})
            for at in range(count)
        ]
        after = await terminal.config.preview(edits, base)
        shown = await review_states(terminal.config, base, after)
        answers: list[bool | None] = []
        modal = ReviewModal("Add \x1b events", shown, notes=("added 1 \x1b",), saved=saved)
        app.push_screen(modal, answers.append)
        await wait_for_text(pilot, "esc back")
        yield pilot, answers


@pytest.mark.parametrize("size", SIZES)
async def test_the_lines_their_numbers_and_the_keys_are_on_show(size: tuple[int, int]) -> None:
    """At every size; no secret is, and nothing of a pattern acts."""
    async with review(Terminal(CONFIG), size=size) as (pilot, _):
        text = await wait_for_text(
            pilot,
            "Add \\x1b events",
            "/config/sprig.toml: 3 lines added, 0 removed",
            "added 1 \\x1b",
            "production = ***",
            '+ event = "Event \\u001b[31m 0"',
            "enter save   esc back",
        )
        assert "canary" not in text


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        *((key, True) for key in ("enter", "y", "ctrl+s")),
        *((key, False) for key in ("escape", "n", "q")),
    ],
)
async def test_keys_answer(key: str, answer: bool) -> None:
    async with review(Terminal(CONFIG)) as (pilot, answers):
        await pilot.press(key)
        await wait_for_no_text(pilot, "esc back")
        assert answers == [answer]


async def test_what_would_change_is_said_and_listed() -> None:
    """And the list leads back to the diff."""
    terminal = Terminal(CONFIG)
    await terminal.receive({"type": "track", "event": "Event \x1b[31m 0", "userId": "u_1"})
    async with review(terminal) as (pilot, _):
        await wait_for_text(pilot, "would move from filtered to forwarded", "o lists them")
        await pilot.press("o")
        await wait_for_text(pilot, "NOW  ", "unmapped event")
        await pilot.press("escape")
        await wait_for_text(pilot, "enter save   esc back")


async def test_a_long_diff_scrolls() -> None:
    """By the keys of a list."""
    async with review(Terminal(CONFIG), 30) as (pilot, _):
        await wait_for_text(pilot, "Event \\u001b[31m 0")
        assert "31m 29" not in screen_text(pilot.app.screen)
        await pilot.press("end")
        await wait_for_text(pilot, "31m 29", "enter save")
        await pilot.press("home")
        await wait_for_text(pilot, "31m 0")
        await pilot.press("j", "j", "j", "j")
        await wait_for_no_text(pilot, "production")
        await pilot.press("k", "k", "k", "k")
        await wait_for_text(pilot, "production")


async def test_what_is_saved_already_is_only_looked_at() -> None:
    async with review(Terminal(CONFIG), saved=True) as (pilot, answers):
        assert "enter save" not in screen_text(pilot.app.screen)
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, ReviewModal)
        await pilot.press("escape")
        await wait_for_no_text(pilot, "esc back")
        assert answers == [False]


async def test_a_diff_of_no_lines_and_one_of_too_many_say_so() -> None:
    app = OnMappings(Terminal(CONFIG).context)
    line = DiffLine("+", None, 1, "x")
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(ReviewModal("Nothing", Review("/c.toml", ())))
        await wait_for_text(pilot, "/c.toml: no line changes")
        app.push_screen(ReviewModal("Much", Review("/c.toml", [line] * (LONGEST + 7))))
        await wait_for_text(pilot, "2,007 lines added")
        await pilot.press("end")
        await wait_for_text(pilot, "7 more lines")
