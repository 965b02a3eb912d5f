"""Mappings as a table for spreadsheets: UTF-8, a header, one mapping a row.

docs/mappings.md documents the columns. A cell that a spreadsheet would run as a formula gets one
apostrophe before it, and reading takes exactly that one away again, so that round trips are exact.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from sprig_tui.domain.decision import Table
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
from sprig_tui.domain.settings import Config
from sprig_tui.domain.settings import Mapping as MappingEntry

COLUMNS: Final = ("table", "pattern", "match", "sprig_event", "enabled", "note")
TABLE_WORDS: Final[Mapping[str, Table]] = {
    "event": "triggered_events",
    "url": "page_urls",
    "triggered_events": "triggered_events",
    "page_urls": "page_urls",
}
SWITCHES: Final = {
    "true": True, "yes": True, "on": True, "1": True,
    "false": False, "no": False, "off": False, "0": False,
}  # fmt: skip
_RUNS: Final = re.compile(r"'*[=+\-@\t\r\n]")
_GUARDED: Final = re.compile(r"'+[=+\-@\t\r\n]")
_SEPARATORS: Final = (",", ";", "\t")
_SAID: Final = re.compile(r'"?sep=([,;\t|])"?\r?\n', re.IGNORECASE)
"""Excel's own first line, which names the separator of the others."""


def write_csv(config: Config) -> str:
    """The mappings of both lists, in the order of the file."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for word, entries in (("event", config.triggered_events), ("url", config.page_urls)):
        writer.writerows(_row(word, entry) for entry in entries)
    return stream.getvalue()


def read_csv(text: str) -> ReadMappings:
    """The mappings of a table; columns may stand in any order, between commas, semicolons or tabs.

    Raises:
        UnreadableError: there is no header with `table` and `pattern`, or it is no CSV.
    """
    text = text.removeprefix("\ufeff")
    said = _SAID.match(text)
    skipped = 1 if said else 0
    text = text[said.end() :] if said else text
    first = text.split("\n", 1)[0]
    separator = said[1] if said else max(_SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[tuple[int, list[str]]] = []
    line = skipped + 1
    try:
        for row in reader:
            if any(row):
                rows.append((line, row))
            line = skipped + reader.line_num + 1
    except csv.Error as error:
        raise UnreadableError(f"line {line}: this is no CSV: {safe(str(error), 100)}") from None
    header = [name.strip().lower() for name in rows[0][1]] if rows else []
    _check_header(header)
    refuse_too_many(len(rows) - 1)
    mappings, refusals = sort_out([_entry(header, row, line) for line, row in rows[1:]])
    return ReadMappings(mappings, refusals, list(_unread(header)))


def _row(word: str, entry: MappingEntry) -> Sequence[str]:
    enabled = "true" if entry.enabled else "false"
    cells = (word, entry.pattern, entry.match.value, entry.sprig_event, enabled, entry.note)
    return [f"'{cell}" if _RUNS.match(cell) else cell for cell in cells]


def _check_header(header: Sequence[str]) -> None:
    missing = [name for name in ("table", "pattern") if name not in header]
    if missing:
        names = ", ".join(COLUMNS)
        raise UnreadableError(f"the first line must name the columns ({names}); no {missing[0]}")
    twice = next((name for name in COLUMNS if header.count(name) > 1), None)
    if twice:
        raise UnreadableError(f"the first line names {twice} twice")


def _unread(header: Sequence[str]) -> Iterator[str]:
    for name in header:
        if name not in COLUMNS:
            yield f'the column "{safe(name, 40)}" is not read'


def _entry(header: Sequence[str], row: Sequence[str], line: int) -> ReadMapping | Refusal:
    place = f"line {line}"
    if len(row) > len(header):
        return Refusal(place, f"it has {len(row)} cells, and the header {len(header)}")
    cells = dict(zip(header, map(_plain, row), strict=False))
    table = TABLE_WORDS.get(cells.get("table", "").strip().lower())
    if table is None:
        return Refusal(place, "table must be event or url")
    values: dict[str, object] = {pattern_field(table): cells.get("pattern", "")}
    for name in ("match", "sprig_event", "note"):
        if name in cells and (cells[name] or name != "match"):
            values[name] = cells[name]
    switch = cells.get("enabled", "").strip().lower()
    if switch:
        if switch not in SWITCHES:
            return Refusal(place, "enabled must be true or false")
        values["enabled"] = SWITCHES[switch]
    return read_entry(table, place, values)


def _plain(cell: str) -> str:
    return cell[1:] if _GUARDED.match(cell) else cell
