"""Deliver what was forwarded: in order per user, within the limit, at least once (design.md, 6)."""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from functools import partial
from typing import Final

from sprig_tui.domain.delivery_settings import DeliverySettings, limit_group
from sprig_tui.domain.flow import DeliveryStatus
from sprig_tui.domain.lane_gate import LaneGate
from sprig_tui.domain.outbox import Landing, Lane
from sprig_tui.domain.request_window import LIMIT, LONGEST_REQUEST_S, PERIOD_S, RequestWindow
from sprig_tui.domain.settings import Kind
from sprig_tui.ports import (
    Clock,
    EventLog,
    LogReader,
    LogTransaction,
    RequestSender,
    StoreUnavailableError,
)
from sprig_tui.services.compiled_rules import CompiledRules
from sprig_tui.services.courier import Courier, Flight
from sprig_tui.services.departures import Channel, Departures
from sprig_tui.services.destination_probe import Silence
from sprig_tui.services.queue_view import Moment, QueueFigures, delivery_status
from sprig_tui.services.ready_rows import ReadyRows
from sprig_tui.services.steady_clock import SteadyClock

LINGER_S: Final = 0.2
"""An event waits so long for others of its user."""
STORE_AGAIN_S: Final = 1.0
MISTAKE_PAUSE_S: Final = 5.0
SLICE: Final = 500
DRAIN_S: Final = 3.0
COUNT_S: Final = 0.5
"""Who asks is not kept waiting for a slow disk: the engine is not down then."""

log = logging.getLogger(__name__)


