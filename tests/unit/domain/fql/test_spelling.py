"""Escapes in texts and in field paths (facts.md, section 4)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sprig_tui.domain.fql.spelling import KEYWORDS, read_path, read_text, write_path, write_text
from sprig_tui.domain.js_characters import from_code_units
from tests.unit.domain.fql.strategies import TEXTS


@pytest.mark.parametrize(
    ("quoted", "text"),
    [
        ('"track"', "track"),
        ("'track'", "track"),
        ("''", ""),
        (r'"say \"hi\""', 'say "hi"'),
        (r"'it\'s'", "it's"),
        (r"'a \"b\"'", 'a "b"'),
        (r'"a\\b"', "a\\b"),
        (r'"a\nb\tc\rd"', "a\nb\tc\rd"),
        (r'"\u00e9\u0041"', "éA"),
        (r'"\ud83d\ude00 \uD83D\uDE00"', "😀 😀"),
        (r'"\ud83d \ude00"', "\ud83d \ude00"),
        (r'"\ude00\ud83d"', "\ude00\ud83d"),
        ('"a\nb"', "a\nb"),
        (r"'ab\*d'", r"ab\*d"),
        (r"'ab\\*d'", r"ab\*d"),
        (r"'\['", r"\["),
        (r"'\u12'", r"\u12"),
        (r"'\\n'", r"\n"),
    ],
)
def test_both_quote_styles_and_their_escapes(quoted: str, text: str) -> None:
    """facts.md, section 4: "strings in single or double quotes"; a glob's escapes pass through."""
    assert read_text(quoted) == text


@settings(deadline=None)
@given(TEXTS)
def test_a_written_text_reads_back(text: str) -> None:
    """Two surrogates side by side are one character, as they are in JSON."""
    written = write_text(text)
    assert read_text(written) == from_code_units(text)
    assert len(written.splitlines()) == 1


@pytest.mark.parametrize(
    ("path", "keys"),
    [
        ("", ()),
        ("properties", ("properties",)),
        ("context.device", ("context", "device")),
        (r"properties.product\ 1.price", ("properties", "product 1", "price")),
        ("properties.product 1", ("properties", "product 1")),
        (r"traits.plan\.tier", ("traits", "plan.tier")),
        (r"a\\b", ("a\\b",)),
        (r"\a", ("a",)),
        ("a.", ("a", "")),
        ("a\\", ("a\\",)),
    ],
)
def test_a_path_is_cut_at_its_bare_dots(path: str, keys: tuple[str, ...]) -> None:
    r"""facts.md, section 4: "field paths `properties.a.b`, … escaped by `\`"."""
    assert read_path(path) == keys


@pytest.mark.parametrize(
    ("keys", "path"),
    [
        (("properties", "email"), "properties.email"),
        (("properties", "product 1"), r"properties.product\ 1"),
        (("plan.tier",), r"plan\.tier"),
        (("in",), r"\in"),
        (("in", "x"), "in.x"),
        (("1", "5"), r"\1.5"),
        (("2fa",), "2fa"),
        (("é",), r"\é"),
    ],
)
def test_a_path_is_written_as_fql_reads_it(keys: tuple[str, ...], path: str) -> None:
    assert write_path(keys) == path


@settings(deadline=None)
@given(st.lists(TEXTS | st.sampled_from(sorted(KEYWORDS)), min_size=2, max_size=4))
def test_a_written_path_reads_back(keys: list[str]) -> None:
    assert read_path(write_path(keys)) == tuple(keys)
