"""What one set of rules makes of many events: the report that `mappings test` prints."""

import asyncio
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sprig_tui.domain.decision import Decision, MappingRef, Table
from sprig_tui.domain.events import Event, Rejection
from sprig_tui.domain.explain import stored_content
from sprig_tui.domain.log import StoredEvent
from sprig_tui.domain.reasons import Outcome, Reason
from sprig_tui.domain.record import shown_name
from sprig_tui.domain.rules import Rules
from sprig_tui.domain.settings import Mapping as MappingEntry
from sprig_tui.ports import LogReader
from sprig_tui.services.deciders import FileDecider, LogDecider
from sprig_tui.services.log_slices import find_newest
from sprig_tui.services.mapping_view import Proposal, propose

Problems = Mapping[MappingRef, str]
NO_PROBLEMS: Final[Problems] = {}
MOST: Final = 10
"""Unmapped names and URLs that a report lists, of each."""
_UNMAPPED: Final[Mapping[Reason, Table]] = {
    Reason.UNMAPPED_EVENT: "triggered_events",
    Reason.UNMAPPED_PAGE: "page_urls",
}
_BY_FILTER: Final = (Reason.SAMPLED_OUT, Reason.DESTINATION_FILTER, Reason.INVALID_FILTER)


@dataclass(frozen=True, slots=True)
class MappingLine:
    """One mapping: `hits` counts the events that it decided, `forwarded` those that went on.

    A mapping that is switched off has the hits of the events that it alone would match. `problem`
    is the first sentence about what is wrong with it, "" when nothing is.
    """

    ref: MappingRef
    entry: MappingEntry
    hits: int
    forwarded: int
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Unmapped:
    """An event name, or a page without its query string, that no mapping matches.

    `name` is the most frequent of `variants` different names or URLs, `near` what would have
    matched it ("" when nothing is like it), `proposal` the mapping to add.
    """

    table: Table
    name: str
    count: int
    variants: int
    near: str
    proposal: Proposal


@dataclass(frozen=True)
class MappingReport:
    """`looked_at` events by reason, each mapping in the file's order, and what is missing.

    `filters` counts the events that each destination filter stopped, by its sentence,
    `unsupported` those of a call type that the kind does not take. `unmapped` has at most ten
    names and ten URLs, the most frequent first; `unmapped_left_out` counts the others. `older`
    tells that the log holds events that were not looked at.
    """

    looked_at: int
    reasons: Mapping[Reason, int]
    mappings: Sequence[MappingLine] = ()
    filters: Sequence[tuple[str, int]] = ()
    unmapped: Sequence[Unmapped] = ()
    unmapped_left_out: int = 0
    unsupported: Sequence[tuple[str, int]] = ()
    older: bool = False

    def count(self, outcome: Outcome) -> int:
        """How many events had an outcome."""
        return sum(n for reason, n in self.reasons.items() if reason.outcome is outcome)


def report_contents(
    contents: Iterable[Event | Rejection],
    rules: Rules,
    *,
    known: Iterable[str] = (),
    problems: Problems = NO_PROBLEMS,
) -> MappingReport:
    """The report over a file of events, in its order; `known` are users known from the start."""
    tally = ReportTally(rules)
    decider = FileDecider(rules, known)
    for content in contents:
        tally.add(content, decider.decide(content))
    return tally.result(problems)


async def report_log(
    reader: LogReader,
    rules: Rules,
    *,
    limit: int = 10_000,
    problems: Problems = NO_PROBLEMS,
) -> MappingReport:
    """The report over the newest `limit` rows of the log, decided anew in the order they came.

    Raises:
        StoreUnavailableError: the log cannot be read.
    """
    newest = await find_newest(reader, limit)
    tally, decider = ReportTally(rules), LogDecider(rules)

    def add(rows: Sequence[StoredEvent]) -> None:
        for stored in rows:
            content = stored_content(stored)
            tally.add(content, decider.decide(stored, content))

    async for rows in newest.slices(reader):
        await asyncio.to_thread(add, rows)
    return await asyncio.to_thread(tally.result, problems, older=newest.older)


class ReportTally:
    """Adds up decisions by one set of rules."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._reasons: Counter[Reason] = Counter()
        self._hits: Counter[MappingRef] = Counter()
        self._forwarded: Counter[MappingRef] = Counter()
        self._filters: Counter[str] = Counter()
        self._unsupported: Counter[str] = Counter()
        self._unmapped: dict[Table, dict[str, Counter[str]]] = {
            table: defaultdict(Counter) for table in _UNMAPPED.values()
        }

    def add(self, content: Event | Rejection, decision: Decision) -> None:
        """Count one event."""
        reason, name = decision.reason, shown_name(content)
        self._reasons[reason] += 1
        if decision.mapping is not None:
            self._hits[decision.mapping] += 1
            self._forwarded[decision.mapping] += decision.outcome is Outcome.FORWARDED
        elif reason in _BY_FILTER:
            self._filters[decision.detail] += 1
        elif reason is Reason.UNSUPPORTED_TYPE:
            self._unsupported[str(content.type)] += 1
        elif reason in _UNMAPPED and name is not None:
            table = _UNMAPPED[reason]
            self._unmapped[table][bare_name(table, name)][name] += 1

    def result(self, problems: Problems = NO_PROBLEMS, *, older: bool = False) -> MappingReport:
        """The report; near misses are looked for now, for the names that it lists."""
        unmapped = [one for table in self._unmapped for one in self._top(table)]
        return MappingReport(
            looked_at=self._reasons.total(),
            reasons=Counter(self._reasons),
            mappings=tuple(self._lines(problems)),
            filters=tuple(self._filters.most_common()),
            unmapped=tuple(unmapped),
            unmapped_left_out=sum(map(len, self._unmapped.values())) - len(unmapped),
            unsupported=tuple(self._unsupported.most_common()),
            older=older,
        )

    def _lines(self, problems: Problems) -> Iterator[MappingLine]:
        source = self._rules.source
        tables: dict[Table, Sequence[MappingEntry]] = {
            "triggered_events": source.triggered_events,
            "page_urls": source.page_urls,
        }
        for table, entries in tables.items():
            for index, entry in enumerate(entries):
                ref = MappingRef(table, index)
                problem = problems.get(ref, "")
                yield MappingLine(ref, entry, self._hits[ref], self._forwarded[ref], problem)

    def _top(self, table: Table) -> Iterator[Unmapped]:
        found = self._unmapped[table]
        counted = Counter({bare: variants.total() for bare, variants in found.items()})
        mappings = self._rules.triggered_events
        if table == "page_urls":
            mappings = self._rules.page_urls
        for bare, count in counted.most_common(MOST):
            name = found[bare].most_common(1)[0][0]
            near = mappings.nearest(name)
            yield Unmapped(
                table,
                name,
                count,
                len(found[bare]),
                near.sentence if near else "",
                propose(table, name),
            )


def bare_name(table: Table, name: str) -> str:
    """What unmapped events are counted together by: a name, or a URL without its query string."""
    return name if table == "triggered_events" else re.split("[?#]", name, maxsplit=1)[0]
