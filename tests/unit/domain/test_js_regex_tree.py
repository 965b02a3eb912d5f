"""What can be said of a pattern without matching."""

import pytest

from sprig_tui.domain.js_regex_parser import JsRegexParser
from sprig_tui.domain.js_regex_tree import (
    BackReference,
    Capture,
    Choice,
    Node,
    Repeat,
    Text,
    can_be_empty,
    children,
    is_steady,
    required_texts,
    walk,
    written_size,
)


def parse(source: str) -> Node:
    return JsRegexParser(source).parse().root


def test_walking_meets_every_node() -> None:
    """The node itself first."""
    root = parse("(a|b)*")
    assert [type(node) for node in walk(root)] == [Repeat, Capture, Choice, Text, Text]
    assert children(BackReference(1)) == ()


@pytest.mark.parametrize(
    ("source", "empty"),
    [
        ("", True),
        ("a", False),
        ("[]", False),
        ("a*", True),
        ("a+", False),
        ("(?:a?)+", True),
        ("a|", True),
        ("a|b", False),
        ("(a?)b?", True),
        ("a?b", False),
        ("^", True),
        ("(?=a)", True),
        (r"(a)?\1", True),
    ],
)
def test_what_may_match_nothing(source: str, empty: bool) -> None:
    """A back reference may: its group need not have taken part."""
    assert can_be_empty(parse(source)) == empty


@pytest.mark.parametrize(
    ("source", "steady"), [("a?b|(c)", True), ("a*", False), ("(?=a+)", False), ("a{2}", False)]
)
def test_what_repeats(source: str, steady: bool) -> None:
    """An optional part is no repeat."""
    assert is_steady(parse(source)) == steady


def test_the_size_counts_what_is_written_out() -> None:
    """Repeats inside repeats multiply."""
    root = parse("(?:ab[c]){2,3}d*")
    assert written_size(root, lambda _: 1) == 4
    assert written_size(root, lambda repeat: repeat.high or 1) == 10
    assert written_size(parse(""), lambda _: 1) == 1


@pytest.mark.parametrize(
    ("source", "required"),
    [
        ("shop.example", ("shop", "example")),
        ("(?:ab|cd)e", ("e",)),
        ("(ab)+(?=cd)(?!ef)(?<=gh)", ("ab", "cd", "gh")),
        ("a*b?", ()),
        ("", ()),
        (r"(a)\1", ("a",)),
    ],
)
def test_what_every_match_contains(source: str, required: tuple[str, ...]) -> None:
    """Nothing that an alternative or an optional part could do without."""
    assert required_texts(parse(source)) == required
