"""The report of `mappings test`: for people in 80 columns, and as JSON lines."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any, Final

from sprig_tui.cli.output import json_line
from sprig_tui.cli.rules_reading import ReadRules
from sprig_tui.cli.text_columns import counted, named, numbered, wrapped
from sprig_tui.domain.decision import Table
from sprig_tui.domain.destinations.kinds import DESTINATIONS
from sprig_tui.domain.reasons import Outcome
from sprig_tui.domain.registered import describe
from sprig_tui.domain.safe_text import safe
from sprig_tui.services.mapping_report import MappingLine, MappingReport, Unmapped

NAMES: Final[Mapping[Table, str]] = {
    "triggered_events": "triggered events",
    "page_urls": "page URLs",
}
INDENT: Final = " " * 9
PATTERN: Final = 80


def report_lines(rules: ReadRules, report: MappingReport) -> Iterator[str]:
    """The report for people; text from outside is made harmless."""
    yield from wrapped(f"{rules.name}, kind {rules.source.kind.value}: {_looked_at(report)}")
    yield from _reasons(report)
    yield from _mappings(report)
    if report.filters:
        yield from ("", "Destination filters")
        for sentence, count in report.filters:
            yield from counted(count, sentence)
    if report.unsupported:
        title = DESTINATIONS[rules.source.kind].title
        yield from ("", f"Call types that {title} does not take")
        yield from (named(count, name) for name, count in report.unsupported)
    yield from _unmapped(report)


def _looked_at(report: MappingReport) -> str:
    older = " (the newest ones of the log)" if report.older else ""
    return f"{numbered(report.looked_at, 'event')}{older}"


def _reasons(report: MappingReport) -> Iterator[str]:
    for outcome in Outcome:
        yield from ("", f"{report.count(outcome):>7,}  {outcome.value}")
        for reason, count in sorted(report.reasons.items(), key=lambda one: (-one[1], one[0])):
            if reason.outcome is outcome:
                yield f"{count:>9,}  {reason.value}"


def _mappings(report: MappingReport) -> Iterator[str]:
    for table, lines in groupby(report.mappings, key=lambda line: line.ref.table):
        yield from ("", f"Mappings, {NAMES[table]}", "      #       hits  forwarded  pattern")
        for line in lines:
            yield from _mapping(line)


def _mapping(line: MappingLine) -> Iterator[str]:
    entry = line.entry
    on = "   " if entry.enabled else "off"
    sends = f' -> "{safe(entry.sprig_event, PATTERN)}"' if entry.sprig_event else ""
    text = f'"{safe(entry.pattern, PATTERN)}" {entry.match.value}{sends}'
    head = f"{line.ref.index + 1:>7}  {on}{line.hits:>7,}{line.forwarded:>11,}  "
    yield from wrapped(text, first=head, rest=" " * len(head))
    if line.problem:
        yield from wrapped(safe(line.problem), first=" " * len(head), rest=" " * len(head))


def _unmapped(report: MappingReport) -> Iterator[str]:
    for table, names in groupby(report.unmapped, key=lambda one: one.table):
        yield from ("", f"No mapping: {NAMES[table]}, the most frequent")
        for one in names:
            more = f" (and {one.variants - 1:,} like it)" if one.variants > 1 else ""
            yield named(one.count, one.name, more)
            if one.near:
                yield from wrapped(safe(one.near), first=INDENT, rest=INDENT)
            elif table == "page_urls":
                text = f"to add: {safe(describe(one.proposal.mapping))}"
                yield from wrapped(text, first=INDENT, rest=INDENT)
    if report.unmapped_left_out:
        yield from ("", f"{numbered(report.unmapped_left_out, 'further name')} without a mapping")


def report_objects(rules: ReadRules, report: MappingReport) -> Iterator[str]:
    """The report as JSON lines: its sums, then each mapping, then each unmapped name."""
    yield json_line(
        {
            "v": 1,
            "object": "report",
            "config": rules.name,
            "kind": rules.source.kind.value,
            "looked_at": report.looked_at,
            "older": report.older,
            "outcomes": {outcome.value: report.count(outcome) for outcome in Outcome},
            "reasons": {reason.value: count for reason, count in sorted(report.reasons.items())},
            "filters": [{"detail": text, "events": n} for text, n in report.filters],
            "unsupported": [{"type": name, "events": n} for name, n in report.unsupported],
            "unmapped_left_out": report.unmapped_left_out,
        }
    )
    yield from (json_line(_mapping_object(line)) for line in report.mappings)
    yield from (json_line(_unmapped_object(one)) for one in report.unmapped)


def _mapping_object(line: MappingLine) -> dict[str, Any]:
    return {
        "v": 1,
        "object": "mapping",
        "table": line.ref.table,
        "index": line.ref.index,
        "pattern": line.entry.pattern,
        "match": line.entry.match.value,
        "sprig_event": line.entry.sprig_event,
        "enabled": line.entry.enabled,
        "hits": line.hits,
        "forwarded": line.forwarded,
        "problem": line.problem,
    }


def _unmapped_object(one: Unmapped) -> dict[str, Any]:
    mapping = one.proposal.mapping
    return {
        "v": 1,
        "object": "unmapped",
        "table": one.table,
        "name": one.name,
        "events": one.count,
        "variants": one.variants,
        "near": one.near,
        "proposal": {"pattern": mapping.pattern, "match": mapping.match.value},
    }
