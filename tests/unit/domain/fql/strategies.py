"""What the property tests of FQL draw from: JSON values and expression trees."""

from typing import Any

from hypothesis import strategies as st

from sprig_tui.domain.fql.functions import FUNCTIONS
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

TEXTS = st.text(st.characters(), max_size=12)
"""Any text, lone surrogates among its characters."""

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS
)
NAMES = st.sampled_from(["type", "event", "userId", "properties", "a", "in", "all", "1.5", ""])


def json_values() -> st.SearchStrategy[Any]:
    """Any JSON value, a few levels deep."""
    return st.recursive(
        SCALARS,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES | TEXTS, inner),
        max_leaves=12,
    )


def json_objects() -> st.SearchStrategy[dict[str, Any]]:
    """An event of any shape."""
    return st.dictionaries(NAMES | TEXTS, json_values(), max_size=6)


def paths() -> st.SearchStrategy[Path]:
    """A field path whose names hold any characters."""
    keys = st.lists(NAMES.filter(bool) | TEXTS.filter(bool), min_size=1, max_size=4)
    return keys.map(lambda some: Path(tuple(some)))


def trees() -> st.SearchStrategy[Node]:
    """Any tree that a text can parse to."""
    leaves: st.SearchStrategy[Node] = SCALARS.map(Literal) | paths() | st.just(All())
    return st.recursive(leaves, _larger, max_leaves=10)


def _larger(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    operators = st.sampled_from(["=", "!=", "<", "<=", ">", ">=", "in"])
    several = st.lists(inner, min_size=2, max_size=4).map(tuple)
    return st.one_of(
        st.builds(Comparison, operators, inner, inner),
        st.builds(Not, inner),
        st.builds(AllOf, several),
        st.builds(AnyOf, several),
        st.lists(inner, max_size=3).map(lambda values: Items(tuple(values))),
        st.sampled_from(sorted(FUNCTIONS)).flatmap(lambda name: _calls(name, inner)),
    )


def _calls(name: str, inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    """Calls of `name`; a field stands in for a literal text that the function does not take."""
    function = FUNCTIONS[name]

    def fitting(parameter: str, argument: Node) -> Node:
        text = argument.value if isinstance(argument, Literal) else None
        refused = isinstance(text, str) and function.complain(parameter, text)
        return Path(("a",)) if refused else argument

    return st.tuples(*[inner for _ in function.parameters]).map(
        lambda some: Call(name, tuple(map(fitting, function.parameters, some)))
    )
