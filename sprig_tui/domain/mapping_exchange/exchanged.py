"""What is read of a file of mappings, whatever its form."""

from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sprig_tui.domain.config_checks import MAX_PATTERN, PATTERN_FIELDS, pattern_too_long
from sprig_tui.domain.decision import Table
from sprig_tui.domain.matching import MappingTable
from sprig_tui.domain.safe_text import safe
from sprig_tui.domain.settings import Mapping, MatchType, PageUrl, TriggeredEvent
from sprig_tui.domain.value_errors import setting_errors

MAX_BYTES: Final = 16 * 1024 * 1024
"""Of a file that is read; a tracking plan holds much that is passed over."""
MAX_MAPPINGS: Final = 10_000
"""In one file; a config of 1 MB holds no more."""


class UnreadableError(ValueError):
    """The whole file cannot be read; `str()` is one sentence without a full stop."""


@dataclass(frozen=True, slots=True)
class ReadMapping:
    """A mapping of a file. `place` says where it stands, `named` are the keys that the file has.

    What it does not name holds its default in `entry`, and says nothing against a mapping that is
    there already.
    """

    table: Table
    place: str
    entry: Mapping
    named: frozenset[str]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A line or entry that is no mapping, and why."""

    place: str
    reason: str

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


@dataclass(frozen=True, slots=True)
class ReadMappings:
    """All of a file. `tables` are those that its form can say something about.

    With `names_only` it holds only mappings that match exactly and are on.
    """

    mappings: Sequence[ReadMapping]
    refusals: Sequence[Refusal] = ()
    notes: Sequence[str] = ()
    tables: Sequence[Table] = ("triggered_events", "page_urls")
    names_only: bool = False

    def can_hold(self, entry: Mapping) -> bool:
        """Whether a file of this form could have said `entry`."""
        return not self.names_only or (entry.enabled and entry.match is MatchType.EXACTLY)


def read_entry(table: Table, place: str, values: MappingOf[str, object]) -> ReadMapping | Refusal:
    """The mapping that `values` (keys of the config) make, or why they make none that works."""
    errors = setting_errors({table: [dict(values)]})
    if errors:
        message = errors[0][1].removeprefix(f"[[{table}]] #1: ")
        return Refusal(place, safe(message, 200))
    entry: Mapping = (
        TriggeredEvent.model_validate(values)
        if table == "triggered_events"
        else PageUrl.model_validate(values)
    )
    reason = _why_useless(entry)
    if reason:
        return Refusal(place, reason)
    return ReadMapping(table, place, entry, frozenset(values) & frozenset(type(entry).model_fields))


def sort_out(read: Sequence[ReadMapping | Refusal]) -> tuple[list[ReadMapping], list[Refusal]]:
    """The mappings and the refusals, each in their order."""
    mappings = [one for one in read if isinstance(one, ReadMapping)]
    return mappings, [one for one in read if isinstance(one, Refusal)]


def refuse_too_many(count: int) -> None:
    """Raises UnreadableError for a file of more mappings than a config can hold."""
    if count > MAX_MAPPINGS:
        raise UnreadableError(f"it holds {count:,} mappings, more than {MAX_MAPPINGS:,}")


def pattern_field(table: Table) -> str:
    """The key of the config for the pattern."""
    return PATTERN_FIELDS[table]


def _why_useless(entry: Mapping) -> str:
    if not entry.pattern:
        return "the pattern is missing"
    if len(entry.pattern) > MAX_PATTERN:
        return pattern_too_long(entry.pattern)
    try:
        "".join((entry.pattern, entry.sprig_event, entry.note)).encode()
    except UnicodeEncodeError:
        return "it holds half of a character (a lone surrogate)"
    problems = MappingTable([entry]).problems
    return problems[0].message if problems else ""
