"""Starting an engine process, or finding the one that runs."""

import contextlib
import dataclasses
import stat
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sprig_tui.cli.exits import PlainExit
from sprig_tui.cli.launch import RunningEngine, attach_or_start, engine_log, sender_for
from sprig_tui.cli.session import Session
from sprig_tui.domain.secret import Secret
from sprig_tui.domain.settings import Config
from sprig_tui.engine_places import EnginePlaces
from sprig_tui.ports import EngineUnreachableError
from sprig_tui.services.sending import sample_events

CANARY = "CANARY-key-0123456789"


def where(
    folder: Path, config: str = "c.toml", text: str = "[listener]\nport = 0\n"
) -> EnginePlaces:
    path = folder / config
    path.write_text(text, encoding="utf-8")
    return EnginePlaces(path, folder / "s" / "e.db", folder / "s" / "e.db.sock")


@contextlib.asynccontextmanager
async def running(places: EnginePlaces, session: Session) -> AsyncIterator[RunningEngine]:
    engine = await attach_or_start(session, places)
    try:
        yield engine
    finally:
        await engine.client.attach()
        await engine.leave()
        assert engine.process is not None
        assert engine.process.returncode == 0


async def test_an_engine_is_started_once_and_then_attached_to(folder: Path) -> None:
    places, session = where(folder), Session(Secret())
    async with running(places, session) as first:
        second = await attach_or_start(session, places)
        assert first.process is not None
        assert second.process is None
        assert (await second.client.status()).pid == first.owner.pid
        await second.client.close()
        async with sender_for(Config(), places.store) as sender:
            result = await sender.send(sample_events("t")[0])
        assert result.record is not None
        assert result.record["reason"] == "forwarded.identify"
        with pytest.raises(PlainExit, match=r"other\.toml") as caught:
            await attach_or_start(session, where(folder, "other.toml"))
        assert caught.value.exit_code == 3


async def test_a_running_engine_is_not_moved_by_another_port(folder: Path) -> None:
    places, session = where(folder), Session(Secret())
    async with running(places, session) as engine:
        with pytest.raises(PlainExit, match="already listens on") as caught:
            await attach_or_start(session, dataclasses.replace(places, port=1))
        assert caught.value.exit_code == 3
        same = int(engine.owner.address.rpartition(":")[2])
        again = await attach_or_start(session, dataclasses.replace(places, port=same))
        await again.client.close()


async def test_the_key_reaches_the_engine_and_no_command_line_or_log(folder: Path) -> None:
    places = where(folder)
    async with running(places, Session(Secret(CANARY))) as engine:
        command = Path(f"/proc/{engine.owner.pid}/cmdline").read_bytes()
        assert CANARY.encode() not in command
    log = engine_log(places.store)
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert CANARY not in log.read_text(encoding="utf-8")


async def test_an_engine_that_cannot_start_is_quoted(folder: Path) -> None:
    places = where(folder, text="[listener]\nhost = '0.0.0.0'\n")
    with pytest.raises(PlainExit) as caught:
        await attach_or_start(Session(Secret()), places)
    assert caught.value.exit_code == 2
    assert "0.0.0.0" in str(caught.value)


async def test_without_an_engine_nothing_can_be_sent(folder: Path) -> None:
    with pytest.raises(EngineUnreachableError, match="no engine runs"):
        async with sender_for(Config(), folder / "e.db"):
            pass
