"""Rows as a file's text."""

import csv
import io
import json

import pytest

from sprig_tui.domain.query import Query
from sprig_tui.domain.reasons import Reason
from sprig_tui.services.exporting import PAGE, Export, Form
from tests.fakes.log import MemoryLog
from tests.log_rows import new_row


def _log(count: int = 5) -> MemoryLog:
    log = MemoryLog()
    for number in range(1, count + 1):
        value = {"type": "track", "event": "E", "userId": f"u_{number}", "writeKey": "wk-canary"}
        log.writes.append(new_row(number, value=value, user_id=f"u_{number}"))
    return log


async def _text(export: Export, log: MemoryLog) -> str:
    return "".join([text async for text in export.texts(log)])


@pytest.mark.parametrize("ids", [None, [4, 2]])
async def test_json_lines_are_the_records(ids: list[int] | None) -> None:
    export = Export(Form.JSONL, row_ids=ids)
    lines = (await _text(export, _log())).splitlines()
    expected = ["2", "4"] if ids else ["1", "2", "3", "4", "5"]
    assert [json.loads(line)["id"] for line in lines] == expected
    assert export.count == len(expected)


async def test_csv_has_one_header_whatever_the_number_of_pages() -> None:
    export = Export(Form.CSV)
    rows = list(csv.reader(io.StringIO(await _text(export, _log(PAGE + 10)))))
    assert rows[0][:2] == ["v", "id"]
    assert [row[1] for row in rows[1:]] == [str(number) for number in range(1, PAGE + 11)]
    chosen = Export(Form.CSV, row_ids=[99, 1])
    assert (await _text(chosen, _log())).count("\n") == 2
    assert chosen.count == 1


@pytest.mark.parametrize("ids", [None, list(range(1, PAGE + 11))])
async def test_a_batch_is_one_json_text_without_keys(ids: list[int] | None) -> None:
    log = _log(PAGE + 9)
    log.writes.append(new_row(999, Reason.INVALID_JSON, payload=b"{"))
    export = Export(Form.BATCH, row_ids=ids)
    text = await _text(export, log)
    events = json.loads(text)["batch"]
    assert len(events) == export.count == PAGE + 9
    assert events[0]["userId"] == "u_1"
    assert "canary" not in text


async def test_only_what_a_filter_shows() -> None:
    query = Query("user:u_3", lambda row: row.user_id == "u_3")
    assert len((await _text(Export(Form.JSONL, query), _log())).splitlines()) == 1
    batch = Export(Form.BATCH, query)
    assert len(json.loads(await _text(batch, _log()))["batch"]) == 1
    log = _log()
    log.writes.append(new_row(9, Reason.INVALID_JSON, payload=b"{"))
    assert json.loads(await _text(Export(Form.BATCH, row_ids=[6]), log)) == {"batch": []}
    nothing = Export(Form.BATCH, row_ids=[])
    assert json.loads(await _text(nothing, _log())) == {"batch": []}


def test_each_form_has_its_ending() -> None:
    assert [form.ending for form in Form] == ["jsonl", "csv", "json"]
