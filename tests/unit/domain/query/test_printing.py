"""From trees to texts and back."""

import pytest
from hypothesis import assume, given

from sprig_tui.domain.query import QueryError, parse_tree, query_text
from sprig_tui.domain.query.tree import Node
from tests.unit.domain.query.strategies import nodes, query_texts


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("", ""),
        ("  a   b ", "a b"),
        ('"order completed" "x"', '"order completed" x'),
        ("why:unmapped prop.plan:pro", "reason:unmapped properties.plan:pro"),
        ("a OR b c", "a OR b c"),
        ("(a OR b) c", "(a OR b) c"),
        ("NOT (a AND b)", "-(a b)"),
        ("NOT a", "-a"),
        ("--a", '-"-a"'),
        ("a OR (b OR c)", "a OR (b OR c)"),
        ("((a))", "a"),
        ('"OR" or', '"OR" or'),
        ("https://a.example/x", '"https://a.example/x"'),
        ("url:https://a.example/x,*/y", "url:https://a.example/x,*/y"),
        ('event:="A B",/^A/i', 'event:="A B",/^A/i'),
        ("seen:>=2", "seen:>=2"),
        ('user:"a,b"', 'user:"a,b"'),
        ('traits."first name".x:y', 'traits."first name".x:y'),
        ("@mine -@both", "@mine -@both"),
        (r'"say \"hi\" \\"', r'"say \"hi\" \\"'),
    ],
)
def test_a_tree_is_printed_in_its_shortest_usual_form(text: str, printed: str) -> None:
    assert query_text(parse_tree(text)) == printed


@given(node=nodes())
def test_what_is_printed_reads_back_the_same(node: Node) -> None:
    assert parse_tree(query_text(node)) == node


@given(text=query_texts())
def test_whatever_was_typed_keeps_its_meaning_when_printed(text: str) -> None:
    try:
        tree = parse_tree(text)
    except QueryError:
        assume(False)
    assert parse_tree(query_text(tree)) == tree
