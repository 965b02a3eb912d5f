"""The pieces of a query's text."""

import pytest

from sprig_tui.domain.query.errors import QueryError
from sprig_tui.domain.query.scanning import SPACE, Scanner, path_of
from sprig_tui.domain.query.tree import Compared, Glob, Regex, Text


@pytest.mark.parametrize(
    ("text", "value", "rest"),
    [
        ("a b", Text("a"), " b"),
        ("a,b", Text("a"), ",b"),
        ("a)b", Text("a"), ")b"),
        ("(a,b)", Text("(a"), ",b)"),
        ("(a b)", Text("(a"), " b)"),
        ('"a, b"c', Text("a, b"), "c"),
        ('="a b"', Compared("=", "a b"), ""),
        ("<=3,4", Compared("<=", "3"), ",4"),
        ("a*", Glob("a*"), ""),
        ("/a b/,c", Regex("a b"), ",c"),
        ("/a/b", Text("/a/b"), ""),
        (" a", None, " a"),
    ],
)
def test_a_value_ends_where_the_next_thing_begins(text: str, value: object, rest: str) -> None:
    scan = Scanner(text)
    assert scan.value() == value
    assert text[scan.at :] == rest


def test_a_part_knows_its_place() -> None:
    """And whether it may still be typed."""
    scan = Scanner("a bc")
    first = scan.word()
    scan.take(SPACE)
    second = scan.word()
    assert first is not None
    assert second is not None
    assert (first.position, first.last) == (0, False)
    assert (second.position, second.last) == (2, True)
    assert scan.ended


def test_an_open_quote_ends_with_the_text_while_it_is_typed() -> None:
    assert Scanner('"a b', typing=True).word() == Text("a b")
    for text, typing in (('"a b', False), ('"', True)):
        with pytest.raises(QueryError) as raised:
            Scanner(text, typing=typing).word()
        assert raised.value.unfinished


def test_names_of_a_path_may_be_quoted() -> None:
    assert path_of('.plan."b.c"."d\\"e".0') == ("plan", "b.c", 'd"e', "0")
