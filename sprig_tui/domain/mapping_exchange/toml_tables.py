"""Mappings as the config's own tables; a whole config file can be read too."""

import tomllib
from typing import Any

from sprig_tui.domain.config_checks import TABLES
from sprig_tui.domain.mapping_exchange.exchanged import (
    ReadMapping,
    ReadMappings,
    Refusal,
    UnreadableError,
    pattern_field,
    read_entry,
    refuse_too_many,
    sort_out,
)
from sprig_tui.domain.safe_text import safe
from sprig_tui.domain.settings import Config, Mapping

Tables = dict[str, list[dict[str, str | bool]]]


def toml_tables(config: Config) -> Tables:
    """Both lists as data for a TOML writer; a list without entries is left out."""
    tables = {
        "triggered_events": [_values("event", one) for one in config.triggered_events],
        "page_urls": [_values("url", one) for one in config.page_urls],
    }
    return {name: entries for name, entries in tables.items() if entries}


def read_toml(text: str) -> ReadMappings:
    """The entries of `[[triggered_events]]` and `[[page_urls]]`; everything else is passed over.

    Raises:
        UnreadableError: it is no TOML, or these are no lists of tables.
    """
    try:
        data = tomllib.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"this is no TOML: {safe(str(error), 100)}") from None
    found = {table: _entries(table, data.get(table, [])) for table in TABLES}
    refuse_too_many(sum(map(len, found.values())))
    read: list[ReadMapping | Refusal] = []
    for table, entries in found.items():
        known = {pattern_field(table), "match", "sprig_event", "enabled", "note"}
        for number, entry in enumerate(entries, start=1):
            values = {name: value for name, value in entry.items() if name in known}
            read.append(read_entry(table, f"[[{table}]] #{number}", values))
    mappings, refusals = sort_out(read)
    others = [name for name in data if name not in TABLES]
    notes = [f"passed over: {safe(', '.join(others), 100)}"] if others else []
    return ReadMappings(mappings, refusals, notes)


def _entries(table: str, value: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise UnreadableError(f"{table} is no list of tables: write [[{table}]]")
    return value


def _values(key: str, entry: Mapping) -> dict[str, str | bool]:
    values: dict[str, str | bool] = {key: entry.pattern, "match": entry.match.value}
    if entry.sprig_event:
        values["sprig_event"] = entry.sprig_event
    if not entry.enabled:
        values["enabled"] = False
    if entry.note:
        values["note"] = entry.note
    return values
