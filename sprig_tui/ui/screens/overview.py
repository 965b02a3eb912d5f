"""The flow as a whole: how much came, where it went, and what deserves a look."""

import contextlib
from typing import TYPE_CHECKING, ClassVar, Final

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from sprig_tui.ports import StoreUnavailableError
from sprig_tui.services.flow_history import SPANS
from sprig_tui.services.outrunning import outrunning
from sprig_tui.services.overview import Overview
from sprig_tui.ui.event_search import show_events
from sprig_tui.ui.messages import ConfigChanged, LogChanged
from sprig_tui.ui.screens.mode_screen import ModeScreen
from sprig_tui.ui.widgets.key_line import KeyLine
from sprig_tui.ui.widgets.overview_chain import chain_section, reasons_section
from sprig_tui.ui.widgets.overview_flow import bars_for, flow_section
from sprig_tui.ui.widgets.overview_layout import (
    GUTTER,
    AddMapping,
    Item,
    Place,
    Section,
    ShowEvents,
    ShowMembers,
)
from sprig_tui.ui.widgets.overview_list import OverviewList
from sprig_tui.ui.widgets.overview_lists import (
    audience_section,
    seen_section,
    source_section,
    user_section,
)
from sprig_tui.ui.widgets.status_bar import StatusBar

if TYPE_CHECKING:
    from textual.worker import Worker

EVERY_S: Final = 1.0
"""How often figures are read at most, and times are told anew."""
TALL: Final = 32
MOST_LOW: Final = 8
MOST_TALL: Final = 12
SPAN_TIP: Final = "Another span: 5 min, 1 h, 24 h"
MAP_TIP: Final = "Map what the cursor is on"


class OverviewScreen(ModeScreen):
    """Sections of lines; the cursor goes over what can be acted on.

    It is read at most once a second, and only while it is shown.
    """

    AUTO_FOCUS = "OverviewList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "span", "Span", tooltip=SPAN_TIP, id="overview.span"),
        Binding("a", "map", "Map", tooltip=MAP_TIP, id="overview.map"),
    ]
    board = getters.query_one(OverviewList)

    def __init__(self) -> None:
        super().__init__()
        context = self.app.context
        self.overview = Overview(context.reader, context.flow, context.engine, context.clock)
        self._span = SPANS[0]
        self._stale = True
        self._item: Item | None = None
        self._reading: Worker[None] | None = None

    def compose(self) -> ComposeResult:
        """Head, sections, keys."""
        yield StatusBar()
        yield OverviewList()
        yield KeyLine()

    def on_mount(self) -> None:
        """The keys belong to the sections."""
        self.board.focus()
        self.set_interval(EVERY_S, self._tick)

    def on_screen_resume(self) -> None:
        """Catch up with what came while another screen was shown."""
        self._stale = True
        self._tick()

    @on(LogChanged)
    @on(ConfigChanged)
    def be_stale(self) -> None:
        """The lists are read again with the next look at the flow."""
        self._stale = True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """`a` where there is something to map."""
        del parameters
        if action == "map":
            return self._item is not None and isinstance(self._item.act, AddMapping)
        return True

    def action_span(self) -> None:
        """The bars reach further back, or from the longest span to the shortest."""
        self._span = SPANS[(SPANS.index(self._span) + 1) % len(SPANS)]
        self._tick()

    async def action_map(self) -> None:
        """A mapping for what the cursor is on, filled in."""
        if self._item is not None:
            await self._act(self._item)

    @on(OverviewList.Chosen)
    async def choose(self, event: OverviewList.Chosen) -> None:
        """The events behind a line, the form of a mapping, the members of an audience."""
        await self._act(event.item)

    @on(OverviewList.Moved)
    def follow_cursor(self, event: OverviewList.Moved) -> None:
        """The keys say what can be done there."""
        before, self._item = self._item, event.item
        if type(getattr(before, "act", None)) is not type(getattr(self._item, "act", None)):
            self.refresh_bindings()

    async def _act(self, item: Item) -> None:
        match item.act:
            case ShowEvents(query):
                await show_events(self.app, query)
            case AddMapping(table, pattern, proposal):
                await self.app.add_mapping(table, pattern, proposal)
            case ShowMembers(audience):
                from sprig_tui.ui.modals.audience_members import AudienceMembersModal

                await self.app.push_screen(AudienceMembersModal(audience))

    def _tick(self) -> None:
        """Read, unless nobody looks or the last reading still goes on."""
        if self.is_current and (self._reading is None or self._reading.is_finished):
            self._reading = self._read()

    @work(group="overview", description="figures of the overview")
    async def _read(self) -> None:
        with contextlib.suppress(StoreUnavailableError):
            bars = bars_for(self.board.scrollable_content_region.width - GUTTER)
            await self.overview.read_flow(self._span, bars=bars)
            if self._stale:
                self._stale = False
                await self.overview.read_lists(self.app.snapshot.config)
        self.board.show_sections(self._sections())

    def _sections(self) -> list[Section]:
        """The most important first."""
        app, reading = self.app, self.overview.reading
        now_ms, glyphs = app.context.clock.now_ms(), app.glyphs
        status = app.engine.status.delivery if app.engine.status else None
        warning = outrunning(reading.flow.recent, status, now_ms=now_ms)
        width = self.board.scrollable_content_region.width - GUTTER
        chain = chain_section(reading.books, width, glyphs)
        if not reading.books.received:
            return [chain]
        most = MOST_TALL if self.size.height >= TALL else MOST_LOW
        left, right = Place(1, most), Place(2, most)
        return [
            flow_section(reading.flow, self._span, warning, glyphs),
            chain,
            reasons_section(reading.books, left),
            seen_section(reading.seen, now_ms, left),
            source_section(reading.sources, now_ms, right),
            audience_section(reading.audiences, now_ms, right),
            user_section(reading.users, reading.origins, right, app.context.command),
        ]
