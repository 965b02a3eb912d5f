r"""Reads a JavaScript regular expression as `new RegExp(source)` does, without the `u` flag.

The grammar is ECMAScript 2024 with the additions for the web (Annex B.1.2), which accept much
that looks like a mistake: `\p` is the letter p, `{` and `]` may stand for themselves, a look-ahead
may be repeated. The source is given in UTF-16 code units.
"""

from dataclasses import dataclass
from typing import Final

from sprig_tui.domain.js_characters import LINE_ENDS
from sprig_tui.domain.js_regex_escapes import (
    CLASS_ESCAPES,
    JsRegexError,
    read_character_escape,
    read_class,
    read_group_name,
)
from sprig_tui.domain.js_regex_tree import (
    BackReference,
    Capture,
    Characters,
    Choice,
    Edge,
    Look,
    Node,
    Repeat,
    Sequence,
    Text,
)

DEEPEST: Final = 60
"""More than anybody writes; every level takes stack here and in the engines."""
_SYNTAX: Final = frozenset("^$\\.*+?()[{|")
_MANY: Final = 2**31 - 1
_LOOKS: Final = {"(?=": (False, False), "(?!": (False, True)}
_LOOKS_BEHIND: Final = {"(?<=": (True, False), "(?<!": (True, True)}
_EDGES: Final = {"b": Edge("word"), "B": Edge("inside")}


@dataclass(frozen=True, slots=True)
class ParsedRegex:
    """A pattern as a tree; `names` gives the numbers of named groups."""

    root: Node
    names: dict[str, int]


class JsRegexParser:
    """Reads one source; positions count code units from 0.

    Raises:
        JsRegexError: JavaScript would throw a SyntaxError, or groups are nested too deeply;
            with the position of the cause.
    """

    def __init__(self, units: str) -> None:
        self._units = units
        self._at = 0
        self._captures = 0
        self._depth = 0
        self._names: dict[str, int] = {}
        self._named_references: list[tuple[str, int]] = []
        self._group_count, self._has_names = _count_groups(units)

    def parse(self) -> ParsedRegex:
        """The whole pattern."""
        root = self._read_choice()
        if self._at < len(self._units):
            raise JsRegexError("unmatched )", self._at)
        for name, position in self._named_references:
            if name not in self._names:
                raise JsRegexError("\\k names a group that does not exist", position)
        return ParsedRegex(root, self._names)

    def _sees(self, text: str) -> bool:
        return self._units.startswith(text, self._at)

    def _take(self, text: str) -> bool:
        if self._units.startswith(text, self._at):
            self._at += len(text)
            return True
        return False

    def _read_choice(self) -> Node:
        options = [self._read_sequence()]
        while self._take("|"):
            options.append(self._read_sequence())
        return options[0] if len(options) == 1 else Choice(tuple(options))

    def _read_sequence(self) -> Node:
        items: list[Node] = []
        while self._at < len(self._units) and self._units[self._at] not in "|)":
            item = self._read_term()
            last = items[-1] if items else None
            if isinstance(item, Text) and isinstance(last, Text):
                items[-1] = Text(last.units + item.units)
            else:
                items.append(item)
        if not items:
            return Text("")
        return items[0] if len(items) == 1 else Sequence(tuple(items))

    def _read_term(self) -> Node:
        run = self._read_plain_run()
        if run:
            return run
        start = self._at
        unit = self._units[start]
        if unit in "*+?" or (unit == "{" and self._read_counts() is not None):
            raise JsRegexError("nothing to repeat", start)
        if unit in "^$":
            self._at += 1
            return Edge("start" if unit == "^" else "end")
        if unit == "\\" and (edge := _EDGES.get(self._units[start + 1 : start + 2])):
            self._at += 2
            return edge
        for opening, (behind, negative) in _LOOKS_BEHIND.items():
            if self._take(opening):
                return Look(self._read_group_rest(start), behind, negative)
        return self._read_quantifier(self._read_atom(unit, start))

    def _read_plain_run(self) -> Text | None:
        """Units without a meaning of their own, up to one that a quantifier may follow."""
        units, start, end = self._units, self._at, self._at
        while end < len(units) and units[end] not in _SYNTAX:
            end += 1
        if end < len(units) and units[end] in "*+?{":
            end -= 1
        if end <= start:
            return None
        self._at = end
        return Text(units[start:end])

    def _read_atom(self, unit: str, start: int) -> Node:
        if unit == "(":
            return self._read_group(start)
        if unit == "\\":
            return self._read_escape()
        if unit == "[":
            ranges, negated, self._at = read_class(self._units, start, has_names=self._has_names)
            return Characters(ranges, negated)
        self._at += 1
        return Characters(LINE_ENDS, negated=True) if unit == "." else Text(unit)

    def _read_group(self, start: int) -> Node:
        for opening, (behind, negative) in _LOOKS.items():
            if self._take(opening):
                return Look(self._read_group_rest(start), behind, negative)
        if self._take("(?:"):
            return self._read_group_rest(start)
        if self._sees("(?") and not self._sees("(?<"):
            raise JsRegexError("invalid group", start)
        self._captures += 1
        number = self._captures
        if self._take("(?<"):
            name, self._at = read_group_name(self._units, self._at)
            if name in self._names:
                raise JsRegexError("two groups have the same name", start)
            self._names[name] = number
        else:
            self._at += 1
        return Capture(self._read_group_rest(start), number)

    def _read_group_rest(self, start: int) -> Node:
        self._depth += 1
        if self._depth > DEEPEST:
            raise JsRegexError(f"its groups are nested more than {DEEPEST} deep", start)
        inside = self._read_choice()
        self._depth -= 1
        if not self._take(")"):
            raise JsRegexError("unterminated group", start)
        return inside

    def _read_escape(self) -> Node:
        start = self._at
        letter = self._units[start + 1 : start + 2]
        if letter in CLASS_ESCAPES:
            self._at += 2
            return Characters(*CLASS_ESCAPES[letter])
        if letter == "k" and self._has_names:
            if not self._units.startswith("<", start + 2):
                raise JsRegexError("\\k needs the name of a group", start)
            name, self._at = read_group_name(self._units, start + 3)
            self._named_references.append((name, start))
            return BackReference(name)
        if letter and letter in "123456789":
            end = start + 2
            while end < len(self._units) and self._units[end] in "0123456789":
                end += 1
            number = int(self._units[start + 1 : end])
            if number <= self._group_count:
                self._at = end
                return BackReference(number)
        unit, self._at = read_character_escape(
            self._units, start, in_class=False, has_names=self._has_names
        )
        return Text(unit)

    def _read_quantifier(self, atom: Node) -> Node:
        start = self._at
        counts: tuple[int, int | None] | None
        if self._take("*"):
            counts = (0, None)
        elif self._take("+"):
            counts = (1, None)
        elif self._take("?"):
            counts = (0, 1)
        else:
            counts = self._read_counts()
        if counts is None:
            return atom
        low, high = counts
        if high is not None and high < low:
            raise JsRegexError("numbers out of order in {}", start)
        lazy = self._take("?")
        if isinstance(atom, Look):
            # A round that takes nothing is not kept once the least count is reached, and every
            # round of a look-ahead takes nothing: it counts once or not at all.
            return atom if low else Text("")
        return Repeat(atom, low, high, lazy)

    def _read_counts(self) -> tuple[int, int | None] | None:
        """`{n}`, `{n,}` or `{n,m}` here, taken; None leaves the brace to stand for itself."""
        units, end = self._units, self._units.find("}", self._at)
        if end < 0 or not self._sees("{"):
            return None
        least, comma, most = units[self._at + 1 : end].partition(",")
        if not _is_number(least) or (most and not _is_number(most)):
            return None
        self._at = end + 1
        low = min(int(least), _MANY)
        if not comma:
            return low, low
        return low, min(int(most), _MANY) if most else None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _count_groups(units: str) -> tuple[int, bool]:
    """How many capturing groups there are, and whether one has a name."""
    count, at, has_names, in_class = 0, 0, False, False
    while at < len(units):
        unit = units[at]
        if unit == "\\":
            at += 1
        elif unit == "[":
            in_class = True
        elif unit == "]":
            in_class = False
        elif unit == "(" and not in_class:
            named = units.startswith("(?<", at) and units[at + 3 : at + 4] not in ("=", "!")
            has_names = has_names or named
            count += named or not units.startswith("(?", at)
        at += 1
    return count, has_names
