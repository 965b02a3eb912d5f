"""`mappings list`: the Mappings screen as lines."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sprig_tui.cli.main import main
from sprig_tui.domain.record import timestamp
from tests import factories
from tests.cli.filling import fill

CONFIG = """\
[[triggered_events]]
event = "Button Clicked"
note = "home page"

[[triggered_events]]
event = "Button Clicked"
enabled = false
sprig_event = "Clicked"

[[page_urls]]
url = "https://shop.example/("
"""


def run(folder: Path, *words: str) -> Result:
    options = ["--config", str(folder / "c.toml"), "--store", str(folder / "s.db")]
    return CliRunner().invoke(main, ["mappings", "list", *words, *options])


def lines(done: Result) -> list[dict[str, Any]]:
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def file(folder: Path) -> Path:
    file = folder / "c.toml"
    file.write_text(CONFIG)
    return file


def test_every_mapping_is_a_line_with_what_the_file_says(folder: Path, file: Path) -> None:
    first, second, url = lines(run(folder))
    assert first == {
        "table": "triggered_events",
        "index": 0,
        "enabled": True,
        "pattern": "Button Clicked",
        "match": "exactly",
        "sprig_event": "",
        "note": "home page",
        "hits": 0,
        "last": None,
        "problems": [],
    }
    assert (second["index"], second["enabled"], second["sprig_event"]) == (1, False, "Clicked")
    assert (url["table"], url["index"], url["match"]) == ("page_urls", 0, "legacy")
    assert url["problems"][0].startswith("the pattern never matches")


@pytest.mark.parametrize(
    ("words", "count"),
    [
        (("--table", "events"), 2),
        (("--table", "urls"), 1),
        (("clicked",), 2),
        (("home", "page"), 1),
        (("none",), 0),
    ],
)
def test_a_table_or_a_search_narrows_the_list(
    folder: Path, file: Path, words: tuple[str, ...], count: int
) -> None:
    assert len(lines(run(folder, *words))) == count


def test_hits_come_from_the_log(folder: Path, file: Path) -> None:
    fill(folder / "s.db", factories.identify(messageId="m-0"), factories.track())
    first, second, _ = lines(run(folder))
    assert (first["pattern"], first["hits"]) == (factories.BUTTON, 1)
    assert first["last"] == timestamp(factories.RECEIVED_MS)
    assert second["hits"] == 0  # both say the same, but this one is off


def test_people_get_a_table_with_numbers_as_on_the_screen(folder: Path, file: Path) -> None:
    header, first, second, url = run(folder, "--output", "table").stdout.splitlines()
    assert header.split()[:5] == ["table", "#", "on", "pattern", "match"]
    assert first.split()[:6] == ["event", "1", "on", "Button", "Clicked", "exactly"]
    assert second.split()[1:3] == ["2", "off"]
    assert "unterminated group" in url


def test_a_log_that_cannot_be_read_costs_only_the_hits(folder: Path, file: Path) -> None:
    (folder / "s.db").write_text("no database at all, but long enough to be read as one" * 20)
    done = run(folder)
    assert "hits are not known" in done.stderr
    assert [json.loads(line)["hits"] for line in done.stdout.splitlines()] == [None] * 3
    assert "  ?  " in run(folder, "--output", "table").stdout


def test_a_config_that_is_not_there_says_what_to_do(folder: Path) -> None:
    done = run(folder)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "sprig-tui config init" in done.stderr
