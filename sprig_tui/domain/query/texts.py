"""Tests of one text: contains, the whole of it, `*` and regular expressions."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from sprig_tui.domain.query.errors import QueryError
from sprig_tui.domain.query.tree import Compared, Glob, Regex, Value

if TYPE_CHECKING:
    import re2

MAX_PATTERN: Final = 1_000
REGEX_MEMORY: Final = 1 << 20
"""Bytes that RE2 may use for one expression; it is refused when it needs more."""

TextTest = Callable[[str], bool]


def text_test(value: Value, *, whole: bool = False) -> TextTest:
    """Whether a text is what `value` says; `whole` compares plain text with the whole of it.

    Raises:
        QueryError: a regular expression that RE2 does not take, or a sign that orders numbers.
    """
    if isinstance(value, Regex):
        return regex_test(value)
    if isinstance(value, Glob):
        return _glob_test(value.text.casefold())
    needle = value.text.casefold()
    if isinstance(value, Compared):
        if value.sign != "=":
            raise QueryError(f"{value.sign} compares numbers, and this is text", value.position)
        return lambda text: text.casefold() == needle
    if whole:
        return lambda text: text.casefold() == needle
    return lambda text: needle in text.casefold()


def regex_test(value: Regex) -> TextTest:
    """Whether an expression is found; RE2 takes time in proportion to the text, whatever it is."""
    search = _compiled(value).search
    return lambda text: search(text.encode("utf-8", "replace")) is not None


def _compiled(value: Regex) -> "re2._Regexp[str]":
    import re2  # only who writes an expression waits for its library

    if len(value.pattern) > MAX_PATTERN:
        message = f"a regular expression has at most {MAX_PATTERN:,} characters"
        raise QueryError(message, value.position)
    options = re2.Options()
    options.log_errors = False
    options.never_capture = True
    options.max_mem = REGEX_MEMORY
    options.case_sensitive = not value.ignore_case
    try:
        return re2.compile(value.pattern, options)
    except (re2.error, UnicodeEncodeError) as error:
        said = error.args[0]
        why = said.decode("utf-8", "replace") if isinstance(said, bytes) else "it is no text"
        message = f"not a regular expression that RE2 takes: {why}"
        raise QueryError(message, value.position) from None


def _glob_test(pattern: str) -> TextTest:
    """`*` stands for any text; each part is looked for after the one before, once."""
    first, *middle, end = pattern.split("*")
    shortest = len(first) + len(end)

    def test(text: str) -> bool:
        text = text.casefold()
        if len(text) < shortest or not text.startswith(first) or not text.endswith(end):
            return False
        at, stop = len(first), len(text) - len(end)
        for part in middle:
            at = text.find(part, at, stop)
            if at < 0:
                return False
            at += len(part)
        return True

    return test
