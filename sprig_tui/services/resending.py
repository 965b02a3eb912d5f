"""Events to be delivered again: how many, where to, and the order to do it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pydantic import ValidationError

from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.log import LogRow
from sprig_tui.domain.outbox import Lane
from sprig_tui.domain.rules import RulesSource
from sprig_tui.ports import EngineCommands, LogReader, OutboxReader

PAGE: Final = 1_000


@dataclass(frozen=True, slots=True)
class ResendPlan:
    """Rows to resend, and how many of them go to each lane.

    `taken` counts those that a destination took already, so that it gets them twice.
    """

    row_ids: Sequence[int] = ()
    lanes: Mapping[Lane, int] = field(default_factory=dict)
    taken: int = 0

    def __len__(self) -> int:
        return len(self.row_ids)


class ResendPlanner:
    """Plans what to resend from the log."""

    def __init__(self, reader: LogReader, outbox: OutboxReader) -> None:
        self._reader = reader
        self._outbox = outbox
        self._by_version: dict[str | None, Lane] = {}

    async def plan(self, rows: Iterable[LogRow]) -> ResendPlan:
        """What resending these rows means; raises StoreUnavailableError."""
        ids: list[int] = []
        lanes = Counter[Lane]()
        taken = 0
        for row in rows:
            ids.append(row.id)
            lanes[await self._lane(row.rules_version)] += 1
            taken += row.delivery is DeliveryState.DELIVERED
        return ResendPlan(ids, lanes, taken)

    async def plan_failed(self) -> ResendPlan:
        """Every row whose delivery failed, in the order of receipt; only ids are kept of them."""
        ids: list[int] = []
        lanes = Counter[Lane]()
        page: Sequence[LogRow] = ()
        while not ids or len(page) == PAGE:
            page = await self._outbox.in_state(
                DeliveryState.FAILED, before=ids[-1] if ids else None, limit=PAGE
            )
            if not page:
                break
            found = await self.plan(page)
            ids += found.row_ids
            lanes.update(found.lanes)
        return ResendPlan(ids[::-1], lanes)

    async def _lane(self, version: str | None) -> Lane:
        """Where rows go that a rules version decided; as the log has it, where none is kept."""
        if version not in self._by_version:
            text = await self._reader.rules(version) if version else None
            try:
                lane = Lane() if text is None else Lane.of(RulesSource.model_validate_json(text))
            except ValidationError:
                lane = Lane()
            self._by_version[version] = lane
        return self._by_version[version]


class Resending(ResendPlanner):
    """Plans what to resend, and asks the engine for it, page by page."""

    def __init__(self, reader: LogReader, outbox: OutboxReader, engine: EngineCommands) -> None:
        super().__init__(reader, outbox)
        self._engine = engine

    async def send(self, plan: ResendPlan) -> int:
        """Queue the rows of a plan again; returns how many. Raises EngineUnreachableError."""
        queued = 0
        for start in range(0, len(plan), PAGE):
            queued += await self._engine.resend(plan.row_ids[start : start + PAGE])
        return queued
