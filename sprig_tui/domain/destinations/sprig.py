"""Sprig Cloud, classic: Identify, Track, Page, Alias and deletion (facts.md, section 5)."""

from collections.abc import Mapping
from typing import ClassVar, Final

from sprig_tui.domain.decision import OutgoingRequest
from sprig_tui.domain.destinations.base import Destination
from sprig_tui.domain.destinations.timestamps import doubts_of, read_ms
from sprig_tui.domain.destinations.values import flatten, is_missing, member
from sprig_tui.domain.events import CallType, Event

SPRIG_HOME: Final = "https://api.sprig.com"
SPRIG_NAMES: Final = ("Sprig", "UserLeap", "Sprig Cloud")
USERS_PATH: Final = "/v2/users"
PURGE_PATH: Final = "/v2/purge/visitors"
PAGEVIEW: Final = "pageview"


class Sprig(Destination):
    """Kind `sprig`. What it cannot use it leaves out and warns of."""

    title: ClassVar[str] = "Sprig"
    integrations: ClassVar[tuple[str, ...]] = SPRIG_NAMES
    unsupported: ClassVar[frozenset[CallType]] = frozenset({CallType.GROUP, CallType.SCREEN})
    home: ClassVar[str] = SPRIG_HOME

    def refusal(self, event: Event) -> str | None:
        """A track whose name the destination filters took away has nothing to send."""
        if event.type is CallType.TRACK and self.name_of(event) is None:
            return "event: the destination filters left no event name"
        return None

    def warnings(self, event: Event, name: str | None) -> tuple[str, ...]:
        """A timestamp that cannot be read or is hardly meant, traits that are no object."""
        del name
        if event.type in (CallType.TRACK, CallType.PAGE):
            written = event.value.get("timestamp")
            if is_missing(written) or read_ms(written) is not None:
                return doubts_of(written)
            if event.received_at_ms is None:
                return ("The timestamp cannot be read; the event is sent without one.",)
            return ("The timestamp cannot be read; the time of receipt takes its place.",)
        traits = event.value.get("traits")
        if event.type is CallType.IDENTIFY and not (
            is_missing(traits) or isinstance(traits, Mapping)
        ):
            return ("The traits are not an object; no attributes are sent.",)
        return ()

    def requests(
        self, event: Event, *, name: str | None, endpoint: str
    ) -> tuple[OutgoingRequest, ...]:
        """One request: the user with attributes or an event, or the purge of the user."""
        if event.type is CallType.DELETE:
            return (self.request("POST", endpoint, PURGE_PATH, {"userIds": [event.user_id]}),)
        body: dict[str, object] = {"userId": event.user_id}
        if event.type is CallType.IDENTIFY:
            body |= attributes(event)
            email = member(event.value, "traits", "email")
            if isinstance(email, str) and email:
                body["emailAddress"] = email
        elif event.type is not CallType.ALIAS:
            default = PAGEVIEW if event.type is CallType.PAGE else self.name_of(event)
            body["events"] = [sprig_event(event, name or default)]
        return (self.request("POST", endpoint, USERS_PATH, body),)


def attributes(event: Event) -> dict[str, object]:
    """`{"attributes": flattened traits}`, empty when the event has no traits object."""
    traits = event.value.get("traits")
    return {"attributes": flatten(traits)} if isinstance(traits, Mapping) else {}


def sprig_event(event: Event, name: str | None) -> dict[str, object]:
    """`{"event", "timestamp"}` in milliseconds; the time of receipt where there is none to read."""
    at_ms = read_ms(event.value.get("timestamp"))
    if at_ms is None:
        at_ms = event.received_at_ms
    return {"event": name} if at_ms is None else {"event": name, "timestamp": at_ms}
