"""What the stand-in received: one entry a request, a bounded number of them."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sprig_tui.domain.record import timestamp
from sprig_tui.domain.safe_text import safe

MAX_KEPT: Final = 100_000
MAX_USER_IDS: Final = 100
MAX_TEXT: Final = 200


@dataclass(frozen=True, slots=True)
class Received:
    """One request; `number` counts from 1.

    `at_ms` is Unix time, `monotonic` seconds that only go forward. `key` is masked. `status` is
    the one that was decided on, None for no answer. `fault` is the spec of the scripted fault.
    `applied` tells whether the request changed the stand-in's users. Of paths and ids the first 200
    characters are kept, of ids the first 100.
    """

    number: int
    at_ms: int
    monotonic: float
    method: str
    path: str
    key: str
    user_ids: tuple[str, ...]
    events: int
    status: int | None
    fault: str | None
    applied: bool

    @property
    def user_id(self) -> str | None:
        """The one user that the request is about; None when there is none or there are several."""
        return self.user_ids[0] if len(self.user_ids) == 1 else None

    def as_json(self) -> dict[str, Any]:
        """The entry as it is listed."""
        return {
            "number": self.number,
            "at": timestamp(self.at_ms),
            "monotonic": self.monotonic,
            "method": self.method,
            "path": self.path,
            "key": self.key,
            "user_id": self.user_id,
            "user_ids": list(self.user_ids),
            "events": self.events,
            "status": self.status,
            "fault": self.fault,
            "applied": self.applied,
        }


def cut_ids(user_ids: Sequence[str]) -> tuple[str, ...]:
    """As many ids, as much of each, as an entry keeps."""
    return tuple(one[:MAX_TEXT] for one in user_ids[:MAX_USER_IDS])


def plain_received(entry: dict[str, Any], time: str) -> str:
    """An entry of `as_json` as one line of aligned plain text; `time` is written as given.

    `12:04:27  202  POST    2 events  ••••••••1234  /v2/users  user u_7`; without an answer the
    status is `---`. Text from outside is made harmless.
    """
    ids = entry["user_ids"]
    events = entry["events"]
    words = [
        time,
        f"{entry['status'] or '---'}",
        f"{safe(entry['method'], 12):<6}",
        f"{events:>3} {'event' if events == 1 else 'events':<6}",
        f"{safe(entry['key'] or 'no key'):<12}",
        f"{safe(entry['path'], MAX_TEXT):<20}",
    ]
    if ids:
        words.append(f"user {safe(ids[0], 120)}" if len(ids) == 1 else f"{len(ids)} users")
    if entry["fault"] is not None:
        applied = "applied" if entry["applied"] else "not applied"
        words.append(f"fault {safe(entry['fault'], 120)} ({applied})")
    return "  ".join(words).rstrip()


class ReceivedLog:
    """The last 100,000 entries; `total` counts all."""

    def __init__(self, max_kept: int = MAX_KEPT) -> None:
        self.total = 0
        self._entries: deque[Received] = deque(maxlen=max_kept)

    def add(self, entry: Received) -> None:
        """Keep an entry, and forget the oldest where there are too many."""
        self.total += 1
        self._entries.append(entry)

    def __len__(self) -> int:
        return len(self._entries)

    def entries(self) -> list[Received]:
        """What is kept, oldest first."""
        return list(self._entries)

    def clear(self) -> None:
        """Forget all; numbers begin anew."""
        self.total = 0
        self._entries.clear()
