"""FQL's functions (facts.md, section 4). None of them raises, whatever it is given."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from sprig_tui.domain.fql.globs import GlobError, compile_glob, matches_glob
from sprig_tui.domain.fql.json_text import json_text
from sprig_tui.domain.fql.values import Json, is_number, type_name

_NUMBER: Final = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_VERSION: Final = re.compile(r"[0-9]{1,18}(\.[0-9]{1,18}){0,2}")
_WORD_START: Final = re.compile(r"(?<!\S)\S")
_ORDERS: Final[Mapping[str, Callable[[list[int], list[int]], bool]]] = {
    "=": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}


@dataclass(frozen=True, slots=True)
class Function:
    """A function: its parameters' names, what it answers, and which literal texts are wrong.

    `apply` takes as many JSON values as there are `parameters` and gives one. `complain` takes
    the name of a parameter and a literal text given for it, and says what is wrong with it.
    """

    parameters: tuple[str, ...]
    apply: Callable[..., Json]
    meaning: str
    complain: Callable[[str, str], str | None] = lambda _parameter, _text: None


def parse_number(text: str) -> int | float | None:
    """The number that `text` is in FQL's spelling; None when it is none or out of range."""
    found = _NUMBER.fullmatch(text)
    if found is None or float(text) in (float("inf"), float("-inf")):
        return None
    try:
        return float(text) if found[1] or found[2] else int(text)
    except ValueError:
        return float(text)


def _contains(text: Json, part: Json) -> bool:
    return isinstance(text, str) and isinstance(part, str) and part in text


def _match(text: Json, glob: Json) -> bool:
    return isinstance(text, str) and isinstance(glob, str) and matches_glob(text, glob)


def _on_text(change: Callable[[str], str]) -> Callable[[Json], Json]:
    return lambda value: change(value) if isinstance(value, str) else None


def _title(text: str) -> str:
    return _WORD_START.sub(lambda found: found.group().upper(), text)


def _length(value: Json) -> int | None:
    if value is None:
        return 0
    if isinstance(value, str):
        return len(value.encode("utf-8", "surrogatepass"))
    return len(value) if isinstance(value, list) else None


def _bool(value: Json) -> bool:
    return value != "false" and bool(value)


def _string(value: Json) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json_text(value)


def _number(value: Json) -> int | float | None:
    if isinstance(value, str):
        return parse_number(value)
    return value if is_number(value) else None


def _semver(left: Json, operator: Json, right: Json) -> bool:
    one, other = _version(left), _version(right)
    order = _ORDERS.get(operator) if isinstance(operator, str) else None
    return one is not None and other is not None and order is not None and order(one, other)


def _version(value: Json) -> list[int] | None:
    if not isinstance(value, str) or not _VERSION.fullmatch(value):
        return None
    parts = [int(part) for part in value.split(".")]
    return parts + [0] * (3 - len(parts))


def _complain_of_glob(parameter: str, text: str) -> str | None:
    if parameter == "glob":
        try:
            compile_glob(text)
        except GlobError as error:
            return f"this glob cannot match: {error}"
    return None


def _complain_of_version(parameter: str, text: str) -> str | None:
    if parameter == "operator" and text not in _ORDERS:
        return "the middle of semver is one of " + ", ".join(f'"{order}"' for order in _ORDERS)
    if parameter.startswith("version") and _version(text) is None:
        return "a version is up to three numbers with dots, such as 1.2.3"
    return None


FUNCTIONS: Final[Mapping[str, Function]] = {
    "contains": Function(("text", "part"), _contains, "whether a text holds another"),
    "match": Function(
        ("text", "glob"),
        _match,
        "whether a glob (* ? [a-z] [^a] \\x) matches the whole text",
        _complain_of_glob,
    ),
    "lowercase": Function(("text",), _on_text(str.lower), "the text in small letters"),
    "uppercase": Function(("text",), _on_text(str.upper), "the text in capitals"),
    "snakecase": Function(
        ("text",), _on_text(lambda text: text.replace(" ", "_")), "spaces become underscores"
    ),
    "kebabcase": Function(
        ("text",), _on_text(lambda text: text.replace(" ", "-")), "spaces become dashes"
    ),
    "titlecase": Function(("text",), _on_text(_title), "each word starts with a capital"),
    "typeof": Function(("value",), type_name, "string, number, bool, list, null or object"),
    "length": Function(("value",), _length, "bytes of a text, items of a list, 0 for null"),
    "bool": Function(("value",), _bool, "false for null, false, 0, empty and the text false"),
    "string": Function(("value",), _string, "the value as text; null is empty"),
    "number": Function(("value",), _number, "the number that a text spells, else null"),
    "semver": Function(
        ("version", "operator", "version to compare"),
        _semver,
        'two versions compared: semver(context.app.version, ">=", "2.1")',
        _complain_of_version,
    ),
}
