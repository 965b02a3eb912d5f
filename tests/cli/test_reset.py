"""`reset`, without an engine; the engine's tests reset through it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sprig_tui.cli.main import main
from sprig_tui.cli.reset import waiting_in
from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.log import Books
from tests import factories
from tests.cli.filling import fill


def run(folder: Path, *words: str, typed: str | None = None) -> Result:
    (folder / "c.toml").touch()
    options = ["--config", str(folder / "c.toml"), "--store", str(folder / "s.db")]
    done = CliRunner().invoke(main, [*words, *options], input=typed)
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture
def filled(folder: Path) -> Path:
    fill(folder / "s.db", factories.identify(messageId="m-0"), factories.track(messageId="m-1"))
    return folder


def test_the_log_is_empty_afterwards(filled: Path) -> None:
    """A messageId from before is new again, and users have to be identified anew."""
    done = run(filled, "reset")
    assert (done.stdout, done.exit_code) == ("the log is empty: 2 events removed\n", 0)
    assert run(filled, "events", "list").stdout == ""
    assert run(filled, "users", "list").stdout == ""
    fill(filled / "s.db", factories.track(messageId="m-1"))
    (line,) = run(filled, "events", "list").stdout.splitlines()
    assert json.loads(line)["reason"] == "filtered.unknown_user"
    assert run(filled, "reset").stdout == "the log is empty: 1 events removed\n"


def resend(filled: Path) -> None:
    assert run(filled, "events", "resend", "1").exit_code == 0


def test_what_waits_to_be_delivered_is_not_lost_unasked(filled: Path) -> None:
    resend(filled)
    done = run(filled, "reset")
    assert (done.stdout, done.exit_code) == ("", 2)
    assert "1 events wait to be delivered" in done.stderr
    assert run(filled, "reset", "--yes").stdout == "the log is empty: 2 events removed\n"


@pytest.mark.parametrize(("typed", "code"), [("y\n", 0), ("n\n", 130), ("", 130)])
def test_on_a_terminal_it_asks(
    filled: Path, monkeypatch: pytest.MonkeyPatch, typed: str, code: int
) -> None:
    resend(filled)

    monkeypatch.setattr("sprig_tui.cli.reset.on_terminal", lambda: True)
    done = run(filled, "reset", typed=typed)
    assert done.exit_code == code
    assert "Empty the log?" in done.stderr
    assert bool(run(filled, "events", "list").stdout) is (code != 0)


def test_held_and_retried_events_wait_too() -> None:
    waits = dict.fromkeys(DeliveryState, 1)
    assert waiting_in(Books(deliveries=waits)) == 3
    assert waiting_in(Books()) == 0


def test_without_a_store_it_makes_none(folder: Path) -> None:
    """With and without --yes."""
    for words in (["reset"], ["reset", "--yes"]):
        done = run(folder, *words)
        assert (done.stdout, done.exit_code) == ("", 2)
        assert f"there is no store at {folder / 's.db'} (--store): nothing was done" in done.stderr
    assert sorted(one.name for one in folder.iterdir()) == ["c.toml"]
