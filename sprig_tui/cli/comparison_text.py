"""What `mappings test --against` and `--kind` print: for people, and as JSON lines."""

import re
from collections.abc import Iterator
from typing import Any, Final

from sprig_tui.cli.output import json_line
from sprig_tui.cli.rules_reading import ReadRules
from sprig_tui.cli.text_columns import WIDTH, cut, named, wrapped
from sprig_tui.domain.comparison import Change, Comparison, MappingShift, NameCounts, Side
from sprig_tui.domain.comparison_summary import field_words, headline, place_words, step_words
from sprig_tui.domain.reasons import Outcome, Reason

NAMES_SHOWN: Final = 5
FIELDS_SHOWN: Final = 5
SHORTEST_NAME: Final = 12
NAME_SENT: Final = 20
FIELD_SENT: Final = 24
_BY_MAPPING: Final = (Reason.EVENT, Reason.PAGE, Reason.MAPPING_DISABLED)


def comparison_lines(before: ReadRules, after: ReadRules, found: Comparison) -> Iterator[str]:
    """The comparison for people; text from outside is made harmless."""
    for word, rules in (("before", before), ("after", after)):
        text = f"{rules.name}, kind {rules.source.kind.value}"
        yield from wrapped(text, first=f"{word + ':':8}", rest=" " * 8)
    yield ""
    yield from wrapped(headline(found))
    if found.older:
        yield "These are the newest events of the log; it holds older ones."
    yield from _shifts(found)
    yield from _mappings(found)
    yield from _changes(found)


def _shifts(found: Comparison) -> Iterator[str]:
    for shift in found.shifts:
        yield ""
        yield named(shift.count, step_words(shift))
        if shift.fields:
            text = f"what is sent: {field_words(shift, FIELDS_SHOWN)}"
            yield from wrapped(text, first=" " * 9, rest=" " * 11)
        yield from _names(shift.names, shift.count)


def _names(names: NameCounts, total: int) -> Iterator[str]:
    shown = names[:NAMES_SHOWN]
    for name, count in shown:
        yield named(count, name, indent=4)
    rest = total - sum(count for _, count in shown)
    if shown and rest:
        yield named(rest, "others", indent=4)


def _mappings(found: Comparison) -> Iterator[str]:
    if not found.mappings:
        return
    yield from (
        "",
        "Mappings: events that each forwards only after, only before",
        "   gains  loses",
    )
    for shift in found.mappings:
        head = f"{shift.gained:>8,}{shift.lost:>7,}  "
        text = f"{shift.description}{place_words(shift)}"
        yield from wrapped(text, first=head, rest=" " * len(head))


def _changes(found: Comparison) -> Iterator[str]:
    if not found.changes:
        return
    yield from ("", "Changes: + forwarded after, - no more, ~ otherwise")
    steps = [_steps(change) for change in found.changes]
    ids = max(len(change.id) for change in found.changes)
    left = WIDTH - (2 + ids + 2 + 9) - 2 - max(map(len, steps))
    width = max(left, SHORTEST_NAME)
    for change, step in zip(found.changes, steps, strict=True):
        who = cut(change.type or "", 8)
        name = cut(_without_scheme(change.name or "-", width), width)
        yield f"{_sign(change)} {change.id:>{ids}}  {who} {name}  {step}"
    if found.left_out:
        yield f"… and {found.left_out:,} more (--changes N lists N)"


def _without_scheme(name: str, width: int) -> str:
    """A URL that is too long begins with its host."""
    return re.sub("^https?://", "", name) if len(name) > width else name


def _sign(change: Change) -> str:
    if not change.moves:
        return "~"
    return "+" if change.after.outcome is Outcome.FORWARDED else "-"


def _steps(change: Change) -> str:
    step = f"{_step(change.before)} -> {_step(change.after)}"
    if not change.sends_other:
        return step
    name = change.after.name
    if name is None or name == change.before.name:
        return f"{step}, {cut(change.fields[0], FIELD_SENT).rstrip()}"
    return f"{step} as {cut(name, NAME_SENT).rstrip()}"


def _step(side: Side) -> str:
    if side.mapping is None or side.reason not in _BY_MAPPING:
        return side.reason.word
    return f"{side.reason.word} #{side.mapping.index + 1}"


def comparison_objects(before: ReadRules, after: ReadRules, found: Comparison) -> Iterator[str]:
    """The comparison as JSON lines: its sums, then each change."""
    yield json_line(
        {
            "v": 1,
            "object": "comparison",
            "before": {"config": before.name, "kind": before.source.kind.value},
            "after": {"config": after.name, "kind": after.source.kind.value},
            "looked_at": found.looked_at,
            "older": found.older,
            "gained": found.gained,
            "lost": found.lost,
            "sends_other": found.sends_other,
            "other_reason": found.other_reason,
            "other_mapping": found.other_mapping,
            "steps": [
                {"before": old.value, "after": new.value, "events": count}
                for (old, new), count in sorted(found.steps.items())
            ],
            "shifts": [
                {
                    "before": shift.before.value,
                    "after": shift.after.value,
                    "events": shift.count,
                    "other_mapping": shift.other_mapping,
                    "names": _name_objects(shift.names),
                    "sent": [{"words": words, "events": n} for words, n in shift.fields],
                }
                for shift in found.shifts
            ],
            "mappings": [_mapping_object(shift) for shift in found.mappings],
        }
    )
    yield from (json_line(_change_object(change)) for change in found.changes)


def _mapping_object(shift: MappingShift) -> dict[str, Any]:
    return {
        "table": shift.table,
        "before": shift.before,
        "after": shift.after,
        "description": shift.description,
        "gained": shift.gained,
        "lost": shift.lost,
        "names": _name_objects(shift.names),
    }


def _name_objects(names: NameCounts) -> list[dict[str, Any]]:
    return [{"name": name, "events": count} for name, count in names]


def _change_object(change: Change) -> dict[str, Any]:
    return {
        "v": 1,
        "object": "change",
        "id": change.id,
        "type": change.type,
        "name": change.name,
        "user_id": change.user_id,
        "moves": change.moves,
        "sends_other": change.sends_other,
        "other_mapping": change.other_mapping,
        "sent": list(change.fields),
        "before": _side_object(change.before),
        "after": _side_object(change.after),
    }


def _side_object(side: Side) -> dict[str, Any]:
    mapping = side.mapping
    return {
        "outcome": side.outcome.value,
        "reason": side.reason.value,
        "detail": side.detail,
        "mapping": {"table": mapping.table, "index": mapping.index} if mapping else None,
        "sends": side.name,
    }
