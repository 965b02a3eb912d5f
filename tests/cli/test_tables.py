"""Rows as columns, or as lines of JSON."""

from typing import Any

import pytest

from sprig_tui.cli.tables import CELL, TableOutput, local_time, print_rows, table_lines


def test_columns_are_aligned_by_what_a_terminal_shows() -> None:
    assert table_lines(("a", "b"), [("日本", "x"), ("long", "")]) == ["a     b", "日本  x", "long"]


def test_long_cells_are_cut_except_in_the_last_column() -> None:
    _, line = table_lines(("a", "b"), [("x" * 99, "y" * 99)])
    assert line == "x" * (CELL - 1) + "…  " + "y" * 99


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
