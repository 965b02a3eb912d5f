"""The grammar: how strongly operators bind, and where a mistake is."""

import pytest

from sprig_tui.domain.query import QueryError, parse_tree
from sprig_tui.domain.query.tree import (
    EVERYTHING,
    AllOf,
    AnyOf,
    Compared,
    Field,
    Glob,
    Negation,
    Node,
    Regex,
    Saved,
    Text,
    Word,
)


def word(text: str) -> Word:
    return Word(Text(text))


A, B, C = word("a"), word("b"), word("c")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", EVERYTHING),
        ("a b OR c", AnyOf((AllOf((A, B)), C))),
        ("a OR b c", AnyOf((A, AllOf((B, C))))),
        ("(a OR b) c", AllOf((AnyOf((A, B)), C))),
        ("NOT a b", AllOf((Negation(A), B))),
        ("-(a b)", Negation(AllOf((A, B)))),
        ("a(b)", word("a(b)")),
        ("(a(b) c)", AllOf((word("a(b)"), C))),
        ("OR(a)", None),
        ("ORDER", word("ORDER")),
        ("a,b", word("a,b")),
        ("/a b/i", Word(Regex("a b", ignore_case=True))),
        ("/docs/segment", word("/docs/segment")),
        ("/a", word("/a")),
        (r"/a\/b/", Word(Regex(r"a\/b"))),
        ("a@b", word("a@b")),
        ("@scope/x", word("@scope/x")),
        ("@mine", Saved("mine")),
        ("shop.example:8080", word("shop.example:8080")),
        ("event:a,b*,/c/", Field("event", (Text("a"), Glob("b*"), Regex("c")))),
        ("(event:a)", Field("event", (Text("a"),))),
        ("(event:/a/)", Field("event", (Regex("a"),))),
        ("seen:>=2", Field("seen", (Compared(">=", "2"),))),
        ('Prop.A."b.c":=x', Field("properties", (Compared("=", "x"),), ("A", "b.c"))),
        ('event:"a*"', Field("event", (Text("a*"),))),
    ],
)
def test_a_text_has_one_tree(text: str, tree: Node | None) -> None:
    """None stands for a text that is no query."""
    if tree is None:
        with pytest.raises(QueryError):
            parse_tree(text)
    else:
        assert parse_tree(text) == tree


@pytest.mark.parametrize(
    ("text", "position", "sentence"),
    [
        ("a AND", 5, "expected something after AND"),
        ("AND a", 0, "expected something before AND"),
        ("a AND AND b", 6, "expected something before AND"),
        ("NOT", 3, "expected something after NOT"),
        ("a OR OR b", 5, "expected something after OR"),
        ("()", 1, "expected something between ( and )"),
        ("(a) )", 4, "there is no ( for this )"),
        ("a (b (c)", 2, "expected a closing )"),
        ("event:a,", 8, "expected a value after the comma"),
        ("seen:>", 6, "expected a value after >"),
        ("a @", 3, "expected the name of a saved filter after @"),
        ("properties:x", 0, "expected a field: properties.NAME:VALUE"),
        ("propertes.plan:x", 0, 'there is no key "propertes"; did you mean properties?'),
    ],
)
def test_a_mistake_is_placed_and_explained(text: str, position: int, sentence: str) -> None:
    with pytest.raises(QueryError) as raised:
        parse_tree(text)
    assert (raised.value.position, str(raised.value)) == (position, sentence)
