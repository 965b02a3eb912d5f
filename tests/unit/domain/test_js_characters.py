"""UTF-16 code units, sets of them, and the case rules of JavaScript's `i` flag."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sprig_tui.domain.js_characters import (
    EVERYTHING,
    LAST_UNIT,
    LINE_ENDS,
    SPACES,
    WORD,
    Ranges,
    complement,
    fold_case,
    from_code_units,
    ignoring_case,
    to_code_units,
    unite,
)

UNITS = st.integers(0, LAST_UNIT)
RANGES = st.lists(st.tuples(UNITS, UNITS).map(lambda pair: (min(pair), max(pair))), max_size=6)


def members(ranges: Ranges) -> set[int]:
    return {unit for low, high in ranges for unit in range(low, high + 1)}


def one(character: str) -> Ranges:
    return ((ord(character), ord(character)),)


@pytest.mark.parametrize(
    ("text", "units"),
    [("aé", "aé"), ("😀", "\ud83d\ude00"), ("\U0010ffff", "\udbff\udfff"), ("\ud83d", "\ud83d")],
)
def test_astral_characters_are_two_code_units(text: str, units: str) -> None:
    """JavaScript's strings hold UTF-16; a lone surrogate is a unit like any other."""
    assert to_code_units(text) == units
    assert from_code_units(units) == text


@given(st.text())
def test_code_units_lead_back_to_the_text(text: str) -> None:
    """Each way loses nothing."""
    units = to_code_units(text)
    assert from_code_units(units) == text
    assert len(units) * 2 == len(text.encode("utf-16-le"))


@given(RANGES)
def test_sets_unite_and_complement(ranges: list[tuple[int, int]]) -> None:
    """Sorted, apart, and the complement of the complement is the set."""
    united = unite(ranges)
    assert members(united) == members(tuple(ranges))
    assert all(high + 1 < low for (_, high), (low, _) in pairwise(united))
    assert complement(complement(united)) == united
    assert members(united).isdisjoint(members(complement(united)))


def test_the_sets_of_escapes() -> None:
    """ECMAScript, WhiteSpace and LineTerminator: with BOM and no-break space, without NEL."""
    assert {0x09, 0x0B, 0x20, 0xA0, 0xFEFF, 0x3000, 0x2028} <= members(SPACES)
    assert members(SPACES).isdisjoint({0x85, 0x200B, 0x180E})
    assert "".join(map(chr, sorted(members(LINE_ENDS)))) == "\n\r\u2028\u2029"
    assert len(members(WORD)) == 63


@pytest.mark.parametrize(
    ("character", "same"),
    [
        ("s", "sS"),
        ("K", "kK"),
        ("\u017f", "\u017f"),
        ("\u212a", "\u212a"),
        ("é", "éÉ"),
        ("µ", "µμ\u039c"),
        ("ß", "ß"),
        ("ς", "ςσΣ"),
        ("\u0131", "\u0131"),
        ("1", "1"),
        ("\ud801", "\ud801"),
    ],
)
def test_the_i_flag_takes_these_for_each_other(character: str, same: str) -> None:
    """ECMAScript, Canonicalize without `u`: toUppercase, one unit, never into ASCII."""
    assert {chr(unit) for unit in members(ignoring_case(one(character)))} == set(same)
    assert {fold_case(other) for other in same} == {fold_case(character)}


@given(st.characters(max_codepoint=LAST_UNIT), st.characters(max_codepoint=LAST_UNIT))
def test_sets_and_folded_texts_agree(one_: str, other: str) -> None:
    """A set that ignores case holds exactly what folds to the same."""
    held = ord(other) in members(ignoring_case(one(one_)))
    assert held == (fold_case(one_) == fold_case(other))


def test_everything_and_nothing_have_no_case() -> None:
    """They stay what they are."""
    assert ignoring_case(EVERYTHING) == EVERYTHING
    assert ignoring_case(()) == ()
    assert complement(EVERYTHING) == ()
