"""What is wrong with a mapping as it is typed into a form."""

from collections.abc import Iterator, Sequence
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from typing import Final, Literal

from sprig_tui.domain.config_checks import (
    MAX_PATTERN,
    PATTERN_FIELDS,
    find_twins,
    pattern_too_long,
)
from sprig_tui.domain.config_edits import TomlValue
from sprig_tui.domain.decision import Table
from sprig_tui.domain.lint.kind_checks import useless_part
from sprig_tui.domain.lint.shadowing import Shadow, find_shadowed
from sprig_tui.domain.matching import MappingTable
from sprig_tui.domain.matching_index import read_rules
from sprig_tui.domain.settings import (
    Config,
    Mapping,
    mapping_count_problem,
)
from sprig_tui.domain.value_errors import setting_errors
from sprig_tui.services.mapping_view import entries_of

MOST_COMPARED: Final = 200
"""In a larger table only equal patterns are found as one types; saving it tells of the others."""

Values = MappingOf[str, TomlValue | None]


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with a mapping as it is typed.

    `field` is the key of the entry; `position` counts characters of the pattern from 0. An error
    must not be saved, a warning may.
    """

    severity: Literal["error", "warning"]
    field: str
    message: str
    position: int | None = None


def check_mapping(
    table: Table,
    values: Values,
    config: Config,
    *,
    except_index: int | None = None,
    at: int | None = None,
) -> Sequence[Finding]:
    """What is wrong with `values` as an entry of `table`, the errors first.

    `except_index` is the entry that is being edited, None for a new one, which then stands before
    `at` or at the end.
    """
    given = {name: value for name, value in values.items() if value is not None}
    errors = setting_errors({table: [given]})
    if errors:
        path, _ = errors[0]
        field = str(path[-1])
        return [Finding("error", field, f"{field} cannot have this value")]
    entry = entries_of(Config.model_validate({table: [given]}), table)[0]
    field = PATTERN_FIELDS[table]
    if not entry.pattern:
        return [Finding("error", field, "the pattern is missing")]
    return [
        *_check_pattern(field, entry),
        *_check_count(field, config, except_index),
        *_check_kind(entry, config),
        *_check_order(field, entry, entries_of(config, table), except_index, at),
    ]


def _check_pattern(field: str, entry: Mapping) -> Iterator[Finding]:
    if len(entry.pattern) > MAX_PATTERN:
        yield Finding("error", field, pattern_too_long(entry.pattern))
        return
    for problem in MappingTable([entry]).problems:
        place = f" (character {problem.position + 1})" if problem.position is not None else ""
        yield Finding("error", field, f"{problem.message}{place}", problem.position)


def _check_count(field: str, config: Config, except_index: int | None) -> Iterator[Finding]:
    count = len(config.triggered_events) + len(config.page_urls) + (except_index is None)
    if problem := mapping_count_problem(config.destination.kind, count):
        yield Finding("error", field, problem)


def _check_kind(entry: Mapping, config: Config) -> Iterator[Finding]:
    if useless := useless_part(config.destination.kind, entry):
        field, effect, why = useless
        yield Finding("warning", field, f"{effect}: {why}")


def _check_order(
    field: str,
    entry: Mapping,
    entries: Sequence[Mapping],
    except_index: int | None,
    at: int | None,
) -> Iterator[Finding]:
    """A mapping that never decides, or that keeps a later one from ever deciding."""
    if except_index is None:
        index = rest = len(entries) if at is None else at
    else:
        index, rest = except_index, except_index + 1
    together = [*entries[:index], entry, *entries[rest:]]
    twins = find_twins(together)
    few = len(together) <= MOST_COMPARED
    shadowed = find_shadowed(read_rules(together)[0]) if few else {}
    if (twin := twins.get(index)) is not None:
        same = entries[twin] == entry
        message = f"the same as #{twin + 1}" if same else f"never wins: #{twin + 1} comes first"
        yield Finding("warning", field, message)
    elif (shadow := shadowed.get(index)) is not None:
        yield Finding("warning", field, f"never wins: {_who_comes_first(shadow)}")
    later = [other for other, first in twins.items() if first == index]
    if later:
        yield Finding("warning", field, f"#{later[0] + 1} has this pattern and never wins then")
    idle = sorted(other for other, shadow in shadowed.items() if index in shadow.by)
    if idle and not later:
        more = f" and {len(idle) - 1} more never win" if len(idle) > 1 else " never wins"
        yield Finding("warning", field, f"#{idle[0] + 1}{more} then: this one matches as much")


def _who_comes_first(shadow: Shadow) -> str:
    names = " and ".join(f"#{other + 1}" for other in shadow.by)
    verbs = "come first and match" if len(shadow.by) > 1 else "comes first and matches"
    return f"{names} {verbs} {'every text' if shadow.everything else 'as much'}"
