"""From a tree to tests: saved names are put in, values are checked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sprig_tui.domain.query.errors import QueryError
from sprig_tui.domain.query.keys import KEYS, STEADY_STATES, Sort, Test, suggest
from sprig_tui.domain.query.parsing import parse_tree
from sprig_tui.domain.query.payload_fields import PayloadTest, payload_test
from sprig_tui.domain.query.row_tests import value_test, word_test
from sprig_tui.domain.query.tree import (
    AllOf,
    Field,
    Negation,
    Node,
    Regex,
    Saved,
    Text,
    Value,
    Word,
)

MAX_SAVED: Final = 50
MAX_REGEXES: Final = 20


@dataclass(frozen=True, slots=True)
class RowCheck:
    """A test that needs the row alone."""

    test: Test


@dataclass(frozen=True, slots=True)
class PayloadCheck:
    """A test that needs what Segment sent."""

    test: PayloadTest


@dataclass(frozen=True, slots=True)
class Opposite:
    """What the check does not say."""

    check: "Check"


@dataclass(frozen=True, slots=True)
class Every:
    """All checks hold."""

    checks: "tuple[Check, ...]"


@dataclass(frozen=True, slots=True)
class Some:
    """At least one check holds."""

    checks: "tuple[Check, ...]"


Check = RowCheck | PayloadCheck | Opposite | Every | Some
EVERY_ROW: Final = Every(())


@dataclass(slots=True)
class Resolver:
    """Makes checks of a tree; with `typing` what is half typed is left out.

    `changing` is set by a part that a row may come to match after it was stored.
    """

    now: datetime | None = None
    saved: Mapping[str, str] = field(default_factory=dict)
    typing: bool = False
    changing: bool = False
    _within: tuple[str, ...] = ()
    _expanded: int = 0
    _regexes: int = 0

    def resolve(self, node: Node) -> Check | None:
        """The check of a node, None when nothing is left of it.

        Raises:
            QueryError: a value that its key does not take, or a name that nothing is saved under.
        """
        if isinstance(node, Word):
            self._count_regex(node.value)
            return RowCheck(word_test(node))
        if isinstance(node, Field):
            return self._field(node)
        if isinstance(node, Saved):
            return self._saved(node)
        if isinstance(node, Negation):
            inner = self.resolve(node.part)
            return None if inner is None else Opposite(inner)
        checks = tuple(check for part in node.parts if (check := self.resolve(part)) is not None)
        if isinstance(node, AllOf):
            return Every(checks)
        return Some(checks) if checks else None

    def _field(self, node: Field) -> Check | None:
        for value in node.values:
            self._count_regex(value)
        if KEYS[node.key].sort is Sort.PAYLOAD:
            return PayloadCheck(payload_test(node))
        tests = [test for value in node.values if (test := self._value(node, value)) is not None]
        if not tests:
            return None
        self.changing = self.changing or KEYS[node.key].changes or _is_unsteady(node)
        return RowCheck(tests[0] if len(tests) == 1 else _any_of(tests))

    def _value(self, node: Field, value: Value) -> Test | None:
        try:
            return value_test(node.key, value, self.now)
        except QueryError as error:
            if self.typing and error.unfinished:
                return None
            raise

    def _saved(self, node: Saved) -> Check | None:
        if node.name not in self.saved:
            self._refuse_unknown(node)
            return None
        if node.name in self._within:
            raise QueryError(f"@{node.name} asks for itself", node.position)
        self._expanded += 1
        if self._expanded > MAX_SAVED:
            raise QueryError(f"more than {MAX_SAVED} saved filters in one", node.position)
        outer, typing = self._within, self.typing
        self._within, self.typing = (*outer, node.name), False
        try:
            return self.resolve(parse_tree(self.saved[node.name])) or EVERY_ROW
        except QueryError as error:
            message = str(error) if outer else f"in @{node.name}: {error}"
            raise QueryError(message, node.position) from None
        finally:
            self._within, self.typing = outer, typing

    def _refuse_unknown(self, node: Saved) -> None:
        begun = any(name.startswith(node.name) for name in self.saved)
        if self.typing and node.last and begun:
            return
        said = suggest(node.name, self.saved) if self.saved else "none is saved yet"
        message = f"no filter is saved as @{node.name}; {said}"
        raise QueryError(message, node.position)

    def _count_regex(self, value: Value) -> None:
        self._regexes += isinstance(value, Regex)
        if self._regexes > MAX_REGEXES:
            message = f"more than {MAX_REGEXES} regular expressions"
            raise QueryError(message, value.position)


def _is_unsteady(node: Field) -> bool:
    return node.key == "is" and any(
        isinstance(value, Text) and value.text.casefold() not in STEADY_STATES
        for value in node.values
    )


def _any_of(tests: list[Test]) -> Callable[..., bool]:
    return lambda row: any(test(row) for test in tests)
