"""Trees back to FQL: `parse(to_text(tree)) == tree` for every tree that `parse` can give."""

from collections.abc import Sequence
from typing import Final

from sprig_tui.domain.fql.spelling import write_path, write_text
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
    Path,
    Scalar,
)

_WEAKER: Final = (AnyOf, AllOf, Comparison)


def to_text(node: Node) -> str:
    """`node` on one line in FQL's plainest spelling, with the parentheses it needs."""
    match node:
        case Literal(value):
            return _literal(value)
        case Path(keys):
            return write_path(keys)
        case All():
            return "all"
        case Items(values):
            return f"[{_joined(values)}]"
        case Call(name, arguments):
            return f"{name}({_joined(arguments)})"
        case Not(value):
            return f"!{_grouped(value, *_WEAKER)}"
        case Comparison(operator, left, right):
            return f"{_grouped(left, *_WEAKER)} {operator} {_grouped(right, *_WEAKER)}"
        case AllOf(values):
            return " and ".join(_grouped(value, AnyOf, AllOf) for value in values)
    return " or ".join(_grouped(value, AnyOf) for value in node.values)


def _grouped(node: Node, *weaker: type[Node]) -> str:
    """`node`, in parentheses when it is of one of the `weaker` kinds than what stands around it."""
    return f"({to_text(node)})" if isinstance(node, weaker) else to_text(node)


def _joined(nodes: Sequence[Node]) -> str:
    return ", ".join(map(to_text, nodes))


def _literal(value: Scalar) -> str:
    if isinstance(value, str):
        return write_text(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value)
