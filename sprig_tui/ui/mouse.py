"""Who has the mouse: the program, or the terminal, which can select text with it then."""

from typing import Final

from textual.binding import Binding
from textual.driver import Driver
from textual.reactive import reactive

from sprig_tui.ui.telling import TellingApp

MOUSE_KEYS: Final = (
    Binding("f2", "free_mouse", "Mouse off", show=False, id="app.mouse_off",
            tooltip="Mouse off here, so that the terminal selects text"),
    Binding("f2", "take_mouse", "Mouse is off", id="app.mouse_on", tooltip="Mouse on here again"),
)  # fmt: skip
"""One of the two holds at a time; the second is on show, as it says what is unusual."""

MOUSE_FREE: Final = "The mouse is off here: it selects text now. {key} takes it back."
MOUSE_TAKEN: Final = "The mouse is on here again."


class MouseApp(TellingApp):
    """An app that gives the mouse away and takes it back."""

    mouse_free: reactive[bool] = reactive(default=False, init=False, bindings=True)
    """Whether the mouse is left to the terminal."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The same key takes the mouse back that gave it away."""
        if action in ("free_mouse", "take_mouse"):
            return self.mouse_free == (action == "take_mouse")
        return super().check_action(action, parameters)

    def action_free_mouse(self) -> None:
        """Leave the mouse to the terminal, and say how to have it back."""
        self._put_mouse(free=True)
        bindings = [one.binding for one in self.screen_stack[0].active_bindings.values()]
        keys = [self.get_key_display(one) for one in bindings if one.action == "take_mouse"]
        self.notify(MOUSE_FREE.format(key=" ".join(keys) or ":"))

    def action_take_mouse(self) -> None:
        """Have the mouse again."""
        self._put_mouse(free=False)
        self.notify(MOUSE_TAKEN)

    def _put_mouse(self, *, free: bool) -> None:
        self.mouse_free = free
        if self._driver is not None:
            report_mouse(self._driver, on=not free)


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
