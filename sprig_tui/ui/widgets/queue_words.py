"""The queue of deliveries in a few lines: whether it flows, what it holds, how fast it is."""

from collections.abc import Mapping, Sequence
from typing import Final

from textual.content import Content

from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.flow import DeliveryStatus, Flow
from sprig_tui.domain.outbox import Lane, LaneFigures, Latency
from sprig_tui.domain.safe_text import safe
from sprig_tui.services.lane_words import lane_words
from sprig_tui.services.local_time import local_day, moment_text
from sprig_tui.ui.badges import DELIVERY_WORDS, delivery_badge
from sprig_tui.ui.engine_state import EngineState
from sprig_tui.ui.flow_words import FLOWS
from sprig_tui.ui.glyphs import GlyphSet
from sprig_tui.ui.widgets.time_words import age_words, count_text, due_words, span_words, took_words

MUTED: Final = "$text-muted"
MAX_SENTENCE: Final = 600
ORDER: Final = (
    DeliveryState.PENDING,
    DeliveryState.RETRYING,
    DeliveryState.HELD,
    DeliveryState.FAILED,
    DeliveryState.DELIVERED,
    DeliveryState.DRY_RUN,
)
"""What needs the operator first."""
STILL: Final = (Flow.DRY_RUN, Flow.HOLD, Flow.NO_KEY, Flow.BAD_ENDPOINT, Flow.KEY_REFUSED)
"""Flows in which the queue never empties by itself."""
PROBING: Final = (Flow.KEY_REFUSED, Flow.BACKING_OFF)
"""Flows that end only when a try succeeds."""
LIMITED: Final = (Flow.PACED, Flow.RATE_LIMITED)
"""Flows whose end the time to an empty queue counts in."""


def flow_content(engine: EngineState, lane: Lane, now_ms: int, warning: str = "") -> Content:
    """Whether the queue flows, when it goes on and where to; below it why, and what to do.

    `warning` is a sentence of the program's own that matters more than why.
    """
    if engine.status is None:
        said = engine.problem or "no answer yet"
        return Content.assemble(
            ("NO ENGINE", "bold $text-error"), f"\nNothing is sent: {safe(said, MAX_SENTENCE)}"
        )
    status = engine.status.delivery
    flow = FLOWS[status.flow]
    head = [Content.styled(flow.word, f"bold $text-{flow.tone}")]
    if status.until_ms is not None and flow.problem:
        verb = "tries again" if status.flow in PROBING else "goes on"
        head.append(Content.styled(f"{verb} {due_words(status.until_ms, now_ms)}", "bold"))
    if status.in_flight:
        head.append(Content.styled(f"{status.in_flight} under way", MUTED))
    head.append(Content.styled(lane_words(lane), MUTED))
    said = warning or safe(status.sentence, MAX_SENTENCE) or flow.meaning
    if status.sentence and status.flow is Flow.KEY_REFUSED:
        said += f" {flow.meaning}"
    return Content("\n").join([Content("  ").join(head), Content(said)])


def states_content(
    deliveries: Mapping[DeliveryState, int], width: int, glyphs: GlyphSet
) -> Content:
    """How many rows are in each state, on one line of `width` cells."""
    for short in (False, True):
        pieces = []
        for state in ORDER:
            count = deliveries.get(state, 0)
            tone = delivery_badge(state, glyphs).tone
            style = f"$text-{tone}" if count and tone != "muted" else MUTED
            pieces.append(
                Content.styled(f"{DELIVERY_WORDS[state]} {count_text(count, short=short)}", style)
            )
        line = Content("   ").join(pieces)
        if line.cell_length <= width:
            return line
    return Content(" ").join(pieces)


def figures_content(
    status: DeliveryStatus | None,
    lanes: Sequence[LaneFigures],
    latency: Latency,
    own: Lane,
    *,
    now_ms: int,
    width: int,
) -> Content:
    """Time to an empty queue and use of the limit, then how long things take; on one line or two.

    `status` is None while no engine answers; `own` is the lane that it speaks of.
    """
    use = _use(status, lanes)
    for short in (False, True):
        emptying = _emptying(status, lanes, own, now_ms, short=short)
        first = Content("   ").join([*emptying, *use])
        if first.cell_length <= width:
            break
    second = _latency(latency)
    if first.cell_length + second.cell_length + 3 <= width:
        return Content("   ").join(part for part in (first, second) if part.cell_length)
    return Content("\n").join([first, second])


