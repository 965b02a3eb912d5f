"""What the Overview screen tells of the log, read in one go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from sprig_tui.domain.log import Audience, Books
from sprig_tui.domain.settings import Config
from sprig_tui.ports import Clock, EngineCommands, FlowReader, LogReader
from sprig_tui.services.flow_history import FlowReading, Span, read_flow
from sprig_tui.services.seen_unmapped import Seen, SeenUnmapped
from sprig_tui.services.source_view import SourceFigure, SourceView

ORIGINS_OF: Final = 50_000
"""Of more known users than this it is not counted where they came from: that reads every one."""


@dataclass(frozen=True, slots=True)
class OverviewReading:
    """What was read last. `origins` is empty when that was not counted."""

    flow: FlowReading = field(default_factory=FlowReading)
    books: Books = field(default_factory=Books)
    seen: Sequence[Seen] = ()
    audiences: Sequence[Audience] = ()
    users: int = 0
    origins: Mapping[str, int] = field(default_factory=dict)
    sources: Sequence[SourceFigure] = ()


class Overview:
    """Reads, and remembers what need not be read again.

    All readings raise StoreUnavailableError and leave what was read before.
    """

    def __init__(
        self, reader: LogReader, flow: FlowReader, engine: EngineCommands, clock: Clock
    ) -> None:
        self._reader = reader
        self._flow = flow
        self._clock = clock
        self._seen = SeenUnmapped(reader, engine)
        self._sources = SourceView(reader, flow)
        self.reading = OverviewReading()

    async def read_flow(self, span: Span, *, bars: int) -> None:
        """The books and the flow, which are what changes with every event."""
        books = await self._reader.books()
        found = await read_flow(self._flow, span, bars=bars, now_ms=self._clock.now_ms())
        self.reading = replace(self.reading, flow=found, books=books)

    async def read_lists(self, config: Config) -> None:
        """What is not mapped, audiences, users and senders."""
        now_ms, seconds = self._clock.now_ms(), self._clock.monotonic()
        sources = await self._sources.read(now_ms=now_ms, seconds=seconds)
        audiences = await self._reader.audiences()
        users = await self._reader.user_count()
        origins = self.reading.origins
        if users != self.reading.users:
            few = users <= ORIGINS_OF
            origins = await self._flow.user_origins(limit=ORIGINS_OF) if few else {}
        self.reading = replace(
            self.reading, sources=sources, audiences=audiences, users=users, origins=origins
        )
        seen = await self._seen.present(config)
        self.reading = replace(self.reading, seen=[one for one in seen if not one.denied])
