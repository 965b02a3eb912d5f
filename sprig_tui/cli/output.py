"""Records on stdout: data only, and never in the way of the engine."""

import csv
import json
import queue
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Final, Literal, TextIO

import click

from sprig_tui.cli.text_columns import terminal_width, wrapped
from sprig_tui.domain.plain_text import plain_line
from sprig_tui.domain.record import Record

RecordOutput = Literal["table", "jsonl", "csv"]
ServeOutput = Literal["jsonl", "plain", "quiet"]
MAX_WAITING: Final = 100_000
HANGING: Final = " " * 9
"""Where a plain line that is too long goes on: below what comes after the time."""
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


def json_line(value: Mapping[str, object]) -> str:
    """A record or another object as one line of JSON, in which nothing can drive a terminal."""
    return _harmless(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def json_page(value: Mapping[str, object]) -> str:
    """An object as indented lines of JSON for people, as harmless."""
    return _harmless(json.dumps(value, ensure_ascii=False, indent=2))


def _harmless(text: str) -> str:
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


def plain_record(record: Record) -> str:
    """The plain line of a record, in local time."""
    received = record["received_at"]
    return plain_line(record, local_time(str(received)) if received else "-")


def local_time(at: str) -> str:
    """ISO 8601 as the time of day where this runs: `12:04:27`."""
    return datetime.fromisoformat(at).astimezone().strftime("%H:%M:%S")


def write_csv(records: Sequence[Record], stream: TextIO, *, header: bool) -> None:
    """Records as CSV; a cell that a spreadsheet would run gets a leading apostrophe."""
    writer = csv.writer(stream, lineterminator="\n")
    for record in records:
        if header:
            writer.writerow(record)
            header = False
        writer.writerow([_cell(value) for value in record.values()])


def record_printer(output: RecordOutput | None) -> Callable[[Sequence[Record]], None]:
    """Prints records on stdout; without `output` a table on a terminal, else JSON lines."""
    form = output or ("table" if sys.stdout.isatty() else "jsonl")
    if form == "csv":
        header = True

        def print_csv(records: Sequence[Record]) -> None:
            nonlocal header
            write_csv(records, sys.stdout, header=header)
            header = header and not records
            sys.stdout.flush()

        return print_csv
    width = terminal_width() if form == "table" else 0

    def print_lines(records: Sequence[Record]) -> None:
        for record in records:
            line = json_line(record) if form == "jsonl" else plain_record(record)
            lines = wrapped(line, rest=HANGING, width=width) if width else (line,)
            sys.stdout.writelines(f"{one}\n" for one in lines)
        sys.stdout.flush()

    return print_lines


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA_STARTS) else text


class RecordPrinter:
    """A `ports.RecordSink` that prints on a thread of its own.

    A reader of stdout that stalls never stalls the engine: up to 100,000 records wait, further
    ones are counted and left out (the log has them all). `on_closed` is called once when the
    reader is gone. `plain` writes the lines of the form of that name.
    """

    def __init__(
        self,
        form: ServeOutput,
        *,
        on_closed: Callable[[], None],
        plain: Callable[[Record], str] = plain_record,
    ) -> None:
        self._line = {"jsonl": json_line, "plain": plain}.get(form)
        self._on_closed = on_closed
        self._waiting: queue.SimpleQueue[Sequence[Record] | None] = queue.SimpleQueue()
        self._count = 0
        self._left_out = 0
        self._thread = threading.Thread(target=self._print, name="print records", daemon=True)
        self._thread.start()

    def __call__(self, records: Sequence[Record]) -> None:
        """Take records in the order in which they were decided."""
        if self._line is None:
            return
        if self._count + len(records) > MAX_WAITING:
            self._left_out += len(records)
            return
        self._count += len(records)
        self._waiting.put(records)

    def close(self) -> int:
        """Print what waits; returns how many records were left out."""
        self._waiting.put(None)
        self._thread.join(timeout=5)
        return self._left_out

    def _print(self) -> None:
        line = self._line
        while (records := self._waiting.get()) is not None and line is not None:
            try:
                sys.stdout.write("".join(line(record) + "\n" for record in records))
                sys.stdout.flush()
            except (BrokenPipeError, ValueError):
                self._on_closed()
                return
            except OSError as error:
                if not self._left_out:
                    click.echo(f"sprig-tui: stdout takes no records: {error.strerror}", err=True)
                self._left_out += len(records)
            self._count -= len(records)
