"""Everything there is to say about one stored event."""

import asyncio
from dataclasses import dataclass, replace
from typing import Final

from pydantic import ValidationError

from sprig_tui.domain.explain import Explanation, explain
from sprig_tui.domain.log import StoredEvent
from sprig_tui.domain.query import Query
from sprig_tui.domain.rules import Rules, RulesSource
from sprig_tui.domain.settings import Kind
from sprig_tui.ports import LogReader

NEIGHBOUR_SCAN: Final = 50_000


@dataclass(frozen=True, slots=True)
class EventStory:
    """A stored event with its decision made again by the rules of then.

    `kept_rules` is False when those rules are not kept and today's were used instead. `as_kind` is
    the other kind of destination that it was decided for, None for what really happened: then the
    row's reason, detail, mapping and warnings are those of that decision, and nothing was sent.
    """

    stored: StoredEvent
    explanation: Explanation
    rules: RulesSource
    kept_rules: bool
    as_kind: Kind | None = None


class EventStories:
    """Tells stories; the rules compiled last are kept, for neighbours share them."""

    def __init__(self, reader: LogReader) -> None:
        self._reader = reader
        self._version: str | None = None
        self._rules: Rules | None = None
        self._other: tuple[RulesSource, Rules] | None = None

    async def tell(self, row_id: int, today: RulesSource) -> EventStory | None:
        """The story of a row, None if it is not kept; compiling happens off the loop."""
        stored = await self._reader.event(row_id)
        if stored is None:
            return None
        source = await self._source(stored.row.rules_version)
        kept = source is not None
        rules = await self._compiled(stored.row.rules_version if kept else None, source or today)
        explanation = await asyncio.to_thread(explain, stored, rules)
        return EventStory(stored, explanation, rules.source, kept)

    async def tell_as(self, story: EventStory, kind: Kind) -> EventStory:
        """The same event as `kind` would decide it, by the story's rules otherwise."""
        rules = await self._for_kind(story.rules, kind)
        decision = (await asyncio.to_thread(explain, story.stored, rules)).decision
        row = replace(
            story.stored.row,
            reason=decision.reason,
            detail=decision.detail,
            mapping=decision.mapping,
            warnings=decision.warnings,
            delivery=None,
            rules_version=rules.version,
        )
        explanation = explain(replace(story.stored, row=row), rules)
        return EventStory(
            explanation.stored, explanation, rules.source, story.kept_rules, as_kind=kind
        )

    async def neighbour(self, row_id: int, query: Query | None, *, older: bool) -> int | None:
        """The id of the next row that matches, looking at a bounded part of the log."""
        scan = NEIGHBOUR_SCAN if query else None
        if older:
            rows = await self._reader.rows(query=query, before=row_id, limit=1, scan=scan)
        else:
            rows = await self._reader.rows(query=query, after=row_id, limit=1, scan=scan)
        return rows[0].id if rows else None

    async def edge(self, query: Query | None, *, oldest: bool) -> int | None:
        """The id of the oldest or newest row that matches, looking at a bounded part of the log."""
        scan = NEIGHBOUR_SCAN if query else None
        after = 0 if oldest else None
        rows = await self._reader.rows(query=query, after=after, limit=1, scan=scan)
        return rows[0].id if rows else None

    async def _source(self, version: str | None) -> RulesSource | None:
        text = await self._reader.rules(version) if version else None
        if text is None:
            return None
        try:
            return RulesSource.model_validate_json(text)
        except ValidationError:
            return None

    async def _compiled(self, version: str | None, source: RulesSource) -> Rules:
        if self._rules is None or version is None or version != self._version:
            self._rules = await asyncio.to_thread(Rules, source)
            self._version = version
        return self._rules

    async def _for_kind(self, source: RulesSource, kind: Kind) -> Rules:
        """The rules with another kind; those compiled last are kept."""
        if (
            self._other is None
            or self._other[0] is not source
            or self._other[1].source.kind != kind
        ):
            changed = source.model_copy(update={"kind": kind})
            self._other = source, await asyncio.to_thread(Rules, changed)
        return self._other[1]
