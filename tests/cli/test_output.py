"""Records on stdout."""

import io
import json
import re
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sprig_tui.cli import output
from sprig_tui.cli.output import (
    RecordOutput,
    RecordPrinter,
    json_line,
    json_page,
    local_time,
    plain_record,
    record_printer,
    write_csv,
)

RECORD: dict[str, Any] = {
    "id": "1",
    "received_at": "2026-11-22T12:04:28.114Z",
    "type": "track",
    "name": "Größe\n",
    "user_id": "u",
    "anonymous_id": None,
    "outcome": "filtered",
    "reason": "filtered.unmapped_event",
    "detail": "No mapping.",
    "warnings": [],
}


def test_a_line_of_json_reads_back_as_the_record() -> None:
    line = json_line(RECORD)
    assert "\n" not in line
    assert json.loads(line) == RECORD


def test_a_line_of_json_cannot_drive_a_terminal() -> None:
    evil = "\x1b]0;x\x07 \x9b2J \x7f \u202e \u2028 \ud800 \U000e0041 größe 🏳"
    line = json_line({"name": evil})
    assert line.isprintable()
    assert "größe 🏳" in line
    assert json.loads(line) == {"name": evil}


def test_a_plain_line_has_a_time_and_no_control_characters() -> None:
    line = plain_record(RECORD)
    assert line[2] == ":"
    assert line.isprintable()
    assert plain_record({**RECORD, "received_at": None}).startswith("- FILTERED")


def test_json_for_people_is_as_harmless() -> None:
    page = json_page({"name": "a\x1b", "more": {"b": 1}})
    assert page == '{\n  "name": "a\\u001b",\n  "more": {\n    "b": 1\n  }\n}'


def test_a_long_plain_line_goes_on_below_itself_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    record = {**RECORD, "detail": "word " * 30}
    monkeypatch.delenv("COLUMNS", raising=False)
    record_printer("table")([record])
    whole = capsys.readouterr().out
    assert whole.count("\n") == 1
    monkeypatch.setenv("COLUMNS", "60")
    record_printer("table")([record])
    first, *rest = capsys.readouterr().out.splitlines()
    assert max(map(len, [first, *rest])) <= 60
    assert all(line.startswith("    ") for line in rest)
    assert [*first.split(), *" ".join(rest).split()] == whole.split()
    record_printer("plain")([record])
    assert capsys.readouterr().out == whole


def test_a_time_is_that_of_the_place_where_this_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Kolkata")
    time.tzset()
    assert local_time("2026-11-22T12:04:28.114Z") == "17:34:28"
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("form", ["table", "plain"])
def test_what_is_not_of_today_tells_its_day(
    form: RecordOutput, capsys: pytest.CaptureFixture[str]
) -> None:
    """A time alone would be taken for one of today; of today it is enough, as on the screens."""
    now = datetime.now(UTC)
    ages = (timedelta(0), timedelta(days=2), timedelta(days=900))
    stamps = [(now - age).isoformat(timespec="milliseconds") for age in ages]
    record_printer(form)([{**RECORD, "received_at": stamp} for stamp in stamps])
    today, lately, long_ago = capsys.readouterr().out.splitlines()
    assert re.match(r"\d\d:\d\d:\d\d FILTERED", today)
    assert re.match(r"[A-Z][a-z][a-z] \d\d \d\d:\d\d:\d\d FILTERED", lately)
    assert re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d FILTERED", long_ago)


def test_other_entries_bring_their_own_plain_line(capsys: pytest.CaptureFixture[str]) -> None:
    printer = RecordPrinter("plain", on_closed=lambda: None, plain=lambda entry: entry["line"])
    printer([{"line": "one"}, {"line": "two"}])
    assert printer.close() == 0
    assert capsys.readouterr().out == "one\ntwo\n"


def test_csv_has_one_header_and_disarms_formulas() -> None:
    stream = io.StringIO()
    write_csv([{"name": "=cmd()", "n": 1, "none": None}], stream, header=True)
    write_csv([{"name": "+1", "n": [2], "none": "x"}], stream, header=False)
    assert stream.getvalue() == "name,n,none\n'=cmd(),1,\n'+1,[2],x\n"


def catch_stdout(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """To be called in the test itself: pytest's own capture begins after the fixtures."""
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stdout", stream)
    return stream


def never() -> None:
    raise AssertionError("the reader is not gone")


def test_records_are_printed_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    stdout = catch_stdout(monkeypatch)
    printer = RecordPrinter("jsonl", on_closed=never)
    for number in range(100):
        printer([{"n": number}])
    assert printer.close() == 0
    assert stdout.getvalue().split() == [f'{{"n":{number}}}' for number in range(100)]


def test_quiet_prints_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    stdout = catch_stdout(monkeypatch)
    printer = RecordPrinter("quiet", on_closed=never)
    printer([RECORD])
    assert printer.close() == 0
    assert stdout.getvalue() == ""


class Stalled(io.StringIO):
    """A reader that takes nothing until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.reached, self.let_go = threading.Event(), threading.Event()

    def write(self, text: str) -> int:
        self.reached.set()
        self.let_go.wait(5)
        return super().write(text)


def test_a_stalled_reader_holds_up_nobody_and_the_rest_is_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stream = Stalled()
    monkeypatch.setattr(sys, "stdout", stream)
    monkeypatch.setattr(output, "MAX_WAITING", 3)
    printer = RecordPrinter("jsonl", on_closed=never)
    printer([{"n": 1}])
    assert stream.reached.wait(5)
    printer([{"n": 2}, {"n": 3}])
    printer([{"n": 4}, {"n": 5}])
    stream.let_go.set()
    assert printer.close() == 2
    assert stream.getvalue() == '{"n":1}\n{"n":2}\n{"n":3}\n'


@pytest.mark.parametrize("error", [BrokenPipeError(), ValueError("I/O on closed file")])
def test_a_reader_that_left_is_told_once(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def write(_text: str) -> int:
        raise error

    stream = io.StringIO()
    monkeypatch.setattr(stream, "write", write)
    monkeypatch.setattr(sys, "stdout", stream)
    told: list[int] = []
    printer = RecordPrinter("jsonl", on_closed=lambda: told.append(1))
    printer([{"n": 1}])
    printer.close()
    assert told == [1]


def test_lines_that_are_ready_keep_their_place_among_records(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Beyond what may wait they are counted as records are."""
    stdout = catch_stdout(monkeypatch)
    printer = RecordPrinter("jsonl", on_closed=never)
    printer([{"n": 1}])
    printer.say(["then this", "and this"])
    printer([{"n": 2}])
    monkeypatch.setattr(output, "MAX_WAITING", 0)
    printer.say(["too many"])
    assert printer.close() == 1
    assert stdout.getvalue().splitlines() == ['{"n":1}', "then this", "and this", '{"n":2}']
