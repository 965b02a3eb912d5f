"""Sprig Cloud (Actions): Identify, Track, Screen as a track (facts.md, sections 1, 5, 6a)."""

from collections.abc import Mapping
from typing import ClassVar

from sprig_tui.domain.decision import OutgoingRequest
from sprig_tui.domain.destinations.base import Destination
from sprig_tui.domain.destinations.sprig import (
    SPRIG_HOME,
    SPRIG_NAMES,
    USERS_PATH,
    attributes,
    sprig_event,
)
from sprig_tui.domain.destinations.timestamps import doubts_of, read_ms
from sprig_tui.domain.destinations.values import is_missing
from sprig_tui.domain.events import CallType, Event


class SprigActions(Destination):
    """Kind `sprig_actions`. What the action's fields refuse is not sent."""

    title: ClassVar[str] = "Sprig (Actions)"
    integrations: ClassVar[tuple[str, ...]] = SPRIG_NAMES
    unsupported: ClassVar[frozenset[CallType]] = frozenset(
        {CallType.PAGE, CallType.ALIAS, CallType.GROUP, CallType.DELETE}
    )
    home: ClassVar[str] = SPRIG_HOME

    def refusal(self, event: Event) -> str | None:
        """Traits must be an object; a track needs a name and a timestamp that can be read."""
        if event.type is CallType.IDENTIFY:
            traits = event.value.get("traits")
            if is_missing(traits) or isinstance(traits, Mapping):
                return None
            return "traits: it must be an object"
        if self.name_of(event) is None:
            field = "event" if event.type is CallType.TRACK else "name"
            return f"{field}: a name is required"
        written = event.value.get("timestamp")
        if is_missing(written):
            return "timestamp: it is required"
        return "timestamp: it cannot be read" if read_ms(written) is None else None

    def warnings(self, event: Event, name: str | None) -> tuple[str, ...]:
        """A timestamp that is hardly meant; what the action would not take is refused."""
        del name
        if event.type is CallType.IDENTIFY:
            return ()
        return doubts_of(event.value.get("timestamp"))

    def requests(
        self, event: Event, *, name: str | None, endpoint: str
    ) -> tuple[OutgoingRequest, ...]:
        """One request: the user with attributes or with an event."""
        body: dict[str, object] = {"userId": event.user_id}
        if event.type is CallType.IDENTIFY:
            body |= attributes(event)
        else:
            body["events"] = [sprig_event(event, name or self.name_of(event))]
        return (self.request("POST", endpoint, USERS_PATH, body),)
