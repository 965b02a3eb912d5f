"""Runs a JavaScript pattern on the engines that the program uses."""

import re2
import regex

from sprig_tui.domain.js_characters import fold_case, to_code_units
from sprig_tui.domain.js_regex import JsRegex


def run_re2(pattern: JsRegex, text: str) -> bool:
    """Whether RE2 finds a linear pattern in a text."""
    options = re2.Options()
    options.log_errors = False
    table = re2.Set.SearchSet(options)
    table.Add(pattern.re2_pattern())
    table.Compile()
    return bool(table.Match(to_code_units(text).encode("utf-8", "surrogatepass")))


def run_regex(pattern: JsRegex, text: str) -> bool:
    """Whether the `regex` module finds any pattern in a text."""
    units = to_code_units(text)
    searched = fold_case(units) if pattern.ignore_case else units
    return regex.search(pattern.regex_pattern(), searched, timeout=5) is not None


def run_all(pattern: JsRegex, text: str) -> set[bool]:
    """The answers of every engine that can run the pattern."""
    answers = {run_regex(pattern, text)}
    return answers | {run_re2(pattern, text)} if pattern.linear else answers
