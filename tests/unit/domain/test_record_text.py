"""Records as text."""

import io
import json

from sprig_tui.domain.record_text import harmless_json, json_line, write_csv


def test_a_line_of_json_drives_no_terminal_and_keeps_its_meaning() -> None:
    value = {"name": "\x1b[31m\u202e\x7f é", "n": 1}
    line = json_line(value)
    assert line.isprintable()
    assert json.loads(line) == value
    assert json_line({"a": "b"}) == '{"a":"b"}'
    assert harmless_json('{\n"a": 1}') == '{\n"a": 1}'


def test_a_cell_that_a_spreadsheet_would_run_is_text() -> None:
    stream = io.StringIO()
    write_csv([{"name": "=cmd()", "n": 1, "none": None}], stream, header=True)
    write_csv([{"name": "x", "n": [2], "none": "-1"}], stream, header=False)
    assert stream.getvalue() == "name,n,none\n'=cmd(),1,\nx,[2],'-1\n"


def test_a_cell_drives_no_terminal_where_one_shows_it() -> None:
    """A file has it as it is."""
    for harmless, cells in ((False, '"a\x1b\n",[2]\n'), (True, "a\\x1b\\x0a,[2]\n")):
        stream = io.StringIO()
        write_csv([{"name": "a\x1b\n", "n": [2]}], stream, header=False, harmless=harmless)
        assert stream.getvalue() == cells
