"""What is wrong with a destination filter as it is typed into a form."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from sprig_tui.domain.filters import FilterChain
from sprig_tui.domain.fql.errors import FqlError, Position
from sprig_tui.domain.fql.parsing import parse
from sprig_tui.domain.fql.spelling import write_path
from sprig_tui.domain.fql.telling import tell
from sprig_tui.domain.fql.tree import Node, Path, children
from sprig_tui.domain.lint.filter_checks import FilterFinding, check_filters
from sprig_tui.domain.settings import MAX_FILTERS, Config, DestinationFilter, FilterAction
from sprig_tui.services.filter_edits import FieldsError, read_fields, read_percent
from sprig_tui.services.filter_trial import with_filter
from sprig_tui.services.mapping_checks import Finding

TAKES_OUT: Final = (FilterAction.DROP_PROPERTIES, FilterAction.ALLOW_PROPERTIES)
TOO_MANY: Final = f"there are {MAX_FILTERS} filters, and no more are allowed: delete one first"


@dataclass(frozen=True, slots=True)
class Condition:
    """What a condition says in `words`, or else what is wrong with it and where.

    `paths` are the fields that it looks at, in FQL's spelling, once each.
    """

    words: str = ""
    error: str = ""
    position: Position | None = None
    paths: tuple[str, ...] = ()


def read_condition(text: str) -> Condition:
    """What an FQL text says; it never fails."""
    try:
        tree = parse(text)
    except FqlError as error:
        return Condition(error=error.message, position=error.position)
    return Condition(tell(tree), paths=tuple(dict.fromkeys(_paths(tree))))


def _paths(node: Node) -> Iterator[str]:
    if isinstance(node, Path):
        yield write_path(node.keys)
    for child in children(node):
        yield from _paths(child)


@dataclass(frozen=True, slots=True)
class TypedFilter:
    """The fields of a form as they are typed; `percent` is of 100, `fields` as `write_fields`."""

    name: str
    condition: str
    action: str
    percent: str
    path: str
    fields: str
    enabled: bool


def read_filter(typed: TypedFilter) -> tuple[DestinationFilter, list[Finding]]:
    """The filter that is typed, with what its action looks at; and what cannot be read of that."""
    action = FilterAction(typed.action)
    values: dict[str, object] = {
        "name": typed.name.strip(),
        "if": typed.condition,
        "action": action,
        "enabled": typed.enabled,
    }
    errors = []
    if action is FilterAction.SAMPLE_EVENT:
        share = read_percent(typed.percent)
        values |= {"path": typed.path.strip(), "percent": 1.0 if share is None else share}
        if share is None:
            errors.append(Finding("error", "percent", "send a share of 0 to 100 %"))
    elif action in TAKES_OUT:
        try:
            values["fields"] = read_fields(typed.fields)
        except FieldsError as error:
            errors.append(Finding("error", "fields", f"fields: {error}"))
    return DestinationFilter.model_validate(values), errors


def check_filter(
    entry: DestinationFilter, config: Config, *, index: int | None = None
) -> Sequence[Finding]:
    """What is wrong with a filter in the place of the one at `index`, None for a new one.

    The errors first. That a condition does not parse is an error while the filter is on, for then
    nothing is sent (facts.md, section 4), else a warning.
    """
    filters = with_filter(config.filters, entry, index=index)
    place = len(filters) - 1 if index is None else index
    found: list[Finding] = []
    if len(filters) > MAX_FILTERS:
        found.append(Finding("error", "name", TOO_MANY))
    for problem in FilterChain([entry]).problems:
        where = f"line {problem.line}, column {problem.column}: {problem.message}"
        found.append(Finding("error" if problem.stops else "warning", "if", where))
    others = config.model_copy(update={"filters": filters})
    known = {(each.key, each.message) for each in check_filters(config)}
    found += [
        Finding("warning", each.key, _words(each, place))
        for each in check_filters(others)
        if each.index == place or (each.key, each.message) not in known
    ]
    return sorted(found, key=lambda finding: finding.severity != "error")


def _words(found: FilterFinding, place: int) -> str:
    return found.message if found.index == place else f"#{found.index + 1}: {found.message}"


def unseen_fields(condition: Condition, seen: Sequence[str]) -> tuple[str, ...]:
    """The fields of a condition that no recent event has, each with the nearest that one has.

    Nothing is said before an event was seen.
    """
    if not seen:
        return ()
    found = []
    for path in condition.paths:
        if path not in seen:
            nearest = get_close_matches(path, seen, n=1, cutoff=0.8)
            found.append(f"{path}; did you mean {nearest[0]}?" if nearest else path)
    return tuple(found)


def complete_field(before: str, seen: Sequence[str]) -> str:
    """What may follow the text before the cursor: the rest of the most frequent field like it.

    "" within a quoted text, for a word of one letter, and where nothing fits.
    """
    word = ""
    quote = ""
    escaped = False
    for character in before:
        if quote:
            quote = "" if character == quote and not escaped else quote
            escaped = character == "\\" and not escaped
            continue
        if character in "\"'":
            quote, word, escaped = character, "", False
        else:
            word = word + character if character.isalnum() or character in "._-" else ""
    if quote or len(word) < 2:
        return ""
    return next((name[len(word) :] for name in seen if name.startswith(word) and name != word), "")
