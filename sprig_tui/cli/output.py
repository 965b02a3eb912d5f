"""Records on stdout: data only, and never in the way of the engine."""

import json
import queue
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final, Literal

import click

from sprig_tui.cli.text_columns import terminal_width, wrapped
from sprig_tui.domain import record_text
from sprig_tui.domain.plain_text import plain_line
from sprig_tui.domain.record import Record
from sprig_tui.services.local_time import local_day, moment_text

RecordOutput = Literal["table", "jsonl", "csv", "plain"]
ServeOutput = Literal["jsonl", "plain", "quiet"]
MAX_WAITING: Final = 100_000
json_line: Final = record_text.json_line
write_csv: Final = record_text.write_csv


def json_page(value: Mapping[str, object]) -> str:
    """An object as indented lines of JSON for people, as harmless."""
    return record_text.harmless_json(json.dumps(value, ensure_ascii=False, indent=2))


def plain_record(record: Record) -> str:
    """The plain line of a record, in local time."""
    received = record["received_at"]
    return plain_line(record, local_time(str(received)) if received else "-")


def day_and_time(at: str) -> str:
    """ISO 8601 as the screens show it: `12:04:27`, with its day where that is not today."""
    today = datetime.now(UTC).timestamp() * 1000
    ms = datetime.fromisoformat(at).timestamp() * 1000
    return moment_text(int(ms), local_day(int(today)))


def local_time(at: str) -> str:
    """ISO 8601 as the time of day where this runs: `12:04:27`."""
    return datetime.fromisoformat(at).astimezone().strftime("%H:%M:%S")


def record_printer(output: RecordOutput | None) -> Callable[[Sequence[Record]], None]:
    """Prints records on stdout; without `output` a table on a terminal, else JSON lines.

    `plain` is one line an event, however wide; the table goes on below itself on a terminal. Both
    tell the day of what is not of today. What of a payload could drive a terminal reaches none:
    only CSV that goes elsewhere has it as it is.
    """
    form = output or ("table" if sys.stdout.isatty() else "jsonl")
    if form == "csv":
        header = True

        def print_csv(records: Sequence[Record]) -> None:
            nonlocal header
            write_csv(records, sys.stdout, header=header, harmless=sys.stdout.isatty())
            header = header and not records
            sys.stdout.flush()

        return print_csv
    width = terminal_width() if form == "table" else 0

    def print_lines(records: Sequence[Record]) -> None:
        for record in records:
            sys.stdout.writelines(f"{one}\n" for one in _lines(record, form, width))
        sys.stdout.flush()

    return print_lines


def _lines(record: Record, form: str, width: int) -> Sequence[str]:
    """A record as lines; one that is too long goes on below what comes after the time."""
    if form == "jsonl":
        return (json_line(record),)
    received = record["received_at"]
    time = day_and_time(str(received)) if received else "-"
    line = plain_line(record, time)
    return list(wrapped(line, rest=" " * (len(time) + 1), width=width)) if width else (line,)


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
        self._waiting: queue.SimpleQueue[Sequence[Record] | list[str] | None] = queue.SimpleQueue()
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

    def say(self, lines: Sequence[str]) -> None:
        """Take lines that are ready, in their place among the records."""
        if self._count + len(lines) > MAX_WAITING:
            self._left_out += len(lines)
            return
        self._count += len(lines)
        self._waiting.put(list(lines))

    def close(self) -> int:
        """Print what waits; returns how many records were left out."""
        self._waiting.put(None)
        self._thread.join(timeout=5)
        return self._left_out

    def _print(self) -> None:
        line = self._line
        while (records := self._waiting.get()) is not None and line is not None:
            try:
                said = (one if isinstance(one, str) else line(one) for one in records)
                sys.stdout.write("".join(f"{one}\n" for one in said))
                sys.stdout.flush()
            except (BrokenPipeError, ValueError):
                self._on_closed()
                return
            except OSError as error:
                if not self._left_out:
                    click.echo(f"sprig-tui: stdout takes no records: {error.strerror}", err=True)
                self._left_out += len(records)
            self._count -= len(records)
