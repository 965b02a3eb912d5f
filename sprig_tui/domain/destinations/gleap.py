"""Gleap (Actions): Track, Page and Screen as events, Identify as a contact (facts.md, 6 and 6a)."""

from collections.abc import Mapping
from typing import ClassVar, Final
from urllib.parse import quote

from sprig_tui.domain.decision import OutgoingRequest
from sprig_tui.domain.destinations.base import Destination
from sprig_tui.domain.destinations.gleap_contact import CONTACT_TEXTS, contact
from sprig_tui.domain.destinations.timestamps import doubts_of, read_ms
from sprig_tui.domain.destinations.values import (
    as_text,
    is_missing,
    is_refused_text,
    member,
    sendable,
)
from sprig_tui.domain.destinations.written_forms import is_email, is_uri
from sprig_tui.domain.events import CallType, Event

GLEAP_HOME: Final = "https://api.gleap.io"
TRACK_PATH: Final = "/admin/track"
IDENTIFY_PATH: Final = "/admin/identify"
CONTACTS_PATH: Final = "/admin/contacts/"
PAGE_VIEW: Final = "pageView"
MAX_METADATA: Final = 10
NAME_SHOWN: Final = 60
_HYPHENS: Final = str.maketrans(".$", "--")
_DOT_SEGMENTS: Final = (".", "..")


class Gleap(Destination):
    """Kind `gleap`. What the actions' fields refuse is not sent."""

    title: ClassVar[str] = "Gleap"
    integrations: ClassVar[tuple[str, ...]] = ("Gleap", "Gleap (Actions)")
    unsupported: ClassVar[frozenset[CallType]] = frozenset({CallType.ALIAS, CallType.GROUP})
    home: ClassVar[str] = GLEAP_HOME

    def name_of(self, event: Event) -> str | None:
        """A track's event, else its name; the name of a page or screen."""
        return super().name_of(event) or as_text(event.value.get("name"))

    def refusal(self, event: Event) -> str | None:
        """The first field that the action for this call type refuses."""
        if event.type is CallType.DELETE:
            # A dot segment would be resolved away, and another address be deleted.
            return "userId: it cannot stand in an address" if _is_dots(event.user_id) else None
        if event.type is CallType.IDENTIFY:
            return _contact_refusal(event)
        return _event_refusal(event)

    def warnings(self, event: Event, name: str | None) -> tuple[str, ...]:
        """A timestamp that is hardly meant, and what Gleap changes of names and metadata."""
        if event.type is CallType.DELETE:
            return ()
        found = [*doubts_of(event.value.get("timestamp"))]
        if event.type is not CallType.TRACK:
            if name:
                found.append(f"Gleap gets every page and screen as {PAGE_VIEW}, not by a name.")
            return tuple(found)
        properties = event.value.get("properties")
        if isinstance(properties, Mapping) and len(properties) > MAX_METADATA:
            found.append("Gleap keeps only ten of the metadata keys.")
        sent = name or self.name_of(event) or ""
        read = sent.translate(_HYPHENS)
        if read != sent:
            shown = read if len(read) <= NAME_SHOWN else f"{read[: NAME_SHOWN - 1]}…"
            found.append(
                f'Gleap turns periods and dollar signs of the name into hyphens: "{shown}".'
            )
        return tuple(found)

    def requests(
        self, event: Event, *, name: str | None, endpoint: str
    ) -> tuple[OutgoingRequest, ...]:
        """One request: the event, the contact, or its deletion."""
        if event.type is CallType.DELETE:
            user = quote((event.user_id or "").encode("utf-8", "replace"), safe="")
            return (self.request("DELETE", endpoint, CONTACTS_PATH + user, None),)
        if event.type is CallType.IDENTIFY:
            return (self.request("POST", endpoint, IDENTIFY_PATH, contact(event)),)
        body = {"events": [self._event(event, name)]}
        return (self.request("POST", endpoint, TRACK_PATH, body),)

    def _event(self, event: Event, name: str | None) -> dict[str, object]:
        """`{"name", "date", "data", "userId"}` without what is absent."""
        value = event.value
        if event.type is CallType.TRACK:
            name = name or self.name_of(event)
            properties = value.get("properties")
            data = sendable(properties) if isinstance(properties, Mapping) else None
        else:
            page = as_text(member(value, "context", "page", "url"))
            if event.type is CallType.SCREEN or page is None:
                page = self.name_of(event)
            name, data = PAGE_VIEW, ({} if page is None else {"page": page})
        form = {"name": name, "date": value.get("timestamp"), "data": data}
        return {key: part for key, part in form.items() if part is not None} | {
            "userId": event.user_id
        }


def _is_dots(user_id: str | None) -> bool:
    return user_id in _DOT_SEGMENTS


def _event_refusal(event: Event) -> str | None:
    value = event.value
    if is_missing(value.get("timestamp")):
        return "timestamp: it is required"
    if read_ms(value.get("timestamp")) is None:
        return "timestamp: it is not a date"
    # The action looks at `name` only where there is no `event`.
    field = "name" if value.get("event") is None else "event"
    if is_refused_text(value.get(field)):
        return f"{field}: it must be text"
    properties = value.get("properties")
    if not (is_missing(properties) or isinstance(properties, Mapping)):
        return "properties: it must be an object"
    url = member(value, "context", "page", "url")
    if not is_missing(url) and not is_uri(as_text(url) or ""):
        return "context.page.url: it is not a URI"
    return None


def _contact_refusal(event: Event) -> str | None:
    value = event.value
    traits = value.get("traits")
    if not (is_missing(traits) or isinstance(traits, Mapping)):
        return "traits: it must be an object"
    for path in CONTACT_TEXTS:
        if is_refused_text(member(value, *path)):
            return f"{'.'.join(path)}: it must be text"
    email = as_text(member(traits, "email"))
    if email is not None and not is_email(email):
        return "traits.email: it is not an email address"
    timestamp = value.get("timestamp")
    if not is_missing(timestamp) and read_ms(timestamp) is None:
        return "timestamp: it is not a date"
    return None
