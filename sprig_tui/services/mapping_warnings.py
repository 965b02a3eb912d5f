"""What is wrong with each mapping of a table, and whether that keeps it from ever deciding."""

from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sprig_tui.domain.config_checks import PATTERN_FIELDS
from sprig_tui.domain.config_edits import ConfigSnapshot
from sprig_tui.domain.decision import Table
from sprig_tui.domain.settings import Mapping, MatchType
from sprig_tui.services.mapping_view import entries_of

_NEVER_WHEN_EMPTY: Final = frozenset({MatchType.EXACTLY, MatchType.NOT_CONTAINS})


@dataclass(frozen=True, slots=True)
class MappingWarning:
    """What the file's check says of one mapping, without its place.

    `never` tells that it cannot decide any event: its pattern matches nothing, or an earlier
    mapping always wins. Everything else, such as an unknown key, leaves it working.
    """

    sentence: str
    never: bool


def mapping_warnings(table: Table, snapshot: ConfigSnapshot) -> MappingOf[int, MappingWarning]:
    """The warnings of a table by the entry's index; the worst sentence of an entry comes first."""
    entries = entries_of(snapshot.config, table)
    found: dict[int, list[MappingWarning]] = {}
    for problem in snapshot.problems:
        part, _, rest = problem.key.partition(".")
        place, _, field = rest.partition(".")
        if part == table and place.isdecimal() and int(place) < len(entries):
            index = int(place)
            sentence = problem.message.removeprefix(f"[[{table}]] #{index + 1}: ")
            never = field == PATTERN_FIELDS[table] and not _matches_all(entries[index])
            found.setdefault(index, []).append(MappingWarning(sentence, never))
    return {index: _joined(warnings) for index, warnings in found.items()}


def _matches_all(entry: Mapping) -> bool:
    """Whether what is wrong with its pattern is only that it is empty, and so matches anything."""
    return not entry.pattern and entry.match not in _NEVER_WHEN_EMPTY


def _joined(warnings: Sequence[MappingWarning]) -> MappingWarning:
    ordered = sorted(warnings, key=lambda each: not each.never)
    return MappingWarning("; ".join(each.sentence for each in ordered), ordered[0].never)
