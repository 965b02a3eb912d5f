"""A key that events wait for is stored only after a yes."""

import asyncio
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from sprig_tui.adapters.store.writer import SqliteEventLog
from sprig_tui.cli import key_release
from sprig_tui.cli.main import main
from tests.cli.filling import fill
from tests.factories import identify

SECRET = "canary-key-9876"
LIVE = '[destination]\nmode = "live"\n'


@pytest.fixture
def file(folder: Path) -> Path:
    """A live config without a key, and two events that wait for the development key."""
    fill(folder / "s.db", identify(), identify(messageId="other"))

    async def queue() -> None:
        log = await SqliteEventLog.open(folder / "s.db")
        await log.transact(lambda tx: tx.outbox.resend([1, 2], at_ms=0))
        await log.close()

    asyncio.run(queue())
    file = folder / "c.toml"
    file.write_text(LIVE)
    file.chmod(0o600)
    return file


def run(file: Path, *words: str) -> Result:
    places = ["--config", str(file), "--store", str(file.with_name("s.db"))]
    return CliRunner().invoke(main, ["key", "set", "--stdin", *words, *places], input=SECRET)


def test_without_a_terminal_it_takes_yes(file: Path) -> None:
    """Count and host are named, nothing is stored, and the key is on no screen."""
    done = run(file)
    assert done.exit_code == 2
    assert "2 waiting events leave at once" in done.stderr
    assert "To    api.sprig.com" in done.stderr
    assert "takes --yes" in done.stderr
    assert (file.read_text(), SECRET in done.output) == (LIVE, False)
    done = run(file, "--yes")
    assert (done.exit_code, SECRET in file.read_text()) == (0, True)


def test_what_lets_nothing_leave_is_not_asked(file: Path) -> None:
    """The other environment's key, another mode, an empty queue, no store."""
    assert run(file, "--environment", "production").exit_code == 0
    file.write_text('[destination]\nmode = "hold"\n')
    assert run(file).exit_code == 0
    file.write_text(LIVE + 'kind = "gleap"\n')
    assert run(file).exit_code == 0
    file.write_text(LIVE)
    for path in file.parent.glob("s.db*"):
        path.unlink()
    done = run(file)
    assert (done.exit_code, "no store" in done.stderr) == (0, False)


@pytest.mark.parametrize("answer", [True, False])
def test_at_a_terminal_it_asks(file: Path, monkeypatch: pytest.MonkeyPatch, answer: bool) -> None:
    """A no stores nothing."""
    asked: list[str] = []

    def confirm(question: str, **_options: object) -> bool:
        asked.append(question)
        return answer

    terminal = type("Tty", (), {"isatty": lambda _self: True})()
    monkeypatch.setattr(key_release, "sys", type("Sys", (), {"stdin": terminal}))
    monkeypatch.setattr(click, "confirm", confirm)
    done = run(file)
    assert asked == ["Store the key and send what waits?"]
    assert (done.exit_code, SECRET in file.read_text()) == ((0, True) if answer else (1, False))
