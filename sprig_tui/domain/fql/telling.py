"""What an FQL expression says, in words that need no knowledge of FQL."""

from collections.abc import Sequence
from typing import Final

from sprig_tui.domain.fql.printing import to_text
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
)

_OPERATORS: Final = {
    "=": "is",
    "!=": "is not",
    "<": "is less than",
    "<=": "is at most",
    ">": "is more than",
    ">=": "is at least",
    "in": "is one of",
}
_OPPOSITES: Final = {"contains": "does not contain", "match": "does not look like"}
_RELATIONS: Final = {"contains": "contains", "match": "looks like"}
_CALLED: Final = {
    "lowercase": "in small letters",
    "uppercase": "in capitals",
    "snakecase": "in snake_case",
    "kebabcase": "in kebab-case",
    "titlecase": "in Title Case",
    "bool": "as true or false",
    "string": "as text",
    "number": "as a number",
}


def tell(node: Node) -> str:
    """`node` as a clause without a full stop: `type is "track" and event contains "beat"`.

    Names and texts stand as FQL writes them: they may hold anything and are shown through `safe`.
    """
    match node:
        case All():
            return "every event"
        case AllOf(values):
            return " and ".join(_grouped(value, AnyOf) for value in values)
        case AnyOf(values):
            return " or ".join(_grouped(value, AllOf) for value in values)
        case Not(value):
            return _tell_not(value)
        case Comparison(operator, left, right):
            return _compared(operator, left, right)
        case Call("contains" | "match" as name, (subject, sought)):
            return f"{_value(subject)} {_RELATIONS[name]} {_value(sought)}"
        case Call("semver", (version, Literal(str(operator)), other)):
            words = _OPERATORS.get(operator, operator)
            return f"version {_value(version)} {words} {_value(other)}"
        case Path():
            return f"{_value(node)} is true"
    return _value(node)


def _tell_not(node: Node) -> str:
    match node:
        case Call("contains" | "match" as name, (subject, sought)):
            return f"{_value(subject)} {_OPPOSITES[name]} {_value(sought)}"
        case Path():
            return f"{_value(node)} is not true"
    return f"not ({tell(node)})"


def _compared(operator: str, left: Node, right: Node) -> str:
    if right == Literal(None) and operator in ("=", "!="):
        return f"{_value(left)} is {'absent' if operator == '=' else 'present'}"
    return f"{_value(left)} {_OPERATORS[operator]} {_value(right)}"


def _value(node: Node) -> str:
    match node:
        case Items(values):
            return _listed([_value(value) for value in values])
        case Call("length", (subject,)):
            return f"the length of {_value(subject)}"
        case Call("typeof", (subject,)):
            return f"the type of {_value(subject)}"
        case Call(name, (subject,)) if name in _CALLED:
            return f"{_value(subject)} {_CALLED[name]}"
        case Path() | Literal():
            return to_text(node)
    return f"({tell(node)})" if not isinstance(node, Call) else to_text(node)


def _listed(words: Sequence[str]) -> str:
    if len(words) < 2:
        return words[0] if words else "nothing"
    return f"{', '.join(words[:-1])} or {words[-1]}"


def _grouped(node: Node, other: type[Node]) -> str:
    return f"({tell(node)})" if isinstance(node, other) else tell(node)
