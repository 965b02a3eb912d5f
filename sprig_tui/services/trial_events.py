"""A test event from the terminal: an identify, then a track, through the real listener."""

from collections.abc import Iterable

from sprig_tui.domain.log import LogRow
from sprig_tui.domain.reasons import Outcome, Reason
from sprig_tui.domain.record import Record
from sprig_tui.domain.settings import Config
from sprig_tui.ports import EventSender, SendResult
from sprig_tui.services.sending import TEST_EVENT, TEST_USER, sample_events
from sprig_tui.services.setup_guide import sample_event


async def send_trial(sender: EventSender, config: Config, prefix: str) -> list[str]:
    """Send both and say of each, in a short line, what became of it.

    The track's event is the first that the config registers, so that a mapping is tried if there
    is one. `prefix` begins the message ids, which must be new. Raises EngineUnreachableError.
    """
    lines = []
    for event in sample_events(prefix, sample_event(config, TEST_EVENT)):
        result = await sender.send(event)
        lines.append(f"{event['type']}{_outcome(result)}")
    return lines


def any_foreign(rows: Iterable[LogRow]) -> bool:
    """Whether something else is among the rows than test events of this program."""
    return any(row.user_id != TEST_USER for row in rows)


def _outcome(result: SendResult) -> str:
    if result.status >= 300:
        return f": the listener answered {result.status} {result.message}".rstrip()
    return f" {_decision(result.record)}" if result.record else " taken"


def _decision(record: Record) -> str:
    reason = Reason(str(record["reason"]))
    if reason.outcome is not Outcome.FORWARDED:
        return f"{reason.outcome.value} ({reason.word})"
    state = str(record.get("delivery") or "").replace("_", " ")
    return f"forwarded, {state}" if state else "forwarded"
