"""Nothing that `safe` returns can drive a terminal."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sprig_tui.domain.safe_text import MAX_COMBINING, safe, safe_name


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("plain text, [brackets] and ünïcode ✓", "plain text, [brackets] and ünïcode ✓"),
        ("\x1b]0;title\x07", "\\x1b]0;title\\x07"),
        ("\x9b2J", "\\x9b2J"),
        ("a\nb\tc\r", "a\\x0ab\\x09c\\x0d"),
        ("\u202etxt.exe", "\\u202etxt.exe"),
        ("zero\u200bwidth", "zero\\u200bwidth"),
        ("line\u2028sep", "line\\u2028sep"),
        ("\ud800", "\\ud800"),
        ("\U000e0041", "\\U000e0041"),
        ("\x00", "\\x00"),
        ("🏳\ufe0f", "🏳\ufe0f"),
        ("a\u3164\u115f\u1160\uffa0\u2800b", "a\\u3164\\u115f\\u1160\\uffa0\\u2800b"),
        ("한글 ⠁", "한글 ⠁"),
        (" two  spaces ", " two  spaces "),
    ],
)
def test_what_could_drive_a_terminal_becomes_visible(raw: str, shown: str) -> None:
    assert safe(raw) == shown


def test_a_pile_of_combining_marks_is_cut() -> None:
    assert safe("e" + "\u0301" * 500 + "x") == "e" + "\u0301" * MAX_COMBINING + "x"


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [("abcdef", 4, "abc…"), ("abcd", 4, "abcd"), ("ab", 0, "…"), ("\x1b" * 9, 2, "\\x1b…")],
)
def test_a_limit_cuts_the_text_and_says_so(text: str, limit: int, shown: str) -> None:
    assert safe(text, limit) == shown


@given(st.text(alphabet=st.characters()))
def test_every_character_is_printable_or_a_mark(text: str) -> None:
    for character in safe(text):
        assert character.isprintable() or unicodedata.category(character) in ("Mn", "Me")
        assert unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Order Completed", "Order Completed"),
        (" Order Completed", "\\x20Order Completed"),
        ("Order Completed  ", "Order Completed\\x20\\x20"),
        ("Order   Completed", "Order \\x20\\x20Completed"),
        ("  ", "\\x20\\x20"),
        ("a\u00a0b\n", "a\\xa0b\\x0a"),
        ("", ""),
    ],
)
def test_spaces_that_nobody_would_see_in_a_name_are_shown(name: str, shown: str) -> None:
    assert safe_name(name) == shown
    assert safe_name(name, 3) == safe_name(safe(name, 3))
