"""One line of plain text for a record: for logs and screen readers."""

from collections.abc import Mapping
from typing import Final

from sprig_tui.domain.backoff import GIVEN_UP
from sprig_tui.domain.log import LogRow
from sprig_tui.domain.outbox import Fate, Landing
from sprig_tui.domain.record import Record
from sprig_tui.domain.safe_text import safe, safe_name

MAX_NAME: Final = 120
_OUTCOMES: Final[Mapping[Fate, str]] = {
    Fate.DELIVERED: "DELIVERED",
    Fate.PARKED: "FAILED",
    Fate.RETRY: "RETRYING",
    Fate.SPLIT: "RETRYING",
}


def plain_line(record: Record, time: str) -> str:
    """`12:04:27 FILTERED track "Order Completed" user u_77: no mapping (filtered.unmapped_event)`.

    `time` is written as given. Text from outside is made harmless.
    """
    outcome = str(record["outcome"]).upper()
    what = _what(record["type"], record["name"], record["user_id"], record["anonymous_id"])
    return f"{time} {outcome} {what}: {safe(str(record['detail']))} ({record['reason']})"


def landing_line(row: LogRow, landing: Landing, time: str, next_time: str) -> str:
    """`12:04:28 RETRYING track "Signed Up" user u_1: Answered 503. (not before 12:04:30)`.

    What became of a row that was sent; the times are written as given.
    """
    end = landing.end
    given_up = row.id in landing.given_up
    outcome, sentence, more = _OUTCOMES[end.fate], end.sentence, f"{end.took_ms} ms"
    if given_up:
        outcome, sentence = "FAILED", f"{end.sentence} {GIVEN_UP}"
    elif end.next_ms > end.ended_ms:
        more = f"not before {next_time}"
    what = _what(row.type, row.name, row.user_id, row.anonymous_id)
    return f"{time} {outcome} {what}: {safe(sentence)} ({more})"


def _what(kind: object, name: object, user: object, anonymous: object) -> str:
    """The event in words, harmless: `track "Order Completed" user u_77`."""
    words = [safe(str(kind or "?"), MAX_NAME)]
    if name is not None:
        words.append(f'"{safe(str(name), MAX_NAME)}"')
    if user is not None:
        words.append(f"user {safe_name(str(user), MAX_NAME)}")
    elif anonymous is not None:
        words.append(f"anonymous {safe_name(str(anonymous), MAX_NAME)}")
    return " ".join(words)
