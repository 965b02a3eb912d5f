"""What the parser builds of FQL's grammar as it reads: one method a rule."""

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, cast

from sprig_tui.domain.fql.errors import FqlError, Position
from sprig_tui.domain.fql.functions import FUNCTIONS, Function, parse_number
from sprig_tui.domain.fql.spelling import read_path, read_text
from sprig_tui.domain.fql.tree import (
    All,
    AllOf,
    AnyOf,
    Call,
    Comparison,
    Items,
    Literal,
    Node,
    Not,
    Operator,
    Path,
)

if TYPE_CHECKING:
    from lark import Token


def position_of(token: "Token") -> Position:
    """Where a token starts."""
    return Position(token.line or 1, token.column or 1)


class TreeBuilder:
    """Each method takes the nodes and tokens of its rule, from left to right.

    Raises FqlError for what the grammar allows but the language does not.
    """

    def any_of(self, values: list[Node]) -> Node:
        """A chain of `or`."""
        return values[0] if len(values) == 1 else AnyOf(tuple(values))

    def all_of(self, values: list[Node]) -> Node:
        """A chain of `and`."""
        return values[0] if len(values) == 1 else AllOf(tuple(values))

    def comparison(self, parts: list[Any]) -> Comparison:
        """Two values and the operator between them."""
        left, operator, right = parts
        return Comparison(cast(Operator, str(operator)), left, right, position_of(operator))

    def negation(self, values: list[Node]) -> Not:
        """`!` and its value."""
        return Not(values[0])

    def string(self, tokens: "list[Token]") -> Literal:
        """A quoted text."""
        return Literal(read_text(tokens[0]))

    def number(self, tokens: "list[Token]") -> Literal:
        """A number, whole or not."""
        number = parse_number(tokens[0])
        if number is None:
            raise FqlError("the number is out of range", position_of(tokens[0]))
        return Literal(number)

    def true(self, _tokens: "list[Token]") -> Literal:
        """The word `true`."""
        return Literal(value=True)

    def false(self, _tokens: "list[Token]") -> Literal:
        """The word `false`."""
        return Literal(value=False)

    def null(self, _tokens: "list[Token]") -> Literal:
        """The word `null`."""
        return Literal(None)

    def all(self, _tokens: "list[Token]") -> All:
        """The word `all`."""
        return All()

    def path(self, tokens: "list[Token]") -> Path:
        """A field."""
        return Path(read_path(tokens[0]), position_of(tokens[0]))

    def items(self, values: list[Node]) -> Items:
        """A list."""
        return Items(tuple(values))

    def call(self, parts: list[Any]) -> Call:
        """A function's name and its arguments."""
        name, at = str(parts[0]), position_of(parts[0])
        function = FUNCTIONS.get(name)
        if function is None:
            raise FqlError(_unknown(name), at)
        call = Call(name, tuple(parts[1:]), at)
        _check(call, function)
        return call


def _unknown(name: str) -> str:
    nearest = get_close_matches(name.lower(), FUNCTIONS, n=1, cutoff=0.6)
    if nearest:
        return f"there is no function `{name}`; did you mean `{nearest[0]}`?"
    return f"there is no function `{name}`; there are {', '.join(FUNCTIONS)}"


def _check(call: Call, function: Function) -> None:
    needed, given = len(function.parameters), len(call.arguments)
    if needed != given:
        names = ", ".join(function.parameters)
        plural = "" if needed == 1 else "s"
        message = f"{call.name}({names}) takes {needed} argument{plural}, found {given}"
        raise FqlError(message, call.at)
    for parameter, argument in zip(function.parameters, call.arguments, strict=True):
        if isinstance(argument, Literal) and isinstance(argument.value, str):
            complaint = function.complain(parameter, argument.value)
            if complaint:
                raise FqlError(complaint, call.at)
