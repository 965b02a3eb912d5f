"""What the log says against what the sandbox received."""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sprig_tui.adapters.sandbox.sandbox import Sandbox
from sprig_tui.adapters.store.reader import SqliteLogReader
from sprig_tui.adapters.store.rows import STATES_BY_CODE
from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.log import Books
from sprig_tui.domain.outbox import UNKNOWN_END
from sprig_tui.domain.sandbox.received import Received
from sprig_tui.domain.sandbox.users import StoredEvent
from sprig_tui.services.courier import HELD_BACK
from tests.reliability.rig import Rig, until

IN_FLIGHT = 8
"""Requests under way at once (design.md, section 6)."""
LATE = "slow=15"
"""The fault whose true answer comes after the sender has given up."""
DONE = (DeliveryState.DELIVERED, DeliveryState.FAILED)
WAITING = (DeliveryState.PENDING, DeliveryState.RETRYING, DeliveryState.HELD)


def ask(store: Path, sql: str) -> list[tuple[Any, ...]]:
    """What a foreign reader finds in the store."""
    with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as connection:
        return connection.execute(sql).fetchall()


async def read_books(store: Path) -> Books:
    """The books as the terminal reads them; they balance."""
    reader = await SqliteLogReader.open(store)
    try:
        books = await reader.books()
    finally:
        await reader.close()
    assert books.balanced(), books
    return books


async def check_books(store: Path) -> Books:
    """The books as the terminal reads them; they balance, and a recount of the rows agrees."""
    books = await read_books(store)
    rows = ask(store, "SELECT delivery, count(*), sum(seen) FROM events GROUP BY delivery")
    recount = {STATES_BY_CODE[code]: count for code, count, _seen in rows if code is not None}
    assert {state: count for state, count in books.deliveries.items() if count} == recount
    assert books.received == sum(seen for _code, _count, seen in rows)
    waiting = ask(store, "SELECT count(*) FROM outbox")[0][0]
    assert waiting == sum(recount.get(state, 0) for state in WAITING)
    return books


async def settled(rig: Rig, *, within_s: float, every_s: float = 0.2) -> float:
    """Wait until nothing waits for delivery; returns the seconds that it took."""
    reader = await SqliteLogReader.open(rig.places.store)

    async def empty() -> bool:
        books = await reader.books()
        assert books.balanced(), books
        return not any(books.deliveries.get(state, 0) for state in WAITING)

    try:
        return await until(empty, "an empty queue", within_s=within_s, every_s=every_s)
    finally:
        await reader.close()


@dataclass(slots=True)
class Arrivals:
    """What arrived: rows, requests and the ones that brought something again.

    `repeated` maps the sandbox's number of a request to those of its rows that arrived once more.
    """

    rows: int = 0
    users: int = 0
    requests: int = 0
    repeated: dict[int, set[int]] = field(default_factory=dict)


def expected_of(records: Sequence[Mapping[str, Any]]) -> Mapping[str, Mapping[str, Any]]:
    """Each user's attributes and events, as the records' requests would leave them one by one.

    `events` maps an event's name and time to the id of its row.
    """
    users: dict[str, dict[str, Any]] = defaultdict(lambda: {"attributes": {}, "events": {}})
    for record in records:
        row_id = int(record["id"])
        for request in record["requests"]:
            body = request["json"]
            events = body.get("events", ())
            if request["url"].endswith("/admin/track"):
                for one in events:
                    users[one["userId"]]["events"][one["name"], one["date"]] = row_id
                continue
            whole = request["url"].endswith("/admin/identify")
            attributes = body if whole else body.get("attributes", {})
            user = users[body["userId"]]
            user["attributes"].update(attributes)
            user["events"] |= {(one["event"], one["timestamp"]): row_id for one in events}
    return users


def check_arrivals(records: Sequence[Mapping[str, Any]], sandbox: Sandbox) -> Arrivals:
    """All that the records forward is there, in order for each user, and nothing else."""
    forwarded = [record for record in records if record["outcome"] == "forwarded"]
    assert {record["delivery"] for record in forwarded} == {"delivered"}
    expected = expected_of(forwarded)
    people = sandbox.contacts or sandbox.users
    assert set(people) == set(expected)
    arrivals = Arrivals(len(forwarded), len(expected), len(sandbox.received))
    for name, user in expected.items():
        stored = people[name]
        assert stored.attributes == user["attributes"], name
        for request, rows in _check_order(name, user["events"], list(stored.events)).items():
            arrivals.repeated.setdefault(request, set()).update(rows)
    return arrivals


