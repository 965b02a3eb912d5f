"""FQL and its globs against a plain reading of facts.md, section 4, on events that often match."""

from collections.abc import Mapping
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sprig_tui.domain.fql.compiling import compile_expression
from sprig_tui.domain.fql.globs import matches_glob
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

SCALARS = st.sampled_from([None, True, False, 0, 1, 1.0, -1, 2.5, "", "a", "A b", "1", "true", "é"])
VALUES = SCALARS | st.lists(SCALARS, max_size=2) | st.dictionaries(st.sampled_from("ab"), SCALARS)
EVENTS = st.dictionaries(st.sampled_from(["a", "b", "c d"]), VALUES, max_size=3)
KEYS = st.sampled_from([("a",), ("b",), ("c d",), ("a", "a"), ("b", "a"), ("none",)])
OPERANDS = SCALARS.map(Literal) | KEYS.map(Path) | KEYS.map(Path)
ONE_ARGUMENT = ("lowercase", "uppercase", "typeof", "length", "bool", "string", "number")


def _larger(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.one_of(
        st.builds(
            Comparison, st.sampled_from(["=", "!=", "<", "<=", ">", ">=", "in"]), inner, inner
        ),
        st.builds(Not, inner),
        st.builds(AllOf, st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(AnyOf, st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(Items, st.lists(OPERANDS, max_size=3).map(tuple)),
        st.builds(lambda name, one: Call(name, (one,)), st.sampled_from(ONE_ARGUMENT), inner),
        st.builds(lambda one, other: Call("contains", (one, other)), inner, inner),
    )


TREES = st.recursive(OPERANDS | st.just(All()), _larger, max_leaves=8)


def kind(value: object) -> str:
    """FQL's name of a value's type."""
    names = {type(None): "null", bool: "bool", int: "number", float: "number", str: "string"}
    return names.get(type(value)) or ("list" if isinstance(value, list) else "object")


def equal(one: Any, other: Any) -> bool:  # noqa: ANN401 - any JSON value
    """Values of different types are never equal."""
    if kind(one) != kind(other):
        return False
    if isinstance(one, list):
        return len(one) == len(other) and all(map(equal, one, other))
    if isinstance(one, dict):
        return set(one) == set(other) and all(equal(one[key], other[key]) for key in one)
    return bool(one == other)


def worth(node: Node, event: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any JSON value
    """What a part of an expression is worth."""
    match node:
        case Literal(value):
            return value
        case All():
            return True
        case Path(keys):
            found: Any = event
            for key in keys:
                found = found.get(key) if isinstance(found, dict) else None
            return found
        case Items(values):
            return [worth(value, event) for value in values]
        case Not(value):
            return worth(value, event) is not True
        case AllOf(values):
            return all(worth(value, event) is True for value in values)
        case AnyOf(values):
            return any(worth(value, event) is True for value in values)
        case Comparison(operator, left, right):
            return compared(operator, worth(left, event), worth(right, event))
        case Call(name, arguments):
            return called(name, *(worth(argument, event) for argument in arguments))


def compared(operator: str, one: Any, other: Any) -> bool:  # noqa: ANN401 - any JSON value
    """A comparison; `<` and the like on anything but numbers are false."""
    if operator in ("=", "!="):
        return equal(one, other) is (operator == "=")
    if operator == "in":
        return isinstance(other, list) and any(equal(one, each) for each in other)
    if kind(one) != "number" or kind(other) != "number":
        return False
    orders: dict[str, bool] = {
        "<": one < other,
        "<=": one <= other,
        ">": one > other,
        ">=": one >= other,
    }
    return orders[operator]


def called(name: str, *arguments: Any) -> Any:  # noqa: ANN401 - any JSON value
    """A function that facts.md spells out."""
    one = arguments[0]
    text = one if isinstance(one, str) else None
    match name:
        case "contains":
            return text is not None and isinstance(arguments[1], str) and arguments[1] in text
        case "typeof":
            return kind(one)
        case "length":
            counted = {
                "null": lambda: 0,
                "string": lambda: len(one.encode()),
                "list": lambda: len(one),
            }
            return counted.get(kind(one), lambda: None)()
        case "lowercase" | "uppercase":
            changed = str.lower if name == "lowercase" else str.upper
            return None if text is None else changed(text)
        case "bool":
            return one not in (None, 0, "", "false", [], {})
        case "string":
            return "" if one is None else text if text is not None else spelled(one)
        case _:
            return number(one)


def spelled(value: Any) -> str:  # noqa: ANN401 - any JSON value
    """JSON text, as JavaScript prints it, of the few values that are drawn here."""
    if isinstance(value, list):
        return f"[{','.join(map(spelled, value))}]"
    if isinstance(value, dict):
        return "{" + ",".join(f'"{key}":{spelled(each)}' for key, each in value.items()) + "}"
    if isinstance(value, str):
        return f'"{value}"'
    words = {"null": "null", "bool": str(value).lower()}
    return words.get(kind(value)) or f"{value:g}"


def number(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """The number that a text spells."""
    if isinstance(value, str):
        return {"1": 1}.get(value)
    return value if kind(value) == "number" else None


@settings(deadline=None, max_examples=500)
@given(TREES, EVENTS)
def test_an_expression_matches_what_facts_say(tree: Node, event: dict[str, Any]) -> None:
    """Written as text, parsed and compiled, it says what the plain reading says."""
    expression = compile_expression(to_text(tree))
    assert expression.matches(event) is (worth(tree, event) is True)


def glob_matches(glob: str, text: str) -> bool:
    """A well-formed glob, character by character."""
    if not glob:
        return not text
    if glob[0] == "*":
        return any(glob_matches(glob[1:], text[start:]) for start in range(len(text) + 1))
    if not text:
        return False
    if glob[0] == "?":
        return glob_matches(glob[1:], text[1:])
    if glob[0] == "\\":
        return glob[1] == text[0] and glob_matches(glob[2:], text[1:])
    if glob[0] == "[":
        end = glob.index("]")
        inside = glob[1:end]
        negated = inside.startswith("^")
        return in_class(inside[negated:], text[0]) is not negated and glob_matches(
            glob[end + 1 :], text[1:]
        )
    return glob[0] == text[0] and glob_matches(glob[1:], text[1:])


def in_class(inside: str, character: str) -> bool:
    """Single characters and ranges."""
    if len(inside) >= 3 and inside[1] == "-":
        return inside[0] <= character <= inside[2] or in_class(inside[3:], character)
    return bool(inside) and (inside[0] == character or in_class(inside[1:], character))


GLOB_PARTS = [
    *"abA/.*?",
    "*",
    r"\*",
    r"\?",
    r"\[",
    r"\a",
    "[ab]",
    "[a-c]",
    "[^a]",
    "[^a-c.]",
    "[A-Za]",
]


@settings(deadline=None, max_examples=500)
@given(
    st.lists(st.sampled_from(GLOB_PARTS), max_size=6).map("".join),
    st.text("abcA/.*?[\n", max_size=8),
)
def test_a_glob_matches_what_facts_say(glob: str, text: str) -> None:
    assert matches_glob(text, glob) is glob_matches(glob, text)
