"""What is certain of a pattern for every text, read from its parts (facts.md, section 5).

No event name and no URL is empty: an absent one is never compared.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from sprig_tui.domain.js_characters import EVERYTHING, fold_case
from sprig_tui.domain.js_regex_tree import (
    Capture,
    Characters,
    Choice,
    Edge,
    Look,
    Node,
    Repeat,
    Sequence,
    Text,
    walk,
)
from sprig_tui.domain.matching_index import Rule
from sprig_tui.domain.settings import MatchType

START: Final = Edge("start")
END: Final = Edge("end")
MOST_BOUNDS: Final = 8
"""How many of the texts that a pattern requires are looked at."""


@dataclass(frozen=True, slots=True)
class Bound:
    """Every text that a pattern matches is `units`, with more to the left or right where open.

    `folded`: in any case; `units` are folded then.
    """

    units: str
    open_left: bool
    open_right: bool
    folded: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether it is one text (in one case, or in any)."""
        return not (self.open_left or self.open_right)


class Shape:
    """A rule that searches (no negation): `index` is its first enabled entry's."""

    def __init__(self, rule: Rule) -> None:
        self.index = rule.places.enabled
        self.match = rule.match
        self.tree = _tree(rule)
        self.linear = rule.regex is None or rule.regex.linear
        self.ignore_case = rule.regex is not None and rule.regex.ignore_case
        self.repeats = rule.regex is not None and not rule.regex.steady
        self._required = () if rule.regex is None else rule.regex.required

    @cached_property
    def _nodes(self) -> tuple[Node, ...]:
        return tuple(walk(self.tree))

    @cached_property
    def _looks_around(self) -> bool:
        return any(
            isinstance(node, Look) or (isinstance(node, Edge) and node not in (START, END))
            for node in self._nodes
        )

    @cached_property
    def open_left(self) -> bool:
        """Whether what it finds in a text it finds too when more stands before the text."""
        return not self._looks_around and START not in self._nodes

    @cached_property
    def open_right(self) -> bool:
        """Whether what it finds in a text it finds too when more stands behind the text."""
        return not self._looks_around and END not in self._nodes

    @cached_property
    def caseless(self) -> bool:
        """Whether it says the same to a text in any case."""
        return self.ignore_case or all(
            node in (START, END)
            or isinstance(node, Sequence)
            or (isinstance(node, Text) and _has_no_case(node.units))
            for node in self._nodes
        )

    @cached_property
    def grows_without_case(self) -> bool:
        """Whether it matches at least as much when the case is ignored."""
        return not any(
            (isinstance(node, Characters) and node.negated)
            or (isinstance(node, Look) and node.negative)
            for node in self._nodes
        )

    @cached_property
    def matches_everything(self) -> bool:
        """Whether it matches every text that is not empty."""
        items = _items(self.tree)
        if any(all(_takes_nothing(item, edge) for item in items) for edge in (START, END)):
            return True
        return any(
            _takes_all(item)
            and all(_takes_nothing(before, START) for before in items[:place])
            and all(_takes_nothing(behind, END) for behind in items[place + 1 :])
            for place, item in enumerate(items)
        )

    def bounds(self) -> tuple[Bound, ...]:
        """What holds of every text that it matches; empty when nothing is certain."""
        items = _items(self.tree)
        found: list[Bound] = []
        if items and items[0] == START:
            text, rest = _leading_text(items[1:])
            if rest == [END]:
                return (self._bound(text, open_left=False, open_right=False),)
            if text:
                found.append(self._bound(text, open_left=False, open_right=True))
        if items and items[-1] == END:
            text, _ = _trailing_text(items[:-1])
            if text:
                found.append(self._bound(text, open_left=True, open_right=False))
        required = (
            Bound(text, open_left=True, open_right=True, folded=self.ignore_case)
            for text in self._required[:MOST_BOUNDS]
        )
        return (*found, *required)

    def _bound(self, units: str, *, open_left: bool, open_right: bool) -> Bound:
        shown = fold_case(units) if self.ignore_case else units
        return Bound(shown, open_left, open_right, self.ignore_case)


def _tree(rule: Rule) -> Node:
    if rule.regex is not None:
        return rule.regex.tree
    text = Text(rule.units)
    if rule.match is MatchType.STARTS_WITH:
        return Sequence((START, text))
    if rule.match is MatchType.ENDS_WITH:
        return Sequence((text, END))
    return Sequence((START, text, END))


def _has_no_case(units: str) -> bool:
    return units.isascii() and not any(unit.isalpha() for unit in units)


def _items(node: Node) -> list[Node]:
    """What stands one after the other, through groups."""
    if isinstance(node, Sequence):
        return [item for each in node.items for item in _items(each)]
    if isinstance(node, Capture):
        return _items(node.item)
    return [] if node == Text("") else [node]


def _leading_text(items: list[Node]) -> tuple[str, list[Node]]:
    """The text that `items` begin with, and the rest."""
    text = ""
    for place, item in enumerate(items):
        if not isinstance(item, Text):
            return text, items[place:]
        text += item.units
    return text, []


def _trailing_text(items: list[Node]) -> tuple[str, list[Node]]:
    text = ""
    for place in range(len(items), 0, -1):
        item = items[place - 1]
        if not isinstance(item, Text):
            return text, items[:place]
        text = item.units + text
    return text, []


def _takes_nothing(node: Node, edge: Edge) -> bool:
    """Whether `node` matches without a code unit at one edge of every text."""
    match node:
        case Text(units):
            return not units
        case Sequence(items):
            return all(_takes_nothing(item, edge) for item in items)
        case Choice(options):
            return any(_takes_nothing(option, edge) for option in options)
        case Repeat(item, low):
            return low == 0 or _takes_nothing(item, edge)
        case Capture(item):
            return _takes_nothing(item, edge)
        case _:
            return node == edge


def _takes_all(node: Node) -> bool:
    r"""Whether `node` is any character, as often as there are: `[^]*`, `[\s\S]+`."""
    return (
        isinstance(node, Repeat)
        and node.low <= 1
        and node.high is None
        and isinstance(node.item, Characters)
        and node.item.ranges == (() if node.item.negated else EVERYTHING)
    )
