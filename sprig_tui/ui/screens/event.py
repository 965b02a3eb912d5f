"""One event in full."""

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
from textual.widgets import Footer, Static

from sprig_tui.domain.query import Query
from sprig_tui.domain.rules import RulesSource
from sprig_tui.domain.settings import ApiKeys, Kind
from sprig_tui.ports import StoreUnavailableError
from sprig_tui.services.event_story import EventStories, EventStory
from sprig_tui.services.payload_text import mask_write_keys, readable_json, readable_payload
from sprig_tui.ui.advice import mappable
from sprig_tui.ui.known_user import make_known, user_to_know
from sprig_tui.ui.messages import LogChanged
from sprig_tui.ui.resend import resend_rows
from sprig_tui.ui.stop_place import is_stopped_by_file, show_stop
from sprig_tui.ui.terminal import TerminalApp
from sprig_tui.ui.widgets.event_detail import (
    arrival_content,
    gets_content,
    sent_content,
    title_content,
    why_content,
)
from sprig_tui.ui.widgets.kind_words import RECEIVERS, kind_banner, next_kind
from sprig_tui.ui.widgets.status_bar import StatusBar
from sprig_tui.ui.widgets.timeline import timeline_content

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sprig_tui.domain.outbox import Attempt
    from sprig_tui.ui.glyphs import GlyphSet

SECTIONS: Final = ("Why", "Segment sent", "{receiver} gets", "Timeline", "Arrival")
WIDE: Final = 120


