"""How a pattern is written for another engine; what it means there, test_js_regex holds."""

import pytest
import regex

from sprig_tui.domain.js_regex_parser import JsRegexParser
from sprig_tui.domain.js_regex_writer import LONGEST_CHAIN, RE2, REGEX, Writer


def write_re2(source: str, *, ignore_case: bool = False) -> str:
    return Writer(RE2, ignore_case=ignore_case).write(JsRegexParser(source).parse().root)


def write_regex(source: str, *referenced: int) -> str:
    writer = Writer(REGEX, ignore_case=False, referenced=frozenset(referenced))
    return writer.write_whole(JsRegexParser(source).parse().root)


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("a1", "a1"),
        ("/é\n", r"\x{002f}\x{00e9}\x{000a}"),
        ("^a$", r"\Aa\z"),
        (r"\ba", r"\ba"),
        ("[]", r"[^\x{0000}-\x{ffff}]"),
        ("[^]", r"[\x{0000}-\x{ffff}]"),
        ("[^a-z]", r"[\x{0000}-\x{0060}\x{007b}-\x{ffff}]"),
        ("a|b", "(?:a|b)"),
        ("(a)*?", "(?:(?:a))*?"),
        ("a{2}b{2,}c{2,3}d?", "(?:a){2}(?:b){2,}(?:c){2,3}(?:d)?"),
        ("(?:)*a", "a"),
    ],
)
def test_nothing_is_left_to_the_engine(source: str, written: str) -> None:
    """Signs are code units, sets ranges, ends of input what they are without `m`."""
    assert write_re2(source) == written


def test_the_i_flag_is_written_out() -> None:
    """The engine's own folding knows more equal letters than JavaScript."""
    assert write_re2("a1é", ignore_case=True) == r"[Aa]1[\x{00c9}\x{00e9}]"


def test_the_letters_that_re2_folds_to_more_are_no_class_of_two() -> None:
    """Not of the pattern's own either: such a class it takes for one letter in any case."""
    assert write_re2("Ks", ignore_case=True) == "(?:K|k)(?:S|s)"
    assert write_re2("[kK][Ss]x") == "(?:K|k)(?:S|s)x"
    assert write_re2("[kKs]") == "[Kks]"


def test_look_around_and_edges_for_regex() -> None:
    r"""Words are ASCII; `\B` is spelled out."""
    assert write_regex("(?=a)(?!b)(?<=c)(?<!d)") == "(?=a)(?!b)(?<=c)(?<!d)"
    assert write_regex(r"\u002f$") == r"\u002f\Z"
    assert regex.search(write_regex(r"\Bb"), "ab")
    assert regex.search(write_regex(r"\bb"), "éb")


def test_only_referenced_groups_capture() -> None:
    """They are emptied at the start, and in every round of a repeat."""
    assert write_regex(r"(a)(b)\2", 2) == "(?<g2>)(?:a)(?<g2>b)(?P=g2)"
    assert write_regex(r"(?:(a)b){2}\1", 1) == ("(?<g1>)(?<g1>)(?<g1>a)b(?<g1>)(?<g1>a)b(?P=g1)")
    assert write_regex(r"(a\1)", 1) == "(?<g1>)(?<g1>a)"


def test_a_long_chain_stays_a_repeat() -> None:
    """Written out it would nest too deeply."""
    short = write_regex(rf"(?:ab){{0,{LONGEST_CHAIN}}}(c)\1", 1)
    long = write_regex(rf"(?:ab){{0,{LONGEST_CHAIN + 1}}}(c)\1", 1)
    assert short.count("|)") == LONGEST_CHAIN
    assert f"{{0,{LONGEST_CHAIN + 1}}}" in long
    assert write_regex(r"(?:ab)??(c)\1", 1).startswith("(?<g1>)(?:|ab)")
