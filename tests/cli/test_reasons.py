"""`reasons`: the codes for people and for programs."""

import json

import pytest
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


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("filtered.unknown_user", ["filtered.unknown_user"]),
        ("FILTERED.unmapped", ["filtered.unmapped_event", "filtered.unmapped_page"]),
        ("rejected", [reason.value for reason in Reason if reason.outcome == "rejected"]),
    ],
)
def test_a_code_or_its_beginning_chooses(code: str, found: list[str]) -> None:
    done = CliRunner().invoke(main, ["reasons", code])
    assert [json.loads(line)["reason"] for line in done.stdout.splitlines()] == found


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("filtered.unkown_user", 'did you mean "filtered.unknown_user"?'),
        ("unknown_user", 'did you mean "filtered.unknown_user"?'),
        ("zzz", "sprig-tui reasons"),
    ],
)
def test_a_code_that_there_is_not_is_a_usage_error(code: str, said: str) -> None:
    done = CliRunner().invoke(main, ["reasons", code])
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr
