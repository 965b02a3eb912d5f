r"""Writes a JavaScript regular expression in the dialect of another engine.

Nothing is left to the engine's own reading of `.`, `\s`, `$` or case: sets are written out as
code units, places as the one assertion that means the same everywhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from sprig_tui.domain.js_characters import (
    ASCII_END,
    LAST_UNIT,
    Ranges,
    complement,
    ignoring_case,
)
from sprig_tui.domain.js_regex_tree import (
    BackReference,
    Capture,
    Characters,
    Choice,
    Edge,
    EdgeKind,
    Look,
    Node,
    Repeat,
    Sequence,
    Text,
    can_be_empty,
    walk,
)


@dataclass(frozen=True, slots=True, eq=False)
class Dialect:
    """How an engine writes a code unit (a format of its number) and a place."""

    unit: str
    edges: Mapping[EdgeKind, str]


_WORD: Final = "[0-9A-Z_a-z]"
RE2: Final = Dialect(r"\x{%04x}", {"start": r"\A", "end": r"\z", "word": r"\b"})
REGEX: Final = Dialect(
    r"\u%04x",
    {
        "start": r"\A",
        "end": r"\Z",
        "word": f"(?:(?<={_WORD})(?!{_WORD})|(?<!{_WORD})(?={_WORD}))",
        "inside": f"(?:(?<={_WORD})(?={_WORD})|(?<!{_WORD})(?!{_WORD}))",
    },
)
LONGEST_CHAIN: Final = 40
_FOLDED_TOO_FAR: Final = {
    ((0x4B, 0x4B), (0x6B, 0x6B)): "(?:K|k)",
    ((0x53, 0x53), (0x73, 0x73)): "(?:S|s)",
}
"""RE2 reads `[Kk]` as a k in any case. Where it then joins that with other options of one letter,
it takes in what Unicode folds to it: the Kelvin sign, and the long s for s."""
_COUNTS: Final = {(0, None): "*", (1, None): "+", (0, 1): "?"}
_LOOKS: Final = {
    (False, False): "(?=",
    (False, True): "(?!",
    (True, False): "(?<=",
    (True, True): "(?<!",
}


class Writer:
    """Writes trees; `names` and `referenced` (numbers of groups) are for back references.

    A group that took no part matches the empty text in JavaScript, and every round of a repeat
    forgets what its groups captured. So a referenced group captures the empty text at the start
    of the pattern and of every such round, and a round past the least count that took nothing is
    refused (ECMAScript, RepeatMatcher).
    """

    def __init__(
        self,
        dialect: Dialect,
        *,
        ignore_case: bool,
        names: Mapping[str, int] = MappingProxyType({}),
        referenced: frozenset[int] = frozenset(),
    ) -> None:
        self._dialect = dialect
        self._ignore_case = ignore_case
        self._names = names
        self._referenced = referenced
        self._open: set[int] = set()
        self._backwards = False
        self._marks = 0

    def write_whole(self, root: Node) -> str:
        """A whole pattern, its referenced groups emptied first."""
        return _empty(self._referenced) + self.write(root)

    def write(self, node: Node) -> str:
        """One node; alternatives come in a group of their own."""
        match node:
            case Text(units):
                fold = self._ignore_case
                return "".join([_unit(self._dialect, unit, fold=fold) for unit in units])
            case Characters(ranges, negated):
                wide = ignoring_case(ranges) if self._ignore_case else ranges
                return _set(self._dialect, complement(wide) if negated else wide)
            case Edge(kind):
                return self._dialect.edges[kind]
            case Sequence(items):
                return "".join([self.write(item) for item in items])
            case Choice(options):
                return f"(?:{'|'.join([self.write(option) for option in options])})"
            case Capture():
                return self._write_capture(node)
            case Repeat():
                return self._write_repeat(node)
            case Look():
                return self._write_look(node)
        return self._write_reference(node)

    def _write_reference(self, node: BackReference) -> str:
        number = self._names[node.group] if isinstance(node.group, str) else node.group
        # Inside itself a group has captured nothing yet.
        return "" if number in self._open else f"(?P=g{number})"

    def _write_capture(self, node: Capture) -> str:
        self._open.add(node.number)
        inside = self.write(node.item)
        self._open.remove(node.number)
        opening = f"(?<g{node.number}>" if node.number in self._referenced else "(?:"
        return f"{opening}{inside})"

    def _write_look(self, node: Look) -> str:
        outside, self._backwards = self._backwards, node.behind
        inside = self.write(node.item)
        self._backwards = outside
        return f"{_LOOKS[node.behind, node.negative]}{inside})"

    def _write_repeat(self, node: Repeat) -> str:
        body = self.write(node.item)
        lazy = "?" if node.lazy else ""
        if not self._referenced:
            return f"(?:{body}){_counts(node.low, node.high)}{lazy}" if body else ""
        if _is_single(node.item):
            return f"{self._seen()}{body}{_counts(node.low, node.high)}{lazy}{self._seen()}"
        captures = {part.number for part in walk(node.item) if isinstance(part, Capture)}
        first = further = self._in_order(_empty(self._referenced & captures), body)
        if can_be_empty(node.item):
            further = self._refuse_nothing(first)
        more = None if node.high is None else node.high - node.low
        return self._in_order(first * node.low, self._write_rounds(further, more, lazy))

    def _refuse_nothing(self, round_: str) -> str:
        """A round that must take something: the rest of the text is another one after it."""
        self._marks += 1
        mark = f"r{self._marks}"
        return self._in_order(rf"(?=(?<{mark}>(?s:.*)))", round_, rf"(?!(?P={mark})\Z)")

    def _write_rounds(self, round_: str, most: int | None, lazy: str) -> str:
        """Up to `most` rounds in a pattern with back references.

        The `regex` module remembers where a repeat failed and does not try there again, even
        though a back reference inside or after it may have changed. It does so only where it
        sees none, hence the conditions that always hold, and the rounds that are written out.
        """
        seen = self._seen()
        if most is None or most > LONGEST_CHAIN:
            return f"{seen}(?:{seen}{round_}{seen}){_counts(0, most)}{lazy}{seen}"
        chain = ""
        for _ in range(most):
            inside = self._in_order(round_, chain)
            chain = f"(?:|{inside})" if lazy else f"(?:{inside}|)"
        return chain

    def _seen(self) -> str:
        return f"(?(g{min(self._referenced)})|(?!))"

    def _in_order(self, *parts: str) -> str:
        """Parts in the order in which they are matched; a look-behind goes from right to left."""
        return "".join(reversed(parts) if self._backwards else parts)


def _is_single(node: Node) -> bool:
    return isinstance(node, Characters) or (isinstance(node, Text) and len(node.units) == 1)


def _empty(groups: frozenset[int]) -> str:
    return "".join(f"(?<g{number}>)" for number in sorted(groups))


def _counts(low: int, high: int | None) -> str:
    if (low, high) in _COUNTS:
        return _COUNTS[low, high]
    if low == high:
        return f"{{{low}}}"
    return f"{{{low},{'' if high is None else high}}}"


@lru_cache(8192)
def _unit(dialect: Dialect, unit: str, *, fold: bool) -> str:
    one = ((ord(unit), ord(unit)),)
    return _set(dialect, ignoring_case(one) if fold else one)


@lru_cache(1024)
def _set(dialect: Dialect, ranges: Ranges) -> str:
    if not ranges:
        return f"[^{_range(dialect, 0, LAST_UNIT)}]"
    low, high = ranges[0]
    if len(ranges) == 1 and low == high:
        return _range(dialect, low, high)
    if ranges in _FOLDED_TOO_FAR:
        return _FOLDED_TOO_FAR[ranges]
    return f"[{''.join([_range(dialect, low, high) for low, high in ranges])}]"


def _range(dialect: Dialect, low: int, high: int) -> str:
    first = chr(low) if low < ASCII_END and chr(low).isalnum() else dialect.unit % low
    return first if low == high else f"{first}-{dialect.unit % high}"
