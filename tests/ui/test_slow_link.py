"""News waits for a slow terminal, so that keys need not."""

import threading
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from textual.drivers._writer_thread import WriterThread

from sprig_tui.ui import slow_link
from sprig_tui.ui.slow_link import NewsPace, output_waits
from tests.log_rows import new_row
from tests.screen import screen_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal


class _SlowTerminal(StringIO):
    """Takes a piece only when it may."""

    def __init__(self) -> None:
        super().__init__()
        self.may_read = threading.Event()

    def write(self, text: str) -> int:
        self.may_read.wait(10)
        return super().write(text)


class _Driver:
    """As much of Textual's driver for Linux as is looked at."""

    def __init__(self, writer: WriterThread | None) -> None:
        self._writer_thread = writer


def test_what_the_terminal_has_not_taken_waits() -> None:
    """Textual's own thread that writes, so that a change of it is noticed."""
    slow = _SlowTerminal()
    writer = WriterThread(slow)
    driver: Any = _Driver(writer)
    writer.start()
    writer.write("one frame")
    writer.write("the next")
    assert output_waits(driver)
    slow.may_read.set()
    writer.stop()
    assert slow.getvalue() == "one framethe next"
    assert not output_waits(driver)


def test_without_a_thread_that_writes_nothing_waits() -> None:
    """Before the start, and in tests."""
    driver: Any = _Driver(None)
    assert not output_waits(driver)
    assert not output_waits(None)


def test_after_a_wait_the_line_rests_as_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that keys find room on it; but news does come."""
    waits = [True, True, False, False, False, False]
    monkeypatch.setattr(slow_link, "output_waits", lambda _driver: waits.pop(0))
    pace = NewsPace()
    assert [pace.may_draw(None) for _ in range(6)] == [False] * 4 + [True] * 2


async def test_the_list_is_drawn_again_once_the_terminal_has_taken_what_it_had(
    terminal: Callable[..., Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is lost meanwhile: the newest state is shown then."""
    scene = terminal()
    asked: list[bool] = []
    slow = True

    def waits(_driver: object) -> bool:
        asked.append(slow)
        return slow

    monkeypatch.setattr(slow_link, "output_waits", waits)
    scene.log.writes.append(new_row(1))
    async with scene.app.run_test(size=(100, 24)) as pilot:
        await wait_for_text(pilot, "received 1 ")
        scene.log.writes.append(new_row(2))
        before = len(asked)
        await wait_until(pilot, lambda: len(asked) > before + 3)
        assert "received 2 " not in screen_text(scene.app.screen)
        slow = False
        await wait_for_text(pilot, "received 2 ")
