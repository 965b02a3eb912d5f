"""What was seen and no mapping takes, with the mapping that would take it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sprig_tui.domain.decision import Table
from sprig_tui.domain.log import EventRequest
from sprig_tui.domain.settings import Config, Mapping, TriggeredEvent
from sprig_tui.ports import EngineCommands, LogReader
from sprig_tui.services.event_requests import EventRequests


@dataclass(frozen=True, slots=True)
class Seen:
    """Events of one name, or pages with similar URLs, that no mapping takes.

    `mapping` is what would take them and is proposed, `why` one sentence on its form ("" where it
    needs none), `near` names the mapping that they may be a slip of. `last_ms` is Unix
    milliseconds; `examples` are texts as they came, the most frequent first.
    """

    mapping: Mapping
    count: int
    last_ms: int
    examples: tuple[str, ...]
    why: str = ""
    near: str = ""
    denied: bool = False

    @property
    def table(self) -> Table:
        """Where the proposal belongs."""
        return "triggered_events" if isinstance(self.mapping, TriggeredEvent) else "page_urls"

    @property
    def name(self) -> str:
        """The event's name, or the pattern that is proposed for the pages."""
        return self.mapping.pattern


class SeenUnmapped:
    """The list of what was seen and is not mapped, as the present configuration leaves it."""

    def __init__(self, reader: LogReader, engine: EngineCommands) -> None:
        self._requests = EventRequests(reader, engine)

    async def present(self, config: Config) -> Sequence[Seen]:
        """The most frequent first.

        Raises:
            StoreUnavailableError: the log cannot be read.
        """
        return [self._of(request) for request in await self._requests.present(config)]

    async def deny(self, name: str) -> None:
        """Take an event off the list until it is seen again.

        Raises:
            EngineUnreachableError: it stays.
        """
        await self._requests.deny(name)

    def _of(self, request: EventRequest) -> Seen:
        return Seen(
            TriggeredEvent(event=request.name),
            request.count,
            request.last_ms,
            (request.name,),
            near=self._requests.near_miss(request.name),
            denied=request.denied,
        )
