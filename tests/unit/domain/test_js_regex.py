"""JavaScript's patterns keep JavaScript's meaning on RE2 and on `regex`."""

import json
import shutil
import subprocess
from itertools import product
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sprig_tui.domain.js_characters import fold_case, to_code_units
from sprig_tui.domain.js_regex import (
    LARGEST_BACKTRACKER,
    LARGEST_COUNTS,
    JsRegex,
    JsRegexError,
    literal_js_regex,
    parse_js_regex,
)
from tests.unit.domain.js_cases import ANSWERS, ERRORS, GRID_PATTERNS, GRID_TEXTS
from tests.unit.domain.js_engines import run_all, run_regex

CASES = [case for cases in ANSWERS.values() for case in cases]
NODE = shutil.which("node")
PROGRAM = """
const cases = JSON.parse(require("fs").readFileSync(0, "utf8"));
const answer = ([pattern, ignoreCase, text]) => {
  try { return new RegExp(pattern, ignoreCase ? "i" : "").test(text); } catch { return null; }
};
console.log(JSON.stringify(cases.map(answer)));
"""
SIGNS = st.sampled_from(
    [*"ab01-.*+?|()[]{}^$\\,:=!<>kK", "\u017f", "😀", "\\b", "\\1", "(?=", "[^"]
)


@pytest.mark.parametrize(("source", "ignore_case", "text", "expected"), CASES)
def test_every_engine_answers_as_javascript_does(
    source: str, ignore_case: bool, text: str, expected: bool
) -> None:
    """The table of known behaviour, on each engine that can run the pattern."""
    assert run_all(parse_js_regex(source, ignore_case=ignore_case), text) == {expected}


@pytest.mark.parametrize(("source", "position", "message"), ERRORS)
def test_what_javascript_refuses_is_refused_with_its_place(
    source: str, position: int, message: str
) -> None:
    """The position counts characters, not code units."""
    with pytest.raises(JsRegexError) as caught:
        parse_js_regex(source)
    assert (caught.value.message, caught.value.position) == (message, position)


