"""One of a few values, chosen by left and right."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from sprig_tui.domain.safe_text import safe


class Choice(Widget, can_focus=True):
    """Shows the value between arrows, and its meaning; left, right and space go round."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l,space", "turn(1)", "Next value", show=False, id="choice.next"),
        Binding("left,h", "turn(-1)", "Previous value", show=False, id="choice.previous"),
    ]
    DEFAULT_CSS = """
    Choice {
        height: 1;
        & > .choice--value { text-style: bold; }
        & > .choice--meaning { color: $text-muted; }
        &:focus > .choice--value {
            background: $block-cursor-background;
            color: $block-cursor-foreground;
        }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"choice--value", "choice--meaning"}

    value: reactive[str] = reactive("", init=False)

    @dataclass
    class Changed(Message):
        """Another value was chosen."""

        choice: "Choice"
        value: str

        @property
        def control(self) -> "Choice":
            """Whose value it is."""
            return self.choice

    def __init__(
        self,
        options: Sequence[tuple[str, str]],
        value: str,
        *,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self._meanings = dict(options)
        self._values = [option for option, _ in options]
        self.set_reactive(Choice.value, value if value in self._meanings else self._values[0])

    def action_turn(self, steps: int) -> None:
        """To the next value, or the previous one."""
        place = self._values.index(self.value) + steps
        self.value = self._values[place % len(self._values)]

    def on_click(self) -> None:
        """A click goes on to the next value."""
        self.action_turn(1)

    def watch_value(self, value: str) -> None:
        """Tell whoever listens."""
        self.post_message(self.Changed(self, value))

    def render(self) -> Content:
        """The value between arrows, in brackets when it has the focus, and its meaning."""
        widest = max(len(option) for option in self._values)
        start, end = "[]" if self.has_focus else "  "
        value = Content(f"{start}< {safe(self.value)} >{end}".ljust(widest + 6))
        return Content.assemble(
            value.stylize(self.get_visual_style("choice--value")),
            " ",
            Content(safe(self._meanings[self.value])).stylize(
                self.get_visual_style("choice--meaning")
            ),
        )
