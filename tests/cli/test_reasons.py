"""`reasons`: the codes for people and for programs."""

import json

from click.testing import CliRunner

from sprig_tui.cli.main import main
from sprig_tui.domain.reasons import MEANING, REMEDY, Reason


def test_every_code_is_a_line_of_json() -> None:
    done = CliRunner().invoke(main, ["reasons"])
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["reason"] for line in lines] == [reason.value for reason in Reason]
    assert lines[0] == {
        "reason": "rejected.invalid_json",
        "outcome": "rejected",
        "meaning": "The body is not JSON.",
        "what_to_do": "Look at the byte position in the detail.",
    }
    assert lines[-1]["what_to_do"] == ""


def test_the_table_cuts_nothing() -> None:
    printed = CliRunner().invoke(main, ["reasons", "--output", "table"]).stdout
    assert printed.startswith("reason ")
    assert all(sentence in printed for sentence in (*MEANING.values(), *REMEDY.values()))
