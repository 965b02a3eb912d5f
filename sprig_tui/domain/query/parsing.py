"""From a query's text to its tree.

query = any            any = all { "OR" all }       all = not { [ "AND" ] not }
not = { "NOT" } [ "-" ] one
one = "(" any ")" | "@" name | key ":" value { "," value } | word | "quoted" | /regex/[i]
"""

import re
from difflib import get_close_matches
from typing import Final

from sprig_tui.domain.query.errors import QueryError
from sprig_tui.domain.query.keys import ALIASES, KEYS, PAYLOAD_HEADS, Sort, suggest
from sprig_tui.domain.query.scanning import DOTTED, KEY, SAVED, Scanner, path_of
from sprig_tui.domain.query.tree import (
    EVERYTHING,
    AllOf,
    AnyOf,
    Field,
    Negation,
    Node,
    Saved,
    Value,
    Word,
)

MAX_TEXT: Final = 10_000
MAX_DEPTH: Final = 32
AND: Final = re.compile(r"AND(?=[\s()]|$)")
OR: Final = re.compile(r"OR(?=[\s()]|$)")
NOT: Final = re.compile(r"NOT(?=[\s()]|$)")
HEAD_BEGUN: Final = re.compile(rf"(?:{'|'.join(PAYLOAD_HEADS)})\.", re.IGNORECASE)


def parse_tree(text: str, *, typing: bool = False) -> Node:
    """The tree of `text`; of empty text one that everything matches.

    While `typing`, an open quote or parenthesis counts as closed at the end, and what is only begun
    (a key without its value, an operator with nothing behind it) as not there yet.

    Raises:
        QueryError: it is no query.
    """
    if len(text) > MAX_TEXT:
        raise QueryError(f"a query has at most {MAX_TEXT:,} characters", MAX_TEXT)
    return _Parser(text, typing=typing).parse()


class _Parser:
    def __init__(self, text: str, *, typing: bool) -> None:
        self._scan = Scanner(text, typing=typing)
        self._typing = typing

    def parse(self) -> Node:
        return self._any(0) or EVERYTHING

    def _any(self, depth: int) -> Node | None:
        first = self._all(depth)
        parts = [first]
        while (found := self._scan.take(OR)) is not None:
            if parts[-1] is None:
                self._require("OR", found.start(), "something before")
            parts.append(self._all(depth))
            if parts[-1] is None:
                self._require("OR", self._scan.at, "something after")
        kept = tuple(part for part in parts if part is not None)
        return AnyOf(kept) if len(kept) > 1 else kept[0] if kept else None

    def _all(self, depth: int) -> Node | None:
        parts: list[Node] = []
        said, joined = False, False
        while not self._stops(depth):
            found = self._scan.take(AND)
            if found is not None:
                if not said or joined:
                    self._require("AND", found.start(), "something before")
                joined = True
                continue
            part = self._not(depth)
            said, joined = True, False
            if part is not None:
                parts.append(part)
        if joined:
            self._require("AND", self._scan.at, "something after")
        return AllOf(tuple(parts)) if len(parts) > 1 else parts[0] if parts else None

    def _stops(self, depth: int) -> bool:
        """Whether this row of parts ends here."""
        scan = self._scan
        if scan.ended or OR.match(scan.text, scan.at):
            return True
        if scan.sees(")") and depth == 0:
            raise QueryError("there is no ( for this )", scan.at)
        return scan.sees(")")

    def _not(self, depth: int) -> Node | None:
        negated = False
        while self._scan.take(NOT) is not None:
            negated = not negated
            if self._stops(depth):
                self._require("NOT", self._scan.at, "something after")
                return None
        if self._scan.sees("-"):
            self._scan.at += 1
            negated = not negated
        part = self._unless_unfinished(depth)
        return Negation(part) if part is not None and negated else part

    def _unless_unfinished(self, depth: int) -> Node | None:
        try:
            return self._one(depth)
        except QueryError as error:
            if self._typing and error.unfinished:
                return None
            raise

    def _one(self, depth: int) -> Node | None:
        scan = self._scan
        start = scan.at
        if scan.sees("("):
            return self._group(depth)
        saved = scan.take(SAVED)
        if saved is not None:
            if not saved[1]:
                expected = "expected the name of a saved filter after @"
                raise QueryError(expected, scan.at, unfinished=True)
            return Saved(saved[1], position=start, last=scan.at == len(scan.text))
        found = scan.take(KEY)
        if found is not None:
            return self._field(found, start)
        self._refuse_wrong_head()
        return self._word(start)

    def _group(self, depth: int) -> Node | None:
        scan, start = self._scan, self._scan.at
        if depth == MAX_DEPTH:
            raise QueryError(f"more than {MAX_DEPTH} ( inside each other", start)
        scan.at += 1
        node = self._any(depth + 1)
        if not scan.sees(")"):
            if not self._typing:
                closing = "" if node is None else ")"
                raise QueryError("expected a closing )", start, unfinished=True, closing=closing)
            return node
        if node is None and not self._typing:
            raise QueryError("expected something between ( and )", scan.at, unfinished=True)
        scan.at += 1
        return node

    def _word(self, start: int) -> Word:
        value = self._scan.word()
        if value is None:
            raise QueryError("expected a word after -", start, unfinished=True)
        if self._typing and value.last and HEAD_BEGUN.match(self._scan.text, start):
            raise QueryError("expected a value after a field", self._scan.at, unfinished=True)
        return Word(value, position=start, last=value.last)

    def _field(self, found: re.Match[str], start: int) -> Field:
        given = (found["head"] or found["key"]).lower()
        key = ALIASES.get(given, given)
        if key not in KEYS:
            raise QueryError(f'there is no key "{given}"; {suggest(given, KEYS)}', start)
        path = path_of(found["path"] or "")
        if KEYS[key].sort is Sort.PAYLOAD and not path:
            raise QueryError(f"expected a field: {key}.NAME:VALUE", start)
        values = self._values(found[0])
        return Field(key, values, path, position=start, last=values[-1].last)

    def _values(self, key: str) -> tuple[Value, ...]:
        values: list[Value] = []
        after = key
        while True:
            value = self._scan.value()
            if value is not None:
                values.append(value)
            elif not (values and self._typing):
                raise QueryError(f"expected a value after {after}", self._scan.at, unfinished=True)
            if value is None or not self._scan.sees(","):
                return tuple(values)
            self._scan.at += 1
            after = "the comma"

    def _refuse_wrong_head(self) -> None:
        """`propertes.plan:pro` is a slip, `shop.example:8080` is a word."""
        found = DOTTED.match(self._scan.text, self._scan.at)
        if found is None:
            return
        given = found[1].lower()
        nearest = get_close_matches(given, PAYLOAD_HEADS, n=1, cutoff=0.8)
        if nearest:
            message = f'there is no key "{given}"; did you mean {nearest[0]}?'
            raise QueryError(message, self._scan.at)

    def _require(self, operator: str, position: int, what: str) -> None:
        """Something has to stand beside an operator, but may be missing while it is typed."""
        if not self._typing:
            raise QueryError(f"expected {what} {operator}", position, unfinished=True)
