"""What only traffic can tell about a config: patterns and filters that do nothing, or too much.

Nothing is said about a table before `ENOUGH_TEXTS` different names or URLs or `ENOUGH_EVENTS`
events of its kind were seen, nor about filters before `ENOUGH_EVENTS` events got to them.
"""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from sprig_tui.domain.config_checks import PATTERN_FIELDS, TABLES, line_of
from sprig_tui.domain.config_edits import ConfigProblem, ConfigSnapshot
from sprig_tui.domain.decision import Table
from sprig_tui.domain.destinations.kinds import DESTINATIONS
from sprig_tui.domain.events import CallType, Event
from sprig_tui.domain.explain import stored_content
from sprig_tui.domain.filters import FILTER_ORDER, compile_filters
from sprig_tui.domain.lint.filter_use import FilterUse
from sprig_tui.domain.lint.pattern_use import PatternUse, judge_patterns
from sprig_tui.domain.log import LogRow, MappingHits, MappingKey, StoredEvent
from sprig_tui.domain.reasons import Outcome
from sprig_tui.domain.settings import Config
from sprig_tui.ports import LogReader
from sprig_tui.services.log_slices import NewestRows
from sprig_tui.services.mapping_view import entries_of

ENOUGH_TEXTS: Final = 20
ENOUGH_EVENTS: Final = 100
NOUNS: Final[Mapping[Table, str]] = {"triggered_events": "event names", "page_urls": "page URLs"}

Found = Iterator[tuple[str, str]]
"""Dotted config keys, each with what is wrong there."""


async def lint_against_log(
    snapshot: ConfigSnapshot, reader: LogReader, *, limit: int = 10_000
) -> tuple[ConfigProblem, ...]:
    """Warnings about enabled mappings and filters that the log gives reason for, in file order.

    At most the newest `limit` rows are looked at, names and URLs once each; filters are applied
    anew. A mapping that ever decided an event, and whatever `snapshot.problems` already tells of,
    is left out.

    Raises:
        StoreUnavailableError: the log cannot be read.
    """
    config = snapshot.config
    told = {".".join(problem.key.split(".")[:2]) for problem in snapshot.problems}
    rows = [row for row in await reader.rows(limit=limit) if row.outcome is not Outcome.REJECTED]
    hits = await reader.mapping_hits()
    found = await asyncio.to_thread(lambda: list(_check_tables(config, rows, hits, told)))
    use = await _use_filters(config, rows, reader)
    found += [
        (f"filters.{index}.if", f"[[filters]] #{index + 1}: {words}")
        for index, words in sorted(_check_filters(config, use))
        if f"filters.{index}" not in told
    ]
    return tuple(
        ConfigProblem("warning", words, key, line_of(snapshot.lines, key)) for key, words in found
    )


@dataclass(slots=True)
class _Seen:
    """What was seen of one kind: `texts` once each, in how many events, since when."""

    texts: dict[str, None] = field(default_factory=dict)
    events: int = 0
    since_ms: int = 0

    @property
    def is_enough(self) -> bool:
        return len(self.texts) >= ENOUGH_TEXTS or self.events >= ENOUGH_EVENTS


def _check_tables(
    config: Config,
    rows: Sequence[LogRow],
    hits: Mapping[MappingKey, MappingHits],
    told: set[str],
) -> Found:
    for table in TABLES:
        seen = _seen(table, config, rows)
        entries = entries_of(config, table)
        judged = {
            index
            for index, entry in enumerate(entries)
            if entry.enabled
            and f"{table}.{index}" not in told
            and MappingKey(table, entry.match.value, entry.pattern) not in hits
        }
        if seen.is_enough and judged:
            for use in judge_patterns(entries, seen.texts, judged):
                words = _pattern_words(use, seen, NOUNS[table])
                if words:
                    place = f"{table}.{use.index}"
                    message = f"[[{table}]] #{use.index + 1}: {words}"
                    yield f"{place}.{PATTERN_FIELDS[table]}", message


def _seen(table: Table, config: Config, rows: Sequence[LogRow]) -> _Seen:
    """The texts that a table's patterns are compared with (design.md, section 4, 8 and 9)."""
    kinds = {CallType.PAGE} if table == "page_urls" else {CallType.TRACK, CallType.SCREEN}
    kinds -= DESTINATIONS[config.destination.kind].unsupported
    seen = _Seen()
    for row in rows:
        if row.name and row.type in kinds:
            seen.texts[row.name] = None
            seen.events += 1
            seen.since_ms = row.received_at_ms
    return seen


def _pattern_words(use: PatternUse, seen: _Seen, noun: str) -> str:
    of_seen = f"the {len(seen.texts):,} {noun} seen since {_minute(seen.since_ms)}"
    if not use.matched:
        return f"it matches none of {of_seen}"
    if use.won:
        return ""
    first, times = use.winners.most_common(1)[0]
    others = f", mostly #{first + 1}" if times < use.matched else f", #{first + 1}"
    return f"it matches {use.matched:,} of {of_seen}, and another came first each time{others}"


async def _use_filters(config: Config, rows: Sequence[LogRow], reader: LogReader) -> FilterUse:
    """The enabled filters over the events behind `rows`, a slice at a time."""
    use = FilterUse(config.filters, DESTINATIONS[config.destination.kind])
    some_on = any(entry.enabled for entry in config.filters)
    stopped = any(problem.stops for problem in compile_filters(config.filters).problems)
    if not some_on or stopped:
        return use

    def add(stored: Sequence[StoredEvent]) -> None:
        for each in stored:
            content = stored_content(each)
            if isinstance(content, Event):
                use.add(content)

    newest = NewestRows([row.id for row in rows], older=False)
    async for stored in newest.slices(reader):
        await asyncio.to_thread(add, stored)
    return use


def _check_filters(config: Config, use: FilterUse) -> Iterator[tuple[int, str]]:
    """Filters by index that stopped everything, alone or together, or that matched nothing."""
    if use.seen < ENOUGH_EVENTS:
        return
    since = f"seen since {_minute(use.since_ms)}"
    if use.stopped.total() == use.seen:
        stopping = sorted(use.stopped)
        last = max(stopping, key=lambda index: FILTER_ORDER.index(config.filters[index].action))
        names = " and ".join(f"#{index + 1}" for index in stopping)
        who = "it lets" if len(stopping) == 1 else f"{names} together let"
        yield last, f"{who} none of the {use.seen:,} events {since} pass"
    for index, looked_at in use.looked_at.items():
        if looked_at >= ENOUGH_EVENTS and not use.matched[index]:
            yield index, f"it matches none of the {looked_at:,} events {since}"


def _minute(at_ms: int) -> str:
    return f"{datetime.fromtimestamp(at_ms / 1000, UTC):%Y-%m-%d %H:%M} UTC"
