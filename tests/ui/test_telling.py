"""Where notices stand."""

from collections.abc import Callable

import pytest
from textual.widgets._toast import ToastRack

from sprig_tui.ui.modals.confirm import ConfirmModal
from tests.log_rows import new_row
from tests.screen import screen_text, wait_for_no_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal

LONG = "Refused by the destination: " + "a cause told at length, " * 9 + "the end."
SIZES = [(80, 24), (120, 36)]


@pytest.mark.parametrize("size", SIZES)
async def test_a_dialog_makes_room_for_notices(
    terminal: Callable[..., Terminal], size: tuple[int, int]
) -> None:
    """A dialog that fills the screen too: its last line of text and its keys stay on show."""
    scene = terminal()
    scene.log.writes.append(new_row(1))
    async with scene.app.run_test(size=size, notifications=True) as pilot:
        await wait_for_text(pilot, "Order Completed")
        scene.app.notify("told before", severity="warning", timeout=3_600)
        await wait_for_text(pilot, "told before")
        await pilot.press("question_mark")
        last = "The mouse works too; with shift, or off (f2), it selects text."
        await wait_for_text(pilot, "told before", "esc close", last)
        scene.app.notify(LONG, severity="error", timeout=3_600)
        text = await wait_for_text(pilot, "Refused by the destination", "esc close", last)
        assert text.count("Refused by") == 1
        await wait_for_no_text(pilot, "told before")


@pytest.mark.parametrize("size", SIZES)
async def test_what_a_dialog_asks_is_not_covered(
    terminal: Callable[..., Terminal], size: tuple[int, int]
) -> None:
    """Nor its buttons, with as many notices as there are."""
    scene = terminal()
    async with scene.app.run_test(size=size, notifications=True) as pilot:
        await wait_for_text(pilot, "No event has arrived yet")
        detail = "\n".join(f"line {number}" for number in range(9))
        scene.app.push_screen(ConfirmModal("Really?", detail))
        await wait_for_text(pilot, "Really?")
        for number in range(5):
            scene.app.notify(f"{number} {LONG}", severity="error", timeout=3_600)
        await wait_for_text(pilot, "Really?", "line 0", "line 8", "> y Yes <", "4 Refused by")


async def test_the_screen_below_shows_no_copy_and_has_its_notices_back(
    terminal: Callable[..., Terminal],
) -> None:
    scene = terminal()
    scene.log.writes.append(new_row(1))
    async with scene.app.run_test(size=(120, 36), notifications=True) as pilot:
        await wait_for_text(pilot, "Order Completed")
        scene.app.notify("it is told", severity="warning", timeout=3_600)
        await wait_for_text(pilot, "it is told")
        scene.app.push_screen(ConfirmModal("Really?"))
        await wait_for_text(pilot, "Really?", "it is told")
        below = scene.app.screen_stack[0]
        await wait_until(pilot, lambda: not below.query_one(ToastRack).display)
        await pilot.press("n")
        await wait_for_no_text(pilot, "Really?")
        await wait_for_text(pilot, "it is told")


async def test_news_take_the_place_of_news_beside_a_warning(
    terminal: Callable[..., Terminal],
) -> None:
    """Which stays for its time."""
    scene = terminal()
    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        await wait_for_text(pilot, "No event has arrived yet")
        scene.app.notify("a warning", severity="warning", timeout=3_600)
        scene.app.notify("old news", timeout=3_600)
        await wait_for_text(pilot, "a warning", "old news")
        scene.app.notify("fresh news", timeout=3_600)
        await wait_for_text(pilot, "a warning", "fresh news")
        await wait_for_no_text(pilot, "old news")


async def test_the_same_words_are_told_in_one_place(terminal: Callable[..., Terminal]) -> None:
    """However often: it is one notice, the newest."""
    scene = terminal()
    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        await wait_for_text(pilot, "No event has arrived yet")
        for _ in range(3):
            scene.app.notify("Not undone: it changed", severity="warning", timeout=3_600)
        await wait_until(pilot, lambda: screen_text(scene.app.screen).count("Not undone") == 1)
        assert len(scene.app.notices.newest_first) == 3
        assert len(scene.app._notifications) == 1


async def test_news_takes_the_place_of_news_beside_a_warning(
    terminal: Callable[..., Terminal],
) -> None:
    """The warning stays."""
    scene = terminal()
    async with scene.app.run_test(size=(120, 36), notifications=True) as pilot:
        await wait_for_text(pilot, "No event has arrived yet")
        scene.app.notify("a warning", severity="warning", timeout=3_600)
        scene.app.notify("older news", timeout=3_600)
        await wait_for_text(pilot, "a warning", "older news")
        scene.app.notify("newer news", timeout=3_600)
        await wait_for_text(pilot, "a warning", "newer news")
        await wait_for_no_text(pilot, "older news")


async def test_what_a_refused_sender_must_do_is_told_whole(
    terminal: Callable[..., Terminal],
) -> None:
    """At 80 columns, with the name of a header that half of it would not be."""
    scene = terminal()
    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        await wait_until(pilot, lambda: scene.app.engine.status)
        scene.engine.refused = {"unsupported content type or encoding": 1}
        await wait_for_text(
            pilot,
            "Refused a request: unsupported content type or encoding. Send JSON with",
            "Content-Type: application/json, as it is or with gzip. Nothing of it was",
        )
        scene.app.push_screen(ConfirmModal("Really?"))
        await wait_for_text(pilot, "Really?")
        scene.engine.refused |= {"unknown path or method": 1}
        await wait_for_text(pilot, "Refused a request: unknown path or method.", "Really?")


@pytest.mark.parametrize("cells", [75, 76, 77, 78])
async def test_a_notice_that_fills_its_line_is_told_whole(
    terminal: Callable[..., Terminal], cells: int
) -> None:
    """The last word of it too, on a second line where it has no place."""
    scene = terminal()
    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        await wait_for_text(pilot, "No event has arrived yet")
        scene.app.notify("x" * (cells - 6) + " again", timeout=3_600)
        await wait_for_text(pilot, "again")
