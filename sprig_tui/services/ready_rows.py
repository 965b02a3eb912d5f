"""Waiting rows made into the requests that deliver them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from sprig_tui.domain.explain import explain
from sprig_tui.domain.log import StoredEvent
from sprig_tui.domain.merging import MAX_JSON, Ready
from sprig_tui.domain.outbox import Lane, WaitingRow, WaitingUser
from sprig_tui.ports import LogReader, StoreUnavailableError
from sprig_tui.services.compiled_rules import CompiledRules

CHUNK: Final = 50
"""Rows read and decided in one go, so that the listener never waits long."""
DAMAGED: Final = "It cannot be sent: it is damaged in the store, so what it says may be wrong."
NOT_KEPT: Final = "It cannot be sent: the log does not keep the event any more."


@dataclass(slots=True)
class Loaded:
    """Each user's rows in order as far as one request could hold them, and what is to be parked.

    `unreadable` maps a row id to the sentence that says why no request can be made of it.
    """

    queues: list[list[Ready]] = field(default_factory=list)
    unreadable: dict[int, str] = field(default_factory=dict)


class ReadyRows:
    """Decides stored rows again by the rules of then, for their requests are not stored."""

    def __init__(self, reader: LogReader, rules: CompiledRules) -> None:
        self._reader = reader
        self._rules = rules

    async def read(self, users: Sequence[WaitingUser], lane: Lane) -> Loaded:
        """The requests of leased rows of `lane`, queue by queue in the order of `users`.

        Raises:
            StoreUnavailableError: the log cannot be read now.
        """
        loaded = Loaded([[] for _user in users])
        rows = [(place, row) for place, user in enumerate(users) for row in user.rows]
        for start in range(0, len(rows), CHUNK):
            part = [
                (place, row)
                for place, row in rows[start : start + CHUNK]
                if not _is_full(loaded.queues[place])
            ]
            found = await self._reader.events([row.row_id for _place, row in part])
            stored = {event.row.id: event for event in found}
            for place, row in part:
                ready = await self._build(stored.get(row.row_id), row, users[place], lane)
                if isinstance(ready, str):
                    loaded.unreadable[row.row_id] = ready
                else:
                    loaded.queues[place].append(ready)
        return loaded

    async def _build(
        self, stored: StoredEvent | None, row: WaitingRow, user: WaitingUser, lane: Lane
    ) -> Ready | str:
        """The row with its request, or why there is none."""
        if stored is None:
            return NOT_KEPT
        if stored.damaged:
            return DAMAGED
        try:
            rules = await self._rules.of(stored.row.rules_version)
            if rules is None:
                return "It cannot be sent: the log does not keep the rules that decided it."
            if Lane.of(rules.source) != lane:
                return "It cannot be sent: its rules name another destination than its queue."
            explanation = explain(stored, rules)
            if len(explanation.requests) != 1:
                return f"It cannot be sent: {explanation.difference or 'no request comes of it.'}"
            return Ready(
                row.row_id,
                user.user,
                explanation.requests[0],
                alone=row.alone,
                apart=user.failures > 0,
            )
        except StoreUnavailableError:
            raise
        except Exception as error:  # noqa: BLE001 (no row, whatever is in it, may stop the others)
            return f"It cannot be sent: it cannot be read any more ({type(error).__name__})."


def _is_full(queue: Sequence[Ready]) -> bool:
    return sum(ready.size for ready in queue) > MAX_JSON
