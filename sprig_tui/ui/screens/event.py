"""One event in full, and what can be done with it."""

from typing import TYPE_CHECKING, ClassVar

from textual import events, work
from textual.binding import Binding, BindingType

from sprig_tui.domain.reasons import Reason
from sprig_tui.ui.known_user import make_known, user_to_know
from sprig_tui.ui.mapped_since import map_row
from sprig_tui.ui.resend import resend_rows
from sprig_tui.ui.screens.event_actions import idle_for
from sprig_tui.ui.screens.event_parts import EventParts
from sprig_tui.ui.stop_place import UNMAPPED, is_stopped_by_file, rule_key, show_key, show_stop
from sprig_tui.ui.widgets.kind_words import next_kind

if TYPE_CHECKING:
    from sprig_tui.services.event_story import EventStory


class EventScreen(EventParts):
    """Its keys mend what stopped the event, copy it, or send it again."""

    CSS_PATH = "event.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "map", "Map", id="event.map"),
        Binding(
            "a",
            "switch_on",
            "Switch on",
            tooltip="Switch the mapping on that matches",
            id="event.switch_on",
        ),
        Binding("u", "know", "Make known", tooltip="Make the event's user known", id="event.know"),
        Binding("e", "edit_rule", "Edit rule", tooltip="Edit the mapping that it almost matched",
                id="event.edit_rule"),
        Binding("c", "stop", "Rule", tooltip="What in the config stopped it", id="event.stop"),
        Binding(
            "r",
            "resend",
            "Resend",
            tooltip="Deliver it to the destination again",
            id="event.resend",
        ),
        Binding(
            "R",
            "replay",
            "Replay",
            tooltip="Send it through the listener again, as a new event",
            id="event.replay",
        ),
        Binding(
            "E",
            "edit",
            "Edit",
            tooltip="Edit it in $VISUAL or $EDITOR, then send it through the listener",
            id="event.edit",
        ),
        Binding("y", "copy", "Copy", tooltip="Copy the payload as JSON", id="event.copy"),
        Binding(
            "Y",
            "copy_as",
            "Copy as",
            tooltip="Copy as curl, SDK call, record, what is sent",
            id="event.copy_as",
        ),
        Binding(
            "o",
            "kind",
            "Other kind",
            tooltip="Decide it for the next kind of destination, only to see",
            id="event.kind",
        ),
    ]  # fmt: skip
    early: tuple[str, ...] = ()

    def on_key(self, event: events.Key) -> None:
        """A key that does nothing before the event is read waits until then."""
        if self.story is None:
            self.early = (*self.early, event.key)

    async def tell(self, story: "EventStory") -> None:
        """Show it, and do what was asked for meanwhile."""
        await super().tell(story)
        early, self.early = self.early, ()
        for key in early:
            self.app.simulate_key(key)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what can be done with this event."""
        del parameters
        row = self.story.stored.row if self.story else None
        match action:
            case "map" | "switch_on":
                off = row is not None and row.reason is Reason.MAPPING_DISABLED and not self.kind
                return row is not None and off is (action == "switch_on")
            case "edit_rule":
                unmapped = row is not None and row.reason in UNMAPPED
                return unmapped and self.rule_key is not None and not self.kind
            case "stop":
                return (is_stopped_by_file(row) or self.rule_key is not None) and not self.kind
            case "resend":
                return row is not None and self.kind is None
            case "know":
                return user_to_know(row) is not None and self.mended is None
            case "replay" | "edit" | "copy" | "copy_as" | "kind":
                return row is not None
            case "hit":
                return self.searched.searching
            case _:
                return True

    @property
    def idle_actions(self) -> frozenset[str]:
        """What would only say that it cannot be done with this event."""
        return idle_for(self.story.stored.row if self.story else None)

    @work(group="map", exclusive=True, description="map an event")
    async def action_map(self) -> None:
        """A mapping for this event, filled in, or the one that takes it by now."""
        await map_row(self.app, self.story.stored.row if self.story else None)

    @work(group="stop", exclusive=True, description="switch a mapping on")
    async def action_switch_on(self) -> None:
        """Switch on the mapping that matches, after a question."""
        from sprig_tui.ui.switch_on import switch_on

        if self.story is not None:
            await switch_on(self.app, self.story)

    @work(group="stop", exclusive=True, description="what stopped an event")
    async def action_stop(self) -> None:
        """Show what in the config stopped the event, or almost matched it."""
        if self.story is None:
            return
        # the file may have changed since the event was read
        key = rule_key(self.story, self.rules_of_now())
        if key is not None:
            await show_key(self.app, key)
        else:
            await show_stop(self.app, self.story.stored.row)

    @work(group="stop", exclusive=True, description="edit a mapping")
    async def action_edit_rule(self) -> None:
        """The form of the mapping that the event almost matched, changed so that it would."""
        from sprig_tui.ui.near_edit import edit_near_miss

        key = rule_key(self.story, self.rules_of_now()) if self.story else None
        if self.story is not None and key is not None:
            await edit_near_miss(self.app, key, self.story.stored.row)

    @work(group="know", exclusive=True, description="make a user known")
    async def action_know(self) -> None:
        """Make the event's user known, after a question."""
        await make_known(self.app, self.story.stored.row if self.story else None)
        self.load(self._row_id)

    @work(group="resend", exclusive=True, description="resend")
    async def action_resend(self) -> None:
        """Deliver the event again, after a question."""
        if self.story is not None:
            await resend_rows(self.app, [self.story.stored.row])

    def action_replay(self) -> None:
        """Send the event through the listener, after a question."""
        self._replay(edit_first=False)

    def action_edit(self) -> None:
        """Open the event in the operator's editor; what changed can be sent."""
        self._replay(edit_first=True)

    @work(group="replay", exclusive=True, description="replay")
    async def _replay(self, *, edit_first: bool) -> None:
        from sprig_tui.ui.replay import replay_event

        if self.story is not None:
            row_id = await replay_event(self.app, self.story.stored, edit_first=edit_first)
            if row_id is not None:
                self.load(row_id)

    @work(group="load", exclusive=True, description="another kind")
    async def action_kind(self) -> None:
        """The same event as the next kind of destination would decide it, and back."""
        story, shown = self.story, self.shown
        if story is not None and shown is not None:
            self.kind = next_kind(shown.rules.kind)
            await self.tell(story)

    def action_copy(self) -> None:
        """The payload, write keys masked."""
        from sprig_tui.services.payload_text import readable_payload

        if self.story:
            self.app.copy_text(readable_payload(self.story.stored.payload), "the payload")

    @work(group="copy", exclusive=True, description="copy in another form")
    async def action_copy_as(self) -> None:
        """The event in a form that is chosen."""
        from sprig_tui.ui.copy_choice import copy_as

        if self.shown is not None:
            await copy_as(self.app, self.shown)
