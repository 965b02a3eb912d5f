"""One line of plain text for a record: for logs and screen readers."""

from sprig_tui.domain.record import Record
from sprig_tui.domain.safe_text import safe

MAX_NAME = 120


def plain_line(record: Record, time: str) -> str:
    """`12:04:27 FILTERED track "Order Completed" user u_77: no mapping (filtered.unmapped_event)`.

    `time` is written as given. Text from outside is made harmless.
    """
    words = [time, str(record["outcome"]).upper(), safe(str(record["type"] or "?"), MAX_NAME)]
    if record["name"] is not None:
        words.append(f'"{safe(str(record["name"]), MAX_NAME)}"')
    if record["user_id"] is not None:
        words.append(f"user {safe(str(record['user_id']), MAX_NAME)}")
    elif record["anonymous_id"] is not None:
        words.append(f"anonymous {safe(str(record['anonymous_id']), MAX_NAME)}")
    return f"{' '.join(words)}: {safe(str(record['detail']))} ({record['reason']})"