def ask_node(cases: list[tuple[str, bool, str]]) -> list[bool | None]:
    """What `new RegExp(pattern, flags).test(text)` says, None where it throws."""
    assert NODE
    answers: Any = json.loads(
        subprocess.run(
            [NODE, "-e", PROGRAM],
            input=json.dumps(cases),
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    )
    return list(answers)


@pytest.mark.node
@pytest.mark.skipif(NODE is None, reason="needs Node.js")
def test_node_gives_the_same_answers() -> None:
    """Our table and a grid of patterns by texts, in one process."""
    known = [(source, fold, text) for source, fold, text, _ in CASES]
    refused = [(source, False, "") for source, _, _ in ERRORS]
    grid = list(product(GRID_PATTERNS, (False, True), GRID_TEXTS))
    answers = ask_node([*known, *refused, *grid])
    assert answers[: len(known)] == [expected for *_, expected in CASES]
    assert answers[len(known) : len(known) + len(refused)] == [None] * len(refused)
    patterns = {
        (source, fold): parse_js_regex(source, ignore_case=fold)
        for source, fold in product(GRID_PATTERNS, (False, True))
    }
    ours = [run_all(patterns[source, fold], text) for source, fold, text in grid]
    wrong = [
        (case, theirs)
        for case, mine, theirs in zip(grid, ours, answers[-len(grid) :], strict=True)
        if mine != {theirs}
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("source", "linear", "steady"),
    [
        ("shop.example", True, True),
        ("a?b|[cd]", True, True),
        ("a*", True, False),
        ("a{2}", True, False),
        (f"a{{{LARGEST_COUNTS + 1}}}", True, False),
        (f"a{{{LARGEST_COUNTS + 2}}}", False, False),
        ("(?=a)", False, True),
        (r"(a)\1", False, True),
        (r"\B", False, True),
        ("a" * 250, True, True),
        ("(?:" + "a" * 200 + ")+", True, False),
    ],
)
def test_a_pattern_knows_what_it_takes_to_run(source: str, linear: bool, steady: bool) -> None:
    """RE2 gets what an automaton of decent size can express."""
    pattern = parse_js_regex(source)
    assert (pattern.linear, pattern.steady) == (linear, steady)


@pytest.mark.parametrize(
    "source",
    [
        f"(?=b)a{{{LARGEST_BACKTRACKER}}}",
        "(?:(?:a{100}){100}){100}",
        "a{99999999999}",
        "(?=b)" + "(?:" * 13 + "a" + ")+" * 13,
        r"(a)(?:b{1,100}){1,100}\1",
    ],
)
def test_counts_that_would_fill_the_memory_are_refused(source: str) -> None:
    """JavaScript takes them; compiling them here would take the engine down."""
    with pytest.raises(JsRegexError, match="counts multiply"):
        parse_js_regex(source)


def test_what_every_match_contains_is_known() -> None:
    """It is what tells that a costly pattern need not be tried."""
    assert parse_js_regex("(?!x)shop(?:a|b)/(p)+[c]").required == ("shop", "/", "p")
    assert parse_js_regex("(?=Shop)x*", ignore_case=True).required == ("SHOP",)


def test_a_pattern_can_be_made_to_ignore_case() -> None:
    """The near misses ask what another case would have matched."""
    pattern = parse_js_regex(r"(Shop)\1").ignoring_case()
    assert pattern == parse_js_regex(r"(Shop)\1", ignore_case=True)
    assert run_all(pattern, "shopSHOP") == {True}


@pytest.mark.parametrize("text", ["a.b*c", "😀(", "", "\\", "é\n"])
def test_a_literal_finds_itself_only(text: str) -> None:
    """Nothing in it is a sign."""
    assert run_all(literal_js_regex(text), f"x{text}y") == {True}
    assert run_all(literal_js_regex(text + "!"), f"x{text}y") == {False}
    assert run_all(literal_js_regex(text.upper(), ignore_case=True), f"x{text}y") == {True}


@given(st.lists(SIGNS, max_size=12).map("".join), st.booleans(), st.text(max_size=8))
def test_engines_agree_on_any_pattern(source: str, ignore_case: bool, text: str) -> None:
    """Whatever parses compiles on each engine; an error lies within the pattern."""
    try:
        pattern = parse_js_regex(source, ignore_case=ignore_case)
    except JsRegexError as error:
        position = error.position
    else:
        position = 0
        check_engines(pattern, text)
    assert 0 <= position <= len(source)


FOLDING: Final = "kKsS\u212a\u017faåÅ\u212bΩω\u2126µμ-1 ßẞıİθϴé"
OPTIONS: Final = st.lists(st.text(FOLDING, min_size=1, max_size=3), min_size=1, max_size=5)


@settings(max_examples=500)
@given(OPTIONS, st.booleans(), st.text(FOLDING, min_size=1, max_size=5))
def test_options_match_what_they_are(options: list[str], ignore_case: bool, text: str) -> None:
    """One letter or more, in any case: never what only Unicode folds to them."""
    pattern = parse_js_regex("|".join(options), ignore_case=ignore_case)
    fold = fold_case if ignore_case else str
    assert run_all(pattern, text) == {any(fold(option) in fold(text) for option in options)}


def check_engines(pattern: JsRegex, text: str) -> None:
    """One answer, and what is required of a match is there."""
    answers = run_all(pattern, text)
    assert len(answers) == 1
    if answers == {True}:
        units = to_code_units(text)
        searched = fold_case(units) if pattern.ignore_case else units
        assert all(part in searched for part in pattern.required)


def test_nothing_of_python_leaks_in() -> None:
    """Signs that other dialects know and JavaScript does not."""
    assert run_regex(parse_js_regex(r"^\Aa\Z$"), "AaZ")
    assert not run_regex(parse_js_regex("[[:alpha:]]"), "z")
