"""The keys at the foot of a screen."""

import gc
from collections.abc import Callable

import pytest
from textual.widget import Widget

from sprig_tui.ui.screens.live import LiveScreen
from sprig_tui.ui.widgets.key_line import KeyLine, ShownKey, fit_keys
from tests.log_rows import new_row
from tests.screen import wait_for_no_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal

KEYS = [
    ShownKey("enter", "Open", "enter", ""),
    ShownKey("a", "Map", "a", ""),
    ShownKey("x", "Export", "x", ""),
    ShownKey("q", "Quit", "q", "", everywhere=True),
]


@pytest.mark.parametrize(
    ("width", "shown"),
    [(32, "enter a x q"), (25, "enter a q"), (20, "enter q"), (7, "q")],
)
def test_help_and_the_way_out_stay_when_the_others_do_not_fit(width: int, shown: str) -> None:
    assert " ".join(key.display for key in fit_keys(KEYS, width, "…")) == shown


def test_extra_keys_have_what_room_is_left() -> None:
    extra = [ShownKey("C", "Columns", "C", "", extra=True), ShownKey("w", "W", "w", "", extra=True)]
    shown = [
        " ".join(key.display for key in fit_keys([*extra, *KEYS], width, "…"))
        for width in (42, 41, 35, 32, 25)
    ]
    assert shown == ["enter a x C q", "enter a x w q", "enter a x q", "enter a x q", "enter a q"]


async def test_a_click_presses_the_key_and_a_change_of_keys_is_seen(
    terminal: Callable[..., Terminal],
) -> None:
    """Beside a key nothing is pressed."""
    scene = terminal()
    scene.log.writes.append(new_row(1))
    async with scene.app.run_test(size=(120, 36)) as pilot:
        text = await wait_for_text(pilot, "enter Open", "p Pause", "q Quit")
        line = text.split("\n")[-1]
        await pilot.click(KeyLine, offset=(119, 0))
        await pilot.hover(KeyLine, offset=(line.index("p Pause"), 0))
        tooltip = scene.app.screen.query_one(KeyLine).tooltip
        assert str(tooltip) == "Hold the list; events go on"
        await pilot.hover(KeyLine, offset=(119, 0))
        await pilot.click(KeyLine, offset=(line.index("p Pause"), 0))
        await wait_for_text(pilot, "PAUSED", "p Resume")
        await wait_for_no_text(pilot, "p Pause")
        await pilot.press("2")
        await wait_until(pilot, lambda: not isinstance(scene.app.screen, LiveScreen))


async def test_screens_that_come_and_go_leave_no_widgets_behind(
    terminal: Callable[..., Terminal],
) -> None:
    """However often keys changed: what was shown once is not kept for ever."""
    scene = terminal()
    scene.log.writes.append(new_row(1))

    def widgets() -> int:
        gc.collect()
        return sum(isinstance(one, Widget) for one in gc.get_objects())

    async def go_round() -> None:
        for key, words in (("2", "Add"), ("3", "Next list"), ("5", "Default"), ("1", "Pause")):
            await pilot.press(key)
            await wait_for_text(pilot, words)

    async with scene.app.run_test(size=(120, 36)) as pilot:
        await wait_for_text(pilot, "p Pause")
        await go_round()
        before = widgets()
        for _ in range(3):
            await go_round()
        assert widgets() <= before


async def test_while_a_field_is_typed_in_only_keys_that_work_there_are_named(
    terminal: Callable[..., Terminal],
) -> None:
    """`?` would be typed; f1 shows the help."""
    scene = terminal()
    scene.log.writes.append(new_row(1))
    async with scene.app.run_test(size=(120, 36)) as pilot:
        await wait_for_text(pilot, "enter Open", "? Help")
        await pilot.press("slash")
        text = await wait_for_text(pilot, "enter Keep filter", "f1 Help")
        assert "? Help" not in text.split("\n")[-1]
        await pilot.press("f1")
        await wait_for_text(pilot, "HERE")


async def test_lists_that_open_with_enter_say_so(terminal: Callable[..., Terminal]) -> None:
    """On a narrow screen too."""
    scene = terminal('[[triggered_events]]\nevent = "Signed Up"')
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2")
        await wait_for_text(pilot, "enter Edit", "? Help")
        await pilot.press("3")
        await wait_for_text(pilot, "enter Event", "r Resend", "? Help")
