"""P4: a decision among 10,000 mappings against one among 10, and against the loop over all."""

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from bench.figures import Figure, Goal, compare
from bench.mappings import MIXED, entries, loop, rules, urls
from sprig_tui.domain.decide import decide
from sprig_tui.domain.events import CallType, Event
from sprig_tui.domain.matching_index import NEGATIONS
from sprig_tui.domain.settings import MatchType

MANY: Final = 10_000
FEW: Final = 10
EVENTS: Final = 2_000
REPEATED: Final = 50
"""How many different URLs there are where they repeat."""
LOOPED: Final = 20
ROUNDS: Final = 5


def measure(folder: Path) -> Iterator[Figure]:
    """Page calls through `decide`, for the mixed table and for each match type."""
    del folder
    yield from _figures("mixed match types", MIXED)
    for match in MatchType:
        yield from _figures(match.value, (match,))


def _figures(name: str, types: Sequence[MatchType]) -> Iterator[Figure]:
    table = entries(types, MANY)
    many, few = rules(table), rules(table[:FEW])
    find = loop(table)
    fresh = [_pages(urls(types, size, EVENTS * ROUNDS)) for size in (MANY, FEW)]
    again = [_pages(urls(types, size, REPEATED)) * (EVENTS // REPEATED) for size in (MANY, FEW)]
    different = (_in_turn(fresh[0]), _in_turn(fresh[1]))
    repeated = (lambda: again[0], lambda: again[1])
    for words, (from_many, from_few) in (("different", different), ("repeated", repeated)):
        growth = compare(
            lambda: _decide_all(from_many(), lambda event: decide(event, many, known_user=True)),  # noqa: B023
            lambda: _decide_all(from_few(), lambda event: decide(event, few, known_user=True)),  # noqa: B023
            rounds=ROUNDS,
        )
        yield Figure(
            f"{name}, {words} URLs: 10,000 / 10 mappings", 3, growth.value, growth.sides("us")
        )
        if not NEGATIONS.isdisjoint(types):
            continue  # the loop ends at the first entry, which matches nearly every URL
        looped = _decide_all(again[0][:LOOPED], lambda event: find(event.url or ""))
        yield Figure(
            f"{name}, {words} URLs: loop / decision",
            500,
            looped / growth.above,
            f"{looped:,.0f} / {growth.above:.3g} us",
            at_least=True,
        )


def _pages(addresses: Sequence[str]) -> list[Event]:
    return [
        Event(CallType.PAGE, {"properties": {"url": url}}, user_id="u-1", url=url)
        for url in addresses
    ]


def _in_turn(events: Sequence[Event]) -> Callable[[], Sequence[Event]]:
    """Gives the next part of `events` at each call, so that no URL is seen twice."""
    parts = iter([events[n : n + EVENTS] for n in range(0, len(events), EVENTS)])
    return lambda: next(parts)


def _decide_all(events: Sequence[Event], work: Callable[[Event], object]) -> float:
    """Microseconds for each event."""
    began = time.perf_counter()
    for event in events:
        work(event)
    return (time.perf_counter() - began) / len(events) * 1e6


GOAL: Final = Goal(
    "P4",
    "a decision at 10,000 mappings at most 3 x that at 10, and at least 500 x faster than the loop "
    "over all rules",
    measure,
)
