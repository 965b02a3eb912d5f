"""An FQL expression as data. Two trees are equal when they say the same, wherever they stood."""

from dataclasses import dataclass, field
from typing import Literal as OneOf

from sprig_tui.domain.fql.errors import Position

Scalar = None | bool | int | float | str
Operator = OneOf["=", "!=", "<", "<=", ">", ">=", "in"]
START = Position()


@dataclass(frozen=True, slots=True, eq=False)
class Literal:
    """A text, number, `true`, `false` or `null`; 1, 1.0 and true are three different literals."""

    value: Scalar

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Literal):
            return NotImplemented
        return type(self.value) is type(other.value) and self.value == other.value

    def __hash__(self) -> int:
        return hash((type(self.value), self.value))


@dataclass(frozen=True, slots=True)
class Path:
    """A field: the keys from the event's top level down, unescaped; never empty."""

    keys: tuple[str, ...]
    at: Position = field(default=START, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class All:
    """The bare word `all`."""


@dataclass(frozen=True, slots=True)
class Items:
    """A list in square brackets."""

    values: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Call:
    """A function and its arguments."""

    name: str
    arguments: tuple["Node", ...]
    at: Position = field(default=START, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two values and the operator between them."""

    operator: Operator
    left: "Node"
    right: "Node"
    at: Position = field(default=START, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Not:
    """`!` before a value."""

    value: "Node"


@dataclass(frozen=True, slots=True)
class AllOf:
    """Two or more values joined by `and`."""

    values: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Two or more values joined by `or`."""

    values: tuple["Node", ...]


Node = Literal | Path | All | Items | Call | Comparison | Not | AllOf | AnyOf


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly within `node`, from left to right."""
    match node:
        case Items(values) | AllOf(values) | AnyOf(values):
            return values
        case Call(_, arguments):
            return arguments
        case Comparison(_, left, right):
            return (left, right)
        case Not(value):
            return (value,)
        case _:
            return ()
