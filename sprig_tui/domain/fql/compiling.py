"""FQL trees to functions that tell whether an event matches, and never raise."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sprig_tui.domain.fql.advice import Advice, advise
from sprig_tui.domain.fql.functions import FUNCTIONS
from sprig_tui.domain.fql.globs import compile_glob
from sprig_tui.domain.fql.parsing import parse
from sprig_tui.domain.fql.tree import (
    All,
    AllOf,
    AnyOf,
    Call,
    Items,
    Literal,
    Node,
    Not,
    Operator,
    Path,
    Scalar,
)
from sprig_tui.domain.fql.values import Json, is_number, same, type_name

Event = Mapping[str, Any]
Evaluate = Callable[[Event], Json]
"""What a part of an expression is worth for an event."""

_ORDERS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}


@dataclass(frozen=True, slots=True)
class Expression:
    """An FQL expression ready to match. `advice` names what parses but is hardly meant."""

    text: str
    tree: Node
    advice: tuple[Advice, ...] = ()
    _evaluate: Evaluate = field(default=lambda _event: None, repr=False, compare=False)

    def matches(self, event: Event) -> bool:
        """Whether the expression is true of `event`; a value that is no boolean is not true."""
        return self._evaluate(event) is True


def compile_expression(text: str) -> Expression:
    """`text` parsed and compiled. Raises FqlError."""
    tree = parse(text)
    return Expression(text, tree, advise(tree), evaluator(tree))


def evaluator(node: Node) -> Evaluate:
    """A function that gives the value of `node` for an event."""
    match node:
        case Literal(value):
            return lambda _event: value
        case All():
            return lambda _event: True
        case Path(keys):
            return _field(keys)
        case Items(values):
            parts = [evaluator(value) for value in values]
            return lambda event: [part(event) for part in parts]
        case Call():
            return _call(node)
        case Not(value):
            part = evaluator(value)
            return lambda event: part(event) is not True
        case AllOf(values):
            return _all_of([evaluator(value) for value in values])
        case AnyOf(values):
            return _any_of([evaluator(value) for value in values])
    return _comparison(node.operator, node.left, node.right)


def _field(keys: tuple[str, ...]) -> Evaluate:
    """The value at a path; null where the event has none, or a key is looked for in no object."""
    first, *rest = keys
    if not rest:
        return lambda event: event.get(first)

    def look_up(event: Event) -> Json:
        value = event.get(first)
        for key in rest:
            if not isinstance(value, dict):
                return None
            value = value.get(key)
        return value

    return look_up


def _all_of(parts: list[Evaluate]) -> Evaluate:
    def test(event: Event) -> bool:
        for part in parts:  # noqa: SIM110 a generator would cost another frame at every level
            if part(event) is not True:
                return False
        return True

    return test


def _any_of(parts: list[Evaluate]) -> Evaluate:
    def test(event: Event) -> bool:
        for part in parts:  # noqa: SIM110 as above
            if part(event) is True:
                return True
        return False

    return test


def _call(call: Call) -> Evaluate:
    parts = [evaluator(argument) for argument in call.arguments]
    if call.name == "match" and isinstance(call.arguments[1], Literal):
        return _match_literal(parts[0], call.arguments[1].value)
    apply = FUNCTIONS[call.name].apply
    if len(parts) == 1:
        only = parts[0]
        return lambda event: apply(only(event))
    return lambda event: apply(*[part(event) for part in parts])


def _match_literal(text: Evaluate, glob: Json) -> Evaluate:
    if not isinstance(glob, str):
        return lambda _event: False
    test = compile_glob(glob)

    def match(event: Event) -> bool:
        value = text(event)
        return isinstance(value, str) and test(value)

    return match


def _comparison(operator: Operator, left: Node, right: Node) -> Evaluate:
    if operator == "in":
        return _membership(left, right)
    one, other = evaluator(left), evaluator(right)
    if operator in _ORDERS:
        order = _ORDERS[operator]

        def compare(event: Event) -> bool:
            first, second = one(event), other(event)
            return is_number(first) and is_number(second) and order(first, second)

        return compare
    if isinstance(right, Literal) and isinstance(right.value, str):
        # A text is equal to nothing but a text, so that Python's own comparison is strict enough.
        text = right.value
        if operator == "=":
            return lambda event: one(event) == text
        return lambda event: one(event) != text
    if operator == "=":
        return lambda event: same(one(event), other(event))
    return lambda event: not same(one(event), other(event))


def _membership(left: Node, right: Node) -> Evaluate:
    one, other = evaluator(left), evaluator(right)
    if isinstance(right, Items) and all(isinstance(item, Literal) for item in right.values):
        known = {_typed(item.value) for item in right.values if isinstance(item, Literal)}

        def is_known(event: Event) -> bool:
            value = one(event)
            return not isinstance(value, list | dict) and _typed(value) in known

        return is_known

    def is_item(event: Event) -> bool:
        value, values = one(event), other(event)
        return isinstance(values, list) and any(same(value, each) for each in values)

    return is_item


def _typed(scalar: Scalar) -> tuple[str, Scalar]:
    """What makes two scalars the same: 1 and 1.0 are, 1 and true are not."""
    return type_name(scalar), scalar
