"""`events`: the log without a screen."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sprig_tui.cli.main import main
from tests import factories
from tests.cli.filling import fill


@pytest.fixture
def store(folder: Path) -> Path:
    path = folder / "events.db"
    fill(
        path,
        factories.identify(messageId="m-0"),
        factories.track(),
        factories.track("Order Completed", messageId="m-2"),
        factories.track("=cmd()\x1b[2J", messageId="m-3"),
    )
    return path


def run(store: Path, *words: str) -> Result:
    done = CliRunner().invoke(main, ["events", *words, "--store", str(store)])
    assert "Traceback" not in done.stderr
    return done


def names(done: Result) -> list[str]:
    assert done.exit_code == 0, done.stderr
    return [json.loads(line)["name"] for line in done.stdout.splitlines()]


def test_list_gives_the_newest_oldest_first(store: Path) -> None:
    assert names(run(store, "list", "--limit", "2")) == ["Order Completed", "=cmd()\x1b[2J"]


def test_a_query_narrows_list_and_export(store: Path) -> None:
    for verb in ("list", "export"):
        assert names(run(store, verb, "type:track", "is:forwarded")) == [factories.BUTTON]


def test_a_table_never_drives_the_terminal(store: Path) -> None:
    done = run(store, "list", "--output", "table")
    assert len(done.stdout.splitlines()) == 4
    assert "\x1b" not in done.stdout
    assert "\\x1b[2J" in done.stdout


def test_csv_has_every_column_and_disarms_formulas(store: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run(store, "export", "--output", "csv").stdout)))
    assert [row["reason"] for row in rows][:2] == ["forwarded.identify", "forwarded.event"]
    assert rows[3]["name"].startswith("'=cmd()")


def test_show_explains_one_event(store: Path) -> None:
    shown = json.loads(run(store, "show", "3").stdout)
    assert shown["reason"] == "filtered.unmapped_event"
    assert [step["step"] for step in shown["trace"]] == list(range(1, 11))
    assert json.loads(shown["sent"])["event"] == "Order Completed"


def test_an_event_that_is_not_there_is_said(store: Path) -> None:
    done = run(store, "show", "99")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "holds no event 99" in done.stderr


def test_a_bad_query_says_what_and_where(store: Path) -> None:
    done = run(store, "list", "tipe:track")
    assert done.exit_code == 2
    assert "type" in done.stderr
    assert "at character" in done.stderr


def test_a_store_that_is_not_there_yet_is_empty(folder: Path) -> None:
    assert names(run(folder / "none.db", "list")) == []
    assert not (folder / "none.db").exists()


def test_export_gives_events_as_they_were_sent(store: Path) -> None:
    """As JSON lines only."""
    lines = run(store, "export", "--events", "is:filtered").stdout.splitlines()
    assert [json.loads(line)["event"] for line in lines] == ["Order Completed", "=cmd()\x1b[2J"]
    assert run(store, "export", "--events", "--output", "csv").exit_code == 2
