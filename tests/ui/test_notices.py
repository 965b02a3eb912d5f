"""What was told in passing, and how it goes away."""

from collections.abc import Callable

import pytest

from sprig_tui.ui import telling
from sprig_tui.ui.notices import KEPT, Notices
from tests.log_rows import new_row
from tests.screen import screen_text, wait_for_no_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal

EVIL = "\x1b[2J[@click=app.quit]x[/]\u202e"
ADVICE = "Put this origin into"


def test_the_last_ones_are_kept_harmless() -> None:
    """The newest first, no more than a terminal of weeks can hold, each on a line if need be."""
    notices = Notices()
    for number in range(KEPT + 5):
        notices.keep(number, f"{EVIL} {number}\nsecond", EVIL, "warning")
    newest = notices.newest_first[0]
    assert len(notices.newest_first) == KEPT
    assert newest.at_ms == KEPT + 4
    assert newest.line.isprintable()
    assert newest.line.endswith(f"{KEPT + 4} second")
    assert newest.text.splitlines()[1] == "second"


async def test_a_key_takes_away_what_was_read_and_esc_everything(
    terminal: Callable[..., Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What came a moment ago was not read yet; an error stays for its time."""
    scene = terminal()
    scene.log.writes.append(new_row(1))
    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        await wait_for_text(pilot, "Order Completed")
        scene.app.notify("a warning", severity="warning", timeout=3_600)
        scene.app.notify("an error", severity="error", timeout=3_600)
        await wait_for_text(pilot, "a warning", "an error")
        await pilot.press("j")
        assert len(scene.app._notifications) == 2
        monkeypatch.setattr(telling, "READ_S", 0.0)
        await pilot.press("j")
        await wait_for_no_text(pilot, "a warning")
        assert "an error" in screen_text(scene.app.screen)
        await pilot.press("escape")
        await wait_for_no_text(pilot, "an error")


async def test_refusals_cover_few_lines_whatever_is_sent(
    terminal: Callable[..., Terminal],
) -> None:
    """Cut at the end, in the place of the ones before; nothing of them is lost."""
    scene = terminal()

    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        await wait_for_text(pilot, "LISTENING")
        long = {f"origin https://{'x' * 200}.{number}": 1 for number in range(5)}
        scene.engine.refused = dict(long)
        text = await wait_for_text(pilot, "Refused a page of", "4 more in")
        assert sum("xxx" in line for line in text.splitlines()) <= 2
        scene.engine.refused = long | {"origin https://shop.example": 1}
        await wait_for_text(pilot, "Refused a page of https://shop.example")
        await wait_for_no_text(pilot, "xxx")
        await wait_until(pilot, lambda: len(scene.app._notifications) == 1)
        assert len(scene.app.notices.newest_first) == 6
        assert all(ADVICE in one.text for one in scene.app.notices.newest_first)
