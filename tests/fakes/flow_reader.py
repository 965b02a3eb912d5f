"""The readers' side of the flow in memory."""

from collections import Counter
from collections.abc import Mapping, Sequence

from sprig_tui.domain.flow_counts import BUCKET_MS, KEPT_MS, FlowCount, SourceCount
from tests.fakes.log import MemoryLog


class FakeFlowReader:
    """`ports.FlowReader` over a memory log."""

    def __init__(self, log: MemoryLog) -> None:
        self._writes = log.writes

    async def flow(self, *, since_ms: int, step_ms: int) -> Sequence[FlowCount]:
        """As `ports.FlowReader`."""
        newest = max((bucket for bucket, _name in self._writes.flow), default=0)
        oldest = max(since_ms // BUCKET_MS, newest - KEPT_MS // BUCKET_MS)
        steps: dict[int, Counter[str]] = {}
        for (bucket, name), count in self._writes.flow.items():
            if bucket >= oldest:
                at_ms = bucket * BUCKET_MS // step_ms * step_ms
                steps.setdefault(at_ms, Counter())[name] += count
        return [FlowCount(at_ms, **steps[at_ms]) for at_ms in sorted(steps)]

    async def source_counts(self, *, after: int, upto: int) -> Sequence[SourceCount]:
        """As `ports.FlowReader`."""
        rows = [one.row for one in self._writes.events.values() if after < one.row.id <= upto]
        names = sorted({row.source for row in rows})
        times = {name: [r.received_at_ms for r in rows if r.source == name] for name in names}
        return [SourceCount(name, len(times[name]), max(times[name])) for name in names]

    async def user_origins(self, *, limit: int) -> Mapping[str, int]:
        """As `ports.FlowReader`."""
        users = sorted(self._writes.users)[:limit]
        return dict(Counter(self._writes.users[user].origin for user in users))
