"""Which waiting rows may leave now, and in which requests (design.md, section 6)."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final
from urllib.parse import urlsplit

from sprig_tui.domain.decision import OutgoingRequest
from sprig_tui.domain.destinations.gleap import TRACK_PATH
from sprig_tui.domain.destinations.sprig import PURGE_PATH, USERS_PATH
from sprig_tui.domain.settings import Kind

MAX_USER_ROWS: Final = 500
"""Rows of a user in one request; each brings at most one event."""
MAX_SHARED_ROWS: Final = 100
"""Users in one purge (facts.md, section 5), and events in one of Gleap's batches."""
MAX_JSON: Final = 256 * 1024
"""Characters of JSON in a request of several rows: no destination documents a limit."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A waiting row with its request. An `alone` one shares its request with no other row.

    An `apart` one, of a user whose last request failed, shares it with no other user's rows. `size`
    is how many characters of JSON the request has.
    """

    row_id: int
    user: bytes
    request: OutgoingRequest
    alone: bool = False
    apart: bool = False
    size: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "size", len(json.dumps(self.request.json)))


@dataclass(frozen=True, slots=True)
class Send:
    """A request that may leave, the rows that it delivers, and their users.

    `shared` tells that it is of a form that may hold rows of several users.
    """

    request: OutgoingRequest
    row_ids: tuple[int, ...]
    users: tuple[bytes, ...]
    shared: bool = False


class _Form(StrEnum):
    """What rows a request can hold: one only, several of a user, or some of several users."""

    SINGLE = "single"
    USER = "user"
    PURGE = "userIds"
    TRACK = "events"


_PATHS: Final[Mapping[Kind, Mapping[str, _Form]]] = {
    Kind.SPRIG: {USERS_PATH: _Form.USER, PURGE_PATH: _Form.PURGE},
    Kind.SPRIG_ACTIONS: {USERS_PATH: _Form.USER, PURGE_PATH: _Form.PURGE},
    Kind.GLEAP: {TRACK_PATH: _Form.TRACK},
}
_USER_KEYS: Final[Mapping[str, type]] = {
    "userId": str,
    "attributes": Mapping,
    "emailAddress": str,
    "events": list,
}


def plan_sends(queues: Sequence[Sequence[Ready]], kind: Kind) -> list[Send]:
    """At most one request for each user, with the beginning of its rows (facts.md, 5 and 6).

    `queues` are the rows of each user in the order in which they have to arrive. What is left of a
    queue may leave once the user's request was answered: as nobody is in two requests, no row can
    pass an earlier one. Attributes and events of a user merge, where a later value wins; purges
    merge over users, as do Gleap's events, but not with those of a user who failed; everything
    else goes by itself.
    """
    sends: list[Send] = []
    shared: dict[str, list[Ready]] = {}
    for queue in queues:
        if not queue:
            continue
        form = _form_of(queue[0], kind)
        run = _leading(queue, form, kind)
        if form is _Form.USER:
            rows = list(_fitting(run, [], MAX_USER_ROWS))
            sends.append(_send(rows, _merged_user([row.request for row in rows])))
        elif form is _Form.SINGLE:
            sends.append(_send(run[:1], queue[0].request))
        elif queue[0].apart:
            sends.append(_shared_send(list(_fitting(run, [], MAX_SHARED_ROWS)), form))
        else:
            rows = shared.setdefault(queue[0].request.url, [])
            taken = list(_fitting(run, rows, MAX_SHARED_ROWS))
            if not taken:
                sends.append(_shared_send(rows, form))
                rows.clear()
                taken = list(_fitting(run, rows, MAX_SHARED_ROWS))
            rows += taken
    return sends + [_shared_send(rows, _form_of(rows[0], kind)) for rows in shared.values()]


def _form_of(row: Ready, kind: Kind) -> _Form:
    request = row.request
    body = request.json
    if row.alone or request.method != "POST" or body is None:
        return _Form.SINGLE
    form = _PATHS[kind].get(urlsplit(request.url).path, _Form.SINGLE)
    if form is _Form.USER:
        known = all(isinstance(part, _USER_KEYS.get(key, ())) for key, part in body.items())
        return form if known and "userId" in body else _Form.SINGLE
    return form if set(body) == {form.value} else _Form.SINGLE


def _leading(queue: Sequence[Ready], form: _Form, kind: Kind) -> Sequence[Ready]:
    """The rows at the beginning of a queue that could share a request."""
    first = queue[0]
    for index, row in enumerate(queue):
        same = row.request.url == first.request.url and _form_of(row, kind) is form
        if not same or (form is _Form.USER and _user_id(row) != _user_id(first)):
            return queue[:index]
    return queue


def _fitting(rows: Iterable[Ready], beside: Sequence[Ready], most: int) -> Iterator[Ready]:
    """As many of the leading rows as fit in a request that already holds those of `beside`."""
    count = len(beside)
    size = sum(row.size for row in beside)
    for row in rows:
        size += row.size
        if count and (count >= most or size > MAX_JSON):
            return
        count += 1
        yield row


def _user_id(row: Ready) -> object:
    return (row.request.json or {}).get("userId")


def _merged_user(requests: Sequence[OutgoingRequest]) -> OutgoingRequest:
    """One upsert that leaves a user as the single ones, one after the other, would."""
    merged: dict[str, Any] = {}
    for request in requests:
        for key, part in (request.json or {}).items():
            if key == "attributes":
                merged[key] = merged.get(key, {}) | part
            elif key == "events":
                merged[key] = merged.get(key, []) + part
            else:
                merged[key] = part
    return OutgoingRequest("POST", requests[0].url, merged)


def _shared_send(rows: Sequence[Ready], form: _Form) -> Send:
    parts = [part for row in rows for part in (row.request.json or {})[form.value]]
    if form is _Form.PURGE:
        parts = list(dict.fromkeys(parts))
    request = OutgoingRequest("POST", rows[0].request.url, {form.value: parts})
    return _send(rows, request, shared=True)


def _send(rows: Sequence[Ready], request: OutgoingRequest, *, shared: bool = False) -> Send:
    users = tuple(dict.fromkeys(row.user for row in rows))
    return Send(request, tuple(row.row_id for row in rows), users, shared)
