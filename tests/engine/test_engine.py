"""The engine on real files and sockets, in this process."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from pathlib import Path

import httpx
import pytest

from sprig_tui import engine_store as store_module
from sprig_tui.adapters.clock import SystemClock
from sprig_tui.adapters.config.repository import FileConfigRepository
from sprig_tui.adapters.control.client import ControlClient
from sprig_tui.adapters.listener.listener import PortTakenError
from sprig_tui.adapters.store.lock import read_owner
from sprig_tui.adapters.store.reader import SqliteLogReader
from sprig_tui.domain.config_edits import ConfigError, ConfigSnapshot
from sprig_tui.domain.record import Record
from sprig_tui.engine import Engine
from sprig_tui.engine_places import EnginePlaces
from sprig_tui.ports import StoreTakenError

CONFIG = '[listener]\nport = 0\n[[triggered_events]]\nevent = "Signed Up"\n'


class Setting:
    """A folder for one engine, and what it printed."""

    def __init__(self, folder: Path, config: str = CONFIG) -> None:
        self.places = EnginePlaces(folder / "c.toml", folder / "e.db", folder / "e.db.sock")
        self.places.config.write_text(config, encoding="utf-8")
        self.records: list[Record] = []

    def engine(self, places: EnginePlaces | None = None) -> Engine:
        where = places or self.places
        repository = FileConfigRepository(where.config)
        return Engine(where, repository, sink=self._take, clock=SystemClock())

    def _take(self, records: Sequence[Record]) -> None:
        self.records += records


@pytest.fixture
def setting(folder: Path) -> Setting:
    return Setting(folder)


async def post(engine: Engine, path: str, event: dict[str, object]) -> int:
    async with httpx.AsyncClient(trust_env=False) as client:
        return (await client.post(engine.address + path, json=event)).status_code


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(10):
        while not await condition():
            await asyncio.sleep(0.02)


@contextlib.asynccontextmanager
async def reading(setting: Setting) -> AsyncIterator[SqliteLogReader]:
    reader = await SqliteLogReader.open(setting.places.store)
    yield reader
    await reader.close()


async def test_an_event_is_decided_stored_printed_and_read_back(setting: Setting) -> None:
    async with setting.engine() as engine:
        assert await post(engine, "/v1/identify", {"userId": "u"}) == 200
        assert await post(engine, "/v1/track", {"userId": "u", "event": "Signed Up"}) == 200
        async with reading(setting) as log:
            rows = await log.rows()
            assert (await log.books()).balanced()
    assert [row.reason for row in rows[::-1]] == [r["reason"] for r in setting.records]
    assert setting.records[1]["reason"] == "forwarded.event"


async def test_the_lock_names_the_engine_while_it_runs_and_only_then(setting: Setting) -> None:
    async with setting.engine() as engine:
        owner = read_owner(setting.places.store)
        assert owner is not None
        assert owner.address == engine.address
        with pytest.raises(StoreTakenError, match=str(owner.pid)):
            async with setting.engine():
                pass
    assert read_owner(setting.places.store) is None


async def test_a_taken_port_leaves_the_store_free(setting: Setting, folder: Path) -> None:
    async with setting.engine() as engine:
        port = int(engine.address.rpartition(":")[2])
        other = EnginePlaces(
            setting.places.config, folder / "o.db", folder / "o.sock", port=port
        )  # fmt: skip
        with pytest.raises(PortTakenError):
            async with setting.engine(other):
                pass
        assert read_owner(other.store) is None
        assert not other.store.exists()


async def test_a_changed_mapping_and_mode_hold_at_once(setting: Setting) -> None:
    async with setting.engine() as engine:
        await post(engine, "/v1/identify", {"userId": "u"})
        changed = CONFIG.replace("Signed Up", "Bought") + '[destination]\nmode = "hold"\n'
        setting.places.config.write_text(changed, encoding="utf-8")

        async def held() -> bool:
            await post(engine, "/v1/track", {"userId": "u", "event": "Bought"})
            return bool(setting.records[-1]["delivery"] == "held")

        await until(held)
        assert setting.records[-1]["reason"] == "forwarded.event"


async def test_host_and_port_wait_for_a_restart_and_status_says_so(setting: Setting) -> None:
    async with setting.engine() as engine:
        assert (await engine.status(0)).restart_needed == ()
        setting.places.config.write_text('[listener]\nport = 1\n[store]\npath="x.db"\n')

        async def waits() -> bool:
            return (await engine.status(0)).restart_needed == ("listener.port", "store.path")

        await until(waits)
        assert await post(engine, "/v1/identify", {"userId": "u"}) == 200


async def test_a_config_that_opens_the_listener_to_all_is_not_taken_up(
    setting: Setting, caplog: pytest.LogCaptureFixture
) -> None:
    async with setting.engine() as engine:
        version = (await engine.status(0)).rules_version
        setting.places.config.write_text('[listener]\nhost = "0.0.0.0"\n', encoding="utf-8")

        async def warned() -> bool:
            return "last good rules" in caplog.text

        await until(warned)
        assert (await engine.status(0)).rules_version == version


async def test_such_a_config_does_not_start(folder: Path) -> None:
    setting = Setting(folder, '[listener]\nhost = "0.0.0.0"\n')
    with pytest.raises(ConfigError, match=r"0\.0\.0\.0"):
        async with setting.engine():
            pass


async def test_terminals_command_it_over_the_socket(setting: Setting) -> None:
    async with setting.engine() as engine, reading(setting) as log:
        client = ControlClient(setting.places.control)
        await client.know_user("u_9")
        assert await client.import_users(["u_9", "u_10"]) == 1
        await post(engine, "/v1/track", {"userId": "u_9", "event": "Signed Up"})
        await post(engine, "/v1/track", {"userId": "u_9", "event": "Video Played"})
        assert [request.name for request in await log.event_requests()] == ["Video Played"]
        await client.deny_request("Video Played")
        assert list(await log.event_requests()) == []
        await client.stop()
        await engine.wait_stopped()
        await client.close()
    assert [record["reason"] for record in setting.records] == [
        "forwarded.event",
        "filtered.unmapped_event",
    ]


async def test_a_task_that_ends_is_told_and_ends_nothing_else(
    setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Events are taken by the rules it has, and it stops in good order."""

    async def fail(_self: object) -> AsyncIterator[ConfigSnapshot]:
        raise ValueError("no idea")
        yield

    monkeypatch.setattr(FileConfigRepository, "changes", fail)
    async with setting.engine() as engine:

        async def told() -> bool:
            return (await engine.status(0)).notice == (
                "Changes of the config file are not taken up any more (ValueError: no idea):"
                " stop the engine and start it again."
            )

        await until(told)
        assert (await engine.status(0)).problem == ""
        assert await post(engine, "/v1/identify", {"userId": "u"}) == 200


