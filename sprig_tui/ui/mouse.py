"""Who has the mouse: the program, or the terminal, which can select text with it then."""

from typing import Final

from textual.binding import Binding
from textual.driver import Driver

MOUSE_KEYS: Final = (
    Binding("f2", "free_mouse", "Mouse off", show=False, id="app.mouse_off",
            tooltip="Mouse off here, so that the terminal selects text"),
    Binding("f2", "take_mouse", "Mouse is off", id="app.mouse_on", tooltip="Mouse on here again"),
)  # fmt: skip
"""One of the two holds at a time; the second is on show, as it says what is unusual."""


def report_mouse(driver: Driver, *, on: bool) -> None:
    """Have the terminal report the mouse to the program, or keep it to itself.

    Textual has no public way to change this while an app runs. `_mouse` is what its drivers look at
    when they come back from the shell or an editor, so it is set as well; the sequences are theirs,
    as each system has others.
    """
    enable = getattr(driver, "_enable_mouse_support", None)
    disable = getattr(driver, "_disable_mouse_support", None)
    if not on and disable is not None:
        disable()
    driver._mouse = on  # noqa: SLF001
    if on and enable is not None:
        enable()
        if getattr(driver, "_mouse_pixels", False):
            driver._enable_mouse_pixels()  # type: ignore[attr-defined]  # noqa: SLF001
