"""Escapes, classes and group names (ECMAScript 2024 with Annex B.1.2)."""

import pytest

from sprig_tui.domain.js_regex_escapes import (
    JsRegexError,
    read_character_escape,
    read_class,
    read_group_name,
)


@pytest.mark.parametrize(
    ("units", "unit", "end"),
    [
        (r"\n", "\n", 2),
        (r"\x4a1", "J", 4),
        (r"\x4g", "x", 2),
        (r"\u004Ab", "J", 6),
        (r"\u{4a}", "u", 2),
        (r"\cJ", "\n", 3),
        (r"\c1", "\\", 1),
        (r"\0", "\0", 2),
        (r"\07", "\x07", 3),
        (r"\3777", "ÿ", 4),
        (r"\477", "'", 3),
        (r"\8", "8", 2),
        (r"\k", "k", 2),
        (r"\-", "-", 2),
    ],
)
def test_an_escape_stands_for_a_code_unit(units: str, unit: str, end: int) -> None:
    """Outside a class, in a pattern without named groups."""
    found = read_character_escape(units, 0, in_class=False, has_names=False)
    assert found == (unit, end)


def test_a_class_knows_more_control_letters() -> None:
    r"""`[\c1]` and `[\c_]` (Annex B, ClassControlLetter)."""
    assert read_character_escape(r"\c1", 0, in_class=True, has_names=False) == ("\x11", 3)
    assert read_character_escape(r"\c_", 0, in_class=True, has_names=False) == ("\x1f", 3)


@pytest.mark.parametrize(
    ("units", "expected"),
    [
        ("[]x", ((), False, 2)),
        ("[^]x", ((), True, 3)),
        ("[b-da]", (((0x61, 0x64),), False, 6)),
        ("[a-]", (((0x2D, 0x2D), (0x61, 0x61)), False, 4)),
        (r"[\d-a]", (((0x2D, 0x2D), (0x30, 0x39), (0x61, 0x61)), False, 6)),
        (r"[\b]", (((8, 8),), False, 4)),
        (r"[^\D]", (((0, 0x2F), (0x3A, 0xFFFF)), True, 5)),
    ],
)
def test_a_class_is_a_set(
    units: str, expected: tuple[tuple[tuple[int, int], ...], bool, int]
) -> None:
    """Its ranges, whether it is negated, and where it ends."""
    assert read_class(units, 0, has_names=False) == expected


@pytest.mark.parametrize(("units", "position"), [("[a", 0), ("[b-a]", 1), ("[a-", 0), ("[\\", 1)])
def test_a_broken_class_is_refused(units: str, position: int) -> None:
    """At its opening, or where the range begins."""
    with pytest.raises(JsRegexError) as caught:
        read_class(units, 0, has_names=False)
    assert caught.value.position == position


@pytest.mark.parametrize(
    ("units", "name"),
    [
        ("year>", "year"),
        ("$_1>", "$_1"),
        (r"\u0061b>", "ab"),
        (r"\u{1d49c}>", "\U0001d49c"),
        ("\ud835\udc9c>", "\U0001d49c"),
        ("a\u200c>", "a\u200c"),
    ],
)
def test_a_group_name_is_an_identifier(units: str, name: str) -> None:
    """With escapes, and characters beyond the Basic Multilingual Plane."""
    assert read_group_name(units, 0) == (name, len(units))


@pytest.mark.parametrize("units", [">", "1>", "a b>", "a", "\ud835>", r"\u{110000}>", r"\u00>"])
def test_other_names_are_refused(units: str) -> None:
    """The position is where the name begins."""
    with pytest.raises(JsRegexError, match="invalid group name") as caught:
        read_group_name("(?<" + units, 3)
    assert caught.value.position == 3
