"""Nothing that arrives can drive the terminal or the program (reliability.md, section 1).

Live and what hangs on it: every text of `naughty` in every place that shows it.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import cycle

import pytest

from sprig_tui.domain.log import NewRow
from sprig_tui.domain.preferences import Preferences
from sprig_tui.domain.reasons import Reason
from sprig_tui.ui.screens.event import EventScreen
from sprig_tui.ui.widgets.filter_input import FilterInput
from tests.log_rows import new_row
from tests.screen import wait_for_text, wait_until
from tests.ui.conftest import Terminal
from tests.ui.naughty import (
    EVERYTHING,
    EVIL,
    MARKER,
    assert_harmless,
    nested,
    no_markup_of_data,
    walk,
)

CLICKED = ("markup", "link", "unclosed")
GROUPS = [tuple(EVERYTHING)[at : at + 6] for at in range(0, len(EVERYTHING), 6)]
COLUMNS = (
    "time", "type", "name", "user", "source", "reason", "properties.plan", "properties.Zq[/]",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _nothing_is_markup() -> Iterator[None]:
    with no_markup_of_data():
        yield


def _evil_row(number: int, *texts: str) -> NewRow:
    """Each field holds another one of `texts`."""
    turn = cycle(MARKER + text for text in texts)
    fields = ("type", "name", "user_id", "anonymous_id", "source", "detail")
    row = {name: next(turn) for name in fields} | {"message_id": f"{next(turn)}{number}"}
    value = {
        "type": "track",
        "event": row["name"],
        "properties": {"plan": next(turn), "Zq[/]": next(turn)},
        **{MARKER + text: nested(MARKER + text, 4) for text in texts},
    }
    warnings = tuple(MARKER + text for text in texts)
    return new_row(number, Reason.UNKNOWN_USER, value=value, warnings=warnings, **row)


def _scene(terminal: Callable[..., Terminal], texts: Iterable[str]) -> Terminal:
    scene = terminal()
    scene.preferences.saved = Preferences(columns=COLUMNS)
    for number, text in enumerate(texts, 1):
        scene.log.writes.append(_evil_row(number, text))
    return scene


@pytest.mark.parametrize("wide", [False, True])
async def test_every_column_and_the_why_panel_are_harmless(
    terminal: Callable[..., Terminal], *, wide: bool
) -> None:
    """Pinned fields of the payload too; the cursor goes over every row, and columns move."""
    scene = _scene(terminal, EVERYTHING.values())
    async with scene.app.run_test(size=(160, 50), notifications=True) as pilot:
        await wait_for_text(pilot, MARKER)
        await walk(pilot, *(["w", "right", "right", "right", "left"] if wide else []))
        await walk(pilot, *["j"] * len(EVERYTHING))
        for y in range(1, 40, 4):
            await pilot.click("EventTable", offset=(2 + y, y))
        assert_harmless(scene.app)
        assert scene.app.current_mode == "live"
        assert len(scene.app.screen_stack) == 1


@pytest.mark.parametrize("group", GROUPS, ids=" ".join)
async def test_every_part_of_an_event_is_harmless(
    terminal: Callable[..., Terminal], group: tuple[str, ...]
) -> None:
    """Tree, raw text, search, what is sent, answers, timeline, steps, and the questions."""
    scene = terminal()
    scene.log.writes.append(_evil_row(1, *(EVERYTHING[name] for name in group)))
    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        await wait_for_text(pilot, MARKER)
        if set(group) & set(CLICKED):
            for x in (3, 12, 30, 45, 60, 75):
                await pilot.click("EventTable", offset=(x, 1))
                await pilot.click("WhyPanel", offset=(x, 1))
        await pilot.press("u")
        await wait_for_text(pilot, "Make the user")
        assert_harmless(scene.app)
        await pilot.press("y")
        await wait_until(pilot, lambda: scene.engine.known)
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(scene.app.screen, EventScreen))
        await walk(pilot, "right", "plus", "down", "end", "home", "v", "v")
        await walk(pilot, "slash", "Z", "q", "enter", "n", "escape")
        await walk(pilot, "right", "right", "v", "right", "o", "o", "o")
        if set(group) & set(CLICKED):
            for x in (3, 12, 30, 45):
                await pilot.click("#panes", offset=(x, 4))
        assert isinstance(scene.app.screen, EventScreen)
        await walk(pilot, "Y", "j", "escape", "y", "R", "escape")
        assert scene.app.current_mode == "live"


async def test_the_filter_line_is_harmless(terminal: Callable[..., Terminal]) -> None:
    """What it proposes comes from events; what is typed, saved and remembered may be anything."""
    scene = _scene(terminal, EVIL.values())
    for number, text in enumerate(EVIL.values()):
        scene.filters.filters[f"{MARKER}{number}{text}"] = MARKER + text
    async with scene.app.run_test(size=(100, 40), notifications=True) as pilot:
        await wait_for_text(pilot, MARKER)
        await pilot.press("slash")
        for typed in ("name:", "user:", "source:", "properties.plan:", "properties.", "@", "type:"):
            await walk(pilot, *typed)
            await pilot.pause(0.1)
            assert_harmless(scene.app)
            await walk(pilot, "down", "down", "up", "tab")
            await pilot.press("ctrl+u")
        await pilot.press("escape", "escape", "at")
        await wait_for_text(pilot, "Saved filters")
        await walk(pilot, *["j"] * len(EVIL))
        await walk(pilot, "X", "u", "e")
        await walk(pilot, "enter", "asterisk", "escape")
        assert scene.app.current_mode == "live"


async def test_a_filter_of_any_text_is_harmless(terminal: Callable[..., Terminal]) -> None:
    """Put into the line; the sentence about it is drawn as it is."""
    scene = _scene(terminal, ["x"])
    async with scene.app.run_test(size=(60, 16), notifications=True) as pilot:
        await wait_for_text(pilot, MARKER)
        await pilot.press("slash")
        for text in EVIL.values():
            scene.app.screen.query_one(FilterInput).value = text
            await walk(pilot, "home", "end", "enter", "slash")
        await walk(pilot, "asterisk", "escape", "escape", "escape")
        assert scene.app.current_mode == "live"


async def test_notices_are_harmless(terminal: Callable[..., Terminal]) -> None:
    """A toast's text and title, whatever they hold and whoever raises them."""
    scene = terminal()
    async with scene.app.run_test(size=(80, 40), notifications=True) as pilot:
        for text in EVERYTHING.values():
            scene.app.clear_notifications()
            await pilot.pause()
            scene.app.notify(MARKER + text[:200], title=text[:60], severity="error", markup=True)
            await wait_for_text(pilot, MARKER)
            assert_harmless(scene.app)
        await pilot.click("Toast")
        assert scene.app.is_running
