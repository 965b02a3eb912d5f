"""The engine process: listener, decision, log; started, ready, drained."""

import asyncio
import contextlib
import logging
import os
import uuid
from collections.abc import Sequence
from typing import Final, Self

from sprig_tui.adapters.control.server import ControlServer
from sprig_tui.adapters.listener.binding import check_port
from sprig_tui.adapters.listener.listener import Listener
from sprig_tui.adapters.store.lock import OwnerInfo, StoreLock
from sprig_tui.adapters.store.writer import SqliteEventLog
from sprig_tui.domain.config_checks import check_exposure
from sprig_tui.domain.config_edits import ConfigError, ConfigSnapshot
from sprig_tui.domain.record import Record
from sprig_tui.domain.rules import Rules, RulesSource
from sprig_tui.domain.settings import Config
from sprig_tui.engine_delivery import EngineDelivery, LandingSink
from sprig_tui.engine_places import EnginePlaces
from sprig_tui.engine_store import StoreKeeper
from sprig_tui.ports import Clock, ConfigRepository, EngineStatus, RecordSink
from sprig_tui.services.ingest import ActiveRules, Ingest

log = logging.getLogger(__name__)

WITHOUT: Final = {
    "follow config": "Changes of the config file are not taken up any more",
    "probe store": "The store is not watched any more",
    "prune log": "Old events are not removed any more",
}
"""What it means that a task beside the listener has ended, by its name."""


