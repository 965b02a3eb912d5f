"""FQL's globs (facts.md, section 4, "Glob")."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sprig_tui.domain.fql.globs import MAX_GLOB, GlobError, compile_glob, matches_glob, translate
from tests.unit.domain.fql.strategies import TEXTS


@pytest.mark.parametrize(
    ("glob", "text"),
    [
        # Any run, "including `/`", is what `*` stands for.
        ("*", ""),
        ("*", "a/b\nc"),
        ("a*d", "abcd"),
        ("a*d", "ad"),
        ("a*/c", "a/b/c"),
        ("*d", "abcd"),
        ("a*", "a"),
        ("**b**", "abc"),
        ("*a*b*c*", "xxaxbxcx"),
        # "`?` one character"
        ("a??d", "abcd"),
        ("?", "🎉"),
        ("?", "\n"),
        # "`[abc]`, `[a-z]`", and "glob `[^a]`"
        ("ab[cC]d", "abCd"),
        ("ab[a-z]d", "abcd"),
        ("[a-c0-9_]", "7"),
        ("[^a]", "b"),
        ("[^a]", "/"),
        ("[^a-c]", "é"),
        ("[a^]", "^"),
        ("[!a]", "!"),
        ("[^z-a]", "q"),
        ("[à-ü]", "é"),
        # "`\x` literal"
        (r"ab\*d", "ab*d"),
        (r"\?\[\]\\", "?[]\\"),
        (r"[\]]", "]"),
        (r"[a\-z]", "-"),
        (r"[\^a]", "^"),
        (r"\a\n", "an"),
        ("a]b", "a]b"),
        # what means something to a regular expression means itself
        ("a.b+(c)|^$", "a.b+(c)|^$"),
        ("{x}", "{x}"),
        ("\x00", "\x00"),
        ("", ""),
    ],
)
def test_what_a_glob_matches(glob: str, text: str) -> None:
    assert matches_glob(text, glob)


@pytest.mark.parametrize(
    ("glob", "text"),
    [
        # "full match; case sensitive"
        ("ab", "abc"),
        ("bc", "abc"),
        ("ABC", "abc"),
        ("ab[A-Z]d", "abcd"),
        ("a??d", "abd"),
        ("?", ""),
        ("?", "ab"),
        ("*b", "abc"),
        ("b*", "abc"),
        ("*x*", "abc"),
        ("[^a]", "a"),
        ("[^a]", ""),
        (r"ab\*d", "abcd"),
        (r"[a\-z]", "m"),
        ("[z-a]", "m"),
        ("a.b", "axb"),
        ("", "a"),
    ],
)
def test_what_a_glob_does_not_match(glob: str, text: str) -> None:
    assert not matches_glob(text, glob)


@pytest.mark.parametrize(
    ("glob", "why"),
    [
        ("[", "the `[` has no `]`"),
        ("[^", "the `[` has no `]`"),
        ("a[bc", "the `[` has no `]`"),
        ("[]a]", r"`]` within `[…]` is written `\]`"),
        ("[-a]", r"`-` within `[…]` is written `\-`"),
        ("[a-]", r"`]` within `[…]` is written `\]`"),
        ("[a-b-c]", r"`-` within `[…]` is written `\-`"),
        ("a\\", r"nothing follows the `\`"),
        ("[\\", r"nothing follows the `\`"),
        ("?" * (MAX_GLOB + 1), "longer than 1,000 characters"),
    ],
)
def test_a_malformed_glob_says_why_and_never_matches(glob: str, why: str) -> None:
    with pytest.raises(GlobError, match=re.escape(why)):
        compile_glob(glob)
    assert not matches_glob("a", glob)


def test_a_glob_that_re2_refuses_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sprig_tui.domain.fql.globs.translate", lambda _glob: "(")
    with pytest.raises(GlobError, match="too large"):
        compile_glob("refused?")


@pytest.mark.parametrize("glob", ["a?c", "a\ud800c", "a[\ud800]c"])
def test_a_lone_surrogate_is_one_character(glob: str) -> None:
    """JavaScript can send one; UTF-8, which RE2 reads, cannot say it."""
    assert matches_glob("a\ud800c", glob)


@pytest.mark.parametrize("glob", ["*a*a*a*a*a*a*a*a*b", "*a" + "?" * 400 + "b", "*[a-b]*[^c]*c"])
def test_hostile_globs_end(glob: str) -> None:
    assert not matches_glob("a" * 32_000, glob)


def test_stars_that_touch_are_one() -> None:
    assert translate("a***b") == "a.*b"


@settings(deadline=None)
@given(TEXTS)
def test_an_escaped_text_matches_itself_only(text: str) -> None:
    glob = "".join(f"\\{character}" for character in text)
    assert matches_glob(text, glob)
    assert not matches_glob(text + "x", glob)


@settings(deadline=None)
@given(TEXTS, st.text("ab*?[]^-\\", max_size=10))
def test_no_glob_raises_while_matching(text: str, glob: str) -> None:
    assert matches_glob(text, glob) in (True, False)


@settings(deadline=None)
@given(st.text("ab", max_size=8), st.text("ab*?", max_size=6))
def test_the_fast_ways_agree_with_the_definition(text: str, glob: str) -> None:
    expected = re.fullmatch(glob.replace("*", ".*").replace("?", "."), text) is not None
    assert matches_glob(text, glob) is expected
