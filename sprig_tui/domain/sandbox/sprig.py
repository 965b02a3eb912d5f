"""Sprig's public API as far as facts.md, section 5 tells it."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sprig_tui.domain.sandbox.calls import Subject
from sprig_tui.domain.sandbox.replies import Reply, json_reply, message
from sprig_tui.domain.sandbox.users import StoredEvent, StoredUser, UserBook

MAX_PURGED: Final = 100


class SprigStandIn:
    """Users with attributes, an email address and events in the order of arrival.

    A request is applied whole or not at all.
    """

    def __init__(self) -> None:
        self.users = UserBook()

    def upsert(self, subject: Subject, request: int) -> Reply:
        """`POST /v2/users`: 202, or 400 with what is wrong."""
        value = subject.value
        problem = subject.problem or _user_problem(value)
        if problem:
            return message(400, problem)
        user = self.users.upsert(value["userId"])
        user.attributes.update(value.get("attributes") or {})
        user.email_address = value.get("emailAddress") or user.email_address
        for event in value.get("events") or ():
            user.add(StoredEvent(event["event"], event.get("timestamp"), request))
        return json_reply(202, {"message": "Accepted"})

    def show(self, subject: Subject, _request: int) -> Reply:
        """`GET /v2/users/ID`: 200 with the user, 404 when there is none."""
        user = self.users.get(subject.user_ids[0]) if subject.user_ids else None
        return json_reply(200, user_json(user)) if user else message(404, "User not found")

    def purge(self, subject: Subject, _request: int) -> Reply:
        """`POST /v2/purge/visitors`: deletes up to 100 users, whether they exist or not."""
        problem = subject.problem or _purge_problem(subject.value.get("userIds"))
        if problem:
            return message(400, problem)
        self.users.remove(subject.value["userIds"])
        return json_reply(202, {"message": "Accepted"})


def user_json(user: StoredUser) -> dict[str, object]:
    """A user as `GET /v2/users/ID` answers it."""
    return {
        "userId": user.user_id,
        "emailAddress": user.email_address,
        "attributes": user.attributes,
        "events": [{"event": e.name, "timestamp": e.timestamp} for e in user.events],
        "eventCount": user.event_count,
    }


def _user_problem(value: Mapping[str, Any]) -> str:
    if not _is_text(value.get("userId")):
        return "userId is required and must be text"
    if not isinstance(value.get("attributes"), dict | None):
        return "attributes must be an object"
    if not isinstance(value.get("emailAddress"), str | None):
        return "emailAddress must be text"
    events = value.get("events")
    if not isinstance(events, list | None):
        return "events must be a list"
    problems = (_event_problem(number, event) for number, event in enumerate(events or ()))
    return next((problem for problem in problems if problem), "")


def _event_problem(number: int, event: object) -> str:
    if not isinstance(event, dict) or not _is_text(event.get("event")):
        return f"events[{number}].event is required and must be text"
    timestamp = event.get("timestamp")
    if not isinstance(timestamp, int | None) or isinstance(timestamp, bool):
        return f"events[{number}].timestamp must be a whole number of milliseconds"
    return ""


def _purge_problem(user_ids: object) -> str:
    if not isinstance(user_ids, Sequence) or isinstance(user_ids, str) or not user_ids:
        return "userIds is required and must be a list"
    if len(user_ids) > MAX_PURGED:
        return f"userIds may have at most {MAX_PURGED} ids"
    return "" if all(_is_text(one) for one in user_ids) else "userIds must hold text"


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value != ""
