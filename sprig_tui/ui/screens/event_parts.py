"""The parts of one event, and the way through them and to other events; `event.py` acts on it."""

import contextlib
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar, Final

from textual import getters, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen
from textual.widgets import Static

from sprig_tui.domain.query import Query
from sprig_tui.domain.rules import RulesSource
from sprig_tui.domain.settings import Kind
from sprig_tui.ports import StoreUnavailableError
from sprig_tui.services.event_story import EventStories, EventStory
from sprig_tui.ui.mapped_since import look_again
from sprig_tui.ui.messages import LogChanged
from sprig_tui.ui.stop_place import rule_key
from sprig_tui.ui.terminal import TerminalApp
from sprig_tui.ui.widgets.event_detail import (
    arrival_content,
    title_content,
    why_content,
)
from sprig_tui.ui.widgets.fitting import shown_labels
from sprig_tui.ui.widgets.gets_pane import GetsPane
from sprig_tui.ui.widgets.key_line import KeyLine
from sprig_tui.ui.widgets.kind_words import RECEIVERS, kind_banner
from sprig_tui.ui.widgets.payload_pane import PayloadPane
from sprig_tui.ui.widgets.status_bar import StatusBar
from sprig_tui.ui.widgets.timeline import timeline_content

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sprig_tui.domain.outbox import Attempt
    from sprig_tui.services.since_then import Mended

SECTIONS: Final = ("Why", "Segment sent", "{receiver} gets", "Timeline", "Arrival")
WHY, SENT, GETS, TIMELINE, ARRIVAL = range(len(SECTIONS))
WIDE: Final = 120
VIEW_TIP: Final = "Payload: tree or raw text. Timeline: whole answers"


