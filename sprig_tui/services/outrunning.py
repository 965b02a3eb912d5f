"""Whether events come faster than the destination takes them (design.md, section 6)."""

from collections.abc import Sequence
from typing import Final

from sprig_tui.domain.flow import DeliveryStatus, Flow
from sprig_tui.domain.flow_counts import FlowCount

MOVING: Final = (Flow.SENDING, Flow.PACED, Flow.RATE_LIMITED)
MINUTE_MS: Final = 60_000
MINUTES: Final = 4
WINDOW_S: Final = 300
NEARLY_USED: Final = 0.9


def outrunning(recent: Sequence[FlowCount], status: DeliveryStatus | None, *, now_ms: int) -> str:
    """A sentence when the queue only grows because the rate limit is used up, "" otherwise.

    `recent` are the counts of the last five minutes. It grows when it grew in every one of the last
    four minutes; a burst that is being worked off does not.
    """
    if status is None or status.flow not in MOVING or not status.limit:
        return ""
    if status.used < status.limit * NEARLY_USED:
        return ""
    growth = [_growth(recent, now_ms - n * MINUTE_MS) for n in range(MINUTES)]
    if min(growth) <= 0:
        return ""
    since = now_ms - MINUTES * MINUTE_MS
    lately = [one for one in recent if one.at_ms > since]
    come = sum(one.forwarded for one in lately) / (MINUTES * 60)
    leave = sum(one.delivered + one.failed for one in lately) / (MINUTES * 60)
    return (
        f"The queue only grows: {come:.1f} events/s come, {leave:.1f}/s leave. At most"
        f" {status.limit / WINDOW_S:.1f} requests/s are taken, one user in each: forward fewer"
        " events, or it never catches up."
    )


def _growth(recent: Sequence[FlowCount], until_ms: int) -> int:
    """By how many events the queue grew in the minute before a time."""
    minute = [one for one in recent if until_ms - MINUTE_MS < one.at_ms <= until_ms]
    return sum(one.forwarded - one.delivered - one.failed for one in minute)
