"""Records and events as text for programs and spreadsheets."""

import csv
import json
from collections.abc import Mapping, Sequence
from typing import Final, TextIO

from sprig_tui.domain.record import Record
from sprig_tui.domain.safe_text import safe

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


def json_line(value: Mapping[str, object]) -> str:
    """A record or another object as one line of JSON, in which nothing can drive a terminal."""
    return harmless_json(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def harmless_json(text: str) -> str:
    """JSON with every character that is not printable written as its escape.

    The meaning stays the same, because JSON has such characters in strings only.
    """
    if text.isprintable():
        return text
    return "".join(
        character
        if character.isprintable() or character == "\n"
        else json.dumps(character)[1:-1].replace("\x7f", "\\u007f")
        for character in text
    )


def write_csv(
    records: Sequence[Record], stream: TextIO, *, header: bool, harmless: bool = False
) -> None:
    """Records as CSV; a cell that a spreadsheet would run gets a leading apostrophe.

    `harmless` is for a terminal: what could drive it is written out, which a file has as it is.
    """
    writer = csv.writer(stream, lineterminator="\n")
    for record in records:
        if header:
            writer.writerow(record)
            header = False
        cells = map(_cell, record.values())
        writer.writerow(map(safe, cells) if harmless else cells)


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA_STARTS) else text