def _check_order(
    name: str, wanted: Mapping[Any, int], got: Sequence[StoredEvent]
) -> Mapping[int, set[int]]:
    """Each request brings the next events, or begins anew within what one before brought.

    Returns the requests of which a part came again, with the ids of those rows.
    """
    places = {event: place for place, event in enumerate(wanted)}
    row_ids = list(wanted.values())
    runs: dict[int, list[int]] = {}
    for event in got:
        runs.setdefault(event.request, []).append(places[event.name, event.timestamp])
    reached, repeated, brought = 0, defaultdict[int, set[int]](set), dict[int, int]()
    for request, run in runs.items():
        assert run == list(range(run[0], run[0] + len(run))), f"{name}: gaps in {request}"
        assert run[0] <= reached, f"{name}: {request} came before its turn"
        for place in run:
            if place in brought:
                repeated[brought[place]].add(row_ids[place])
            brought[place] = request
        reached = max(reached, run[-1] + 1)
    assert reached == len(wanted), f"{name}: {len(wanted) - reached} events never arrived"
    return repeated


@dataclass(frozen=True, slots=True)
class Repeats:
    """Requests that arrived and were repeated: their answer was lost, or a kill cut them off.

    `unknown` counts the requests whose end the log does not know.
    """

    lost_answers: int
    cut_off: int
    unknown: int


def check_repeats(arrivals: Arrivals, sandbox: Sandbox, rig: Rig, *, kills: int) -> Repeats:
    """Nothing was sent again but what failed, lost its answer, or was under way at a kill.

    Each kill may cut off as many requests as may be under way; the timeline of each row that they
    held tells that an outcome is unknown.
    """
    by_number = {one.number: one for one in sandbox.received}
    lost = {number for number in arrivals.repeated if not _answered_well(by_number[number])}
    cut_off = set(arrivals.repeated) - lost
    store = rig.places.store
    told = ask(store, "SELECT CAST(sentence AS TEXT) FROM sends WHERE method <> x''")
    unknown = told.count((UNKNOWN_END,))
    assert len(cut_off) <= unknown <= kills * IN_FLIGHT, (len(cut_off), unknown)
    uncertain = {
        event
        for event, sentence in ask(
            store,
            "SELECT event, CAST(sentence AS TEXT) FROM attempts JOIN sends ON sends.id = send",
        )
        if sentence == UNKNOWN_END
    }
    for number in cut_off:
        assert arrivals.repeated[number] <= uncertain, number
    left = len(told) - told.count((HELD_BACK,))
    received = len(sandbox.received)
    assert received <= left <= received + kills * IN_FLIGHT, (received, left)
    return Repeats(len(lost), len(cut_off), unknown)


def check_timelines(store: Path) -> Mapping[str, int]:
    """Delivered rows have one attempt that delivered, the last; returns attempts by their fate."""
    rows = ask(
        store,
        "SELECT a.event, s.fate, e.delivery, e.attempts FROM attempts a"
        " JOIN sends s ON s.id = a.send JOIN events e ON e.id = a.event ORDER BY a.event, s.id",
    )
    fates: dict[int, list[str]] = defaultdict(list)
    for event, fate, code, _attempts in rows:
        fates[event].append("open" if fate is None else fate.decode())
        assert STATES_BY_CODE[code] in DONE
    for event, told in fates.items():
        assert told.count("delivered") <= 1, (event, told)
        assert "delivered" not in told[:-1], (event, told)
    return Counter(fate for told in fates.values() for fate in told)


def _answered_well(entry: Received) -> bool:
    """Whether the sender got a 2xx in time, unless it was gone."""
    late = entry.fault is not None and entry.fault.startswith(LATE)
    return entry.status is not None and entry.status < 300 and not late


async def export(rig: Rig) -> list[dict[str, Any]]:
    """Every record, as `events export` prints it."""
    return [json.loads(line) for line in (await rig.run("events", "export")).splitlines()]
