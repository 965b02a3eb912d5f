"""What each flow of the queue is called, and what an operator can do about it."""

from dataclasses import dataclass
from typing import Final

from sprig_tui.domain.flow import DeliveryStatus, Flow
from sprig_tui.services.local_time import moment_text
from sprig_tui.ui.badges import Tone


@dataclass(frozen=True, slots=True)
class FlowWord:
    """`word` in capitals, `short` for narrow screens, `meaning` one sentence for the operator.

    `problem` tells that it belongs into the head of every screen.
    """

    word: str
    short: str
    tone: Tone
    meaning: str
    problem: bool = False


FLOWS: Final[dict[Flow, FlowWord]] = {
    Flow.DRY_RUN: FlowWord("DRY RUN", "DRY RUN", "accent", "Nothing is sent; m goes live."),
    Flow.HOLD: FlowWord("HOLD", "HOLD", "warning", "What is forwarded waits; m releases it."),
    Flow.NO_KEY: FlowWord(
        "NO KEY", "NO KEY", "error", "Nothing is sent: set a key in 5 Settings.", problem=True
    ),
    Flow.BAD_ENDPOINT: FlowWord(
        "BAD ENDPOINT",
        "BAD ENDPOINT",
        "error",
        "Nothing is sent: mend destination.endpoint in 5 Settings.",
        problem=True,
    ),
    Flow.IDLE: FlowWord("IDLE", "IDLE", "success", "Nothing waits to be sent there."),
    Flow.SENDING: FlowWord("SENDING", "SENDING", "success", "The queue is being sent."),
    Flow.PACED: FlowWord(
        "PACED", "PACED", "warning", "Slower, to stay within Sprig's limit.", problem=True
    ),
    Flow.RATE_LIMITED: FlowWord(
        "RATE LIMITED",
        "LIMITED",
        "warning",
        "Sprig asked to wait; it goes on by itself.",
        problem=True,
    ),
    Flow.KEY_REFUSED: FlowWord(
        "KEY REFUSED",
        "KEY REFUSED",
        "error",
        "Set another key in 5 Settings; nothing is lost meanwhile.",
        problem=True,
    ),
    Flow.BACKING_OFF: FlowWord(
        "BACKING OFF",
        "BACKING OFF",
        "warning",
        "It failed and is tried again by itself.",
        problem=True,
    ),
}


def until_text(status: DeliveryStatus) -> str:
    """` until 12:04:28`, "" where the queue does not go on by itself at a known time.

    That time is minutes away, and its day is left out.
    """
    if status.until_ms is None or status.flow not in (Flow.RATE_LIMITED, Flow.BACKING_OFF):
        return ""
    return f" until {moment_text(status.until_ms, None, len('12:04:28'))}"