def lane_content(figures: LaneFigures, own: Lane, now_ms: int, glyphs: GlyphSet) -> Content:
    """One lane of the queue; the one that is sent now has a sign."""
    sent = figures.lane == own
    pieces = [
        Content.styled(
            f"{glyphs.light if sent else glyphs.waiting} {lane_words(figures.lane)}",
            "bold" if sent else "",
        )
    ]
    if not sent and figures.states:
        pieces.append(Content.styled("not chosen now", "$text-warning"))
    pieces += [
        Content(f"{DELIVERY_WORDS[state]} {figures.states[state]:,}")
        for state in ORDER
        if figures.states.get(state)
    ]
    users = f"{figures.users:,} {'user' if figures.users == 1 else 'users'}"
    pieces.append(Content.styled(users, MUTED))
    if figures.oldest_ms is not None:
        pieces.append(Content.styled(f"oldest {age_words(figures.oldest_ms, now_ms)}", MUTED))
    flows = bool(figures.states.get(DeliveryState.PENDING)) or bool(
        figures.states.get(DeliveryState.RETRYING)
    )
    if flows and figures.next_ms is not None:
        pieces.append(Content.styled(f"next {due_words(figures.next_ms, now_ms)}", MUTED))
    pieces.append(Content.styled(f"{figures.recent:,} requests in 5 min", MUTED))
    return Content("  ").join(pieces)


def _emptying(
    status: DeliveryStatus | None,
    lanes: Sequence[LaneFigures],
    own: Lane,
    now_ms: int,
    *,
    short: bool,
) -> list[Content]:
    """When the queue is empty, as far as it can be told, and how long the oldest row has waited."""
    waiting = sum(sum(one.states.values()) for one in lanes)
    if not waiting:
        return [Content.styled("queue empty", MUTED)]
    pieces = []
    mine = next((one for one in lanes if one.lane == own), LaneFigures(own))
    if status is not None and status.empty_in_s is not None and status.waiting:
        left = span_words(max(status.empty_in_s, 1.0))
        retries = [] if status.flow in LIMITED else _retries(mine, now_ms, short=short)
        if not retries or mine.states.get(DeliveryState.PENDING):
            pieces.append(Content.assemble("empty in about ", (left, "bold")))
        pieces += retries
    elif status is not None and status.flow is Flow.BACKING_OFF:
        pieces += _retries(mine, now_ms, short=short)
    elif status is not None and status.flow in STILL:
        pieces.append(Content(f"{waiting:,} wait"))
    oldest = min((one.oldest_ms for one in lanes if one.oldest_ms is not None), default=None)
    if oldest is not None:
        pieces.append(Content.styled(f"oldest {age_words(oldest, now_ms)}", MUTED))
    return pieces


def _retries(lane: LaneFigures, now_ms: int, *, short: bool) -> list[Content]:
    """What was tried in vain: nobody knows whether the next try ends it, so no time is claimed."""
    count = lane.states.get(DeliveryState.RETRYING, 0)
    if not count:
        return []
    if lane.next_ms is None or lane.next_ms <= now_ms:
        verb = "is" if count == 1 else "are"
        return [Content.styled(f"{count:,} {verb} being retried", "$text-warning")]
    at = moment_text(lane.next_ms, local_day(now_ms))
    whose = "waits for its" if count == 1 else "wait for their"
    verb = "tried again" if short else f"{whose} next try"
    return [Content.styled(f"{count:,} {verb} at {at}", "$text-warning")]


def _use(status: DeliveryStatus | None, lanes: Sequence[LaneFigures]) -> list[Content]:
    """Requests of the last 5 minutes, of how many."""
    if status is None or not status.limit:
        recent = sum(one.recent for one in lanes)
        return [Content.styled(f"{recent:,} requests in 5 min", MUTED)]
    near = status.used >= status.limit * 0.9
    text = f"{status.used:,} of {status.limit:,} requests in 5 min"
    return [Content.styled(text, "$text-warning" if near else MUTED)]


def _latency(latency: Latency) -> Content:
    if not latency.answers:
        return Content.styled("no answers yet", MUTED)
    return Content.styled(
        f"answer p50 {took_words(latency.answer_p50)} p95 {took_words(latency.answer_p95)}"
        f"   receipt to delivery p50 {took_words(latency.delivered_p50)}"
        f" p95 {took_words(latency.delivered_p95)}",
        MUTED,
    )
