"""Rows as aligned columns for a terminal, or as lines of JSON."""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final, Literal, TypeVar

import click

from sprig_tui.cli.output import json_line
from sprig_tui.cli.text_columns import cut, terminal_width, wrapped
from sprig_tui.domain.safe_text import safe

CELL: Final = 60
"""A longer cell loses its middle: the JSON lines hold it whole."""
SHORTEST: Final = 10
GAP: Final = "  "
BELOW: Final = "    "

Row = TypeVar("Row")
TableOutput = Literal["table", "jsonl"]

table_option = click.option(
    "--output",
    type=click.Choice(["table", "jsonl"]),
    help="By default a table on a terminal, else jsonl.",
)


def wants_table(output: TableOutput | None) -> bool:
    """Whether to print for people; without `output` where stdout is a terminal."""
    return output == "table" or (output is None and sys.stdout.isatty())


def print_lines(lines: Iterable[str]) -> None:
    """Print on stdout."""
    sys.stdout.writelines(f"{line}\n" for line in lines)


def print_rows(
    output: TableOutput | None,
    header: Sequence[str],
    rows: Sequence[Row],
    *,
    cells: Callable[[Row], Sequence[str]],
    data: Callable[[Row], Mapping[str, object]],
    below: int = 0,
    gives: Sequence[int] = (0,),
) -> None:
    """Print rows as asked: as a table for people, or each as one line of JSON for programs.

    The last `below` columns are sentences, those in `gives` give way, see `table_lines`.
    """
    if wants_table(output):
        shown = [cells(row) for row in rows]
        width = terminal_width()
        print_lines(table_lines(header, shown, width=width, below=below, gives=gives))
    else:
        print_lines(json_line(data(row)) for row in rows)


def table_lines(
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    width: int = 0,
    below: int = 0,
    gives: Sequence[int] = (0,),
) -> list[str]:
    """A line for the header (unless it is empty) and one for each row, harmless.

    Every cell but those of the last column and of sentences is cut to 60 characters. Where a
    `width` is given and does not do, the sentences go into lines of their own below each row, and
    the columns `gives` get shorter. Wide characters count as two.
    """
    shown = [[safe(text) for text in row] for row in (header, *rows) if row]
    if not shown:
        return []
    whole = len(shown[0]) - max(below, 1)
    widths = [
        min(size, CELL) if column < whole else size for column, size in enumerate(_widths(shown))
    ]
    if not width or _length(widths) <= width:
        return [_line(row, widths) for row in shown]
    count = len(shown[0]) - below
    widths = _fitted(_widths([row[:count] for row in shown]), width, gives)
    lines: list[str] = []
    for place, row in enumerate(shown):
        lines.append(_line(row[:count], widths))
        if place or not header:
            for sentence in filter(None, row[count:]):
                lines += wrapped(sentence, first=BELOW, rest=BELOW, width=width)
    return lines


def local_time(ms: int | None) -> str:
    """A time for people to read, in the machine's zone; "-" for none."""
    if ms is None:
        return "-"
    return datetime.fromtimestamp(ms / 1000).astimezone().strftime("%Y-%m-%d %H:%M:%S")


def short_time(ms: int | None) -> str:
    """As `local_time` in at most eleven characters: `11-22 12:04`, or the day of another year."""
    if ms is None:
        return "-"
    at = datetime.fromtimestamp(ms / 1000).astimezone()
    this_year = at.year == datetime.now(at.tzinfo).year
    return at.strftime("%m-%d %H:%M" if this_year else "%Y-%m-%d")


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    from rich.cells import cell_len

    return [max(map(cell_len, column)) for column in zip(*rows, strict=True)]


def _fitted(widths: list[int], width: int, gives: Sequence[int]) -> list[int]:
    """The widths, of `gives` the longest made shorter until a row fits, as far as that goes."""
    while _length(widths) > width:
        longest = max(gives, key=lambda column: widths[column])
        if widths[longest] <= SHORTEST:
            break
        widths[longest] -= 1
    return widths


def _length(widths: Sequence[int]) -> int:
    return sum(widths) + len(GAP) * (len(widths) - 1)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = (cut(text, width) for text, width in zip(row, widths, strict=True))
    return GAP.join(cells).rstrip()
