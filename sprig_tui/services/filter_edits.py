"""Destination filters as entries of the config file, and as a form writes and reads them."""

import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Final, cast

from sprig_tui.domain.config_edits import ListTable, TomlValue
from sprig_tui.domain.settings import Config, DestinationFilter
from sprig_tui.domain.settings import Mapping as MappingEntry
from sprig_tui.services.mapping_view import entries_of, entry_values

Entry = MappingEntry | DestinationFilter
Fields = dict[str, list[str]]
_DEFAULTS: Final[Mapping[str, TomlValue | None]] = {
    "name": "",
    "percent": None,
    "path": "",
    "fields": {},
    "enabled": True,
}
"""What each key is when the file does not have it; condition and action are always written."""
_TOKEN: Final = re.compile(r'\s*("(?:[^"\\]|\\.)*"|[,:;]|[^\s,:;"][^,:;"]*)')
_PLAIN: Final = re.compile(r'[^\s,:;"](?:[^,:;"]*[^\s,:;"])?')


class FieldsError(ValueError):
    """The text names no fields; `str()` is one sentence on why."""


def listed(config: Config, table: ListTable) -> Sequence[Entry]:
    """The entries of a list of the file, in its order."""
    if table == "filters":
        return config.filters
    return entries_of(config, table)


def listed_values(
    table: ListTable, entry: Entry, *, before: Entry | None = None
) -> dict[str, TomlValue | None]:
    """What the file has to say for an entry of `table`: what differs from `before`, if given."""
    if table == "filters":
        return filter_values(
            cast(DestinationFilter, entry), before=cast(DestinationFilter | None, before)
        )
    return entry_values(table, cast(MappingEntry, entry), before=cast(MappingEntry | None, before))


def filter_values(
    entry: DestinationFilter, *, before: DestinationFilter | None = None
) -> dict[str, TomlValue | None]:
    """What the file has to say for a filter: what differs from `before`, where it is given.

    A new filter names its condition and action, and else what is not the default. What becomes
    the default is taken out (None).
    """
    now = _values(entry)
    if before is None:
        return {name: value for name, value in now.items() if _DEFAULTS.get(name) != value}
    past = _values(before)
    return {
        name: None if name != "enabled" and _DEFAULTS.get(name) == value else value
        for name, value in now.items()
        if value != past[name]
    }


def _values(entry: DestinationFilter) -> dict[str, TomlValue | None]:
    return {
        "name": entry.name,
        "if": entry.if_,
        "action": entry.action.value,
        "percent": entry.percent if "percent" in entry.model_fields_set else None,
        "path": entry.path,
        "fields": {path: list(names) for path, names in entry.fields.items()},
        "enabled": entry.enabled,
    }


def read_percent(text: str) -> float | None:
    """The share from 0 to 1 that "10" or "10 %" stands for; None when it is no share."""
    try:
        share = Decimal(text.strip().removesuffix("%").strip()) / 100
    except InvalidOperation:
        return None
    return float(share) if share.is_finite() and 0 <= share <= 1 else None


def write_percent(share: float) -> str:
    """A share of 0 to 1 as per cent: 0.1 is "10"; `read_percent` reads it back."""
    number = Decimal(repr(share)) * 100
    return f"{number.normalize():f}"


def write_fields(fields: Mapping[str, Sequence[str]]) -> str:
    """Fields by their paths on one line: `properties: email, phone; traits: age`.

    A path or name that holds a sign of these, and the empty path (the top level), stands in double
    quotes as in JSON; `read_fields` reads it back.
    """
    return "; ".join(
        f"{_word(path)}: {', '.join(_word(name) for name in names)}".rstrip()
        for path, names in fields.items()
    )


def _word(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def read_fields(text: str) -> Fields:
    """The fields by their paths that a line as `write_fields` writes it names.

    Raises:
        FieldsError: it is no such line, or names a path twice.
    """
    fields: Fields = {}
    tokens = _tokens(text)
    while tokens:
        path = _take_word(tokens, "a path such as properties")
        if path in fields:
            raise FieldsError(f"{_word(path)} is named twice: write its fields after each other")
        if not tokens or tokens.pop(0) != ":":
            raise FieldsError(f"a colon and names follow the path {_word(path)}")
        fields[path] = _take_names(tokens)
    return fields


def _take_names(tokens: list[str]) -> list[str]:
    names: list[str] = []
    while tokens and tokens[0] != ";":
        names.append(_take_word(tokens, "a name"))
        if tokens and tokens[0] == ":":
            raise FieldsError("a semicolon parts one path's names from the next path")
        if tokens and tokens[0] != ";" and tokens.pop(0) != ",":
            raise FieldsError("a comma parts one name from the next")
    del tokens[:1]
    return names


def _tokens(text: str) -> list[str]:
    """Words and signs; a word in quotes keeps its first quote."""
    tokens: list[str] = []
    place, text = 0, text.rstrip()
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            raise FieldsError('a " has no closing "')
        tokens.append(match[1].strip())
        place = match.end()
    return tokens


def _take_word(tokens: list[str], wanted: str) -> str:
    word = tokens.pop(0)
    if word in (",", ":", ";"):
        raise FieldsError(f"expected {wanted}, found {word}")
    if not word.startswith('"'):
        return word
    try:
        read = json.loads(word, strict=False)
    except ValueError:
        raise FieldsError(f"{word} is no text in quotes") from None
    return str(read)
