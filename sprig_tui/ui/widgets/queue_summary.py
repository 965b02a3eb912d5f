"""The head of the Deliveries screen: the queue's flow, states, figures and lanes."""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from textual import getters, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from sprig_tui.domain.flow_counts import BUCKET_MS, FlowCount
from sprig_tui.domain.log import Books
from sprig_tui.domain.outbox import Lane, LaneFigures, Latency
from sprig_tui.ports import StoreUnavailableError
from sprig_tui.services.flow_history import RECENT_MS
from sprig_tui.services.outrunning import outrunning
from sprig_tui.services.stopping_filter import stopping_words
from sprig_tui.ui.terminal import TerminalApp
from sprig_tui.ui.widgets.queue_words import (
    figures_content,
    flow_content,
    lane_content,
    states_content,
)

EVERY_S: Final = 1.0
"""How often figures are read and times told anew."""
TALL: Final = 30
LANES_LOW: Final = 2
LANES_TALL: Final = 6


@dataclass(frozen=True, slots=True)
class QueueReading:
    """What the log says of the queue."""

    books: Books
    lanes: Sequence[LaneFigures]
    latency: Latency
    recent: Sequence[FlowCount] = ()


class QueueSummary(Vertical):
    """Reads the queue's figures once a second while its screen is shown."""

    app = getters.app(TerminalApp)

    def __init__(self) -> None:
        super().__init__()
        self.reading = QueueReading(Books(), (), Latency())
        self.known = False

    def compose(self) -> ComposeResult:
        """Four texts, one under the other."""
        yield Static(id="flow")
        yield Static(id="states")
        yield Static(id="figures")
        yield Static(id="lanes")

    def on_mount(self) -> None:
        """Begin to read, and follow the engine and the config."""
        self.watch(self.app, "engine", self.show_texts, init=False)
        self.watch(self.app, "snapshot", self.show_texts, init=False)
        self.set_interval(EVERY_S, self.take_in)
        self.take_in()

    def on_resize(self) -> None:
        """Another width, another height."""
        self.show_texts()

    @work(group="figures", exclusive=True, description="figures of the queue")
    async def take_in(self) -> None:
        """Read and show, if anybody can see it."""
        if not self.screen.is_current:
            return
        context = self.app.context
        with contextlib.suppress(StoreUnavailableError):
            self.reading = QueueReading(
                await context.reader.books(),
                await context.outbox.lanes(now_ms=context.clock.now_ms()),
                await context.outbox.latency(),
                await context.flow.flow(
                    since_ms=context.clock.now_ms() - RECENT_MS, step_ms=BUCKET_MS
                ),
            )
            self.known = True
        self.show_texts()

    def show_texts(self) -> None:
        """Write the texts anew."""
        if not self.is_mounted:
            return
        app, reading = self.app, self.reading
        now_ms, width = app.context.clock.now_ms(), self.size.width - 2
        status = app.engine.status.delivery if app.engine.status else None
        texts = {
            "flow": flow_content(
                app.engine,
                self._lane,
                now_ms,
                self._stopped() or outrunning(reading.recent, status, now_ms=now_ms),
            ),
            "states": states_content(reading.books.deliveries, width, app.glyphs),
            "figures": figures_content(
                status, reading.lanes, reading.latency, self._lane, now_ms=now_ms, width=width
            ),
            "lanes": self._lanes(now_ms),
        }
        for name, content in texts.items():
            self.query_one(f"#{name}", Static).update(content)
        self.set_class(self._lanes_matter, "-lanes")

    def _stopped(self) -> str:
        """What keeps every new event out of the queue."""
        words = stopping_words(self.app.snapshot)
        return f"No new event comes here: {words}. What waits already goes on." if words else ""

    @property
    def _lane(self) -> Lane:
        destination = self.app.snapshot.config.destination
        return Lane(destination.kind, destination.environment, destination.endpoint)

    @property
    def _lanes_matter(self) -> bool:
        """Whether rows wait for anything but what is chosen now."""
        return len(self.reading.lanes) > 1 or any(
            one.lane != self._lane for one in self.reading.lanes
        )

    def _lanes(self, now_ms: int) -> Content:
        own, glyphs = self._lane, self.app.glyphs
        found = sorted(self.reading.lanes, key=lambda one: one.lane != own)
        most = LANES_TALL if self.screen.size.height >= TALL else LANES_LOW
        lines = [lane_content(one, own, now_ms, glyphs) for one in found[:most]]
        if len(found) > most:
            lines.append(Content.styled(f"and {len(found) - most} more", "$text-muted"))
        return Content("\n").join(lines)
