"""Test events: built like an SDK's, sent through the listener, found again in the log."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from sprig_tui.domain.query import Query
from sprig_tui.ports import EventSender, LogReader, SendResult

if TYPE_CHECKING:
    from sprig_tui.services.records import Records

TEST_USER: Final = "sprig-tui-test"
TEST_EVENT: Final = "sprig-tui test"
"""What a test is called while nothing is registered; no app sends an event of that name."""
LOOK_BACK: Final = 5_000
"""How many of the newest rows are searched for the event just sent."""


class RecordedSender:
    """Sends through `sender` and adds the record that the log then holds.

    What makes records is loaded with the first event: a terminal opens sooner without it.
    """

    def __init__(self, sender: EventSender, reader: LogReader) -> None:
        self._sender = sender
        self._reader = reader
        self._records: Records | None = None

    async def send(self, event: Mapping[str, object]) -> SendResult:
        """Send one event with a `messageId`; raises EngineUnreachableError."""
        from sprig_tui.services.records import Records

        result = await self._sender.send(event)
        message_id = event.get("messageId")
        rows = await self._reader.rows(
            query=Query(f"id:{message_id}", lambda row: row.message_id == message_id),
            limit=1,
            scan=LOOK_BACK,
        )
        self._records = self._records or Records(self._reader)
        found = await self._records.of(rows)
        return replace(result, record=found[0] if found else None)


def sample_events(prefix: str, event: str = TEST_EVENT) -> list[dict[str, object]]:
    """An identify and then a track of a test user; `prefix` begins their message ids."""
    library = {"library": {"name": "sprig-tui", "version": "test"}}
    return [
        {
            "type": "identify",
            "messageId": f"{prefix}-identify",
            "userId": TEST_USER,
            "traits": {"name": "Test user", "plan": "trial"},
            "context": library,
        },
        {
            "type": "track",
            "messageId": f"{prefix}-track",
            "userId": TEST_USER,
            "event": event,
            "properties": {"sent_by": "sprig-tui"},
            "context": library,
        },
    ]
