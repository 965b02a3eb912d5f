"""The live filter of the list, and whether the list follows."""

from dataclasses import dataclass
from typing import ClassVar, Final

from rich.cells import cell_len
from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from sprig_tui.domain.query import Query, QueryError
from sprig_tui.domain.safe_text import safe
from sprig_tui.ui.event_view import EventView
from sprig_tui.ui.glyphs import GlyphSet
from sprig_tui.ui.terminal import TerminalApp
from sprig_tui.ui.widgets.event_line import fit, time_text

MAX_ERROR: Final = 200
MAX_GOOD: Final = 30


class FilterInput(Input):
    """The text, with its key in the footer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Keep filter", key_display="enter", id="filter.keep"),
    ]


class FilterLine(Vertical):
    """`/` puts the cursor here; what is typed filters at once, an error keeps the last filter.

    The error has a line of its own, and the state names the filter that is still in force.
    """

    app = getters.app(TerminalApp)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "drop", "Show every event", id="filter.drop"),
    ]

    @dataclass
    class Filtered(Message):
        """The list should show this query's events, all of them when it is None."""

        query: Query | None

    @dataclass
    class Left(Message):
        """The operator is done with typing."""

    def __init__(self) -> None:
        super().__init__()
        self.error = ""
        self._good = ""
        self._shown = Content("")

    def compose(self) -> ComposeResult:
        """A prompt, the text, the state at the right; below it what is wrong."""
        with Horizontal():
            yield Static("/", id="prompt")
            yield FilterInput(
                id="filter", compact=True, placeholder="filter: words, is:filtered, user:u_1, why:…"
            )
            yield Static(id="state")
        yield Static(id="error")

    def open(self) -> None:
        """Take the cursor."""
        self.query_one(Input).focus()

    def clear(self) -> None:
        """Show every event."""
        self.query_one(Input).value = ""

    def action_drop(self) -> None:
        """Clear and leave."""
        self.clear()
        self.post_message(self.Left())

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter by what is typed so far."""
        from sprig_tui.domain.query import parse_query
        from sprig_tui.services.local_time import local_now

        event.stop()
        text = event.value.strip()
        try:
            now = local_now(self.app.context.clock)
            query = parse_query(text, now=now, typing=True) if text else None
        except QueryError as error:
            self.error = str(error)
        else:
            self.error = ""
            self._good = text
            self.post_message(self.Filtered(query))
        self.set_class(bool(self.error), "-error")
        if self.error:
            self.query_one("#error", Static).update(Content(safe(self.error, MAX_ERROR)))
            self._state(Content.styled(self._still_shown(), "bold $text-warning"))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Back to the list, the filter stays."""
        event.stop()
        self.post_message(self.Left())

    def show_state(self, view: EventView) -> None:
        """Tell what the list shows; an error of the filter goes first."""
        if not self.error:
            self._state(state_content(view, self.app.glyphs))

    def _still_shown(self) -> str:
        """Which rows the list holds on to while the text is wrong."""
        good = safe(self._good, MAX_GOOD)
        width = min(cell_len(good), MAX_GOOD)
        return f"STILL {fit(good, width, self.app.glyphs.ellipsis) or 'EVERY EVENT'}"

    def _state(self, content: Content) -> None:
        """Write it if it is another one: the line is laid out anew each time."""
        if content != self._shown:
            self._shown = content
            self.query_one("#state", Static).update(content)


def state_content(view: EventView, glyphs: GlyphSet) -> Content:
    """Following, or held with so many new rows; how far back a filter has looked."""
    pieces: list[Content | tuple[str, str]] = []
    window = view.window
    if window.query is not None and window.has_older and window.rows:
        oldest = time_text(window.rows[-1].received_at_ms)
        pieces.append((f"back to {oldest}   ", "$text-muted"))
    if view.following:
        pieces.append((f"{glyphs.light} FOLLOWING", "$text-success"))
    else:
        pieces.append(("PAUSED", "bold $text-warning"))
        if view.fresh:
            pieces.append((f" {glyphs.up} {view.fresh:,} new", "bold $text-warning"))
        pieces.append(("  F follows", "$text-muted"))
    return Content.assemble(*pieces)
