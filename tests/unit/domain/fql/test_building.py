"""What the parser makes of calls and words."""

import pytest
from lark import Token

from sprig_tui.domain.fql.building import TreeBuilder, position_of
from sprig_tui.domain.fql.errors import FqlError, Position
from sprig_tui.domain.fql.tree import AllOf, AnyOf, Call, Literal, Path

NAME = Token("PATH", "length", line=3, column=5)


def test_a_chain_of_one_is_that_one() -> None:
    assert TreeBuilder().any_of([Path(("a",))]) == Path(("a",))
    assert TreeBuilder().all_of([Path(("a",))]) == Path(("a",))
    pair = (Path(("a",)), Path(("b",)))
    assert TreeBuilder().any_of([*pair]) == AnyOf(pair)
    assert TreeBuilder().all_of([*pair]) == AllOf(pair)


def test_positions_count_from_1() -> None:
    assert position_of(NAME) == Position(3, 5)
    assert position_of(Token("PATH", "x")) == Position(1, 1)


def test_a_call_keeps_its_place() -> None:
    call = TreeBuilder().call([NAME, Literal("x")])
    assert call == Call("length", (Literal("x"),))
    assert call.at == Position(3, 5)


def test_an_error_in_a_call_stands_where_the_call_does() -> None:
    with pytest.raises(FqlError) as caught:
        TreeBuilder().call([NAME])
    assert caught.value.position == Position(3, 5)


def test_only_literal_texts_are_judged_while_building() -> None:
    """A glob that comes from the event can only be looked at then."""
    match = Token("PATH", "match")
    assert TreeBuilder().call([match, Path(("a",)), Path(("b",))]).name == "match"
    assert TreeBuilder().call([match, Literal("["), Literal(5)]).name == "match"
    with pytest.raises(FqlError, match="this glob cannot match"):
        TreeBuilder().call([match, Path(("a",)), Literal("[")])