class EventScreen(Screen[int]):
    """Dismisses with the id of the event that was on show last.

    From 120 columns on, the why stands beside the chosen section. `kind` is another kind of
    destination to begin with; the events before and after it are shown for that kind too.
    """

    app = getters.app(TerminalApp)
    CSS_PATH = "event.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "Back", id="event.back"),
        Binding("right,l,tab", "turn(1)", "Next part", id="event.next_part"),
        Binding("left,h,shift+tab", "turn(-1)", "Previous part", show=False, id="event.prev_part"),
        Binding("j,right_square_bracket", "step(True)", "Older", id="event.older"),
        Binding("k,left_square_bracket", "step(False)", "Newer", id="event.newer"),
        Binding("a", "map", "Map", id="event.map"),
        Binding("u", "know", "Make known", tooltip="Make the event's user known", id="event.know"),
        Binding(
            "o",
            "kind",
            "Other kind",
            tooltip="Decide it for the next kind of destination, only to see",
            id="event.kind",
        ),
        Binding("r", "resend", "Resend", tooltip="Deliver it again", id="event.resend"),
        Binding("c", "stop", "Rule", tooltip="What in the config stopped it", id="event.stop"),
        Binding("y", "copy", "Copy", tooltip="Copy the payload as JSON", id="event.copy"),
        Binding("Y", "copy_requests", "Copy requests", show=False, id="event.copy_requests"),
    ]
    section = reactive(0)

    def __init__(
        self, row_id: int, query: Query | None = None, *, kind: Kind | None = None
    ) -> None:
        super().__init__()
        self._row_id = row_id
        self._query = query
        self._stories = EventStories(self.app.context.reader)
        self._story: EventStory | None = None
        self._shown: EventStory | None = None
        self._attempts: Sequence[Attempt] = ()
        self._kind = kind

    def compose(self) -> ComposeResult:
        """Head, title, parts, keys."""
        yield StatusBar()
        yield Static(id="title")
        yield Static(id="kind")
        yield Static(id="parts")
        with Horizontal(id="panes"):
            with VerticalScroll(id="why-pane"):
                yield Static(id="why")
            with VerticalScroll(id="part-pane"):
                yield Static(id="part")
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Read the event."""
        self._load(self._row_id)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what can be done with this event."""
        del parameters
        row = self._story.stored.row if self._story else None
        if action == "map":
            return row is not None and mappable(row) is not None
        if action == "stop":
            return is_stopped_by_file(row) and self._kind is None
        if action == "resend":
            return row is not None and row.delivery is not None and self._kind is None
        return action != "know" or user_to_know(row) is not None

    @work(group="follow", exclusive=True, description="follow an event")
    async def on_log_changed(self, _message: LogChanged) -> None:
        """Follow the event on its way."""
        context, story = self.app.context, self._story
        with contextlib.suppress(StoreUnavailableError):
            stored = await context.reader.event(self._row_id)
            attempts = await context.outbox.attempts(self._row_id)
            if story is self._story and story is not None and stored is not None:
                same = (stored.row, attempts) == (story.stored.row, self._attempts)
                if not same:
                    self._load(self._row_id, again=True)

    def on_resize(self) -> None:
        """The parts on show depend on the width."""
        self._show()

    def watch_section(self) -> None:
        """Another part."""
        if self.is_mounted:
            self._show()

    def action_leave(self) -> None:
        """Back to the list."""
        self.dismiss(self._row_id)

    def action_turn(self, step: int) -> None:
        """Next or previous part."""
        first = 1 if self.size.width >= WIDE else 0
        count = len(SECTIONS) - first
        self.section = first + (max(self.section, first) - first + step) % count

    @work(group="event", exclusive=True, description="neighbour")
    async def action_step(self, older: bool) -> None:  # noqa: FBT001 (an action's argument)
        """The next event of the list, older or newer."""
        found = await self._stories.neighbour(self._row_id, self._query, older=older)
        if found is None:
            self.notify("There is no older event." if older else "There is no newer event.")
        else:
            self._load(found)

    async def action_map(self) -> None:
        """A mapping for this event, filled in."""
        found = mappable(self._story.stored.row) if self._story else None
        if found is not None:
            await self.app.add_mapping(*found)

    @work(group="stop", exclusive=True, description="what stopped an event")
    async def action_stop(self) -> None:
        """Show what in the config stopped the event."""
        await show_stop(self.app, self._story.stored.row if self._story else None)

    @work(group="know", exclusive=True, description="make a user known")
    async def action_know(self) -> None:
        """Make the event's user known, after a question."""
        await make_known(self.app, self._story.stored.row if self._story else None)

    @work(group="resend", exclusive=True, description="resend")
    async def action_resend(self) -> None:
        """Deliver the event again, after a question."""
        if self._story is not None:
            await resend_rows(self.app, [self._story.stored.row])

    @work(group="load", exclusive=True, description="another kind")
    async def action_kind(self) -> None:
        """The same event as the next kind of destination would decide it, and back."""
        story, shown = self._story, self._shown
        if story is not None and shown is not None:
            self._kind = next_kind(shown.rules.kind)
            await self._tell(story)

    def action_copy(self) -> None:
        """The payload, write keys masked."""
        if self._story:
            self.app.copy_text(readable_payload(self._story.stored.payload), "the payload")

    def action_copy_requests(self) -> None:
        """The requests' bodies."""
        shown = self._shown
        if shown is not None and shown.explanation.requests:
            bodies = [mask_write_keys(request.json) for request in shown.explanation.requests]
            gets = "would get" if shown.as_kind else "gets"
            what = f"what {RECEIVERS[shown.rules.kind]} {gets}"
            self.app.copy_text(readable_json(bodies), what)

    @work(group="load", exclusive=True, description="event")
    async def _load(self, row_id: int, *, again: bool = False) -> None:
        today = RulesSource.of(self.app.snapshot.config, self.app.snapshot.lines)
        try:
            story = await self._stories.tell(row_id, today)
            attempts = await self.app.context.outbox.attempts(row_id)
        except StoreUnavailableError as error:
            self.notify(str(error), severity="error")
            return
        if story is None:
            self.notify("The event is not kept any more.", severity="warning")
            return
        self._row_id, self._attempts = row_id, attempts
        await self._tell(story)
        self.refresh_bindings()
        for pane in () if again else self.query(VerticalScroll):
            pane.scroll_home(animate=False)

    async def _tell(self, story: EventStory) -> None:
        """Show what happened, or what another kind would have made of it."""
        if self._kind in (None, story.rules.kind):
            self._kind = None
        shown = await self._stories.tell_as(story, self._kind) if self._kind else story
        self._story, self._shown = story, shown
        self._show()

    def _show(self) -> None:
        """Write what is on show; the other parts when they are turned to."""
        wide = self.size.width >= WIDE
        self.set_class(wide, "-wide")
        section = max(self.section, 1) if wide else self.section
        self.query_one("#why-pane").display = wide or section == 0
        self.query_one("#part-pane").display = section > 0
        story, glyphs = self._shown, self.app.glyphs
        configured = self.app.snapshot.config.destination.kind
        receiver = RECEIVERS[story.rules.kind if story else configured]
        parts = parts_content(section, wide=wide, receiver=receiver)
        self.query_one("#parts", Static).update(parts)
        if story is None or self._story is None:
            return
        banner = self.query_one("#kind", Static)
        banner.display = story.as_kind is not None
        if story.as_kind is not None:
            banner.update(kind_banner(story.as_kind, self._story.rules.kind, glyphs))
        name = PurePath(self.app.context.config_path).name
        self.query_one("#title", Static).update(title_content(story, glyphs))
        width = (self.size.width // 2 if wide else self.size.width) - 4
        self.query_one("#why", Static).update(why_content(story, glyphs, name, width))
        keys = self.app.snapshot.config.destination.api_keys
        part = part_content(story, section, self._attempts, keys, glyphs)
        self.query_one("#part", Static).update(part)


def part_content(
    story: EventStory,
    section: int,
    attempts: "Sequence[Attempt]",
    keys: ApiKeys,
    glyphs: "GlyphSet",
) -> Content:
    """A part by its place, empty for the first, which has a pane of its own."""
    match section:
        case 1:
            return sent_content(story)
        case 2:
            return gets_content(story, keys)
        case 3:
            return timeline_content(story.stored.row, attempts, glyphs)
        case 4:
            return arrival_content(story)
        case _:
            return Content("")


def parts_content(section: int, *, wide: bool, receiver: str) -> Content:
    """The parts in a row, the chosen one in brackets; beside each other when `wide`."""
    pieces = []
    for place, name in enumerate(SECTIONS):
        title = name.format(receiver=receiver)
        chosen = place == section or (wide and place == 0)
        pieces.append(
            (f"[{title}]", "bold $text-primary") if chosen else (f" {title} ", "$text-muted")
        )
    return Content.assemble(*pieces)
