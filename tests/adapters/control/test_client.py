"""The terminal's end of the control socket, against the real server."""

import asyncio
import socket
from dataclasses import asdict
from pathlib import Path

import pytest

from sprig_tui.adapters.control import server as server_module
from sprig_tui.adapters.control.client import ControlClient
from sprig_tui.adapters.control.server import ControlServer
from sprig_tui.domain.flow import DeliveryStatus, Flow, LastAnswer
from sprig_tui.ports import EngineHangsError, EngineStatus, EngineUnreachableError
from tests.adapters.control.conftest import RecordingEngine


async def test_status_comes_back_as_the_engine_gave_it(path: Path) -> None:
    client = ControlClient(path)
    status = await client.status()
    assert (status.pid, status.terminals, status.restart_needed) == (7, 0, ("listener.port",))
    assert status.refused == {"host": 2}
    last = LastAnswer(503, 41, 1_700, "")
    expected = DeliveryStatus(Flow.PACED, "Slower now.", 5, 7, 1, 950, 1_000, 12.5, last)
    assert status.delivery == expected
    await client.close()


async def test_what_an_engine_of_an_earlier_version_does_not_tell_is_left_out(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A terminal can be newer than the engine that it attaches to."""

    def without_notice(status: EngineStatus) -> dict[str, object]:
        told = asdict(status)
        del told["notice"]
        return told

    monkeypatch.setattr(server_module, "asdict", without_notice)
    client = ControlClient(path)
    assert (await client.status()).notice == ""
    await client.close()


async def test_the_owner_leaving_last_stops_the_engine(path: Path, engine: RecordingEngine) -> None:
    owner = ControlClient(path)
    await owner.attach()
    assert (await owner.status()).terminals == 1
    assert await owner.leave(owner=True)
    assert engine.stopped


async def test_the_owner_leaving_before_another_terminal_keeps_the_engine(
    path: Path, engine: RecordingEngine
) -> None:
    owner, guest = ControlClient(path), ControlClient(path)
    await owner.attach()
    await guest.attach()
    assert not await owner.leave(owner=True)
    assert not await guest.leave(owner=False)
    assert not engine.stopped


async def test_a_killed_terminal_leaves_the_engine_running(
    path: Path, engine: RecordingEngine
) -> None:
    owner, other = ControlClient(path), ControlClient(path)
    await owner.attach()
    await owner.close()
    async with asyncio.timeout(5):
        while (await other.status()).terminals:
            await asyncio.sleep(0.01)
    assert not engine.stopped
    await other.close()


async def test_commands_reach_the_engine(path: Path, engine: RecordingEngine) -> None:
    client = ControlClient(path)
    await client.know_user("u_1")
    assert await client.import_users(["u_2", "u_3"]) == 2
    await client.deny_request("Video Played")
    assert await client.resend(range(1, 4_502)) == 4_501
    assert engine.resent == list(range(1, 4_502))
    assert (await client.reset(), engine.resets) == (3, 1)
    await client.stop()
    assert engine.known == ["u_1", "u_2", "u_3"]
    assert engine.denied == ["Video Played"]
    assert engine.stopped
    await client.close()


async def test_a_command_that_takes_its_time_keeps_nobody_from_asking(
    path: Path, engine: RecordingEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long reset is not taken for an engine that is down."""
    going, asked = asyncio.Event(), asyncio.Event()

    async def slow() -> int:
        asked.set()
        await going.wait()
        return 3

    monkeypatch.setattr(engine, "reset", slow)
    client = ControlClient(path)
    resetting = asyncio.create_task(client.reset())
    await asked.wait()
    assert (await client.status()).pid == 7
    going.set()
    assert await resetting == 3
    await client.close()


async def test_a_command_that_fails_says_why_and_the_connection_lives(path: Path) -> None:
    client = ControlClient(path)
    with pytest.raises(RuntimeError, match="there is no such request"):
        await client.deny_request("nobody asked")
    assert (await client.status()).pid == 7
    await client.close()


async def test_no_engine_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(EngineUnreachableError, match="no engine answers"):
        await ControlClient(tmp_path / "none.sock").status()


async def test_an_engine_that_hangs_is_told_apart_from_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the process that owns the store; the question waits in the socket of a stopped one."""
    monkeypatch.setattr("sprig_tui.adapters.control.client.RESET_TIMEOUT", 0.05)
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(str(tmp_path / "c.sock"))
        silent.listen()
        client = ControlClient(tmp_path / "c.sock", lambda: 7)
        with pytest.raises(EngineHangsError, match="process 7 owns the store and does not") as late:
            await client.reset()
    with pytest.raises(EngineHangsError, match="it is stopped or very busy") as unasked:
        await ControlClient(tmp_path / "none.sock", lambda: 7).status()
    assert (late.value.asked, unasked.value.asked) == (True, False)


async def test_a_restarted_engine_is_found_again(tmp_path: Path, engine: RecordingEngine) -> None:
    client = ControlClient(tmp_path / "c.sock")
    for _ in range(2):
        server = ControlServer(tmp_path / "c.sock", engine)
        await server.start()
        try:
            status = await client.status()
        except EngineUnreachableError:
            status = await client.status()
        assert status.pid == 7
        await server.close()
    await client.close()
