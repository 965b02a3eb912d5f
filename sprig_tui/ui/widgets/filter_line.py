"""The live filter of the list, and whether the list follows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Final

from rich.cells import cell_len
from textual import getters, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from sprig_tui.domain.query import Query, QueryError
from sprig_tui.domain.safe_text import safe
from sprig_tui.services.filter_words import FilterWords
from sprig_tui.services.local_time import moment_text
from sprig_tui.ui.event_view import EventView
from sprig_tui.ui.glyphs import GlyphSet
from sprig_tui.ui.terminal import TerminalApp
from sprig_tui.ui.widgets.completion_list import CompletionList
from sprig_tui.ui.widgets.event_line import fit
from sprig_tui.ui.widgets.filter_input import FilterInput
from sprig_tui.ui.widgets.filter_notes import FilterProblem, FilterState
from sprig_tui.ui.widgets.offering_line import OfferingLine

if TYPE_CHECKING:
    from textual.worker import Worker

    from sprig_tui.domain.query.finishing import Finished

MAX_GOOD: Final = 30
WORDS_S: Final = 1.0
QUICK: Final = ("", "is:forwarded", "is:filtered", "is:problem")
STATE_PERCENT: Final = 60
STATE_PADDING: Final = 3
"""As filter_line.tcss has it."""
HINT: Final = "filter: words, is:filtered, user:u_1, why:..."


@dataclass(frozen=True, slots=True)
class WayBack:
    """The screen (`mode`) that put the filter `query` here in the place of `before`."""

    mode: str
    before: str
    query: str


class FilterLine(OfferingLine):
    """`/` puts the cursor here; what is typed filters at once, an error keeps the last filter.

    The error has a line of its own, and the state names the filter that is still in force. What
    the text could become is offered in a list over the rows. `quick` are the texts that `cycle`
    goes through, the first one empty; `hint` stands in an empty line.
    """

    app = getters.app(TerminalApp)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close list", tooltip="Close the list", id="filter.close"),
        Binding("escape", "drop", "Show every event", id="filter.drop"),
    ]

    @dataclass
    class Filtered(Message):
        """The list should show this query's events, all of them when it is None."""

        query: Query | None

    @dataclass
    class Left(Message):
        """The operator is done with typing."""

    def __init__(self, *, quick: Sequence[str] = QUICK, hint: str = HINT) -> None:
        super().__init__(lambda: self.words.vocabulary)
        self._quick = quick
        self._hint = hint
        context = self.app.context
        self.words = FilterWords(context.reader, context.saved_filters)
        self.error = ""
        self.way_back: WayBack | None = None
        self._good = ""
        self._accepted = ""
        self._reading: Worker[None] | None = None

    def compose(self) -> ComposeResult:
        """A prompt, the text, the state at the right; below it what is wrong, and offers."""
        with Horizontal():
            yield Static("/", id="prompt")
            yield FilterInput(id="filter", compact=True, placeholder=self._hint)
            yield FilterState(id="state")
        yield FilterProblem(id="error")
        yield CompletionList()

    def on_mount(self) -> None:
        """Saved filters may change in another program, and words come with events."""
        self.watch(self.input, "selection", self.offer, init=False)
        self.set_interval(WORDS_S, self._keep_fresh)

    @property
    def text(self) -> str:
        """What is typed."""
        return self.input.value.strip()

    def open(self) -> None:
        """Take the cursor."""
        self.screen.set_focus(self.input)
        self._read_words()

    def clear(self) -> None:
        """Show every event."""
        self.show_query("")

    def show_query(self, text: str) -> None:
        """Filter by `text`, as if it had been typed."""
        self.settle(text)
        self.input.show(text)
        if "@" in text:
            self._read_words()

    def cycle(self) -> None:
        """The next of the quick filters, the first one after any other text."""
        quick = self._quick
        place = quick.index(self.text) + 1 if self.text in quick else 1
        self.show_query(quick[place % len(quick)])

    def action_drop(self) -> None:
        """Clear and leave."""
        self.clear()
        self.post_message(self.Left())

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter by what is typed so far."""
        event.stop()
        if self.text != self._accepted:
            self._accepted = ""
        self._apply()
        self.offer()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Back to the list, the filter stays; an offer that was chosen by hand is taken first."""
        event.stop()
        if self.take_moved():
            return
        if not self.error:
            self._accepted = finished(self.text, self.app, self.words).text
            if self._accepted != self.text:
                self.input.show(self._accepted)
        self.settle(self.input.value)
        self.history.keep(self.text)
        self.post_message(self.Left())

    def on_descendant_blur(self) -> None:
        """Nothing lies over the screen while the keys are elsewhere; what is left out is told."""
        self.settle(self.input.value)
        self._accepted = self.text
        self._tell_problem()

    @property
    def state_room(self) -> int:
        """Cells for what the list shows; the rest of the line is for the text."""
        return self.size.width * STATE_PERCENT // 100 - STATE_PADDING

    def tell(self, state: Content) -> None:
        """Write at the right what the list shows; an error of the filter goes first."""
        if not self.error:
            self.query_one(FilterState).tell(state)

    def _apply(self) -> None:
        from sprig_tui.domain.query import parse_query
        from sprig_tui.services.local_time import local_now

        text = self.text
        try:
            now = local_now(self.app.context.clock)
            saved = self.words.saved
            query = parse_query(text, now=now, saved=saved, typing=True) if text else None
        except QueryError as error:
            self.error = str(error)
        else:
            self.error = ""
            self._good = text
            self.post_message(self.Filtered(query))
        self._tell_problem()
        if self.error:
            still = still_shown(self._good, self.app.glyphs)
            self.query_one(FilterState).tell(Content.styled(still, "bold $text-warning"))

    def _tell_problem(self) -> None:
        """What is wrong; once a text is kept, which part of it says nothing yet."""
        kept = not self.error and bool(self.text) and self.text == self._accepted
        left_out = finished(self.text, self.app, self.words).left_out if kept else ""
        self.query_one(FilterProblem).tell(self.error, left_out)

    def _keep_fresh(self) -> None:
        if self.screen.is_current and (self.input.has_focus or "@" in self.text):
            self._read_words()

    def _read_words(self) -> None:
        if self._reading is None or self._reading.is_finished:
            self._reading = self._look_for_words()

    async def read_saved(self) -> None:
        """See what is saved now; a name that changed its meaning filters anew."""
        before = self.words.saved
        problem = await self.words.read_saved()
        if problem:
            self.app.notify(problem, title="Saved filters", severity="warning")
        if self.words.saved != before and "@" in self.text:
            self._apply()

    @work(group="filter words", description="words for the filter")
    async def _look_for_words(self) -> None:
        await self.read_saved()
        await self.words.read_log(self.app.context.clock.now_ms())
        self.offer_news()


