"""Trees as data: strict equality, positions aside, and their children."""

import pytest
from hypothesis import given, settings

from sprig_tui.domain.fql.errors import Position
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
    children,
)
from tests.unit.domain.fql.strategies import trees

A, B = Path(("a",)), Path(("b",))


@pytest.mark.parametrize(
    ("left", "right"), [(1, True), (0, False), (1, 1.0), ("1", 1), (None, False), ("", None)]
)
def test_literals_of_different_types_differ(
    left: str | float | None, right: str | float | None
) -> None:
    assert Literal(left) != Literal(right)
    assert Literal(left) == Literal(left)
    assert len({Literal(left), Literal(right), Literal(left)}) == 2


def test_a_literal_is_no_other_thing() -> None:
    assert Literal("a") != "a"
    assert Literal("a") != Path(("a",))


def test_positions_do_not_count() -> None:
    assert Path(("a",), Position(1, 1)) == Path(("a",), Position(3, 9))
    assert Call("bool", (A,), Position(1, 1)) == Call("bool", (A,), Position(2, 2))


@pytest.mark.parametrize(
    ("node", "inner"),
    [
        (Literal("x"), ()),
        (A, ()),
        (All(), ()),
        (Items((A, B)), (A, B)),
        (Call("contains", (A, B)), (A, B)),
        (Comparison("=", A, B), (A, B)),
        (Not(A), (A,)),
        (AllOf((A, B)), (A, B)),
        (AnyOf((B, A)), (B, A)),
    ],
)
def test_children_stand_from_left_to_right(node: Node, inner: tuple[Node, ...]) -> None:
    assert children(node) == inner


@settings(deadline=None)
@given(trees())
def test_a_tree_equals_itself_and_hashes(tree: Node) -> None:
    assert tree == tree
    assert hash(tree) == hash(tree)
