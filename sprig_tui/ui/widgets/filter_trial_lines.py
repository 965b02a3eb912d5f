"""What a filter that is being edited does to recent events, and to one of them."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Label, Static

from sprig_tui.domain.rules import Rules, RulesSource
from sprig_tui.domain.safe_text import safe
from sprig_tui.domain.settings import DestinationFilter, Kind
from sprig_tui.ports import StoreUnavailableError
from sprig_tui.services.filter_trial import (
    FilterTrial,
    RecentEvents,
    Trial,
    find_recent,
    read_recent,
    sides,
)
from sprig_tui.ui.terminal import TerminalApp
from sprig_tui.ui.widgets.destination_filter_words import one_trial_lines, trial_sentence
from sprig_tui.ui.widgets.safe_input import SafeInput

PAUSE_S: Final = 0.25
"""So long nothing must be typed before the filter is tried."""
PLACEHOLDER: Final = "newest that matches; else #number or a word of the event's name"


@dataclass(frozen=True, slots=True)
class _Question:
    source: RulesSource
    entry: DestinationFilter
    index: int | None


class FilterTrialLines(Vertical):
    """A sentence on recent events, and one event without the filter and with it, as one types."""

    app = getters.app(TerminalApp)
    tested = getters.query_one("#tested", Input)

    @dataclass
    class Read(Message):
        """Recent events were read."""

        recent: RecentEvents

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self._kind = kind
        self._recent: RecentEvents | None = None
        self._question: _Question | None = None

    def compose(self) -> ComposeResult:
        """Of all, which one, of that one."""
        yield Static(id="trial")
        with Horizontal(classes="line"):
            yield Label(Content("Try on"))
            yield SafeInput(id="tested", placeholder=PLACEHOLDER, compact=True)
        yield Static(id="one")

    @work(group="filter-events", description="read recent events")
    async def on_mount(self) -> None:
        """Read them while the condition is typed."""
        with suppress(StoreUnavailableError):
            await self._read()

    def ask(self, source: RulesSource, entry: DestinationFilter, index: int | None) -> None:
        """Try `entry` in the place of the filter at `index` of `source`, None for a new one."""
        self._question = _Question(source, entry, index)
        self._look()

    def clear(self, words: str) -> None:
        """Try nothing; `words` say why."""
        self.workers.cancel_group(self, "filter-trial")
        self._question = None
        self._say("#trial", Content.styled(words, "$text-muted"))
        self._say("#one", Content())

    @on(Input.Changed, "#tested")
    def _choose(self, event: Input.Changed) -> None:
        event.stop()
        if self._question is not None:
            self._look()

    @work(group="filter-trial", exclusive=True, description="try a filter")
    async def _look(self) -> None:
        await asyncio.sleep(PAUSE_S)
        question = self._question
        if question is None:
            return
        try:
            recent = self._recent or await self._read()
        except StoreUnavailableError:
            self._say("#trial", Content.styled("The log cannot be read now.", "$text-muted"))
            return
        filters, entry = question.source.filters, question.entry
        trial = await asyncio.to_thread(
            lambda: FilterTrial(filters, entry, index=question.index).judge(recent)
        )
        sentence = trial_sentence(trial, entry.action, self.app.today)
        tone = "$text-accent" if trial.matched else "$text-muted"
        self._say("#trial", Content.styled(sentence, tone))
        await self._show_one(question, recent, trial)

    async def _read(self) -> RecentEvents:
        recent = await read_recent(self.app.context.reader, self._kind)
        self._recent = recent
        self.post_message(self.Read(recent))
        return recent

    async def _show_one(self, question: _Question, recent: RecentEvents, trial: Trial) -> None:
        chosen = find_recent(recent, self.tested.value, trial)
        if chosen is None:
            said = f"No recent event is “{safe(self.tested.value, 60)}”." if recent.events else ""
            self._say("#one", Content.styled(said, "$text-warning"))
            return
        entry, index = question.entry, question.index
        without, having = [
            await asyncio.to_thread(Rules, side)
            for side in sides(question.source, entry, index=index)
        ]
        tried = FilterTrial(question.source.filters, entry, index=index)
        found = tried.try_on(chosen, without, having)
        self._say("#one", one_trial_lines(found, self.app.glyphs, self.app.today))

    def _say(self, place: str, content: Content) -> None:
        # A form that is closing may have lost its lines before its workers end.
        for line in self.query(place).results(Static):
            line.update(content)
