"""Gleap's admin API as far as facts.md, section 6 tells it."""

from collections.abc import Mapping
from itertools import islice
from typing import Any, Final

from sprig_tui.domain.sandbox.calls import Subject
from sprig_tui.domain.sandbox.replies import Reply, json_reply, message
from sprig_tui.domain.sandbox.users import StoredEvent, StoredUser, UserBook

MAX_METADATA: Final = 10
_HYPHENS: Final = str.maketrans(".$", "--")


class GleapStandIn:
    """Contacts with their fields and events; events are kept as Gleap keeps them.

    Of a name periods and dollar signs become hyphens, of the data ten keys are left. A request is
    applied whole or not at all.
    """

    def __init__(self) -> None:
        self.contacts = UserBook()

    def track(self, subject: Subject, request: int) -> Reply:
        """`POST /admin/track`: 200, or 400 with what is wrong."""
        problem = subject.problem or _events_problem(subject.value.get("events"))
        if problem:
            return message(400, problem)
        for event in subject.value["events"]:
            data = event.get("data")
            kept = dict(islice(data.items(), MAX_METADATA)) if data is not None else None
            name = event.get("name")
            shown = name.translate(_HYPHENS) if name is not None else None
            contact = self.contacts.upsert(event["userId"])
            contact.add(StoredEvent(shown, event.get("date"), request, kept))
        return json_reply(200, {"success": True})

    def identify(self, subject: Subject, _request: int) -> Reply:
        """`POST /admin/identify`: 200, or 400 with what is wrong."""
        user_id = subject.value.get("userId")
        if subject.problem or not isinstance(user_id, str) or not user_id:
            return message(400, subject.problem or "userId is required and must be text")
        contact = self.contacts.upsert(user_id)
        contact.attributes.update(subject.value)
        email = subject.value.get("email")
        contact.email_address = email if isinstance(email, str) else contact.email_address
        return json_reply(200, {"success": True})

    def delete(self, subject: Subject, _request: int) -> Reply:
        """`DELETE /admin/contacts/ID`: 200, whether the contact exists or not."""
        self.contacts.remove(subject.user_ids[:1])
        return json_reply(200, {"success": True})

    def check(self, _subject: Subject, _request: int) -> Reply:
        """`GET /admin/auth`: 200; a token that is not accepted never comes here."""
        return json_reply(200, {"success": True})


def contact_json(contact: StoredUser) -> dict[str, object]:
    """A contact with its events."""
    return {
        "userId": contact.user_id,
        "contact": contact.attributes,
        "events": [{"name": e.name, "date": e.timestamp, "data": e.data} for e in contact.events],
        "eventCount": contact.event_count,
    }


def _events_problem(events: object) -> str:
    if not isinstance(events, list) or not events:
        return "events is required and must be a list"
    problems = (_event_problem(number, event) for number, event in enumerate(events))
    return next((problem for problem in problems if problem), "")


def _event_problem(number: int, event: Any) -> str:  # noqa: ANN401 (JSON)
    if not isinstance(event, Mapping):
        return f"events[{number}] must be an object"
    user_id = event.get("userId")
    if not isinstance(user_id, str) or not user_id:
        return f"events[{number}].userId is required and must be text"
    if not isinstance(event.get("name"), str | None):
        return f"events[{number}].name must be text"
    if not isinstance(event.get("data"), dict | None):
        return f"events[{number}].data must be an object"
    return ""
