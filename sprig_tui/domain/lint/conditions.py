"""Whether an FQL expression is true of every event, or of none, as far as that is certain.

An expression is tried on kinds of events: each of Segment's call types, for each compared field
every value that tells two comparisons apart, and true and false for what cannot be looked into.
Real events are among these kinds, so what holds of all kinds holds of every event.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from itertools import product
from math import prod
from typing import Final

from sprig_tui.domain.fql.compiling import Evaluate, evaluator
from sprig_tui.domain.fql.tree import (
    All,
    AllOf,
    AnyOf,
    Call,
    Comparison,
    Literal,
    Node,
    Not,
    Path,
    children,
)
from sprig_tui.domain.lint.condition_fields import (
    ANYTHING,
    FieldTest,
    FieldValues,
    Limits,
    Subject,
    read_field_test,
)

MOST_KINDS: Final = 4096
"""Kinds of events that an expression is tried on; beyond that nothing is certain."""
CallTypes = Iterable[str | None]
"""Values of `type`; None for an event whose type was taken out."""
_BOOLEANS: Final = (Literal(value=True), Literal(value=False))
_TRUE_OR_FALSE: Final = frozenset({"bool", "contains", "match", "semver"})
Answers = Mapping[object, object]
"""A kind of event: the value of each field that is compared, and of each part that is opaque."""


class Users(Enum):
    """Which events are looked at: any, those with a userId, or those whose userId is text."""

    ANY = "any"
    GIVEN = "given"
    TEXT = "text"


_USER: Final = Path(("userId",))
_LENGTH: Final = Call("length", (_USER,))
_TYPEOF: Final = Call("typeof", (_USER,))
_ABSENT: Final = frozenset({("null", None), ("string", "")})
_LIMITS: Final[Mapping[Users, Mapping[Subject, Limits]]] = {
    Users.ANY: {},
    Users.GIVEN: {
        _USER: Limits(without=_ABSENT),
        _LENGTH: Limits(least=1),
        _TYPEOF: Limits(
            numbers=False,
            only=frozenset({("string", "string"), ("string", "number"), ("string", "bool")}),
        ),
    },
    Users.TEXT: {
        _USER: Limits(numbers=False, without=_ABSENT | {("bool", True), ("bool", False)}),
        _LENGTH: Limits(least=1, only=frozenset()),
        _TYPEOF: Limits(numbers=False, only=frozenset({("string", "string")})),
    },
}
"""What a userId may be that counts as one (design.md, section 4): a number is taken as text."""


def truth(tree: Node, types: CallTypes, users: Users = Users.ANY) -> bool | None:
    """True when `tree` is true of every such event of these types, False of none, else None."""
    condition = _Condition(tree, _LIMITS[users])
    types = tuple(types)
    if condition.kinds * len(types) > MOST_KINDS:
        return None
    answers = (
        condition.holds({"type": kind} if kind else {}, answers)
        for kind in types
        for answers in condition.answers()
    )
    return _same(answers)


def _same(answers: Iterator[bool]) -> bool | None:
    """What all answers are; None when they differ, or there is none."""
    first = next(answers, None)
    return first if all(answer is first for answer in answers) else None


class _Condition:
    """An expression, and the fields and opaque parts that it depends on."""

    def __init__(self, tree: Node, limits: Mapping[Subject, Limits]) -> None:
        self._tree = _plain(tree)
        self._on_type: dict[int, Evaluate] = {}
        self._fields: dict[Subject, FieldValues] = {}
        self._opaque: dict[Node, None] = {}
        tests: dict[int, FieldTest] = {}
        for leaf in _leaves(self._tree):
            if all(path.keys[0] == "type" for path in _paths(leaf)):
                self._on_type[id(leaf)] = evaluator(leaf)
            elif (test := read_field_test(leaf)) is not None:
                tests[id(leaf)] = test
                subject = test.subject
                values = FieldValues(limits.get(subject, ANYTHING))
                self._fields.setdefault(subject, values).add(test)
            else:
                self._opaque[leaf] = None
        self._accepted = {
            leaf: (test.subject, self._fields[test.subject].accepted(test))
            for leaf, test in tests.items()
        }

    @property
    def kinds(self) -> int:
        """How many kinds of events of one type there are."""
        return prod(len(values) for values in self._fields.values()) << len(self._opaque)

    def answers(self) -> Iterator[Answers]:
        """Every kind."""
        names = (*self._fields, *self._opaque)
        choices: list[Iterable[object]] = [values.kinds() for values in self._fields.values()]
        choices += [(True, False)] * len(self._opaque)
        for values in product(*choices):
            yield dict(zip(names, values, strict=True))

    def holds(self, event: Mapping[str, str], answers: Answers) -> bool:
        """Whether the expression is true of events of a type and kind."""

        def holds(node: Node) -> bool:
            match node:
                case AllOf(values):
                    return all(holds(value) for value in values)
                case AnyOf(values):
                    return any(holds(value) for value in values)
                case Not(value):
                    return not holds(value)
            if (evaluate := self._on_type.get(id(node))) is not None:
                return evaluate(event) is True
            if (found := self._accepted.get(id(node))) is not None:
                subject, accepted = found
                return answers[subject] in accepted
            return answers[node] is True

        return holds(self._tree)


def _plain(node: Node) -> Node:
    """`node`, as a condition, of fewer forms: no `!=`, no comparison of a condition with true."""
    match node:
        case AllOf(values):
            return AllOf(tuple(_plain(value) for value in values))
        case AnyOf(values):
            return AnyOf(tuple(_plain(value) for value in values))
        case Not(value):
            return Not(_plain(value))
        case Comparison("!=", left, right, at):
            return Not(_plain(Comparison("=", left, right, at)))
        case Comparison("=", left, right) if right in _BOOLEANS and _is_condition(left):
            return _plain(left if right == _BOOLEANS[0] else Not(left))
        case Comparison("=", left, right) if left in _BOOLEANS and _is_condition(right):
            return _plain(right if left == _BOOLEANS[0] else Not(right))
        case Path() | Call():
            # A call that is compared elsewhere has one answer for both places.
            return Comparison("=", node, _BOOLEANS[0], node.at)
    return node


def _is_condition(node: Node) -> bool:
    """Whether `node` is always true or false."""
    if isinstance(node, Call):
        return node.name in _TRUE_OR_FALSE
    return isinstance(node, All | AllOf | AnyOf | Comparison | Not)


def _leaves(node: Node) -> Iterator[Node]:
    if isinstance(node, AllOf | AnyOf | Not):
        for child in children(node):
            yield from _leaves(child)
    else:
        yield node


def _paths(node: Node) -> Iterator[Path]:
    if isinstance(node, Path):
        yield node
    for child in children(node):
        yield from _paths(child)
