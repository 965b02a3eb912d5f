"""Entries of a mapping table, read once into rules that are searched together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sprig_tui.domain.js_characters import fold_case, to_code_units
from sprig_tui.domain.js_regex import JsRegex, JsRegexError, literal_js_regex, parse_js_regex
from sprig_tui.domain.matching_literals import LiteralTables, Places
from sprig_tui.domain.matching_patterns import PatternAnswer, PatternTable
from sprig_tui.domain.matching_sets import Clock
from sprig_tui.domain.settings import Mapping, MatchType

MAX_PATTERN: Final = 250
"""Characters that a pattern may have (facts.md, section 5)."""

NEGATIONS: Final = frozenset({MatchType.NOT_EXACTLY, MatchType.NOT_CONTAINS})
_REGEXES: Final = frozenset({MatchType.REGEX, MatchType.LEGACY})
_EMPTY: Final = {
    MatchType.EXACTLY: "the pattern is empty: it matches only an empty text",
    MatchType.NOT_EXACTLY: "the pattern is empty: it matches every text but an empty one",
    MatchType.NOT_CONTAINS: "the pattern is empty: it never matches, every text contains it",
}
_EMPTY_OTHERS: Final = "the pattern is empty: it matches every text"


@dataclass(frozen=True, slots=True)
class PatternProblem:
    """What is wrong with an entry's pattern: it never matches, or it is empty.

    `position` counts characters from 0.
    """

    index: int
    message: str
    position: int | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """What all entries of one match type and pattern have in common.

    `units` is the pattern in UTF-16 code units, `regex` how to search for it where that takes
    more than comparing, `places` where its first entries stand.
    """

    match: MatchType
    units: str
    regex: JsRegex | None
    places: Places

    def ignoring_case(self) -> "Rule":
        """The same rule for a text in any case."""
        regex = self.regex.ignoring_case() if self.regex else None
        return Rule(self.match, fold_case(self.units), regex, self.places)


def read_rules(entries: Sequence[Mapping]) -> tuple[list[Rule], list[PatternProblem]]:
    """The rules of `entries`, and what is wrong with the patterns of some."""
    rules: dict[tuple[MatchType, str], Rule] = {}
    problems: list[PatternProblem] = []
    for index, entry in enumerate(entries):
        places = Places(enabled=index) if entry.enabled else Places(disabled=index)
        known = rules.get((entry.match, entry.pattern))
        if not entry.pattern:
            problems.append(PatternProblem(index, _EMPTY.get(entry.match, _EMPTY_OTHERS)))
        try:
            rule = _read_rule(entry, places) if known is None else _add_places(known, places)
        except JsRegexError as error:
            message = f"the pattern never matches: {error.message}"
            problems.append(PatternProblem(index, message, error.position))
        else:
            rules[entry.match, entry.pattern] = rule
    return list(rules.values()), problems


def _add_places(rule: Rule, places: Places) -> Rule:
    return Rule(rule.match, rule.units, rule.regex, rule.places.with_first_of(places))


def _read_rule(entry: Mapping, places: Places) -> Rule:
    pattern = entry.pattern
    if len(pattern) > MAX_PATTERN:
        message = f"it has {len(pattern)} characters, Sprig takes {MAX_PATTERN}"
        raise JsRegexError(message, MAX_PATTERN)
    regex = None
    if entry.match in _REGEXES:
        regex = parse_js_regex(pattern, ignore_case=entry.match is MatchType.LEGACY)
    elif entry.match is MatchType.CONTAINS:
        regex = literal_js_regex(pattern)
    return Rule(entry.match, to_code_units(pattern), regex, places)


class RuleIndex:
    """Rules that are searched together; `clock` gives seconds."""

    def __init__(self, rules: Iterable[Rule], clock: Clock) -> None:
        listed = list(rules)
        self._literals = LiteralTables(
            ((rule.match, rule.units), rule.places) for rule in listed if rule.regex is None
        )
        self._patterns = PatternTable(
            ((rule.regex, rule.places) for rule in listed if rule.regex is not None), clock
        )

    def find(self, units: str) -> PatternAnswer:
        """The first places of the rules that match `units`."""
        found = self._literals.find_negated(units, self._literals.find(units))
        return self._patterns.find(units, found)

    def find_quickly(self, units: str) -> Places:
        """As `find`, but for negations and for patterns that may take long."""
        return self._patterns.find_quickly(units, self._literals.find(units))


class CaselessIndex:
    """Rules searched for a text in any case, quickly; those that ignore it anyway are left out."""

    def __init__(self, rules: Iterable[Rule], clock: Clock) -> None:
        kinds = NEGATIONS | {MatchType.LEGACY}
        self._index = RuleIndex(
            (rule.ignoring_case() for rule in rules if rule.match not in kinds), clock
        )

    def find_quickly(self, units: str) -> Places:
        """The first places of the rules that match `units` when the case does not count."""
        return self._index.find_quickly(fold_case(units))
