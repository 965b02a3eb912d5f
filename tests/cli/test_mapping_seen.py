"""`mappings list --seen`: what no mapping takes, for scripts."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sprig_tui.cli.main import main
from sprig_tui.domain.record import timestamp
from tests import factories
from tests.cli.filling import fill


def run(folder: Path, *words: str) -> Result:
    options = ["--config", str(folder / "c.toml"), "--store", str(folder / "s.db")]
    done = CliRunner().invoke(main, ["mappings", "list", "--seen", *words, *options])
    assert done.exit_code == 0, done.output
    return done


def lines(done: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def seen(folder: Path) -> Path:
    """Two events of a name and a page that the file does not map."""
    (folder / "c.toml").write_text("version = 1\n")
    url = "https://new.example/pricing"
    fill(
        folder / "s.db",
        factories.track(messageId="m-1", event="Not Mapped"),
        factories.track(messageId="m-2", event="Not Mapped"),
        factories.page(messageId="m-3", properties={"url": url}),
    )
    return folder


def test_the_most_frequent_comes_first_with_its_proposal(seen: Path) -> None:
    event, page = lines(run(seen))
    assert event == {
        "table": "triggered_events",
        "count": 2,
        "last": timestamp(factories.RECEIVED_MS),
        "pattern": "Not Mapped",
        "match": "exactly",
        "why": "",
        "examples": ["Not Mapped"],
        "denied": False,
        "complete": True,
        "test_event": False,
    }
    assert (page["table"], page["count"]) == ("page_urls", 1)
    assert page["examples"] == ["https://new.example/pricing"]


@pytest.mark.parametrize(
    ("words", "count"), [(("--table", "urls"), 1), (("not", "mapped"), 1), (("nothing",), 0)]
)
def test_a_table_or_a_search_narrows_it(seen: Path, words: tuple[str, ...], count: int) -> None:
    assert len(lines(run(seen, *words))) == count


def test_names_that_differ_by_a_space_look_different(folder: Path) -> None:
    """To people; JSON has them as they came."""
    (folder / "c.toml").write_text("version = 1\n")
    names = ("Not Mapped", "Not Mapped ", "Not  Mapped")
    events = [factories.track(messageId=name, event=name) for name in names]
    fill(folder / "s.db", *events)
    table = run(folder, "--output", "table").stdout
    assert "Not Mapped\\x20 " in table
    assert "Not \\x20Mapped " in table
    assert {line["pattern"] for line in lines(run(folder))} == set(names)


def test_people_get_a_table(seen: Path) -> None:
    header, event, _page = run(seen, "--output", "table").stdout.splitlines()
    assert header.split() == ["table", "seen", "last", "proposed", "match", "state"]
    assert event.split()[:2] == ["event", "2"]
