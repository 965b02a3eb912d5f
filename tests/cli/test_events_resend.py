"""`events resend`, without an engine; the engine's tests resend through it."""

import asyncio
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from sprig_tui.adapters.store.outbox_reader import SqliteOutboxReader
from sprig_tui.adapters.store.reader import SqliteLogReader
from sprig_tui.adapters.store.writer import SqliteEventLog
from sprig_tui.cli import events_resend
from sprig_tui.cli.exits import PlainExit
from sprig_tui.cli.main import main
from sprig_tui.domain.outbox import Lane, Waiting
from sprig_tui.domain.settings import Kind, Mode
from tests.cli.filling import fill
from tests.factories import identify, track

QUEUED = "events are queued for delivery"
HELD = "held until the mode is live (it is dry_run)"


def run(folder: Path, *words: str) -> Result:
    (folder / "c.toml").touch()
    options = ["--config", str(folder / "c.toml"), "--store", str(folder / "s.db")]
    return CliRunner().invoke(main, ["events", "resend", *words, *options])


def waiting(folder: Path) -> list[int]:
    async def work() -> list[Waiting]:
        reader = await SqliteLogReader.open(folder / "s.db")
        found = list(await SqliteOutboxReader(reader).waiting())
        await reader.close()
        return found

    return [one.row.id for one in asyncio.run(work())]


def test_events_are_queued_by_their_ids(folder: Path) -> None:
    fill(folder / "s.db", identify(), identify(messageId="other"))
    done = run(folder, "2", "1")
    assert (done.stdout, done.exit_code) == (f"2 of 2 {QUEUED}, {HELD}\n", 0)
    assert waiting(folder) == [1, 2]


def test_an_id_counts_once(folder: Path) -> None:
    """However often it is given."""
    fill(folder / "s.db", identify(), identify(messageId="other"))
    done = run(folder, "2", "2", "1")
    assert (done.stdout, done.exit_code) == (f"2 of 2 {QUEUED}, {HELD}\n", 0)


@pytest.mark.parametrize("answer", [True, False])
def test_a_person_is_asked(monkeypatch: pytest.MonkeyPatch, answer: bool) -> None:
    """A no resends nothing."""
    terminal = type("Tty", (), {"isatty": lambda _self: True})()
    monkeypatch.setattr(events_resend, "sys", type("Sys", (), {"stdin": terminal}))
    monkeypatch.setattr(click, "confirm", lambda question, **_: answer and "2" in question)
    if answer:
        events_resend._ask(2)
        return
    with pytest.raises(PlainExit, match="nothing was resent"):
        events_resend._ask(2)


def test_events_that_were_not_forwarded_are_said(folder: Path) -> None:
    fill(folder / "s.db", identify(), track(event="Not mapped"))
    done = run(folder, "1", "2", "77")
    assert done.stdout == f"1 of 3 {QUEUED}, {HELD}\n"
    assert "not forwarded" in done.stderr
    assert done.exit_code == 1


def test_all_that_failed_are_queued(folder: Path) -> None:
    fill(folder / "s.db", *(identify(messageId=f"m{n}") for n in range(3)))

    async def fail() -> None:
        log = await SqliteEventLog.open(folder / "s.db")
        await log.transact(lambda tx: tx.outbox.resend([1, 3], at_ms=0))
        for row_id in (1, 3):
            await log.transact(lambda tx, one=row_id: tx.outbox.park(one, sentence="x", at_ms=0))  # type: ignore[misc]
        await log.close()

    asyncio.run(fail())
    done = run(folder, "--failed")
    assert (done.exit_code, done.stdout, waiting(folder)) == (2, "", [])
    where = "2 to api.sprig.com (sprig, development): waits until the mode is live."
    assert where in done.stderr
    assert "takes --yes" in done.stderr
    assert run(folder, "--failed", "--yes").stdout == f"2 of 2 {QUEUED}, {HELD}\n"
    assert waiting(folder) == [1, 3]
    assert run(folder, "--failed").stdout == "0 of 0 events are queued for delivery\n"


def align(folder: Path, lane: Lane, mode: Mode) -> None:
    """As the engine does when it starts and when the mode changes."""

    async def work() -> None:
        log = await SqliteEventLog.open(folder / "s.db")
        await log.transact(lambda tx: tx.outbox.align(lane, mode, after=0, limit=100))
        await log.close()

    asyncio.run(work())


def test_events_that_do_not_leave_now_are_said(folder: Path) -> None:
    """In dry run and hold all wait; in live those that were decided for something else."""
    fill(folder / "s.db", identify(), identify(messageId="other"), track(event="Not mapped"))
    align(folder, Lane(), Mode.DRY_RUN)
    assert run(folder, "1").stdout == f"1 of 1 {QUEUED}, {HELD}\n"
    done = run(folder, "1", "2", "3")
    assert done.stdout == f"2 of 3 {QUEUED}, {HELD}\n"


def test_of_a_live_mode_only_what_was_decided_for_something_else_is_held(folder: Path) -> None:
    fill(folder / "s.db", identify(), identify(messageId="other"))
    (folder / "c.toml").write_text('destination.mode = "live"\n')
    align(folder, Lane(), Mode.LIVE)
    assert run(folder, "1").stdout == "1 of 1 events are queued for delivery\n"
    align(folder, Lane(kind=Kind.GLEAP), Mode.LIVE)
    held = "held until their kind, environment and endpoint are chosen again"
    assert run(folder, "1").stdout == f"1 of 1 events are queued for delivery, {held}\n"


def test_nothing_to_resend_is_a_usage_error(folder: Path) -> None:
    for words in ([], ["--failed", "1"]):
        assert run(folder, *words).exit_code == 2


@pytest.mark.parametrize("word", ["1", "--failed"])
def test_a_store_that_is_not_there_is_not_made(folder: Path, word: str) -> None:
    done = run(folder, word)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "there is no store at" in done.stderr
    assert not (folder / "s.db").exists()
