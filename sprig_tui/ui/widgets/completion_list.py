"""What the text under the cursor could become, in a small list that lies over the screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from rich.cells import cell_len
from textual import events, getters
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

from sprig_tui.domain.query import Completion
from sprig_tui.domain.safe_text import safe
from sprig_tui.ui.terminal import TerminalApp
from sprig_tui.ui.widgets.event_line import fit
from sprig_tui.ui.widgets.filter_input import FilterInput

MOST_ROWS: Final = 7
MAX_TEXT: Final = 36
MAX_LINE: Final = 76
GUTTER: Final = 2


def offered_lines(screen: Screen[Any]) -> int:
    """How many lines below the line that is typed in may be offers, at least 1."""
    typing = isinstance(screen.focused, FilterInput)
    return rows_on(screen.app.size.height) + 1 if typing else 1


def rows_on(height: int) -> int:
    """How many choices are on show at once on a screen of so many lines."""
    return max(min(MOST_ROWS, height // 3), 2)


class CompletionList(Widget, can_focus=False):
    """Shows `choices` with one chosen, over whatever lies below; its owner has the keys.

    It takes at most a third of the screen's height, and a line that tells the keys.
    """

    app = getters.app(TerminalApp)
    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"completion--chosen", "completion--about"}
    DEFAULT_CSS = """
    CompletionList {
        display: none;
        overlay: screen;
        constrain: inside inside;
        width: auto;
        height: auto;
        background: $panel;
        color: $foreground;
        &.-open { display: block; }
        & > .completion--chosen {
            color: $block-cursor-foreground;
            background: $block-cursor-background;
            text-style: bold;
        }
        & > .completion--about { color: $text-muted; }
    }
    """

    chosen: reactive[int] = reactive(0, init=False, layout=True)

    @dataclass
    class Picked(Message):
        """A click on a choice."""

        choice: Completion

    def __init__(self) -> None:
        super().__init__()
        self.choices: Sequence[Completion] = ()

    @property
    def is_open(self) -> bool:
        """Whether there is something to choose from."""
        return bool(self.choices)

    @property
    def choice(self) -> Completion | None:
        """The chosen one, None while the list is closed."""
        return self.choices[self.chosen] if self.choices else None

    def offer(self, choices: Sequence[Completion], *, column: int = 0) -> None:
        """Show these with the first one chosen, below a column; none closes the list."""
        if choices == self.choices:
            return
        self.styles.offset = (max(column - GUTTER, 0), 0)
        self.choices = tuple(choices)
        self.set_reactive(CompletionList.chosen, 0)
        self.set_class(bool(choices), "-open")
        self.refresh(layout=True)

    def move(self, rows: int) -> None:
        """Choose another one; past an end the other end."""
        self.chosen = (self.chosen + rows) % max(len(self.choices), 1)

    def render(self) -> Content:
        """The choices around the chosen one, each with what it is, and how to go on."""
        glyphs = self.app.glyphs
        texts = [safe(one.text) for one in self.choices]
        width = min(max(map(cell_len, texts), default=0), MAX_TEXT)
        top = self._top()
        lines = []
        for place in range(top, min(top + self._rows, len(texts))):
            text = fit(texts[place], width, glyphs.ellipsis)
            about = f"  {self.choices[place].about}" if self.choices[place].about else ""
            if place == self.chosen:
                line = fit(f"{glyphs.cursor} {text}{about}", self._width, glyphs.ellipsis)
                lines.append(Content.styled(line, self.get_visual_style("completion--chosen")))
            else:
                line = fit(f"{' ' * GUTTER}{text}{about}", self._width, glyphs.ellipsis)
                shown = Content(line)
                style = self.get_visual_style("completion--about")
                lines.append(shown.stylize(style, GUTTER + len(text)))
        lines.append(Content.styled(self._keys(), self.get_visual_style("completion--about")))
        return Content("\n").join(lines)

    def on_click(self, event: events.Click) -> None:
        """A click takes a choice."""
        event.stop()
        place = self._top() + event.y
        if event.y < self._rows and place < len(self.choices):
            self.post_message(self.Picked(self.choices[place]))

    @property
    def _rows(self) -> int:
        return rows_on(self.app.size.height)

    @property
    def _width(self) -> int:
        texts = max((cell_len(safe(one.text)) for one in self.choices), default=0)
        abouts = max((cell_len(one.about) + 2 for one in self.choices if one.about), default=0)
        wanted = GUTTER + min(texts, MAX_TEXT) + abouts + 1
        return min(max(wanted, cell_len(self._keys())), MAX_LINE, self.app.size.width)

    def _top(self) -> int:
        """The first choice on show; the list scrolls no further than it has to."""
        last = max(len(self.choices) - self._rows, 0)
        return min(max(self.chosen - self._rows + 1, 0), last)

    def _keys(self) -> str:
        return f"{' ' * GUTTER}tab takes   esc closes   {self.chosen + 1} of {len(self.choices)} "
