"""FQL texts that are none: where, what was expected, and how to repair them."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sprig_tui.domain.fql.errors import FqlError
from sprig_tui.domain.fql.parsing import MAX_LENGTH, MAX_NESTING, parse
from sprig_tui.domain.fql.tree import AnyOf, Comparison, Path, children

VALUE = "a field, a value or a function"
MORE = ("an operator", "`and`", "`or`")


def failure(text: str) -> FqlError:
    with pytest.raises(FqlError) as caught:
        parse(text)
    return caught.value


@pytest.mark.parametrize(
    ("text", "line", "column", "expected", "found"),
    [
        ("", 1, 1, (VALUE,), "the end"),
        ("  \n ", 2, 2, (VALUE,), "the end"),
        ("a and", 1, 6, (VALUE,), "the end"),
        ("a = ", 1, 5, (VALUE,), "the end"),
        ("a\n  = \n  and", 3, 3, (VALUE,), "`and`"),
        ("a = b = c", 1, 7, ("`and`", "`or`", "the end"), "`=`"),
        ("((a)", 1, 5, (*MORE, "`)`"), "the end"),
        ("a)", 1, 2, (*MORE, "the end"), "`)`"),
        ("(a]", 1, 3, (*MORE, "`)`"), "`]`"),
        ("x in [1,]", 1, 9, (VALUE,), "`]`"),
        ("x in [1 2]", 1, 9, (*MORE, "`,`", "`]`"), "`2`"),
        ("bool(a", 1, 7, (*MORE, "`,`", "`)`"), "the end"),
        ("a b", 1, 3, (*MORE, "the end"), "`b`"),
        ("in", 1, 1, (VALUE,), "`in`"),
        ("a = @", 1, 5, (VALUE,), "`@`"),
        ("a = b." + "c" * 40 + " d" * 20, 1, 48, ("`and`", "`or`", "the end"), "`d`"),
        ("a " + "b" * 40, 1, 3, (*MORE, "the end"), f"`{'b' * 29}…`"),
    ],
)
def test_an_error_names_the_place_what_was_expected_and_what_was_found(
    text: str, line: int, column: int, expected: tuple[str, ...], found: str
) -> None:
    error = failure(text)
    assert (error.position.line, error.position.column) == (line, column)
    assert error.expected == expected
    assert f"found {found}" in error.message


@pytest.mark.parametrize(
    ("text", "column", "hint"),
    [
        ("", 1, "`all` matches every event"),
        ('userId = oops"', 14, "this text has no closing quote"),
        ("event = 'x", 9, "this text has no closing quote"),
        ("event = Signup Completed", 16, "a text stands in quotes"),
        ("properties.product 1 = 2", 20, "a space within a field's name is written `\\ `"),
        ("a 'b'", 3, "a text stands in quotes"),
        ('event == "x"', 8, "write `=`"),
        ("a <> 1", 4, "write `!=`"),
        ("a =< 1", 4, "write `<=`"),
        ("a => 1", 4, "write `>=`"),
        ("a && b", 3, "write `and`"),
        ("a || b", 3, "write `or`"),
        ("a AND b", 3, "write `and`"),
        ("a Or b", 3, "write `or`"),
        ("a IN [1]", 3, "write `in`"),
        ("not a", 5, "write `!` for not"),
        ("a NOT in b", 3, "write `!` for not"),
        ("event = “x”", 9, "straight quotes"),
        ("properties.$x = 1", 11, "within a field's name write `\\$`"),
        ("a. = 1", 2, "both sides of a dot"),
        ("5. > a", 2, "both sides of a dot"),
        ("é = 1", 1, "within a field's name write `\\é`"),
        ("((a)", 5, "a `(` has no `)`"),
        ("a in [1", 8, "a `[` has no `]`"),
        ("a)", 2, "nothing is open that `)` could close"),
        ("a = b]", 6, "nothing is open that `]` could close"),
        ("a = \\", 5, "nothing follows the `\\`"),
    ],
)
def test_common_mistakes_are_told_how_to_repair_them(text: str, column: int, hint: str) -> None:
    error = failure(text)
    assert hint in error.message
    assert error.position.column == column


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('contain(event, "x")', "there is no function `contain`; did you mean `contains`?"),
        ("Lowercase(a) = b", "there is no function `Lowercase`; did you mean `lowercase`?"),
        ("lenght(a) > 1", "there is no function `lenght`; did you mean `length`?"),
        ("zzz(a)", "there is no function `zzz`; there are contains, match, "),
        ("contains(a)", "contains(text, part) takes 2 arguments, found 1"),
        ("length()", "length(value) takes 1 argument, found 0"),
        ("typeof(a, b)", "typeof(value) takes 1 argument, found 2"),
        ('match(a, "[x-]")', r"this glob cannot match: `]` within `[…]` is written `\]`"),
        ('semver(a, "~", "1")', 'the middle of semver is one of "=", "!=", "<", '),
        ('semver(a, ">", "v1")', "a version is up to three numbers"),
        ('semver("1.2.3.4", ">", a)', "a version is up to three numbers"),
        ("a = 1e999", "the number is out of range"),
        (f"a = {'9' * 400}", "the number is out of range"),
    ],
)
def test_what_the_grammar_allows_and_the_language_does_not(text: str, message: str) -> None:
    assert message in failure(text).message


def test_an_error_within_a_longer_text_keeps_its_place() -> None:
    error = failure('type = "track"\n  and contian(event, "x")')
    assert (error.position.line, error.position.column) == (2, 7)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 9_999 + "a" + ")" * 9_999,
        "[" * 10_000,
        "!" * 10_000 + "a",
        "bool(" * 3_000 + "a" + ")" * 3_000,
        "!(" * 5_000 + "a" + ")" * 5_000,
        "(a and " * 2_000 + "a" + ")" * 2_000,
    ],
)
def test_deep_nesting_is_an_error_and_no_recursion(text: str) -> None:
    assert failure(text).message == f"nested deeper than {MAX_NESTING} levels"


@pytest.mark.parametrize(
    "text",
    [
        "(" * MAX_NESTING + "a" + ")" * MAX_NESTING,
        "!" * MAX_NESTING + "a",
        " and ".join(["!!(a)"] * 200),
        " and ".join([f"({'(' * 30}a{')' * 30} or !b)"] * 100),
        "[" + ", ".join(["!a"] * 200) + "]",
        " or ".join(["a"] * 3_000),
    ],
)
def test_width_is_no_depth(text: str) -> None:
    assert children(parse(text)) is not None


def test_a_text_that_is_too_long_is_an_error() -> None:
    assert "longer than 20,000 characters" in failure("a" * (MAX_LENGTH + 1)).message
    assert parse("a" * MAX_LENGTH) == Path(("a" * MAX_LENGTH,))


def test_nodes_know_where_they_stood() -> None:
    tree = parse('a = "x"\n  or b.c != bool(d)')
    assert isinstance(tree, AnyOf)
    second = tree.values[1]
    assert isinstance(second, Comparison)
    places = [second.at, *[getattr(child, "at", None) for child in children(second)]]
    assert [(place.line, place.column) for place in places if place] == [(2, 10), (2, 6), (2, 13)]


def test_the_parser_is_loaded_when_it_is_first_used() -> None:
    """Most verbs never parse FQL and should not wait for Lark."""
    script = "import sys, sprig_tui.domain.filters; print('lark' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


WORDS = ["and", "or", "in", "all", "a", "b.c", "1", '"x"', "'", "\\", "é", *"()[]!=<>,. \n"]


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(WORDS), max_size=14).map("".join))
def test_any_text_parses_or_fails_with_a_place_in_it(text: str) -> None:
    error = None
    try:
        parse(text)
    except FqlError as caught:
        error = caught
    if error is not None:
        lines = text.split("\n")
        line = lines[error.position.line - 1]
        assert 1 <= error.position.column <= len(line) + 1
        assert error.message
