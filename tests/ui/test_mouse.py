"""The mouse is the program's, or the terminal's."""

from collections.abc import Callable

from textual.drivers.headless_driver import HeadlessDriver
from textual.drivers.linux_driver import LinuxDriver

from sprig_tui.ui.mouse import report_mouse
from tests.screen import screen_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal

OFF = ["\x1b[?1000l", "\x1b[?1003l", "\x1b[?1015l", "\x1b[?1006l"]
ON = ["\x1b[?1000h", "\x1b[?1003h", "\x1b[?1015h", "\x1b[?1006h"]
PIXELS = "\x1b[?1016h"


class _Writing(LinuxDriver):
    """Notes what would be written to the terminal."""

    written: list[str]

    def write(self, data: str) -> None:
        self.written.append(data)

    def flush(self) -> None:
        """Nothing is held back."""


def _driver(terminal: Callable[..., Terminal]) -> _Writing:
    driver = _Writing(terminal().app)
    driver.written = []
    return driver


async def test_the_terminal_is_told(terminal: Callable[..., Terminal]) -> None:
    driver = _driver(terminal)
    report_mouse(driver, on=False)
    assert driver.written == OFF
    report_mouse(driver, on=True)
    assert driver.written == OFF + ON


async def test_it_stays_free_when_the_program_comes_back(
    terminal: Callable[..., Terminal],
) -> None:
    """From the shell or an editor, when Textual asks for all anew."""
    driver = _driver(terminal)
    report_mouse(driver, on=False)
    driver.written.clear()
    driver._enable_mouse_support()
    driver._enable_mouse_pixels()
    assert driver.written == []


async def test_a_terminal_that_told_of_pixels_does_so_again(
    terminal: Callable[..., Terminal],
) -> None:
    """Else every place would be taken for one further up and left."""
    driver = _driver(terminal)
    driver._enable_mouse_pixels()
    report_mouse(driver, on=False)
    driver.written.clear()
    report_mouse(driver, on=True)
    assert driver.written == [*ON, PIXELS]


async def test_a_driver_without_a_mouse_is_left_alone(terminal: Callable[..., Terminal]) -> None:
    driver = HeadlessDriver(terminal().app)
    before = dict(vars(driver))
    report_mouse(driver, on=False)
    report_mouse(driver, on=True)
    assert vars(driver) == before


async def test_every_screen_says_so_while_it_is_off(terminal: Callable[..., Terminal]) -> None:
    """In words, with the key that ends it, on 80 columns too."""
    scene = terminal()
    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        await wait_for_text(pilot, "No event has arrived yet")
        await pilot.press("f2")
        await wait_for_text(pilot, "The mouse is off here", "f2 takes it back")
        for key in "12345":
            await pilot.press(key)
            await wait_for_text(pilot, f"[{key} ", "f2 Mouse is off")
        await pilot.press("f2")
        await wait_for_text(pilot, "The mouse is on here again.")
        await wait_until(pilot, lambda: "Mouse is off" not in screen_text(pilot.app.screen))


async def test_another_key_can_do_it(terminal: Callable[..., Terminal]) -> None:
    scene = terminal('[ui.keys]\n"app.mouse_off" = "f8"\n"app.mouse_on" = "f9"\n')
    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        await wait_for_text(pilot, "No event has arrived yet")
        await pilot.press("f8")
        await wait_for_text(pilot, "f9 takes it back", "f9 Mouse is off")
        await pilot.press("f9")
        await wait_for_text(pilot, "The mouse is on here again.")
