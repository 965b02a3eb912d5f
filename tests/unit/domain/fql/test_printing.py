"""Trees printed and read back."""

import pytest
from hypothesis import given, settings

from sprig_tui.domain.fql.parsing import parse
from sprig_tui.domain.fql.printing import to_text
from sprig_tui.domain.fql.tree import Node
from tests.unit.domain.fql.strategies import trees


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("all", "all"),
        ("type='track'", 'type = "track"'),
        ("a  and(b or c)", "a and (b or c)"),
        ("(a and b) or c", "a and b or c"),
        ("a and (b and c)", "a and (b and c)"),
        ("(((a)))", "a"),
        ("!(a = 1)", "!(a = 1)"),
        ("!(a)", "!a"),
        ("! !a", "!!a"),
        ("(!a) = b", "!a = b"),
        ("(a or b) != (c = d)", "(a or b) != (c = d)"),
        ("a in ['x',1,null]", 'a in ["x", 1, null]'),
        ("contains( a , 'b' )", 'contains(a, "b")'),
        (r"properties.product\ 1.price >= 1.50", r"properties.product\ 1.price >= 1.5"),
        (r"\in = \1", r"\in = \1"),
        (r"'it\'s'", '"it\'s"'),
        (r"match(a, 'ab\*d')", r'match(a, "ab\\*d")'),
        ("a = true or b = false", "a = true or b = false"),
        ("a = 1e3", "a = 1000.0"),
        ("[]", "[]"),
    ],
)
def test_the_plainest_spelling(text: str, printed: str) -> None:
    assert to_text(parse(text)) == printed
    assert parse(printed) == parse(text)


@settings(deadline=None, max_examples=300)
@given(trees())
def test_what_is_printed_parses_to_the_same_tree(tree: Node) -> None:
    printed = to_text(tree)
    assert parse(printed) == tree
    assert len(printed.splitlines()) <= 1 or "\\" in printed
    assert to_text(parse(printed)) == printed