def finished(text: str, app: TerminalApp, words: FilterWords) -> "Finished":
    """A text that is kept, finished as far as it can be."""
    from sprig_tui.domain.query import finish_query
    from sprig_tui.services.local_time import local_now

    return finish_query(text, now=local_now(app.context.clock), saved=words.saved)


def still_shown(good: str, glyphs: GlyphSet) -> str:
    """Which rows the list holds on to while the text is wrong: those of the last good one."""
    good = safe(good, MAX_GOOD)
    width = min(cell_len(good), MAX_GOOD)
    return f"STILL {fit(good, width, glyphs.ellipsis) or 'EVERY EVENT'}"


def state_content(
    view: EventView, glyphs: GlyphSet, today: date, *, paused: bool, room: int
) -> Content:
    """Following, or held and why, with so many newer rows above; how far a filter has looked.

    `paused` tells that the operator held it. What matters less is left out where `room` cells are
    not enough for all.
    """
    window = view.window
    found, back = [], []
    if window.query is not None:
        matching, looked_at = len(window.rows), window.looked_at
        found = [(f"{matching:,} match, {looked_at:,} looked at   ", "$text-muted")]
        if window.has_older and window.rows:
            oldest = moment_text(window.rows[-1].received_at_ms, today)
            back = [(f"back to {oldest}   ", "$text-muted")]
    if view.following:
        state = [(f"{glyphs.light} FOLLOWING", "$text-success")]
        tries = [back + found + state, found + state]
    else:
        held, why = ("PAUSED", "") if paused else ("HELD", " by the picked row")
        # which of them match is not known before they are read
        whole = " in all" if view.newer_uncounted else ""
        count = f" {glyphs.up} {view.newer:,} newer{whole}" if view.newer else ""
        warning = "bold $text-warning"
        long, short = [(held + why + count, warning)], [(held + count, warning)]
        key = [("  F follows", "$text-muted")]
        tries = [back + found + long + key, found + long + key, found + short + key]
        tries += [found + short, short + key]
    contents = [Content.assemble(*pieces) for pieces in tries]
    return next((one for one in contents if one.cell_length <= room), contents[-1])