class EventParts(Screen[int]):
    """Dismisses with the id of the event that was on show last.

    From 120 columns on, the why stands beside the chosen part. Part, scrolling, folds and search
    stay from one event to the next. `kind` is another kind of destination to begin with.
    """

    app = getters.app(TerminalApp)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "Back", id="event.back"),
        Binding("right,l,tab", "turn(1)", "Next part", key_display="l/h", id="event.next_part"),
        Binding("left,h,shift+tab", "turn(-1)", "Previous part", show=False, id="event.prev_part"),
        Binding(
            "j,right_square_bracket", "step(True)", "Older", key_display="j/k", id="event.older"
        ),
        Binding("k,left_square_bracket", "step(False)", "Newer", show=False, id="event.newer"),
        Binding("g", "edge(False)", "Newest event", show=False, id="event.newest"),
        Binding("G", "edge(True)", "Oldest event", show=False, id="event.oldest"),
        Binding("slash", "search", "Search", show=False, key_display="/", id="event.search",
                tooltip="Search in the payload"),
        Binding("n", "hit(1)", "Next hit", show=False, id="event.next_hit"),
        Binding("N", "hit(-1)", "Hit before", show=False, id="event.prev_hit"),
        Binding("v", "view", "View", show=False, tooltip=VIEW_TIP, id="event.view"),
    ]  # fmt: skip
    section = reactive(WHY)
    payload = getters.query_one("#sent-pane", PayloadPane)
    gets = getters.query_one(GetsPane)

    def __init__(
        self, row_id: int, query: Query | None = None, *, kind: Kind | None = None
    ) -> None:
        super().__init__()
        self._row_id = row_id
        self._query = query
        self._stories = EventStories(self.app.context.reader)
        self.story: EventStory | None = None
        self.shown: EventStory | None = None
        self.kind = kind
        self.rule_key: str | None = None
        self.mended: Mended | None = None
        self._attempts: Sequence[Attempt] = ()
        self._next_ms: int | None = None
        self._whole = False

    def compose(self) -> ComposeResult:
        """Head, title, parts, keys."""
        yield StatusBar()
        yield Static(id="title")
        yield Static(id="kind")
        yield Static(id="parts")
        with Horizontal(id="panes"):
            with VerticalScroll(id="why-pane"):
                yield Static(id="why")
            yield PayloadPane(id="sent-pane")
            yield GetsPane(id="gets-pane")
            with VerticalScroll(id="part-pane"):
                yield Static(id="part")
        yield KeyLine()

    def on_mount(self) -> None:
        """Read the event, judge it anew when the config changes, and date it when a day ends."""

        def read() -> None:
            self.load(self._row_id)

        self.watch(self.app, "snapshot", read)
        self.watch(self.app, "today", self._show, init=False)

    @work(group="follow", exclusive=True, description="follow an event")
    async def on_log_changed(self, _message: LogChanged) -> None:
        """Follow the event on its way."""
        story = self.story
        with contextlib.suppress(StoreUnavailableError):
            stored = await self.app.context.reader.event(self._row_id)
            way = await self._way(self._row_id)
            if story is self.story and story is not None and stored is not None:
                then = (story.stored.row, self._attempts, self._next_ms)
                if (stored.row, *way) != then:
                    self.load(self._row_id)

    def on_resize(self) -> None:
        """The parts on show depend on the width."""
        self._show()

    def watch_section(self) -> None:
        """Another part."""
        if self.is_mounted:
            self._show()

    @property
    def searched(self) -> PayloadPane:
        """Which payload the keys of search and view act on."""
        return self.gets if self.section == GETS and self.gets.view.display else self.payload

    def action_leave(self) -> None:
        """Back to the list."""
        self.dismiss(self._row_id)

    def action_turn(self, step: int) -> None:
        """Next or previous part."""
        first = SENT if self.size.width >= WIDE else WHY
        count = len(SECTIONS) - first
        self.section = first + (max(self.section, first) - first + step) % count

    @work(group="event", exclusive=True, description="neighbour")
    async def action_step(self, older: bool) -> None:  # noqa: FBT001 (an action's argument)
        """The next event of the list, older or newer."""
        found = await self._stories.neighbour(self._row_id, self._query, older=older)
        if found is None:
            self.notify("There is no older event." if older else "There is no newer event.")
        else:
            self.load(found)

    @work(group="event", exclusive=True, description="first or last")
    async def action_edge(self, oldest: bool) -> None:  # noqa: FBT001 (an action's argument)
        """The newest or oldest event of the list."""
        found = await self._stories.edge(self._query, oldest=oldest)
        if found is not None:
            self.load(found)

    def action_search(self) -> None:
        """Search in what the destination gets while that is on show, else in what Segment sent."""
        self.section = GETS if self.searched is self.gets else SENT
        self.searched.open_search()

    def action_hit(self, step: int) -> None:
        """The next hit of the search, or the one before."""
        self.section = GETS if self.searched is self.gets else SENT
        self.searched.view.next_hit(step)

    def action_view(self) -> None:
        """The other way to look at this part."""
        if self.section == TIMELINE:
            self._whole = not self._whole
            self._show()
        else:
            self.searched.view.turn_over()

    @work(group="load", exclusive=True, description="event")
    async def load(self, row_id: int) -> None:
        """Show another event, or the same one as it is now."""
        try:
            story = await self._stories.tell(row_id, self.rules_of_now())
            way = await self._way(row_id)
        except StoreUnavailableError as error:
            self.notify(str(error), severity="error")
            return
        if story is None:
            self.notify("The event is not kept any more.", severity="warning")
            return
        self._row_id = row_id
        self._attempts, self._next_ms = way
        await self.tell(story)

    def rules_of_now(self) -> RulesSource:
        """The rules as the file has them."""
        return RulesSource.of(self.app.snapshot.config, self.app.snapshot.lines)

    async def _way(self, row_id: int) -> "tuple[Sequence[Attempt], int | None]":
        """The requests that held a row, and when it may be tried next."""
        outbox = self.app.context.outbox
        attempts = await outbox.attempts(row_id)
        waiting = await outbox.waiting(after=row_id - 1, limit=1)
        due = next((one.next_ms for one in waiting if one.row.id == row_id), None)
        return attempts, due

    async def tell(self, story: EventStory) -> None:
        """Show what happened, or what another kind would have made of it."""
        if self.kind in (None, story.rules.kind):
            self.kind = None
        shown = await self._stories.tell_as(story, self.kind) if self.kind else story
        self.story, self.shown = story, shown
        self.rule_key = rule_key(story, self.rules_of_now())
        self.mended = await look_again(self.app, story.stored.row)
        self._show()
        self.refresh_bindings()

    def _show(self) -> None:
        """Write what is on show; the other parts when they are turned to."""
        wide = self.size.width >= WIDE
        self.set_class(wide, "-wide")
        section = max(self.section, SENT) if wide else self.section
        self.query_one("#why-pane").display = wide or section == WHY
        self.payload.display, self.gets.display = section == SENT, section == GETS
        part = self.query_one("#part-pane")
        part.display = section > GETS
        story, glyphs = self.shown, self.app.glyphs
        configured = self.app.snapshot.config.destination.kind
        receiver = RECEIVERS[story.rules.kind if story else configured]
        parts = parts_content(section, wide=wide, receiver=receiver, room=self.size.width - 2)
        self.query_one("#parts", Static).update(parts)
        if story is None or self.story is None:
            focus_part(self, section)
            return
        banner = self.query_one("#kind", Static)
        banner.display = story.as_kind is not None
        if story.as_kind is not None:
            banner.update(kind_banner(story.as_kind, self.story.rules.kind, glyphs))
        name = PurePath(self.app.context.config_path).name
        self.query_one("#title", Static).update(title_content(story, glyphs, self.app.today))
        width = (self.size.width // 2 if wide else self.size.width) - 4
        near = self.rule_key is not None
        why = why_content(story, glyphs, name, width, near=near, mended=self.mended)
        self.query_one("#why", Static).update(why)
        if section == SENT:
            self.payload.show(story)
        elif section == GETS:
            self.gets.show_requests(story, self.app.snapshot.config.destination.api_keys)
        else:
            self.query_one("#part", Static).update(self._part(story, section))
        focus_part(self, section)

    def _part(self, story: EventStory, section: int) -> Content:
        """A part by its place, empty for those that have a pane of their own."""
        match section:
            case 3:
                return timeline_content(
                    story.stored.row,
                    self._attempts,
                    self.app.glyphs,
                    self.app.today,
                    next_ms=self._next_ms,
                    whole=self._whole,
                )
            case 4:
                return arrival_content(story)
            case _:
                return Content("")


def focus_part(screen: EventParts, section: int) -> None:
    """Let the arrows move what is on show; a search that is being typed keeps the keys."""
    searched = screen.searched
    if section not in (SENT, GETS):
        screen.query_one("#why-pane" if section == WHY else "#part-pane").focus()
    elif not searched.searching:
        screen.set_focus(searched.view if searched.display else None)


def parts_content(section: int, *, wide: bool, receiver: str, room: int) -> Content:
    """The parts in a row, the chosen one in brackets and on show; beside each other when `wide`."""
    pieces = []
    for place, name in enumerate(SECTIONS):
        title = name.format(receiver=receiver)
        chosen = place == section or (wide and place == WHY)
        pieces.append(
            (f"[{title}]", "bold $text-primary") if chosen else (f" {title} ", "$text-muted")
        )
    shown = shown_labels([title for title, _style in pieces], section, room)
    return Content.assemble(*((text, pieces[place][1]) for place, text in shown))
