"""The queue of deliveries in words and figures."""

import math
from dataclasses import dataclass
from typing import Final

from sprig_tui.domain.delivery_settings import DeliverySettings
from sprig_tui.domain.flow import DeliveryStatus, Flow, LastAnswer
from sprig_tui.domain.lane_gate import MAX_IN_FLIGHT
from sprig_tui.domain.settings import Kind, Mode
from sprig_tui.services.departures import Channel

ROWS_A_REQUEST: Final = 100
"""About as many rows as one request takes of a user (`departures.ROWS_AT_ONCE` over eight)."""
WAITING_TO_RETRY: Final = "What waits failed before; it is tried again by itself."


@dataclass(frozen=True, slots=True)
class QueueFigures:
    """What the log says of the lane: rows and users that wait, milliseconds to the next due one.

    `due_in_ms` is None when nobody waits for a time.
    """

    rows: int = 0
    users: int = 0
    due_in_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """Now: on the steady clock in seconds and on the wall clock in milliseconds."""

    now: float
    wall_ms: int
    in_flight: int = 0
    took_s: float = 0.0
    last: LastAnswer | None = None


def delivery_status(
    settings: DeliverySettings, channel: Channel | None, figures: QueueFigures, moment: Moment
) -> DeliveryStatus:
    """What the queue does, why, and when it will be empty.

    `channel` is None while the settings are being put into force.
    """
    flow, sentence, wait_s = _flow(settings, channel, figures, moment)
    window = None if channel is None else channel.window
    return DeliveryStatus(
        flow=flow,
        sentence=sentence,
        until_ms=moment.wall_ms + int(wait_s * 1000) if wait_s else None,
        waiting=figures.rows,
        in_flight=moment.in_flight,
        used=window.used(moment.now) if window else 0,
        limit=window.limit if window else 0,
        empty_in_s=_time_to_empty(flow, channel, figures, moment),
        last=moment.last,
    )


def _flow(
    settings: DeliverySettings, channel: Channel | None, figures: QueueFigures, moment: Moment
) -> tuple[Flow, str, float]:
    """The flow, its sentence, and the seconds until it goes on by itself (0: not known)."""
    if settings.mode is not Mode.LIVE:
        return (Flow.HOLD if settings.mode is Mode.HOLD else Flow.DRY_RUN), "", 0.0
    if settings.stopped is not None:
        return settings.stopped, settings.sentence, 0.0
    idle = figures.rows == 0 and moment.in_flight == 0
    if channel is None:
        return (Flow.IDLE if idle else Flow.SENDING), "", 0.0
    gate = channel.gate
    if gate.closed is not None:
        return gate.closed, gate.sentence, gate.wait(moment.now)
    if idle:
        return Flow.IDLE, "", 0.0
    return _moving(channel, figures, moment)


def _moving(channel: Channel, figures: QueueFigures, moment: Moment) -> tuple[Flow, str, float]:
    delay_s = channel.window.delay(moment.now)
    if figures.rows and delay_s:
        limit = channel.window.limit
        sentence = f"{channel.window.used(moment.now)} of {limit} requests are used; the rest wait."
        return Flow.PACED, sentence, delay_s
    due_in_s = (figures.due_in_ms or 0) / 1000
    if moment.in_flight == 0 and due_in_s > 0:
        return Flow.BACKING_OFF, WAITING_TO_RETRY, due_in_s
    return Flow.SENDING, "", 0.0


def _time_to_empty(
    flow: Flow, channel: Channel | None, figures: QueueFigures, moment: Moment
) -> float | None:
    """Seconds at the rate limit and at the pace of late; None while nothing flows."""
    if flow is Flow.IDLE:
        return 0.0
    if channel is None or flow not in (Flow.SENDING, Flow.PACED, Flow.RATE_LIMITED):
        return None
    requests = math.ceil(figures.rows / ROWS_A_REQUEST)
    if channel.settings.lane.kind is not Kind.GLEAP:
        requests = max(requests, figures.users)
    paced_s = channel.window.time_to_empty(moment.now, requests)
    answering_s = requests * moment.took_s / MAX_IN_FLIGHT
    return channel.gate.wait(moment.now) + max(paced_s, answering_s)
