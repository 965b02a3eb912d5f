"""The users that the stand-in was told of, in bounded memory."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

MAX_USERS: Final = 100_000
MAX_EVENTS: Final = 10_000


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event of a user; `timestamp` and `data` as they came, `request` that brought it."""

    name: str | None
    timestamp: object
    request: int
    data: Mapping[str, Any] | None = None


@dataclass(slots=True)
class StoredUser:
    """A user as the requests left it; `events` are the last 10,000 of `event_count`."""

    user_id: str
    attributes: dict[str, Any] = field(default_factory=dict)
    email_address: str | None = None
    events: deque[StoredEvent] = field(default_factory=lambda: deque(maxlen=MAX_EVENTS))
    event_count: int = 0

    def add(self, event: StoredEvent) -> None:
        """Put an event behind the others."""
        self.events.append(event)
        self.event_count += 1


class UserBook(Mapping[str, StoredUser]):
    """Users by id, in the order in which they were created: at most 100,000, the newest."""

    def __init__(self, max_users: int = MAX_USERS) -> None:
        self._users: dict[str, StoredUser] = {}
        self._max_users = max_users
        self.forgotten = 0

    def upsert(self, user_id: str) -> StoredUser:
        """The user of an id, created when there is none."""
        user = self._users.get(user_id)
        if user is None:
            if len(self._users) >= self._max_users:
                del self._users[next(iter(self._users))]
                self.forgotten += 1
            user = self._users[user_id] = StoredUser(user_id)
        return user

    def remove(self, user_ids: Iterable[str]) -> None:
        """Delete users; ids that nobody has are fine."""
        for user_id in user_ids:
            self._users.pop(user_id, None)

    def clear(self) -> None:
        """Delete them all."""
        self._users.clear()
        self.forgotten = 0

    def __getitem__(self, user_id: str) -> StoredUser:
        return self._users[user_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._users)

    def __len__(self) -> int:
        return len(self._users)
