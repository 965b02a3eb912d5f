"""Rows of text as aligned columns for a terminal."""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Final, Literal, TypeVar

import click

from sprig_tui.cli.output import harmless_json
from sprig_tui.domain.safe_text import safe

CELL: Final = 60
"""A longer cell is cut: the JSON lines hold it whole."""

Row = TypeVar("Row")
TableOutput = Literal["table", "jsonl"]

table_option = click.option(
    "--output",
    type=click.Choice(["table", "jsonl"]),
    help="By default a table on a terminal, else jsonl.",
)


def print_rows(
    output: TableOutput | None,
    header: Sequence[str],
    rows: Sequence[Row],
    *,
    cells: Callable[[Row], Sequence[str]],
    data: Callable[[Row], Mapping[str, object]],
    cell: int = CELL,
) -> None:
    """Print rows as asked: as a table for people, or each as one line of JSON for programs."""
    if output == "table" or (output is None and sys.stdout.isatty()):
        lines = table_lines(header, [cells(row) for row in rows], cell=cell)
    else:
        lines = [
            harmless_json(json.dumps(data(row), ensure_ascii=False, separators=(",", ":")))
            for row in rows
        ]
    sys.stdout.writelines(f"{line}\n" for line in lines)


def table_lines(
    header: Sequence[str], rows: Sequence[Sequence[str]], *, cell: int = CELL
) -> list[str]:
    """A line for the header (unless it is empty) and one for each row, harmless.

    Wide characters count as two. Every cell but those of the last column is cut to `cell`.
    """
    from rich.cells import cell_len

    lines = [row for row in (header, *rows) if row]
    if not lines:
        return []
    last = len(lines[0]) - 1
    shown = [
        [safe(text, None if column == last else cell) for column, text in enumerate(row)]
        for row in lines
    ]
    widths = [max(cell_len(row[column]) for row in shown) for column in range(last + 1)]
    return [
        "  ".join(
            text + " " * (width - cell_len(text)) for text, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in shown
    ]


def local_time(ms: int | None) -> str:
    """A time for people to read, in the machine's zone; "-" for none."""
    if ms is None:
        return "-"
    return datetime.fromtimestamp(ms / 1000).astimezone().strftime("%Y-%m-%d %H:%M:%S")
