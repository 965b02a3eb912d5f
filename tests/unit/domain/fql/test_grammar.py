"""How FQL is cut into words and how its operators bind (facts.md, section 4)."""

import pytest

from sprig_tui.domain.fql.grammar import GRAMMAR
from sprig_tui.domain.fql.parsing import parse
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

A, B, C = Path(("a",)), Path(("b",)), Path(("c",))


@pytest.mark.parametrize("word", ["and", "or", "in", "true", "false", "null", "all"])
def test_a_keyword_is_one_as_a_whole_word_only(word: str) -> None:
    assert f"/{word}(?!" in GRAMMAR
    assert parse(f"{word}s") == Path((f"{word}s",))
    assert parse(f"{word}.x") == Path((word, "x"))
    assert parse(f"x.{word}") == Path(("x", word))
    assert parse(f"\\{word}") == Path((word,))
    assert parse(f"{word}-1 = {word}_2") == Comparison(
        "=", Path((f"{word}-1",)), Path((f"{word}_2",))
    )


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("true", Literal(value=True)),
        ("false", Literal(value=False)),
        ("null", Literal(None)),
        ("all", All()),
        ("0", Literal(0)),
        ("-4", Literal(-4)),
        ("+5", Literal(5)),
        ("5.40", Literal(5.4)),
        ("1e3", Literal(1000.0)),
        ("-2.5E-3", Literal(-0.0025)),
        ("007", Literal(7)),
        ("'a'", Literal("a")),
        ('"a"', Literal("a")),
        ("[]", Items(())),
        ("[1, 'a', b, [null]]", Items((Literal(1), Literal("a"), B, Items((Literal(None),))))),
        ("2fa", Path(("2fa",))),
        ("1.x", Path(("1", "x"))),
        ("1.5.2", Path(("1", "5", "2"))),
        ("-a", Path(("-a",))),
        ("_metadata.x-y_Z9", Path(("_metadata", "x-y_Z9"))),
        (r"properties.product\ 1.price", Path(("properties", "product 1", "price"))),
        (r"\$a.\.b", Path(("$a", ".b"))),
        ("bool(a)", Call("bool", (A,))),
        ("bool ( a )", Call("bool", (A,))),
    ],
)
def test_values(text: str, node: Node) -> None:
    assert parse(text) == node


@pytest.mark.parametrize("operator", ["=", "!=", "<", "<=", ">", ">="])
def test_operators_need_no_spaces(operator: str) -> None:
    """facts.md, section 4: "`= != < <= > >=`"."""
    for text in (f"a{operator}b", f"a {operator} b", f"a\t{operator}\r\n b"):
        tree = parse(text)
        assert isinstance(tree, Comparison)
        assert (tree.operator, tree.left, tree.right) == (operator, A, B)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a or b and c", AnyOf((A, AllOf((B, C))))),
        ("a and b or c", AnyOf((AllOf((A, B)), C))),
        ("(a or b) and c", AllOf((AnyOf((A, B)), C))),
        ("a or b or c", AnyOf((A, B, C))),
        ("(a or b) or c", AnyOf((AnyOf((A, B)), C))),
        ("!a and b", AllOf((Not(A), B))),
        ("!(a and b)", Not(AllOf((A, B)))),
        ("!!a", Not(Not(A))),
        ("! a", Not(A)),
        ("!a = b", Comparison("=", Not(A), B)),
        ("!(a = b)", Not(Comparison("=", A, B))),
        ("a = 1 and b in [2]", AllOf((
            Comparison("=", A, Literal(1)), Comparison("in", B, Items((Literal(2),))),
        ))),
        ("(a = b) = true", Comparison("=", Comparison("=", A, B), Literal(value=True))),
        ("((((a))))", A),
        ("'x' in a.b", Comparison("in", Literal("x"), Path(("a", "b")))),
        ("length(a) > 0", Comparison(">", Call("length", (A,)), Literal(0))),
        ("lowercase(uppercase(a))", Call("lowercase", (Call("uppercase", (A,)),))),
        ("bool(a or b)", Call("bool", (AnyOf((A, B)),))),
    ],
)  # fmt: skip
def test_or_binds_weakest_then_and_then_comparisons_then_not(text: str, tree: Node) -> None:
    assert parse(text) == tree