class Dispatcher:
    """Sends what waits in the log's queue, as long as its settings say so.

    Call `use` with settings, then `start`; `wake` after every commit that may have put rows into
    the queue; `drain` before the log is closed. `chance` gives numbers from 0 to 1 at random,
    `told` hears how each request ended.
    Times inside are steady: a jump of the wall clock neither hurries nor delays anything.
    """

    def __init__(
        self,
        event_log: EventLog,
        reader: LogReader,
        sender: RequestSender,
        *,
        clock: Clock,
        chance: Callable[[], float],
        rules: CompiledRules | None = None,
        told: Callable[[Landing], None] | None = None,
    ) -> None:
        self._log = event_log
        self._wall = clock
        self._clock = SteadyClock(clock)
        self._chance = chance
        self._courier = Courier(
            event_log, sender, clock=self._clock, wall=clock, chance=chance, told=told
        )
        rows = ReadyRows(reader, rules or CompiledRules(reader))
        self._departures = Departures(event_log, rows, clock=self._clock)
        self._wanted: DeliverySettings | None = None
        self._channel: Channel | None = None
        self._windows: dict[frozenset[Lane], RequestWindow] = {}
        self._flights: set[asyncio.Task[None]] = set()
        self._figures = QueueFigures()
        self._claim_at: float | None = None
        self._awake = asyncio.Event()
        self._session_begun = False
        self._stopping = False
        self._task: asyncio.Task[None] | None = None

    def use(self, settings: DeliverySettings) -> None:
        """Go by other settings; rows get the states that they ask for before anything is sent."""
        self._wanted = settings
        self._awake.set()

    def wake(self) -> None:
        """Rows may wait that did not before."""
        self._expect(LINGER_S)

    def start(self) -> None:
        """Begin to deliver, in a task of its own."""
        self._task = asyncio.create_task(self.run(), name="dispatch")

    async def run(self) -> None:
        """Deliver until `drain` is called."""
        while not self._stopping:
            self._awake.clear()
            try:
                pause_s = await self._step()
            except StoreUnavailableError as error:
                log.warning("nothing can be delivered now: %s", error)
                pause_s = STORE_AGAIN_S
            except Exception:
                log.exception("a mistake in the program kept a delivery from leaving")
                pause_s = MISTAKE_PAUSE_S
            if pause_s is None or pause_s > 0:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._awake.wait(), pause_s)

    async def drain(self, within_s: float = DRAIN_S) -> None:
        """Send nothing new, wait a bounded time for the answers under way, and leave.

        A request that has no answer by then stays open in the log: its outcome is unknown.
        """
        self._stopping = True
        self._awake.set()
        loop = asyncio.get_running_loop()
        give_up_at = loop.time() + within_s
        while (tasks := self._tasks()) and (left_s := give_up_at - loop.time()) > 0:
            await asyncio.wait(tasks, timeout=left_s, return_when=asyncio.FIRST_COMPLETED)
        for task in (late := self._tasks()):
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def status(self) -> DeliveryStatus:
        """The queue as it is now; its figures are the last known ones when the log cannot tell."""
        settings = self._wanted
        if settings is None:
            return DeliveryStatus()
        with contextlib.suppress(StoreUnavailableError, TimeoutError):
            async with asyncio.timeout(COUNT_S):
                self._figures = await self._log.transact(partial(self._count, lane=settings.lane))
        moment = Moment(
            now=self._clock.monotonic(),
            wall_ms=self._wall.now_ms(),
            in_flight=len(self._flights),
            took_s=self._courier.took_s,
            last=self._courier.last.get(settings.lane),
        )
        channel = self._channel
        if channel is not None and channel.settings is not settings:
            channel = None
        return delivery_status(settings, channel, self._figures, moment)

    def silence(self) -> Silence:
        """How long the destination has said nothing."""
        return Silence() if self._wanted is None else self._courier.silence(self._wanted.lane)

    def _tasks(self) -> set[asyncio.Task[None]]:
        running = set(self._flights)
        if self._task is not None and not self._task.done():
            running.add(self._task)
        return running

    async def _step(self) -> float | None:
        """Do what is due; returns seconds until the next step, None to wait for news."""
        if not self._session_begun:
            await self._log.transact(self._begin_session)
            self._session_begun = True
        if self._wanted is None:
            return None
        if self._channel is None or self._channel.settings is not self._wanted:
            await self._adopt(self._wanted)
            return 0.0
        if not self._wanted.sends or self._claim_at is None:
            return None
        now = self._clock.monotonic()
        room = self._room(self._channel, now)
        if room == 0:
            return self._time_to_room(self._channel, now)
        if self._claim_at > now:
            return self._claim_at - now
        await self._depart(self._channel, room)
        return 0.0

    async def _depart(self, channel: Channel, room: int) -> None:
        left_in = channel.gate.round

        def may_leave() -> bool:
            current = channel.settings is self._wanted and channel.gate.round == left_in
            return current and not self._stopping

        began, self._claim_at = self._claim_at, None
        try:
            departure = await self._departures.prepare(channel, room=room, may_leave=may_leave)
        except BaseException:
            self._claim_at = began
            raise
        leave = may_leave()  # the answer to another request may have come during the commit
        for flight in departure.flights:
            self._fly(flight, leave=leave)
        if departure.next_ms is not None:
            pause_s = max(departure.next_ms - self._clock.now_ms(), 0) / 1000
            self._expect(pause_s if departure.claimed else max(pause_s, STORE_AGAIN_S))

    def _fly(self, flight: Flight, *, leave: bool) -> None:
        if leave:
            flight.window.start(self._clock.monotonic())
        work = self._courier.carry(flight) if leave else self._courier.hold_back(flight)
        task = asyncio.create_task(work, name=f"delivery {flight.send_id}")
        self._flights.add(task)
        task.add_done_callback(self._landed)

    def _landed(self, task: asyncio.Task[None]) -> None:
        self._flights.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("%s ended: %s", task.get_name(), type(error).__name__)
        self._expect(0.0)

    def _room(self, channel: Channel, now: float) -> int:
        """How many requests may leave at once."""
        room = channel.gate.room(now, len(self._flights))
        unpaced = channel.window.room(now)
        if unpaced is None:
            return room
        if unpaced == 0 and channel.window.delay(now) <= 0:
            unpaced = 1
        return min(room, unpaced)

    def _time_to_room(self, channel: Channel, now: float) -> float | None:
        """Seconds until a request may leave; None when an answer has to come first."""
        return max(channel.gate.wait(now), channel.window.delay(now)) or None

    def _expect(self, in_s: float) -> None:
        """Look for rows that are due in so many seconds, or before if that was said already."""
        at = self._clock.monotonic() + in_s
        if self._claim_at is None or at < self._claim_at:
            self._claim_at = at
        self._awake.set()

    async def _adopt(self, settings: DeliverySettings) -> None:
        """Put settings into force, unless others are wanted by the time that all is aligned."""
        after: int | None = 0
        while after is not None:
            if settings is not self._wanted or self._stopping:
                return
            after = await self._log.transact(partial(_align, settings=settings, after=after))
        group = frozenset(limit_group(settings))
        if group not in self._windows:
            self._windows[group] = await self._log.transact(partial(self._window_of, group=group))
        old = self._channel
        same = old is not None and (old.settings.lane, old.settings.key) == (
            settings.lane,
            settings.key,
        )
        gate = old.gate if old is not None and same else LaneGate(self._chance)
        self._channel = Channel(settings, gate, self._windows[group])
        self._expect(0.0)

    def _begin_session(self, transaction: LogTransaction) -> None:
        cut_off = transaction.outbox.begin_session(at_ms=self._clock.now_ms())
        if cut_off:
            log.warning("%s requests were cut off and have an unknown end", cut_off)

    def _window_of(self, transaction: LogTransaction, *, group: frozenset[Lane]) -> RequestWindow:
        """The window of lanes that share a limit, with what left before a restart."""
        now, now_ms = self._clock.monotonic(), self._clock.now_ms()
        window = RequestWindow(0 if any(lane.kind is Kind.GLEAP for lane in group) else LIMIT)
        since_ms = now_ms - int((PERIOD_S + LONGEST_REQUEST_S + 1) * 1000)
        for lane in group:
            left = transaction.outbox.sent_since(lane, since_ms)
            window.load(((now_ms - at_ms) / 1000 for at_ms in left), now)
        return window

    def _count(self, transaction: LogTransaction, *, lane: Lane) -> QueueFigures:
        rows, users = transaction.outbox.waiting(lane)
        next_ms = transaction.outbox.next_ms(lane)
        due_in_ms = None if next_ms is None else next_ms - self._clock.now_ms()
        return QueueFigures(rows, users, due_in_ms)


def _align(transaction: LogTransaction, *, settings: DeliverySettings, after: int) -> int | None:
    return transaction.outbox.align(settings.lane, settings.mode, after=after, limit=SLICE)
