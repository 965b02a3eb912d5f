"""The keys that work now, on one line."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Final

from rich.cells import cell_len
from textual import events, getters
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from sprig_tui.domain.safe_text import safe
from sprig_tui.ui.terminal import TerminalApp

GAP: Final = 1
OF_APP: Final = "app."
"""Help and the way out stay on show where the line is too short for all."""


@dataclass(frozen=True, slots=True)
class ShownKey:
    """A key as the line says it; `press` is what a click presses."""

    display: str
    words: str
    press: str
    tooltip: str
    everywhere: bool = False
    extra: bool = False

    @property
    def width(self) -> int:
        """Cells."""
        return cell_len(self.display) + 1 + cell_len(self.words)


def fit_keys(keys: list[ShownKey], width: int, ellipsis: str) -> list[ShownKey]:
    """The keys that fit on `width` cells: those of the app, and the first of the others.

    Extra keys have what room the others leave.
    """
    needed = [key for key in keys if not key.extra]
    spare = width - sum(key.width + GAP for key in needed) + GAP
    if spare >= 0:
        shown = [key for key in needed if not key.everywhere]
        for key in keys:
            if key.extra and spare >= key.width + GAP:
                spare -= key.width + GAP
                shown.append(key)
        return [*shown, *(key for key in needed if key.everywhere)]
    keys = needed
    kept = [key for key in keys if key.everywhere]
    left = width - sum(key.width + GAP for key in kept) - cell_len(ellipsis)
    shown = []
    for key in keys:
        if key.everywhere:
            continue
        left -= key.width + GAP
        if left < 0:
            break
        shown.append(key)
    return [*shown, *kept]


class KeyLine(Widget):
    """What `Footer` shows, drawn as one line: keys come and go with every event that is selected.

    Textual's `Footer` would make a widget for each key anew, and keep a watcher for every widget
    that it ever made: half a megabyte a second while an operator is at work.
    A click presses the key. Where not all fit, the last ones of the screen are left out; `extra`
    are ids of keys that are shown only where there is room. Help lists all. A screen may name
    `idle_actions`: their keys would only say why they can do nothing now, so they are left out.
    """

    ALLOW_SELECT = False
    app = getters.app(TerminalApp)
    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-line--key"}
    DEFAULT_CSS = """
    KeyLine {
        dock: bottom;
        height: 1;
        background: $footer-background;
        color: $footer-description-foreground;
        & > .key-line--key {
            color: $footer-key-foreground;
            text-style: bold;
        }
    }
    """

    def __init__(self, extra: Sequence[str] = ()) -> None:
        super().__init__()
        self._extra = frozenset(extra)
        self._keys: list[ShownKey] = []

    def on_mount(self) -> None:
        """Follow the keys of the screen."""
        self.screen.bindings_updated_signal.subscribe(self, self._take)

    def on_unmount(self) -> None:
        """The screen may outlive the line."""
        self.screen.bindings_updated_signal.unsubscribe(self)

    def _take(self, screen: Screen[object]) -> None:
        if not self.is_attached or screen is not self.screen:
            return
        idle = getattr(screen, "idle_actions", ())
        by_action: dict[str, ShownKey] = {}
        for active in screen.active_bindings.values():
            binding = active.binding
            shown = binding.show or binding.id in self._extra
            if not shown or not active.enabled or binding.action in idle:
                continue
            if binding.action not in by_action:
                by_action[binding.action] = ShownKey(
                    self._display(binding),
                    safe(binding.description),
                    binding.key,
                    active.tooltip or binding.description,
                    everywhere=(binding.id or "").startswith(OF_APP),
                    extra=not binding.show,
                )
        keys = list(by_action.values())
        if keys != self._keys:
            self._keys = keys
            self.refresh()

    def _display(self, binding: Binding) -> str:
        """The key by its usual name; by its own one where a field that is typed in takes that."""
        display, focused = self.app.get_key_display(binding), self.screen.focused
        letter = display.partition("/")[0] or display
        if (
            focused is None
            or binding.key == letter
            or not focused.check_consume_key(letter, letter)
        ):
            return display
        return self.app.get_key_display(replace(binding, key_display=None))

    def render(self) -> Content:
        """The keys side by side."""
        shown = self._shown()
        style = self.get_visual_style("key-line--key")
        pieces = [
            Content.assemble(Content(key.display).stylize(style), f" {key.words}") for key in shown
        ]
        line = Content(" " * GAP).join(pieces)
        if any(not key.extra and key not in shown for key in self._keys):
            line = Content.assemble(line, " ", self.app.glyphs.ellipsis)
        return line

    def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked."""
        key = self._key_at(event.x)
        if key is not None:
            event.stop()
            self.app.simulate_key(key.press)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """What the key under the pointer does."""
        key = self._key_at(event.x)
        self.tooltip = Content(safe(key.tooltip)) if key is not None else None

    def _shown(self) -> list[ShownKey]:
        return fit_keys(self._keys, self.size.width, f" {self.app.glyphs.ellipsis}")

    def _key_at(self, x: int) -> ShownKey | None:
        end = 0
        for key in self._shown():
            end += key.width
            if end - key.width <= x < end:
                return key
            end += GAP
        return None
