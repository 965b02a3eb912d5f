"""Mappings that can never decide an event, because earlier ones take all that they match.

The first enabled entry that matches decides (design.md, section 4), so an entry is idle when
earlier enabled entries match every text that it matches. Only what is certain is said, and every
entry is looked up in indexes instead of being compared with all others.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sprig_tui.domain.js_characters import fold_case
from sprig_tui.domain.lint.pattern_search import PatternSearch
from sprig_tui.domain.lint.pattern_shapes import Bound, Shape
from sprig_tui.domain.matching_index import Rule
from sprig_tui.domain.matching_literals import NOWHERE
from sprig_tui.domain.settings import MatchType

MOST_NEGATIONS: Final = 100
"""How many `notContains` entries others are compared with."""
MOST_FOUND: Final = 1_000_000
"""How many matches are looked at in all; entries after that are not judged."""


@dataclass(frozen=True, slots=True)
class Shadow:
    """Why an entry can never win: the entries (indexes from 0) that together come before it.

    `everything` tells that these match every text there is.
    """

    by: tuple[int, ...]
    everything: bool = False


@dataclass(frozen=True, slots=True)
class _LeftOver:
    """The one text that the `notExactly` at index `after` leaves.

    `winner` is the first entry that certainly matches it, `misses` those that certainly do not.
    """

    after: int = NOWHERE
    winner: int = NOWHERE
    misses: frozenset[int] = frozenset()


def find_shadowed(rules: Sequence[Rule]) -> dict[int, Shadow]:
    """The entries that can never win, by index, each with what keeps it from winning.

    `rules` as `read_rules` gives them: one for all entries of a match type and pattern, of which
    the first enabled one is judged. Entries that are switched off neither win nor shadow.
    """
    enabled = sorted(
        (rule for rule in rules if rule.places.enabled != NOWHERE),
        key=lambda rule: rule.places.enabled,
    )
    return dict(_Table(enabled).shadows())


class _Table:
    """The enabled rules of one table, in file order."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules
        negations = (MatchType.NOT_EXACTLY, MatchType.NOT_CONTAINS)
        shapes = [Shape(rule) for rule in rules if rule.match not in negations]
        self._shapes = {shape.index: shape for shape in shapes}
        self._search = PatternSearch(shapes)
        self._found = 0
        self._caseless = {
            rule.units: shape
            for rule in rules
            if rule.match is MatchType.LEGACY
            and (shape := self._shapes[rule.places.enabled]).linear
        }
        self._all_but = [rule for rule in rules if rule.match is MatchType.NOT_EXACTLY]
        self._lacking = [
            rule for rule in rules if rule.match is MatchType.NOT_CONTAINS and rule.units
        ][:MOST_NEGATIONS]
        self._left_over = self._judge_left_over()
        self._catch_all = min(self._catch_alls(), key=lambda shadow: max(shadow.by), default=None)

    def shadows(self) -> Iterator[tuple[int, Shadow]]:
        """Each idle entry and why."""
        for rule in self._rules:
            index = rule.places.enabled
            if self._catch_all is not None and max(self._catch_all.by) < index:
                yield index, self._catch_all
            elif (first := self._first_cover(rule)) < index:
                yield index, Shadow((first,))

    def _catch_alls(self) -> Iterator[Shadow]:
        """Entries that match every text, alone or with another."""
        for shape in self._shapes.values():
            if shape.matches_everything:
                yield Shadow((shape.index,), everything=True)
        for rule in self._all_but:
            if not rule.units:
                yield Shadow((rule.places.enabled,), everything=True)
        if self._left_over.winner != NOWHERE:
            yield _pair(self._left_over.after, self._left_over.winner)
        for rule in self._lacking:
            bound = Bound(rule.units, open_left=True, open_right=True)
            covers = [
                other.places.enabled for other in self._all_but if rule.units not in other.units
            ][:1]
            if (found := self._first_match(bound)) != NOWHERE:
                covers.append(found)
            if covers:
                yield _pair(rule.places.enabled, min(covers))

    def _judge_left_over(self) -> "_LeftOver":
        """The text that the first `notExactly` leaves to the entries behind it."""
        if not self._all_but:
            return _LeftOver()
        text = self._all_but[0].units
        whole = Bound(text, open_left=False, open_right=False)
        winner = self._first_match(whole)
        matching = {shape.index for shape in self._search.search(text)}
        misses: set[int] = set()
        for rule in self._rules:
            index = rule.places.enabled
            if rule.match is MatchType.NOT_EXACTLY:
                matches: bool | None = rule.units != text
            elif rule.match is MatchType.NOT_CONTAINS:
                matches = rule.units not in text
            elif rule.match is MatchType.EXACTLY:
                matches = rule.units == text
            else:
                matches = index in matching if index in self._search.judged else None
            if matches:
                winner = min(winner, index)
            elif matches is False:
                misses.add(index)
        return _LeftOver(self._all_but[0].places.enabled, winner, frozenset(misses))

    def _first_cover(self, rule: Rule) -> int:
        """The first entry that certainly matches all that `rule` matches; its own index at most."""
        index = rule.places.enabled
        covers = [index]
        if index in self._left_over.misses:
            covers.append(self._left_over.after)
        if rule.match is MatchType.NOT_CONTAINS:
            wider = (other for other in self._lacking if rule.units in other.units)
            covers += [other.places.enabled for other in wider][:1]
        shape = self._shapes.get(index)
        if shape is not None:
            if rule.match is MatchType.REGEX and shape.grows_without_case:
                same = self._caseless.get(rule.units)
                covers += [same.index] if same is not None else []
            for bound in shape.bounds():
                covers += (self._first_match(bound, before=index), self._first_lacking(bound))
        return min(covers)

    def _first_lacking(self, bound: Bound) -> int:
        """The first `notContains` that matches the one text that `bound` is."""
        if bound.is_whole:
            for rule in self._lacking:
                part = fold_case(rule.units) if bound.folded else rule.units
                if part not in bound.units:
                    return rule.places.enabled
        return NOWHERE

    def _first_match(self, bound: Bound, *, before: int = NOWHERE) -> int:
        """The first entry that matches every text of `bound`, NOWHERE without one."""
        if self._found > MOST_FOUND:
            return NOWHERE
        found = self._search.search(bound.units)
        self._found += len(found)
        first = before
        for shape in found:
            if (
                shape.index < first
                and (shape.open_left or not bound.open_left)
                and (shape.open_right or not bound.open_right)
                and (shape.caseless or not bound.folded)
            ):
                first = shape.index
        exact = self._search.exact(bound.units) if bound.is_whole and not bound.folded else None
        if exact is not None:
            first = min(first, exact.index)
        return first


def _pair(one: int, other: int) -> Shadow:
    return Shadow((min(one, other), max(one, other)), everything=True)
