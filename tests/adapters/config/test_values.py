"""How values and keys are written."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sprig_tui.adapters.config.values import format_key, format_keys, format_lines, format_value
from sprig_tui.domain.settings import MatchType

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@given(TEXTS, st.booleans())
def test_every_text_comes_back(text: str, literal: bool) -> None:
    """On one line, however it is quoted."""
    written = format_value(text, literal=literal)
    assert "\n" not in written
    assert tomllib.loads(f"x = {written}") == {"x": text}


@given(st.lists(TEXTS, min_size=1, max_size=3))
def test_every_key_comes_back(path: list[str]) -> None:
    """Bare where it can be."""
    nested: object = tomllib.loads(f"{format_keys(path)} = 1")
    for name in path:
        assert isinstance(nested, dict)
        nested = nested[name]
    assert nested == 1


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("a", '"a"'),
        (r"^\d+$", r"'^\d+$'"),
        ("it's \\d", '"it\'s \\\\d"'),
        ("a\nb", '"a\\nb"'),
        ('event = "A"', "'event = \"A\"'"),
        (MatchType.STARTS_WITH, '"startsWith"'),
        (True, "true"),
        (3, "3"),
        (0.5, "0.5"),
        ([], "[]"),
        (["a", "b"], '["a", "b"]'),
        ({}, "{}"),
        ({"properties": ["email"], "": ["id"]}, '{ properties = ["email"], "" = ["id"] }'),
    ],
)
def test_values_read_well(value: object, written: str) -> None:
    """Patterns keep their backslashes single."""
    assert format_value(value) == written


def test_keys_read_well() -> None:
    """Only what must be is quoted."""
    assert (format_key("a-b_1"), format_key("a.b"), format_key("")) == ("a-b_1", '"a.b"', '""')


@given(TEXTS, st.sampled_from(["\n", "\r\n"]))
def test_a_text_of_several_lines_comes_back(text: str, newline: str) -> None:
    """Where it can be written so at all."""
    written = format_lines(text, newline)
    assert written is None or tomllib.loads(f"x = {written}") == {"x": text}


def test_lines_are_written_as_they_are() -> None:
    assert format_lines('a = "x"\nor b', "\r\n") == "'''\r\na = \"x\"\r\nor b'''"
    for text in ("one", "a\n'''b", "a\nb'", "a\r\nb"):
        assert format_lines(text, "\n") is None
