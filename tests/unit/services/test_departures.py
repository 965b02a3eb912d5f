"""What leaves next, and that nobody stays leased in vain."""

import pytest

from sprig_tui.domain.answers import Judgement, Verdict
from sprig_tui.domain.delivery_settings import DeliverySettings
from sprig_tui.domain.lane_gate import LaneGate
from sprig_tui.domain.merging import MAX_SHARED_ROWS
from sprig_tui.domain.outbox import Lane
from sprig_tui.domain.request_window import RequestWindow
from sprig_tui.domain.rules import Rules
from sprig_tui.domain.settings import Mode
from sprig_tui.ports import StoreUnavailableError
from sprig_tui.services.compiled_rules import CompiledRules
from sprig_tui.services.departures import USERS_AT_ONCE, Channel, Departure, Departures
from sprig_tui.services.ready_rows import ReadyRows
from tests import factories
from tests.fakes.engine import FixedClock
from tests.fakes.log import MemoryLog
from tests.unit.services.delivery_bench import KEY, RULES, append

GLEAP = factories.rules("gleap")


class Gate:
    """Departures of one lane."""

    def __init__(self, rules: Rules = RULES) -> None:
        self.log = MemoryLog()
        self.rules = rules
        lane = Lane.of(rules.source)
        settings = DeliverySettings(lane, Mode.LIVE, KEY)
        self.channel = Channel(settings, LaneGate(lambda: 0.5), RequestWindow())
        rows = ReadyRows(self.log, CompiledRules(self.log))
        self.departures = Departures(self.log, rows, clock=FixedClock())
        self.log.writes.outbox.align(lane, Mode.LIVE, after=0, limit=9)

    def add(self, users: int, call: factories.Payload) -> None:
        """A call of each user arrives."""
        for number in range(users):
            append(self.log, call | {"userId": f"u{number:03}"}, self.rules)

    async def prepare(self, room: int = 8, *, leave: bool = True) -> Departure:
        """Prepare flights."""
        return await self.departures.prepare(self.channel, room=room, may_leave=lambda: leave)

    @property
    def leased(self) -> int:
        """How many users are leased."""
        turns = self.log.writes.outbox.turns.values()
        return sum(turn.due_ms is None for turn in turns)


async def test_flights_are_in_the_log_before_they_leave() -> None:
    gate = Gate()
    gate.add(3, factories.track())
    departure = await gate.prepare()
    assert sorted(gate.log.writes.outbox.sends) == [one.send_id for one in departure.flights]
    assert (departure.claimed, departure.next_ms, gate.leased) == (3, None, 3)
    flight = departure.flights[0]
    assert (flight.failures, flight.left_in) == (0, 0)
    assert list(flight.first_tries.values()) == [None]
    new = gate.log.writes.outbox.sends[1].new
    assert new is not None
    assert (new.method, new.path) == ("POST", "/v2/users")


async def test_nobody_is_due() -> None:
    assert await Gate().prepare() == Departure((), None, 0)


async def test_only_as_many_leave_as_there_is_room() -> None:
    gate = Gate()
    gate.add(20, factories.track())
    departure = await gate.prepare(3)
    assert (len(departure.flights), departure.next_ms, gate.leased) == (3, 0, 3)


async def test_what_may_not_leave_is_given_back() -> None:
    gate = Gate()
    gate.add(3, factories.track())
    departure = await gate.prepare(leave=False)
    assert (departure.flights, departure.next_ms, gate.leased) == ([], 0, 0)


async def test_who_was_leased_when_the_store_failed_is_given_back_next_time() -> None:
    gate = Gate()
    gate.add(2, factories.track())
    gate.log.events, events = _refuse, gate.log.events  # type: ignore[method-assign, assignment]
    with pytest.raises(StoreUnavailableError):
        await gate.prepare()
    assert gate.leased == 2
    gate.log.events = events  # type: ignore[method-assign]
    assert len((await gate.prepare()).flights) == 2


async def test_more_users_are_asked_for_while_they_share_requests() -> None:
    gate = Gate(GLEAP)
    gate.add(999, factories.track())
    assert [(await gate.prepare(1)).claimed for _ in range(9)] == [
        1, 2, 4, 8, 16, 32, 64, MAX_SHARED_ROWS, MAX_SHARED_ROWS,
    ]  # fmt: skip
    assert (await gate.prepare(8)).claimed == USERS_AT_ONCE


async def test_fewer_users_are_asked_for_when_each_needs_a_request_of_its_own() -> None:
    gate = Gate(GLEAP)
    gate.add(31, factories.track())
    gate.add(400, factories.identify())
    claims = [await gate.prepare(1) for _ in range(9)]
    assert [one.claimed for one in claims] == [1, 2, 4, 8, 16, 32, 8, 2, 1]
    assert all(len(one.flights) == 1 for one in claims)


async def _refuse(row_ids: object) -> list[object]:
    raise StoreUnavailableError("it cannot be read")


async def test_a_probe_holds_rows_of_one_user_only() -> None:
    gate = Gate(GLEAP)
    gate.add(9, factories.track())
    for _ in range(3):
        await gate.prepare(leave=False)
    refused = Judgement(Verdict.KEY_REFUSED, "No.")
    gate.channel.gate.note(refused, user=b"u", left_in=0, now=0.0)
    departure = await gate.prepare(1)
    assert [len(flight.send.users) for flight in departure.flights] == [1]
