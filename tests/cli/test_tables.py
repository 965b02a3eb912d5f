"""Rows as columns, or as lines of JSON."""

import time
from typing import Any

import pytest

from sprig_tui.cli.tables import (
    CELL,
    TableOutput,
    local_time,
    print_rows,
    short_time,
    table_lines,
    wants_table,
)


def test_columns_are_aligned_by_what_a_terminal_shows() -> None:
    assert table_lines(("a", "b"), [("日本", "x"), ("long", "")]) == ["a     b", "日本  x", "long"]


def test_long_cells_lose_their_middle_except_in_the_last_column() -> None:
    _, line = table_lines(("a", "b"), [("x" * 99, "y" * 99)])
    first, last = line.split("  ")
    assert (len(first), first.strip("x"), last) == (CELL, "…", "y" * 99)


ROWS = (("1", "x" * 30 + "end", "one", "It is too long."), ("2", "y", "two", ""))
TITLES = ("#", "name", "kind", "problem")


def test_a_table_that_fits_has_a_line_a_row() -> None:
    lines = table_lines(TITLES, ROWS, width=80, below=1, gives=(1,))
    assert len(lines) == 3
    assert lines == table_lines(TITLES, ROWS, below=1)


def test_sentences_go_below_their_row_where_it_is_narrow() -> None:
    lines = table_lines(TITLES, ROWS, width=50, below=1, gives=(1,))
    assert lines == [
        f"#  {'name':33}  kind",
        f"1  {ROWS[0][1]}  one",
        "    It is too long.",
        f"2  {'y':33}  two",
    ]


def test_long_columns_give_way_where_it_is_narrower_still() -> None:
    lines = table_lines(TITLES, ROWS, width=30, below=1, gives=(1,))
    assert max(map(len, lines)) == 30
    assert lines[0].endswith("  kind")
    assert lines[1].endswith("xxend  one")


def test_a_table_is_not_made_unreadable() -> None:
    assert table_lines(TITLES, ROWS, width=4, below=1, gives=(1,))[0] == f"#  {'name':10}  kind"


def test_a_page_without_a_header_is_laid_out_alike() -> None:
    assert table_lines((), [("x" * 20, "y", "why")], width=20, below=1) == [
        f"{'x' * 5}…{'x' * 11}  y",
        "    why",
    ]
    assert table_lines((), []) == []


def test_text_from_outside_cannot_drive_a_terminal() -> None:
    assert "\x1b" not in "".join(table_lines(("a",), [("\x1b]0;x\x07",)]))


@pytest.mark.parametrize(
    ("output", "printed"),
    [
        ("table", "name\na\\x07\n"),
        ("jsonl", '{"name":"a\\u0007"}\n'),
        (None, '{"name":"a\\u0007"}\n'),
    ],
)
def test_rows_are_printed_for_people_or_for_programs(
    output: TableOutput | None, printed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def data(row: str) -> dict[str, Any]:
        return {"name": row}

    print_rows(output, ("name",), ["a\x07"], cells=lambda row: (row,), data=data)
    assert capsys.readouterr().out == printed


def test_times_are_local_and_to_the_second() -> None:
    assert local_time(None) == "-"
    assert len(local_time(1_795_349_068_114)) == len("2026-11-22 12:04:28")


def test_short_times_leave_out_the_year_when_it_is_this_one() -> None:
    assert short_time(None) == "-"
    assert short_time(0) == local_time(0)[:10]
    now_ms = round(time.time() * 1000)
    assert short_time(now_ms) == local_time(now_ms)[5:16]


def test_a_table_is_for_a_terminal_unless_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (wants_table("table"), wants_table("jsonl"), wants_table(None)) == (True, False, False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert (wants_table("jsonl"), wants_table(None)) == (False, True)