async def test_health_tells_that_events_can_be_stored(setting: Setting) -> None:
    async with setting.engine() as engine, httpx.AsyncClient(trust_env=False) as client:
        assert (await client.get(engine.address + "/health")).status_code == 204
        assert (await engine.status(0)).problem == ""


async def test_a_store_that_is_deleted_in_use_is_made_anew_and_told(
    setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No event is answered 200 and lost, and nothing says that events are not taken."""
    monkeypatch.setattr(store_module, "PROBE_SECONDS", 0.02)
    async with setting.engine() as engine, reading(setting) as log:
        await post(engine, "/v1/identify", {"userId": "u"})
        assert [row.id for row in await log.rows()] == [1]
        setting.places.store.unlink()
        assert await post(engine, "/v1/identify", {"userId": "v"}) == 200
        assert [row.user_id for row in await log.rows()] == ["v"]
        assert (await log.rows())[0].rules_version == (await engine.status(0)).rules_version
        assert await log.rules((await engine.status(0)).rules_version) is not None

        async def takes_events() -> bool:
            return (await engine.status(0)).problem == ""

        await until(takes_events)
        assert "deleted while it was in use, with 1 event" in (await engine.status(0)).notice
        setting.places.store.unlink()
        await until(lambda: asyncio.to_thread(setting.places.store.exists))


async def test_a_folder_that_is_moved_away_in_use_leaves_no_second_owner(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lock and control socket lie in it; a terminal finds the engine again."""
    monkeypatch.setattr(store_module, "PROBE_SECONDS", 0.02)
    (folder / "state").mkdir()
    setting = Setting(folder)
    places = EnginePlaces(
        setting.places.config, folder / "state" / "e.db", folder / "state" / "e.db.sock"
    )
    async with setting.engine(places) as engine:
        before = ControlClient(places.control)
        await before.attach()
        (folder / "state").rename(folder / "away")
        assert await post(engine, "/v1/identify", {"userId": "u"}) == 200
        await until(lambda: asyncio.to_thread(places.control.is_socket))
        owner = read_owner(places.store)
        assert owner is not None
        assert owner.address == engine.address
        client = ControlClient(places.control)
        assert (await client.status()).terminals == 1
        await client.close()
        await before.close()
        with pytest.raises(StoreTakenError):
            async with setting.engine(places):
                pass
    assert read_owner(places.store) is None


async def test_damage_of_the_past_is_no_problem_of_now(setting: Setting) -> None:
    setting.places.store.write_text("not a database")
    async with setting.engine() as engine:
        status = await engine.status(0)
        assert status.problem == ""
        assert "a new one was begun" in status.notice
