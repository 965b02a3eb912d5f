"""Lines cut out of a text and put in."""

import pytest

from sprig_tui.adapters.config.cutting import cut, insert_lines, newline_of, splice


@pytest.mark.parametrize(
    ("text", "newline"),
    [("", "\n"), ("a", "\n"), ("a\nb\r\n", "\n"), ("a\r\nb\n", "\r\n"), ("\n", "\n")],
)
def test_the_first_line_says_how_lines_end(text: str, newline: str) -> None:
    """New lines end as the file's do."""
    assert newline_of(text) == newline


def test_splice_replaces_a_span() -> None:
    """Everything around it stays."""
    assert splice("abcd", 1, 3, "X") == "aXd"


@pytest.mark.parametrize(
    ("text", "offset", "lines", "after"),
    [
        ("a\nb\n", 2, "x", "a\nx\nb\n"),
        ("a", 1, "x", "a\nx\n"),
        ("a\r\nb", 4, "x", "a\r\nb\r\nx\r\n"),
        ("a\n", 2, "\nx", "a\n\nx\n"),
        ("", 0, "\nx", "x\n"),
        ("\ufeff", 1, "\nx", "\ufeffx\n"),
    ],
)
def test_lines_are_put_in(text: str, offset: int, lines: str, after: str) -> None:
    """A last line without an end gets one; no file begins with an empty line."""
    assert insert_lines(text, offset, lines) == after


@pytest.mark.parametrize(
    ("text", "gone", "after"),
    [
        ("a\nx\nb\n", "x\n", "a\nb\n"),
        ("a\n\nx\n\nb\n", "x\n", "a\n\nb\n"),
        ("x\n\n\nb\n", "x\n", "b\n"),
        ("\ufeffx\n\nb\n", "x\n", "\ufeffb\n"),
        ("a \n\n \nx", "x", "a \n"),
        ("a\r\n\r\nx\r\n\r\nb\r\n", "x\r\n", "a\r\n\r\nb\r\n"),
        ("x\n", "x\n", ""),
    ],
)
def test_lines_are_cut_out(text: str, gone: str, after: str) -> None:
    """With the blank lines that would stand double or at an end."""
    start = text.index(gone)
    assert cut(text, [(start, start + len(gone))]) == after


def test_several_spans_are_cut() -> None:
    """In any order."""
    assert cut("a\nb\nc\nd\n", [(4, 6), (0, 2)]) == "b\nd\n"
