"""Event requests: Track events that no triggered event registers (facts.md, section 5)."""

import asyncio
from collections.abc import Sequence

from sprig_tui.domain.log import EventRequest
from sprig_tui.domain.matching import MappingTable
from sprig_tui.domain.settings import Config, TriggeredEvent
from sprig_tui.ports import EngineCommands, EngineUnreachableError, LogReader


def open_requests(
    requests: Sequence[EventRequest], registered: MappingTable
) -> Sequence[EventRequest]:
    """The requests that still wait for an operator, in their order.

    Those whose name an entry of `registered` (the triggered events) matches by now are left out. An
    entry that is switched off registers its names too: such events are filtered as switched off,
    not as unregistered (design.md, section 4, step 8).
    """
    return tuple(request for request in requests if not _is_registered(request.name, registered))


def _is_registered(name: str, registered: MappingTable) -> bool:
    match = registered.match(name)
    return match.enabled is not None or match.disabled is not None


class EventRequests:
    """The open requests as the present configuration leaves them, and how one is denied.

    The table is compiled off the loop and again only when the triggered events change.
    """

    def __init__(self, reader: LogReader, engine: EngineCommands | None = None) -> None:
        self._reader = reader
        self._engine = engine
        self._compiled_from: tuple[TriggeredEvent, ...] | None = None
        self._registered = MappingTable(())

    async def present(
        self, config: Config
    ) -> tuple[Sequence[EventRequest], Sequence[EventRequest]]:
        """What waits for approval under `config` and what was denied, the most frequent first."""
        entries = config.triggered_events
        if entries != self._compiled_from:
            self._registered = await asyncio.to_thread(MappingTable, entries)
            self._compiled_from = entries
        waiting = await self._reader.event_requests()
        denied = await self._reader.event_requests(denied=True)
        return open_requests(waiting, self._registered), open_requests(denied, self._registered)

    def near_miss(self, name: str) -> str:
        """Which registered event `name` may be a slip of, as one sentence; "" if none is like it.

        By the configuration that `present` saw last.
        """
        near = self._registered.nearest(name)
        return near.sentence if near else ""

    async def deny(self, name: str) -> None:
        """Take a request off the list until its event is seen again.

        Raises:
            EngineUnreachableError: the request stays.
        """
        if self._engine is None:
            raise EngineUnreachableError("there is no engine to deny it with")
        await self._engine.deny_request(name)
