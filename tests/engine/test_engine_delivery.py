"""The engine against a stand-in for Sprig, on real sockets and a real store."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from sprig_tui import engine_store as store_module
from sprig_tui.adapters.clock import SystemClock
from sprig_tui.adapters.config.repository import FileConfigRepository
from sprig_tui.adapters.control.client import ControlClient
from sprig_tui.adapters.sandbox.sandbox import Sandbox
from sprig_tui.adapters.store.outbox_reader import SqliteOutboxReader
from sprig_tui.adapters.store.reader import SqliteLogReader
from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.flow import Flow
from sprig_tui.engine import Engine
from sprig_tui.engine_places import EnginePlaces
from sprig_tui.services import destination_probe as probe_module

KEY = "canary-key-0123456789"


class Setting:
    """A folder, its config for a sandbox, and engines on it one after the other."""

    def __init__(self, folder: Path, sandbox: Sandbox) -> None:
        self.places = EnginePlaces(folder / "c.toml", folder / "e.db", folder / "e.db.sock")
        self._endpoint = sandbox.url
        self.write()

    def write(self, mode: str = "live", key: str = KEY, kind: str = "sprig") -> None:
        """The config from now on."""
        self.places.config.write_text(
            f'[listener]\nport = 0\n[destination]\nmode = "{mode}"\nkind = "{kind}"\n'
            f'endpoint = "{self._endpoint}"\n[destination.api_keys]\ndevelopment = "{key}"\n'
            '[[triggered_events]]\nevent = "Signed Up"\n',
            encoding="utf-8",
        )

    def engine(self, **places: object) -> Engine:
        where = replace(self.places, **places)  # type: ignore[arg-type]
        repository = FileConfigRepository(where.config)
        return Engine(where, repository, sink=lambda _records: None, clock=SystemClock())


async def post(engine: Engine, *events: dict[str, object]) -> None:
    async with httpx.AsyncClient(trust_env=False) as client:
        for event in events:
            path = "/v1/track" if "event" in event else "/v1/identify"
            assert (await client.post(engine.address + path, json=event)).status_code == 200


def identify(user: str, **traits: object) -> dict[str, object]:
    return {"userId": user, "traits": traits}


def signed_up(user: str) -> dict[str, object]:
    return {"userId": user, "event": "Signed Up"}


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(15):
        while not await condition():
            await asyncio.sleep(0.02)


async def settled(setting: Setting, state: DeliveryState, count: int) -> None:
    """Wait until so many rows are in a state."""
    reader = await SqliteLogReader.open(setting.places.store)

    async def reached() -> bool:
        books = await reader.books()
        assert books.balanced()
        return books.deliveries.get(state, 0) == count

    try:
        await until(reached)
    finally:
        await reader.close()


async def test_what_is_forwarded_arrives_with_the_key(folder: Path) -> None:
    """An identify and an event of one user, in order, merged into one request."""
    async with Sandbox.start() as sandbox:
        setting = Setting(folder, sandbox)
        async with setting.engine() as engine:
            await post(engine, identify("u_1", plan="pro"), signed_up("u_1"))
            await settled(setting, DeliveryState.DELIVERED, 2)
        user = sandbox.users["u_1"]
        assert user.attributes["plan"] == "pro"
        assert [event.name for event in user.events] == ["Signed Up"]
        assert all(KEY not in str(one.as_json()) for one in sandbox.received)


async def test_held_events_leave_in_order_when_they_are_released(folder: Path) -> None:
    """Also over a restart of the engine."""
    async with Sandbox.start() as sandbox:
        setting = Setting(folder, sandbox)
        setting.write("hold")
        async with setting.engine() as engine:
            await post(engine, identify("u_1", step=1), signed_up("u_1"), identify("u_1", step=2))
            await settled(setting, DeliveryState.HELD, 3)
        assert sandbox.received == []
        async with setting.engine():
            setting.write("live")
            await settled(setting, DeliveryState.DELIVERED, 3)
        assert sandbox.users["u_1"].attributes["step"] == 2


async def test_a_dry_run_sends_nothing_until_it_is_resent(folder: Path) -> None:
    async with Sandbox.start() as sandbox:
        setting = Setting(folder, sandbox)
        setting.write("dry_run")
        async with setting.engine() as engine:
            await post(engine, identify("u_1"))
            await settled(setting, DeliveryState.DRY_RUN, 1)
            setting.write("live")
            client = ControlClient(setting.places.control)

            async def live() -> bool:
                return (await client.status()).delivery.flow is Flow.IDLE

            await until(live)
            assert sandbox.received == []
            assert await client.resend([1]) == 1
            await settled(setting, DeliveryState.DELIVERED, 1)
            await client.close()
        assert list(sandbox.users) == ["u_1"]


async def test_without_a_key_nothing_leaves_and_the_status_says_so(folder: Path) -> None:
    async with Sandbox.start() as sandbox:
        setting = Setting(folder, sandbox)
        setting.write("live", key="")
        async with setting.engine() as engine:
            await post(engine, identify("u_1"))
            await settled(setting, DeliveryState.PENDING, 1)
            status = (await engine.status(0)).delivery
            assert (status.flow, status.waiting) == (Flow.NO_KEY, 1)
            assert sandbox.received == []
            setting.write("live")
            await settled(setting, DeliveryState.DELIVERED, 1)


async def test_failures_are_tried_again_and_told(folder: Path) -> None:
    async with Sandbox.start(["2x500"]) as sandbox:
        setting = Setting(folder, sandbox)
        async with setting.engine() as engine:
            await post(engine, identify("u_1"))
            await settled(setting, DeliveryState.DELIVERED, 1)
        reader = await SqliteLogReader.open(setting.places.store)
        attempts = await SqliteOutboxReader(reader).attempts(1)
        assert [attempt.status for attempt in attempts] == [500, 500, 202]
        await reader.close()


async def test_the_key_is_in_no_file_but_the_config(folder: Path) -> None:
    async with Sandbox.start(["1x400"]) as sandbox:
        setting = Setting(folder, sandbox)
        async with setting.engine() as engine:
            await post(engine, identify("u_1"))
            await settled(setting, DeliveryState.FAILED, 1)
            for path in folder.iterdir():
                if path.is_file() and path != setting.places.config:
                    assert KEY.encode() not in path.read_bytes(), path.name
        assert KEY not in {one.key for one in sandbox.received}


async def test_an_event_that_gleap_always_fails_at_delays_no_other_user(folder: Path) -> None:
    async with Sandbox.start(["500,user=u_bad"]) as sandbox:
        setting = Setting(folder, sandbox)
        setting.write("hold", kind="gleap")
        async with setting.engine() as engine:
            users = ["u_1", "u_bad", "u_2", "u_3"]
            await post(engine, *(signed_up(user) for user in users))
            await settled(setting, DeliveryState.HELD, 4)
            setting.write("live", kind="gleap")
            await settled(setting, DeliveryState.DELIVERED, 3)
        reader = await SqliteLogReader.open(setting.places.store)
        assert (await reader.books()).deliveries.get(DeliveryState.RETRYING) == 1
        await reader.close()


async def test_deliveries_go_on_from_a_store_that_was_made_anew(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told what is live, and has the rules that name the lane."""
    monkeypatch.setattr(store_module, "PROBE_SECONDS", 0.02)
    async with Sandbox.start() as sandbox:
        setting = Setting(folder, sandbox)
        async with setting.engine() as engine:
            await post(engine, identify("u_1"))
            await settled(setting, DeliveryState.DELIVERED, 1)
            setting.places.store.unlink()
            await post(engine, identify("u_2"))
            await settled(setting, DeliveryState.DELIVERED, 1)
        assert set(sandbox.users) == {"u_1", "u_2"}


async def test_a_destination_that_died_is_found_without_an_event(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And nothing is sent for it: no request stands in the sandbox or in the window."""
    monkeypatch.setattr(probe_module, "EVERY_S", 0.1)
    monkeypatch.setattr(probe_module, "LOOK_S", 0.02)

    async with contextlib.AsyncExitStack() as stack:
        running = contextlib.AsyncExitStack()
        sandbox = await running.enter_async_context(Sandbox.start())
        setting = Setting(folder, sandbox)
        engine = await stack.enter_async_context(setting.engine())
        client = ControlClient(setting.places.control)
        stack.push_async_callback(client.close)

        async def reached(*, well: bool) -> bool:
            found = (await client.status()).reached
            return found is not None and (found.problem == "") is well

        await until(lambda: reached(well=True))
        assert (await engine.status(0)).delivery.used == 0
        assert not sandbox.received
        await running.aclose()
        await until(lambda: reached(well=False))
        setting.write(mode="hold")

        async def forgotten() -> bool:
            return (await engine.status(0)).reached is None

        await until(forgotten)
