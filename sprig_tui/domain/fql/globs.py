"""Globs of FQL's `match`, run by RE2 in time linear in the text (facts.md, section 4)."""

from collections.abc import Callable
from functools import lru_cache
from typing import Final

import re2

MAX_GLOB: Final = 1_000

_SPECIAL: Final = frozenset("*?[\\")
_NOTHING: Final = r"[^\x00-\x{10FFFF}]"


class GlobError(ValueError):
    """The glob cannot match anything; `str()` says why, without a full stop."""


def matches_glob(text: str, glob: str) -> bool:
    """Whether `glob` matches the whole of `text`; one that is malformed never does."""
    try:
        return compile_glob(glob)(text)
    except GlobError:
        return False


@lru_cache(maxsize=256)
def compile_glob(glob: str) -> Callable[[str], bool]:
    r"""A test whether a text is wholly matched by `glob`.

    `*` any run, `?` one character, `[abc]`, `[a-z]`, `[^a]`, `\x` the character x; case counts.
    Raises GlobError.
    """
    if len(glob) > MAX_GLOB:
        raise GlobError(f"the glob is longer than {MAX_GLOB:,} characters")
    return _plain_test(glob) or _pattern_test(glob)


def _plain_test(glob: str) -> Callable[[str], bool] | None:
    """A test without RE2 for globs whose only special characters are `*` at the ends."""
    body = glob.removeprefix("*").removesuffix("*")
    if len(glob) < 2 or _SPECIAL.intersection(body):
        return None
    if glob[0] == "*" and glob[-1] == "*":
        return lambda text: body in text
    if glob[0] == "*":
        return lambda text: text.endswith(body)
    if glob[-1] == "*":
        return lambda text: text.startswith(body)
    return lambda text: text == body


def _pattern_test(glob: str) -> Callable[[str], bool]:
    options = re2.Options()
    options.dot_nl = True
    options.log_errors = False
    options.never_capture = True
    try:
        fullmatch = re2.compile(translate(_valid_text(glob)), options).fullmatch
    except re2.error as error:
        raise GlobError("the glob is too large") from error

    def test(text: str) -> bool:
        try:
            return fullmatch(text) is not None
        except UnicodeEncodeError:
            return fullmatch(_valid_text(text)) is not None

    return test


def translate(glob: str) -> str:
    """`glob` as a pattern for RE2. Raises GlobError."""
    parts: list[str] = []
    place = 0
    while place < len(glob):
        character = glob[place]
        if character == "[":
            part, place = _class(glob, place + 1)
            parts.append(part)
            continue
        if character == "*":
            part = ".*"
        elif character == "?":
            part = "."
        else:
            character, place = _literal(glob, place)
            parts.append(_escape(character))
            continue
        place += 1
        if not (part == ".*" and parts[-1:] == [".*"]):
            parts.append(part)
    return "".join(parts)


def _class(glob: str, place: int) -> tuple[str, int]:
    """The class whose `[` stands before `place`, and the place after its `]`."""
    negated = glob.startswith("^", place)
    place += negated
    ranges: list[str] = []
    count = 0
    while count == 0 or not glob.startswith("]", place):
        low, place = _class_literal(glob, place)
        high = low
        if glob.startswith("-", place):
            high, place = _class_literal(glob, place + 1)
        count += 1
        # A range that runs backwards holds no character.
        if low <= high:
            ranges.append(f"{_escape(low)}-{_escape(high)}")
    if not ranges:
        return "." if negated else _NOTHING, place + 1
    return f"[{'^' if negated else ''}{''.join(ranges)}]", place + 1


def _class_literal(glob: str, place: int) -> tuple[str, int]:
    if glob[place : place + 1] in ("-", "]"):
        raise GlobError(f"`{glob[place]}` within `[…]` is written `\\{glob[place]}`")
    character, place = _literal(glob, place)
    if place >= len(glob):
        raise GlobError("the `[` has no `]`; a bracket itself is written `\\[`")
    return character, place


def _literal(glob: str, place: int) -> tuple[str, int]:
    """The character at `place`, escaped or not, and the place after it."""
    if place < len(glob) and glob[place] == "\\":
        place += 1
        if place >= len(glob):
            raise GlobError("nothing follows the `\\`")
    return glob[place : place + 1], place + 1


def _escape(character: str) -> str:
    return character if character.isalnum() else rf"\x{{{ord(character):X}}}"


def _valid_text(text: str) -> str:
    """`text` with lone surrogates, which UTF-8 cannot say, as U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
