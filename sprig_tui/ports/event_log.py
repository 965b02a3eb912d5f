"""The store: its one writer and its readers."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, TypeVar

from sprig_tui.domain.log import (
    Audience,
    AudienceMember,
    Books,
    EventRequest,
    KnownUser,
    LogRow,
    MappingHits,
    MappingKey,
    NewRow,
    Repeat,
    StoredEvent,
)
from sprig_tui.domain.query import Query
from sprig_tui.ports.outbox import Outbox

T = TypeVar("T")


class StoreUnavailableError(Exception):
    """The log cannot take events now (disk full, locked, damaged); `str()` says why."""


class StoreTakenError(Exception):
    """Another process owns the store; `str()` is one sentence that names it."""


class LogTransaction(Protocol):
    """The log inside a transaction, on its writer thread; nothing here is async.

    What one unit of work does is seen by the next one, and none of it by readers before the commit.
    """

    @property
    def outbox(self) -> Outbox:
        """The queue of deliveries."""

    @property
    def opening(self) -> object:
        """Another one after the store was opened anew: what was kept before may not be in it."""

    def find(self, message_id: str, payload: bytes) -> Repeat | None:
        """The row that holds `message_id`, if one is kept."""

    def repeat(self, row_id: int, *, at_ms: int, same_body: bool) -> None:
        """Count a repeat of a row: its `seen` and the books go up, no row is made."""

    def append(self, row: NewRow) -> int:
        """Append a row and count it in the books; returns its id.

        A rejected row's message id is kept but never found again: only events have repeats.
        """

    def is_known(self, user_id: str) -> bool:
        """Whether the user was identified, imported or made known."""

    def know(self, user_id: str, *, origin: str, at_ms: int) -> bool:
        """Make a user known; returns whether it was new."""

    def forget(self, user_id: str) -> None:
        """A deletion request: the user is not known any more, and in no audience.

        What an audience counted as entered and left stays: it tells what Engage said.
        """

    def note_request(self, name: str, *, at_ms: int) -> None:
        """An unregistered event was seen: open or re-open its event request."""

    def deny_request(self, name: str) -> bool:
        """Take an event request off the list until it is seen again; False if there is none."""

    def note_audience(
        self, key: str, computation_class: str, user_id: str, *, member: bool, at_ms: int
    ) -> None:
        """A user's membership in an Engage audience, as its Identify said.

        Of a computed trait a member is who has a value.
        """

    def save_rules(self, version: str, source: str) -> None:
        """Keep a rules version (JSON text without keys); a known version is left alone."""

    def count_hit(self, key: MappingKey, *, at_ms: int) -> None:
        """A mapping decided an event."""


class EventLog(Protocol):
    """The one writer of the store."""

    async def transact(self, work: Callable[[LogTransaction], T]) -> T:
        """Run `work` in a transaction and return its result after the durable commit.

        Many works may share one commit; each is rolled back alone when it raises, and the
        exception is raised here.

        Raises:
            StoreUnavailableError: nothing of `work` was kept.
        """

    async def probe(self) -> None:
        """Return if an event could be stored now, else raise StoreUnavailableError."""

    async def close(self) -> None:
        """Commit what is queued, checkpoint and close; closing twice is fine."""


class LogReader(Protocol):
    """Read-only view of the store, whether an engine runs or not."""

    async def change_token(self) -> int:
        """A number that differs when another process committed something; cheap."""

    async def books(self) -> Books:
        """The counters."""

    async def rows(
        self,
        *,
        query: Query | None = None,
        before: int | None = None,
        after: int | None = None,
        limit: int = 200,
        scan: int | None = None,
    ) -> Sequence[LogRow]:
        """At most `limit` rows that match, newest first; oldest first when `after` is given.

        `before` and `after` are exclusive ids. `scan` bounds how many rows are looked at.
        """

    async def event(self, row_id: int) -> StoredEvent | None:
        """One row with its payload, None if it is not kept (any more)."""

    async def events(self, row_ids: Sequence[int]) -> Sequence[StoredEvent]:
        """Several rows with their payloads, in the order asked; those not kept are left out."""

    async def rules(self, version: str) -> str | None:
        """The JSON text of a rules version."""

    async def mapping_hits(self) -> Mapping[MappingKey, MappingHits]:
        """Hits and last time of every mapping that ever decided an event."""

    async def event_requests(self, *, denied: bool = False) -> Sequence[EventRequest]:
        """Open event requests, or those that were denied, the most frequent first."""

    async def users(self, *, after: str = "", limit: int = 1000) -> Sequence[KnownUser]:
        """Known users in the order of their ids."""

    async def user_count(self) -> int:
        """How many users are known."""

    async def is_known(self, user_id: str) -> bool:
        """Whether one user is known."""

    async def audiences(self) -> Sequence[Audience]:
        """Audiences and computed traits seen, by key and class."""

    async def audience_members(
        self, key: str, computation_class: str = "audience", *, after: str = "", limit: int = 1000
    ) -> Sequence[AudienceMember]:
        """Who is in an audience and who left it, by user id, past `after` (exclusive).

        Users that were noted by a version that kept no ids are left out until they are seen again.
        """

    async def close(self) -> None:
        """Let go of the store; closing twice is fine."""
