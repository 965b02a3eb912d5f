"""Deliveries as a part of the engine: the dispatcher with its reader and its sender."""

import asyncio
import random
from collections.abc import Callable
from typing import Self

from sprig_tui.adapters.reach import reach
from sprig_tui.adapters.sender.late_sender import LateSender
from sprig_tui.adapters.store.reader import SqliteLogReader
from sprig_tui.adapters.store.writer import SqliteEventLog
from sprig_tui.domain.config_edits import ConfigSnapshot
from sprig_tui.domain.delivery_settings import delivery_settings
from sprig_tui.domain.destinations.kinds import DESTINATIONS
from sprig_tui.domain.flow import DeliveryStatus, Reached
from sprig_tui.domain.outbox import Landing
from sprig_tui.engine_places import EnginePlaces
from sprig_tui.ports import Clock
from sprig_tui.services.destination_probe import DestinationProbe
from sprig_tui.services.dispatch import Dispatcher

LandingSink = Callable[[Landing], None]


class EngineDelivery:
    """Delivers what waits in the log from `start` to `stop`."""

    def __init__(
        self,
        places: EnginePlaces,
        log: SqliteEventLog,
        reader: SqliteLogReader,
        clock: Clock,
        told: LandingSink | None,
    ) -> None:
        self._places = places
        self._reader = reader
        self._sender = LateSender()
        self._live = False
        self._dispatcher = Dispatcher(
            log,
            reader,
            self._sender,
            clock=clock,
            chance=random.SystemRandom().random,
            told=told,
        )
        self._probe = DestinationProbe(reach, clock, self._dispatcher.silence)
        self._probing: asyncio.Task[None] | None = None

    @classmethod
    async def start(
        cls,
        places: EnginePlaces,
        log: SqliteEventLog,
        clock: Clock,
        snapshot: ConfigSnapshot,
        *,
        told: LandingSink | None = None,
    ) -> Self:
        """Begin to deliver as the config says; `told` hears how each request ended."""
        delivery = cls(places, log, await SqliteLogReader.open(places.store), clock, told)
        delivery.use(snapshot)
        delivery._dispatcher.start()
        delivery._probing = asyncio.create_task(delivery._probe.run(), name="probe destination")
        return delivery

    def use(self, snapshot: ConfigSnapshot) -> None:
        """Go by another state of the config from now on."""
        settings = delivery_settings(snapshot, named_explicitly=self._places.config_named)
        self._live = settings.sends
        self._dispatcher.use(settings)
        home = settings.lane.endpoint or DESTINATIONS[settings.lane.kind].home
        self._probe.use(home if settings.sends else "")

    def wake(self) -> None:
        """Rows may have been queued; costs nothing while nothing is sent."""
        if self._live:
            self._dispatcher.wake()

    async def status(self) -> DeliveryStatus:
        """How the queue is doing."""
        return await self._dispatcher.status()

    @property
    def reached(self) -> Reached | None:
        """What the last connection to the destination came to, where no answer is newer."""
        return self._probe.reached

    async def stop(self) -> None:
        """Wait a little for answers under way, and let go of connections."""
        if self._probing is not None:
            self._probing.cancel()
            await asyncio.gather(self._probing, return_exceptions=True)
        await self._dispatcher.drain()
        await self._sender.close()
        await self._reader.close()
