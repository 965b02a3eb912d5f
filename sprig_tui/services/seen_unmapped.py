"""What was seen and no mapping takes, with the mapping that would take it."""

import asyncio
from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from sprig_tui.domain.decision import Table
from sprig_tui.domain.log import EventRequest
from sprig_tui.domain.matching import MappingTable
from sprig_tui.domain.query.printing import plain_or_quoted
from sprig_tui.domain.settings import Config, Kind, Mapping, MatchType, PageUrl, TriggeredEvent
from sprig_tui.domain.url_groups import UrlGroup, group_urls
from sprig_tui.ports import EngineCommands, LogReader
from sprig_tui.services.event_requests import EventRequests
from sprig_tui.services.seen_pages import SeenPages, Visits
from sprig_tui.services.sending import TEST_EVENT

EXAMPLES: Final = 20
PART_OF_FRESH: Final = 100
"""With one URL in so many new, all are grouped anew."""
_NAMES_A_URL: Final = frozenset({MatchType.EXACTLY, MatchType.STARTS_WITH})


@dataclass(frozen=True, slots=True)
class Seen:
    """Events of one name, or pages with similar URLs, that no mapping takes.

    `mapping` is what would take them and is proposed, `why` one sentence on its form ("" where it
    needs none). `last_ms` is Unix milliseconds; `examples` are names or URLs as they came, the
    most frequent first. `complete` tells that `count` is all of them; else it is at least so many.
    """

    mapping: Mapping
    count: int
    last_ms: int
    examples: tuple[str, ...]
    why: str = ""
    denied: bool = False
    complete: bool = True

    @property
    def is_test(self) -> bool:
        """Whether it is the test event of this program, which no app sends."""
        return self.table == "triggered_events" and self.name == TEST_EVENT

    @property
    def table(self) -> Table:
        """Where the proposal belongs."""
        return "triggered_events" if isinstance(self.mapping, TriggeredEvent) else "page_urls"

    @property
    def name(self) -> str:
        """The event's name, or the pattern that is proposed for the pages."""
        return self.mapping.pattern

    @property
    def query(self) -> str:
        """The search that finds the rows in the log; of pages by what their URLs begin with."""
        if self.table == "triggered_events":
            return f"event:={plain_or_quoted(self.name)}"
        return f"type:page url:{plain_or_quoted(_shared_beginning(self.examples))}"


class SeenUnmapped:
    """The list of what was seen and is not mapped, as the present configuration leaves it.

    Events are those of the event requests (facts.md, section 5), on kind `sprig_actions` Screen
    calls among them. Pages come from the newest rows of the log. Kind `sprig_actions` takes no
    pages, and `gleap` needs no mapping while the file has none (design.md, section 4): then there
    is nothing to map. Without an `engine` it is only to be read.
    """

    def __init__(self, reader: LogReader, engine: EngineCommands | None = None) -> None:
        self._requests = EventRequests(reader, engine)
        self._pages = SeenPages(reader)
        self._grouped_for: tuple[PageUrl, ...] | None = None
        self._registered = MappingTable(())
        self._groups: Sequence[UrlGroup] = ()
        self.denied: Sequence[Seen] = ()
        """The events that were denied, as `present` found them; the most frequent first."""

    async def present(self, config: Config) -> Sequence[Seen]:
        """The most frequent first; events that were denied are not among them.

        Raises:
            StoreUnavailableError: the log cannot be read.
        """
        kind = config.destination.kind
        if kind is Kind.GLEAP and not (config.triggered_events or config.page_urls):
            self.denied = ()
            return ()
        waiting, denied = await self._requests.present(config)
        self.denied = [_event(request) for request in denied]
        seen = [_event(request) for request in waiting]
        if kind is not Kind.SPRIG_ACTIONS:
            seen += await self._seen_pages(config.page_urls)
        seen.sort(key=lambda one: (-one.count, -one.last_ms, one.name))
        return seen

    def near_miss(self, seen: Seen) -> str:
        """Which mapping a row may be a slip of, as one sentence; "" if none is like it.

        By the configuration that `present` saw last.
        """
        if seen.table == "triggered_events":
            return self._requests.near_miss(seen.name)
        near = self._registered.nearest(seen.examples[0])
        return near.sentence if near else ""

    async def deny(self, name: str) -> None:
        """Take an event off the list until it is seen again.

        Raises:
            EngineUnreachableError: it stays.
        """
        await self._requests.deny(name)

    async def _seen_pages(self, entries: tuple[PageUrl, ...]) -> Sequence[Seen]:
        """Grouped off the loop, and anew only when the entries or enough of the URLs changed."""
        await self._pages.read()
        visits = self._pages.visits
        if entries != self._grouped_for or self._pages.fresh > len(visits) // PART_OF_FRESH:
            self._registered, self._groups = await asyncio.to_thread(_group, entries, dict(visits))
            self._grouped_for = entries
            self._pages.fresh = 0
        complete = self._pages.complete
        found = (_of_group(group, visits, complete=complete) for group in self._groups)
        return [one for one in found if one is not None]


def _shared_beginning(texts: Sequence[str]) -> str:
    first, last = min(texts), max(texts)
    shared = takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
    return "".join(one for one, _other in shared)


def _event(request: EventRequest) -> Seen:
    mapping, names = TriggeredEvent(event=request.name), (request.name,)
    return Seen(mapping, request.count, request.last_ms, names, denied=request.denied)


def _of_group(group: UrlGroup, visits: MappingOf[str, Visits], *, complete: bool) -> Seen | None:
    """The group with its present counts; None when all its URLs went."""
    kept = [visits[url] for url in group.urls if url in visits]
    if not kept:
        return None
    count, last_ms = sum(one.count for one in kept), max(one.last_ms for one in kept)
    return Seen(group.mapping, count, last_ms, group.urls[:EXAMPLES], group.why, complete=complete)


def _group(
    entries: tuple[PageUrl, ...], visits: MappingOf[str, Visits]
) -> tuple[MappingTable, Sequence[UrlGroup]]:
    """The compiled entries, and what could be proposed beside them."""
    table = MappingTable(entries)
    open_: dict[str, int] = {}
    mapped = {entry.url for entry in entries if entry.match in _NAMES_A_URL and entry.url}
    for url, seen in visits.items():
        match = table.match(url)
        if match.enabled is None and match.disabled is None:
            open_[url] = seen.count
        else:
            mapped.add(url)
    return table, group_urls(open_, mapped)
