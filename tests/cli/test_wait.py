"""`wait`, on a log without an engine; the end-to-end tests wait for a running one."""

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
        factories.track(messageId="m-1"),
        factories.track("Order\x1b Completed", messageId="m-2"),
    )
    return path


def run(store: Path, *words: str) -> Result:
    done = CliRunner().invoke(main, ["wait", *words, "--store", str(store)])
    assert "Traceback" not in done.stderr
    return done


def test_events_that_came_are_printed(store: Path) -> None:
    done = run(store, "type:track", "-reason:unmapped", "--within", "10s")
    assert done.exit_code == 0
    assert [json.loads(line)["message_id"] for line in done.stdout.splitlines()] == ["m-1"]
    assert done.stderr == ""


def test_time_runs_out_with_what_came(store: Path) -> None:
    done = run(store, "type:track", "is:forwarded", "--count", "2", "--within", "1ms")
    assert done.exit_code == 4
    assert [json.loads(line)["message_id"] for line in done.stdout.splitlines()] == ["m-1"]
    assert "1 of 2 events came in 0.001 s" in done.stderr
    assert "Order\\x1b Completed" in done.stderr
    assert "\x1b" not in done.stderr


def test_since_now_leaves_out_what_is_there(store: Path) -> None:
    done = run(store, "type:track", "--since-now", "--within", "1ms")
    assert (done.exit_code, done.stdout) == (4, "")
    assert "newest" not in done.stderr


def test_none_may_come(store: Path) -> None:
    assert run(store, "is:rejected", "--count", "0", "--within", "1ms").exit_code == 0
    done = run(store, "type:track", "--count", "0", "--within", "10s")
    assert done.exit_code == 1
    assert "none should have" in done.stderr
    assert len(done.stdout.splitlines()) == 1


@pytest.mark.parametrize("words", [["is:nothing"], ["--within", "soon"], ["--count", "-1"], ["(a"]])
def test_what_cannot_be_waited_for_is_a_usage_error(store: Path, words: list[str]) -> None:
    done = run(store, *words)
    assert (done.exit_code, done.stdout) == (2, "")