class Engine:
    """Owns the store, takes events and answers terminals, until it is asked to stop.

    Use as an async context manager: entering starts it and leaving drains it. `sink` gets the
    record of everything decided, `landings` hears how each delivery ended.
    """

    def __init__(
        self,
        places: EnginePlaces,
        repository: ConfigRepository,
        *,
        sink: RecordSink,
        clock: Clock,
        landings: LandingSink | None = None,
    ) -> None:
        self._landings = landings
        self._places = places
        self._repository = repository
        self._sink = sink
        self._clock = clock
        self._stopping = asyncio.Event()
        self._ended: list[str] = []
        self._resources = contextlib.AsyncExitStack()

    async def __aenter__(self) -> Self:
        """Take the store, bind the listener and begin.

        Raises:
            ConfigError: the config file cannot be used.
            StoreTakenError: another process owns the store.
            StoreUnavailableError: the store cannot be opened.
            PortTakenError: another program has the port.
        """
        async with contextlib.AsyncExitStack() as stack:
            self._snapshot = snapshot = await self._repository.load()
            self._config = self._started_with = self._checked(snapshot)
            self._lock = stack.enter_context(StoreLock.take(self._places.store, self._owner("")))
            wanted = self._started_with.listener
            check_port(wanted.host, wanted.port)  # so that a taken port leaves no new store behind
            self._log = await SqliteEventLog.open(self._places.store)
            stack.push_async_callback(self._log.close)
            self._store = await StoreKeeper.of(self._log, self._settle_again)
            self._delivery = await EngineDelivery.start(
                self._places, self._log, self._clock, snapshot, told=self._landings
            )
            stack.push_async_callback(self._delivery.stop)
            self._ingest = Ingest(
                self._log,
                await self._compile(self._config, snapshot),
                make_id=lambda: f"sprig-tui-{uuid.uuid4()}",
                sink=self._take,
            )
            self._listener = Listener(
                settings=lambda: self._config, intake=self._ingest, clock=self._clock
            )
            await self._listener.start()
            stack.push_async_callback(self._listener.stop)
            self._control = ControlServer(self._places.control, self)
            await self._control.start()
            stack.push_async_callback(self._control.close)
            self._lock.update(self._owner(self._listener.address))
            self._watch(stack)
            self._resources = stack.pop_all()
        return self

    async def __aexit__(self, *_exc: object) -> None:
        """Answer what was accepted, commit it, and let go of the store."""
        await self._resources.aclose()

    @property
    def address(self) -> str:
        """`http://HOST:PORT` as really bound."""
        return self._listener.address

    async def wait_stopped(self) -> None:
        """Return when somebody asked the engine to stop."""
        await self._stopping.wait()

    def stop(self) -> None:
        """Begin to drain; returns at once."""
        self._stopping.set()

    async def status(self, terminals: int) -> EngineStatus:
        """The engine's view of itself."""
        return EngineStatus(
            pid=os.getpid(),
            address=self._listener.address,
            config_path=str(self._places.config),
            store_path=str(self._places.store),
            terminals=terminals,
            rules_version=self._ingest.active.rules.version,
            problem=self._store.problem,
            notice=" ".join(filter(None, (self._log.notice, *self._ended))),
            reached=self._delivery.reached,
            restart_needed=_waiting_for_restart(self._started_with, self._config),
            refused=self._listener.not_stored.by_cause(),
            delivery=await self._delivery.status(),
        )

    async def know_user(self, user_id: str) -> None:
        """Make a user known, because the operator says so."""
        now = self._clock.now_ms()
        await self._log.transact(lambda log: log.know(user_id, origin="operator", at_ms=now))

    async def import_users(self, user_ids: list[str]) -> int:
        """Make users known; returns how many were new."""
        now = self._clock.now_ms()
        return await self._log.transact(
            lambda log: sum(log.know(user, origin="import", at_ms=now) for user in user_ids)
        )

    async def deny_request(self, name: str) -> None:
        """Take an event request off the list until it is seen again."""
        await self._log.transact(lambda log: log.deny_request(name))

    async def resend(self, row_ids: list[int]) -> int:
        """Queue rows for delivery again; returns how many."""
        now = self._clock.now_ms()
        queued = await self._log.transact(lambda log: log.outbox.resend(row_ids, at_ms=now))
        self._delivery.wake()
        return queued

    async def reset(self) -> int:
        """Empty the log; returns how many rows were removed."""
        return await self._log.reset()

    async def _settle_again(self) -> None:
        """Another store is in the old one's place, perhaps in another folder of that name."""
        self._lock.keep(self._places.store, self._owner(self._listener.address))
        await self._control.keep()
        self._delivery.use(self._snapshot)

    def _take(self, records: Sequence[Record]) -> None:
        """Something was stored: print it, and deliver what is to be delivered."""
        self._sink(records)
        self._delivery.wake()

    def _owner(self, address: str) -> OwnerInfo:
        return OwnerInfo(
            pid=os.getpid(),
            address=address,
            config_path=str(self._places.config),
            control_path=str(self._places.control),
        )

    def _checked(self, snapshot: ConfigSnapshot) -> Config:
        """The config with the command line's host and port, if it may be served at all."""
        config = self._places.applied(snapshot.config)
        problems = check_exposure(config)
        if problems:
            raise ConfigError(snapshot.path, tuple(problems))
        return config

    async def _compile(self, config: Config, snapshot: ConfigSnapshot) -> ActiveRules:
        """Rules take 0.5 s to build at 10,000 mappings, so they are built off the loop."""
        rules = await asyncio.to_thread(Rules, RulesSource.of(config, snapshot.lines))
        return ActiveRules(rules, config.destination.mode)

    def _watch(self, stack: contextlib.AsyncExitStack) -> None:
        for name, work in (
            ("follow config", self._follow_config()),
            ("probe store", self._store.probe()),
            ("prune log", self._store.prune(self._clock, lambda: self._config.store)),
        ):
            task = asyncio.create_task(work, name=name)
            task.add_done_callback(self._report_crash)
            stack.push_async_callback(_cancel, task)

    def _report_crash(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (error := task.exception()) is not None:
            name = task.get_name()
            log.error("%s ended: %s", name, error, exc_info=error)
            why = f"{type(error).__name__}: {error}"
            self._ended.append(f"{WITHOUT[name]} ({why}): stop the engine and start it again.")

    async def _follow_config(self) -> None:
        async for state in self._repository.changes():
            if isinstance(state, ConfigError):
                log.warning("the last good rules stay in force: %s", state)
                continue
            try:
                config = self._checked(state)
            except ConfigError as error:
                log.warning("the last good rules stay in force: %s", error)
                continue
            self._ingest.use(await self._compile(config, state))
            self._delivery.use(state)
            self._config, self._snapshot = config, state


def _waiting_for_restart(started: Config, now: Config) -> tuple[str, ...]:
    """The settings that differ from the ones at work (design.md, section 3)."""
    pairs = {
        "listener.host": (started.listener.host, now.listener.host),
        "listener.port": (started.listener.port, now.listener.port),
        "store.path": (started.store.path, now.store.path),
    }
    return tuple(name for name, (old, new) in pairs.items() if old != new)


async def _cancel(task: asyncio.Task[None]) -> None:
    """End a task; what it failed with was told when it did."""
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
