"""The tree that a pattern is read into."""

import pytest

from sprig_tui.domain.js_characters import DIGITS, LINE_ENDS
from sprig_tui.domain.js_regex_escapes import JsRegexError
from sprig_tui.domain.js_regex_parser import DEEPEST, JsRegexParser
from sprig_tui.domain.js_regex_tree import (
    BackReference,
    Capture,
    Characters,
    Choice,
    Edge,
    Look,
    Node,
    Repeat,
    Sequence,
    Text,
)

A, B = Text("a"), Text("b")


def parse(source: str) -> Node:
    return JsRegexParser(source).parse().root


@pytest.mark.parametrize(
    ("source", "tree"),
    [
        ("", Text("")),
        ("abc", Text("abc")),
        (r"a\.b\/c", Text("a.b/c")),
        ("ab*", Sequence((A, Repeat(B, 0, None)))),
        ("a|b|", Choice((A, B, Text("")))),
        ("(?:a)", A),
        ("(a)(b)", Sequence((Capture(A, 1), Capture(B, 2)))),
        ("((a)b)", Capture(Sequence((Capture(A, 2), B)), 1)),
        ("^$", Sequence((Edge("start"), Edge("end")))),
        (r"\b\B", Sequence((Edge("word"), Edge("inside")))),
        (".", Characters(LINE_ENDS, negated=True)),
        (r"\D", Characters(DIGITS, negated=True)),
        ("[^0-9]", Characters(DIGITS, negated=True)),
        ("a+?", Repeat(A, 1, None, lazy=True)),
        ("a{2}", Repeat(A, 2, 2)),
        ("a{2,}", Repeat(A, 2, None)),
        ("a{2,3}?", Repeat(A, 2, 3, lazy=True)),
        ("a{99999999999}", Repeat(A, 2**31 - 1, 2**31 - 1)),
        ("a{,2}", Text("a{,2}")),
        ("a{", Text("a{")),
        ("(?=a)", Look(A, behind=False, negative=False)),
        ("(?!a)", Look(A, behind=False, negative=True)),
        ("(?<=a)", Look(A, behind=True, negative=False)),
        ("(?<!a)", Look(A, behind=True, negative=True)),
        ("(?=a)*", Text("")),
        ("(?=a){2,}", Look(A, behind=False, negative=False)),
        (r"(a)\1", Sequence((Capture(A, 1), BackReference(1)))),
        (r"(a)\2", Sequence((Capture(A, 1), Text("\2")))),
        (r"\1(?:a)[(](?!b)\(", parse(r"\x01a[(](?!b)\(")),
        (r"(?<n>a)\k<n>", Sequence((Capture(A, 1), BackReference("n")))),
    ],
)
def test_a_pattern_is_read(source: str, tree: Node) -> None:
    """Plain runs are one text; groups that capture nothing leave no trace."""
    assert parse(source) == tree


def test_names_give_the_numbers_of_groups() -> None:
    """Counted among all capturing groups by their opening parenthesis."""
    assert JsRegexParser("(a)(?<x>b(?<y>c))").parse().names == {"x": 2, "y": 3}


def test_nesting_has_a_limit() -> None:
    """It is the same wherever the parser is called from, unlike Python's own."""
    assert isinstance(parse("(" * DEEPEST + ")" * DEEPEST), Capture)
    with pytest.raises(JsRegexError, match="nested more than 60 deep") as caught:
        parse("(" * (DEEPEST + 1) + ")" * (DEEPEST + 1))
    assert caught.value.position == DEEPEST
