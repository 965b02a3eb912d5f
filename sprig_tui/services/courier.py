"""One request on its way: sent, judged, and its end noted in the log."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final
from urllib.parse import urlsplit

from sprig_tui.domain.answers import Answer, Judgement, Verdict, judge, without_key
from sprig_tui.domain.backoff import GIVEN_UP, is_given_up, retry_delay
from sprig_tui.domain.delivery_settings import DeliverySettings
from sprig_tui.domain.flow import LastAnswer
from sprig_tui.domain.lane_gate import LaneGate
from sprig_tui.domain.merging import Send
from sprig_tui.domain.outbox import Fate, Landing, Lane, SendEnd
from sprig_tui.domain.request_window import RequestWindow
from sprig_tui.ports import Clock, EventLog, LogTransaction, RequestSender, StoreUnavailableError
from sprig_tui.services.destination_probe import Silence

MAX_ANSWER: Final = 4096
NOTE_AGAIN_S: Final = 1.0
HELD_BACK: Final = "It was held back before it left."
_FATES: Final[Mapping[Verdict, Fate]] = {
    Verdict.DELIVERED: Fate.DELIVERED,
    Verdict.SPLIT: Fate.SPLIT,
    Verdict.PARKED: Fate.PARKED,
}
_LATEST: Final = 0.1

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Flight:
    """A request that the log knows of and that is to be sent.

    `left_in` is the gate's round, `failures` the most failures in a row of its users, `first_tries`
    when each of its rows was first tried (None: now).
    """

    send_id: int
    send: Send
    settings: DeliverySettings
    gate: LaneGate
    window: RequestWindow
    left_in: int
    failures: int
    first_tries: Mapping[int, int | None]


class Courier:
    """Carries flights. `clock` gives steady time, `wall` the destination's, as far as it is known.

    `took_s` is about how long an answer takes of late, 0 before the first; `last` is the last one
    of each destination. `told` hears how each flight that left ended.
    """

    def __init__(
        self,
        event_log: EventLog,
        sender: RequestSender,
        *,
        clock: Clock,
        wall: Clock,
        chance: Callable[[], float],
        told: Callable[[Landing], None] | None = None,
    ) -> None:
        self._told = told
        self._log = event_log
        self._sender = sender
        self._clock = clock
        self._wall = wall
        self._chance = chance
        self.took_s = 0.0
        self.last: dict[Lane, LastAnswer] = {}
        self._heard_at: dict[Lane, float] = {}
        self._left_at: dict[int, float] = {}

    def silence(self, lane: Lane) -> Silence:
        """How long a destination has said nothing."""
        now, heard_at = self._clock.monotonic(), self._heard_at.get(lane)
        return Silence(
            since_answer_s=None if heard_at is None else now - heard_at,
            open_for_s=now - min(self._left_at.values(), default=now),
        )

    async def carry(self, flight: Flight) -> None:
        """Send, judge, tell gate and window, and note the end; returns when the log has it.

        The window counts the request already (`RequestWindow.start`). A store that cannot take the
        end is asked again until it can: what was delivered is not to be sent once more.
        """
        self._left_at[flight.send_id] = self._clock.monotonic()
        try:
            answer = without_key(await self._ask(flight), flight.settings.key)
        finally:
            del self._left_at[flight.send_id]
        now = self._clock.monotonic()
        flight.window.finish(now)
        self._measure(answer, flight.settings.lane)
        judgement = flight.gate.refusals.weigh(
            judge(answer, rows=len(flight.send.row_ids), now_ms=self._wall.now_ms()),
            path=urlsplit(flight.send.request.url).path,
            row_ids=flight.send.row_ids,
            current=flight.left_in == flight.gate.round,
        )
        user = flight.send.users[0]
        flight.gate.note(judgement, user=user, left_in=flight.left_in, now=now)
        await self._note(flight, self._end_of(flight, answer, judgement), judgement)

    async def hold_back(self, flight: Flight) -> None:
        """Note that a flight never left; its rows go on waiting, and nobody failed."""
        at_ms = self._clock.now_ms()
        end = SendEnd(Fate.RETRY, at_ms, 0, None, HELD_BACK, next_ms=at_ms, failed=False)
        await self._note(flight, end, None)

    async def _ask(self, flight: Flight) -> Answer:
        settings = flight.settings
        try:
            return await self._sender.send(
                flight.send.request, settings.key, kind=settings.lane.kind
            )
        except Exception as error:  # noqa: BLE001 (a row must not be lost to a sender's mistake)
            # The name alone: an error's text and its locals may hold the key.
            name = type(error).__name__
            log.error("a request could not be sent: %s", name)  # noqa: TRY400
            return Answer(None, problem=f"The request could not be sent ({name}).")

    def _measure(self, answer: Answer, lane: Lane) -> None:
        self.last[lane] = LastAnswer(
            answer.status, answer.took_ms, self._wall.now_ms(), answer.problem
        )
        self._heard_at[lane] = self._clock.monotonic()
        took_s = answer.took_ms / 1000
        self.took_s += (took_s - self.took_s) * (_LATEST if self.took_s else 1.0)

    def _end_of(self, flight: Flight, answer: Answer, judgement: Judgement) -> SendEnd:
        at_ms = self._clock.now_ms()
        fate = _FATES.get(judgement.verdict, Fate.RETRY)
        # While the lane is closed its gate decides who goes first: no user failed.
        failed = judgement.verdict is Verdict.RETRY and flight.gate.closed is None
        pause_s = retry_delay(flight.failures + 1, chance=self._chance()) if failed else 0.0
        return SendEnd(
            fate=fate,
            ended_ms=at_ms,
            took_ms=answer.took_ms,
            status=answer.status,
            sentence=judgement.sentence,
            answer=b"" if fate is Fate.DELIVERED else answer.body[:MAX_ANSWER],
            next_ms=at_ms + int(pause_s * 1000) if fate is Fate.RETRY else 0,
            failed=failed,
            # The fault may lie in one row of one user: the others are not to wait with it.
            alone=failed and (answer.status or 0) >= 500 and len(flight.send.users) > 1,
        )

    async def _note(self, flight: Flight, end: SendEnd, judgement: Judgement | None) -> None:
        given_up: list[int] = []
        if judgement is not None and judgement.verdict is Verdict.RETRY:
            given_up = [
                row_id
                for row_id, first_ms in flight.first_tries.items()
                if is_given_up(first_ms, now_ms=end.ended_ms)
            ]
        work = partial(_write_end, send_id=flight.send_id, end=end, given_up=given_up)
        while True:
            try:
                await self._log.transact(work)
            except StoreUnavailableError as error:
                log.warning("the end of a delivery cannot be noted yet: %s", error)
                await asyncio.sleep(NOTE_AGAIN_S)
            else:
                break
        if self._told is not None and judgement is not None:
            self._told(Landing(tuple(flight.send.row_ids), end, tuple(given_up)))


def _write_end(
    transaction: LogTransaction, *, send_id: int, end: SendEnd, given_up: list[int]
) -> None:
    transaction.outbox.end(send_id, end)
    for row_id in given_up:
        transaction.outbox.park(row_id, sentence=GIVEN_UP, at_ms=end.ended_ms)
