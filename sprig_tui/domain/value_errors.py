"""What is wrong with the values of a config file, in sentences that show none of them."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any, Final

from pydantic import ValidationError

from sprig_tui.domain.config_checks import nearest_name
from sprig_tui.domain.safe_text import safe
from sprig_tui.domain.settings import Config

Path = tuple[str | int, ...]
MAX_SHOWN: Final = 60
FRACTIONS: Final = frozenset({"percent"})
"""Keys whose values go from 0 to 1, which a number that is none (nan) does not."""
_BARE_KEY: Final = re.compile("[A-Za-z0-9_-]+")

_WANTED: Final = {
    "int_type": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "string_type": "a text in quotes",
    "tuple_type": "a list",
    "dict_type": "a table",
    "model_type": "a table",
}
_FOUND: Final[tuple[tuple[type, str], ...]] = (
    (bool, "true or false"),
    (str, "a text"),
    (int, "a number"),
    (float, "a number with a fraction"),
    (list, "a list"),
    (dict, "a table"),
    (dt.date, "a date"),
    (dt.time, "a time"),
)


def value_errors(error: ValidationError, data: Mapping[str, Any]) -> list[tuple[Path, str]]:
    """The path and a sentence for each error; `data` is what the file says.

    The sentences name keys, types and allowed values, never the value: it may be a secret that
    stands in the wrong place.
    """
    details = error.errors(include_url=False, include_input=False)
    return [
        (detail["loc"], _sentence({**detail}, value_at(data, detail["loc"]))) for detail in details
    ]


def setting_errors(data: Mapping[str, Any]) -> list[tuple[Path, str]]:
    """The errors of a config that says `data`; empty when it can be used."""
    try:
        Config.model_validate(data)
    except ValidationError as error:
        return value_errors(error, data)
    return []


def label(path: Path) -> str:
    """How people name a key: `[listener].port`, `[[page_urls]] #3: url`, `version`."""
    names = [f"#{name + 1}" if isinstance(name, int) else _key(name) for name in path]
    if len(path) > 1 and isinstance(path[1], int):
        rest = ".".join(names[2:]).replace(".#", " #")
        return f"[[{names[0]}]] {names[1]}" + (f": {rest}" if rest else "")
    item = f" {names.pop()}" if isinstance(path[-1], int) else ""
    if len(names) == 1:
        return names[0] + item
    return f"[{'.'.join(names[:-1])}].{names[-1]}{item}"


def _key(name: str) -> str:
    """A key as TOML spells it, made harmless."""
    return safe(name, MAX_SHOWN) if _BARE_KEY.fullmatch(name) else f'"{safe(name, MAX_SHOWN)}"'


def value_at(data: Mapping[str, Any], path: Path) -> object:
    """The value at a path, None if there is none."""
    value: Any = data
    for name in path:
        try:
            value = value[name]
        except (LookupError, TypeError):
            return None
    return value


def _sentence(detail: Mapping[str, Any], given: object) -> str:
    path: Path = detail["loc"]
    kind: str = detail["type"]
    context = detail.get("ctx", {})
    if not path:
        return str(detail["msg"])
    name = label(path)
    if kind == "enum":
        allowed = str(context["expected"]).replace("'", '"')
        return f"{name} must be {allowed}{_hint(given, allowed)}"
    if kind == "too_long":
        return (
            f"[[{name}]]: at most {context['max_length']} are allowed, "
            f"the file has {context['actual_length']}"
        )
    if kind in ("less_than_equal", "greater_than_equal"):
        if path[-1] in FRACTIONS:
            return f"{name} must be a number from 0 to 1"
        bound = context["le"] if kind == "less_than_equal" else context["ge"]
        return f"{name} must be at {'most' if 'le' in context else 'least'} {bound:.0f}"
    if kind == "tuple_type" and len(path) == 1:
        return f"{name} must be a list of tables: begin each one with [[{name}]]"
    wanted = _WANTED.get(kind, "another value")
    return f"{name} must be {wanted}, not {_found(given)}"


def _hint(given: object, allowed: str) -> str:
    if not isinstance(given, str):
        return f", not {_found(given)}"
    near = nearest_name(given, allowed.split('"')[1::2])
    return f'; did you mean "{near}"?' if near else ""


def _found(given: object) -> str:
    return next((words for kind, words in _FOUND if isinstance(given, kind)), "this")
