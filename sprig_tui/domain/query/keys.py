"""What may stand before a colon, and the words that some keys know."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum, auto
from typing import Final

from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.events import CallType
from sprig_tui.domain.log import LogRow
from sprig_tui.domain.problems import is_problem
from sprig_tui.domain.reasons import Outcome, Reason

Test = Callable[[LogRow], bool]


class Sort(Enum):
    """How the values of a key are compared."""

    TEXT = auto()
    WHOLE_TEXT = auto()
    WARNINGS = auto()
    REASON = auto()
    STATE = auto()
    DELIVERY = auto()
    ID = auto()
    NUMBER = auto()
    MAPPING = auto()
    TIME = auto()
    PAYLOAD = auto()


@dataclass(frozen=True, slots=True)
class Key:
    """A key: `about` is its line of help, `read` the text and `number` the number it looks at.

    `changes` tells that a row may come to match after it was stored.
    """

    sort: Sort
    about: str
    read: Callable[[LogRow], str | None] = lambda _row: None
    number: Callable[[LogRow], int] = lambda _row: 0
    changes: bool = False


def _event(row: LogRow) -> str | None:
    return None if row.type == "page" else row.name


def _url(row: LogRow) -> str | None:
    return row.name if row.type == "page" else None


KEYS: Final[Mapping[str, Key]] = {
    "type": Key(Sort.WHOLE_TEXT, "the call: track, page, identify…", read=lambda row: row.type),
    "event": Key(Sort.TEXT, "the name of anything but a page", read=_event),
    "name": Key(Sort.TEXT, "the event's name or the page's URL", read=lambda row: row.name),
    "url": Key(Sort.TEXT, "the URL of a page", read=_url),
    "user": Key(Sort.TEXT, "the userId", read=lambda row: row.user_id),
    "anon": Key(Sort.TEXT, "the anonymousId", read=lambda row: row.anonymous_id),
    "is": Key(Sort.STATE, "what became of it: forwarded, filtered, failed…"),
    "reason": Key(Sort.REASON, "the reason code"),
    "detail": Key(Sort.TEXT, "the sentence beside the reason", read=lambda row: row.detail),
    "delivery": Key(Sort.DELIVERY, "the delivery state", changes=True),
    "mapping": Key(Sort.MAPPING, "the rule: any, none, event, url, a number, event#3"),
    "warn": Key(Sort.WARNINGS, "a warning"),
    "src": Key(Sort.TEXT, "the sender: library and write key", read=lambda row: row.source),
    "id": Key(Sort.ID, "the row's number or the messageId's start", number=lambda row: row.id),
    "seen": Key(
        Sort.NUMBER, "how often it arrived: seen:>1", number=lambda row: row.seen, changes=True
    ),
    "tries": Key(
        Sort.NUMBER, "how often it was sent: tries:>1",
        number=lambda row: row.attempts, changes=True,
    ),
    "rules": Key(Sort.TEXT, "the rules version", read=lambda row: row.rules_version),
    "since": Key(Sort.TIME, "received at or after: 10m, 12:30, today, 2026-11-22"),
    "until": Key(Sort.TIME, "received before: the same forms"),
    "properties": Key(Sort.PAYLOAD, "a property: properties.plan:pro"),
    "traits": Key(Sort.PAYLOAD, "a trait: traits.email:ada"),
    "context": Key(Sort.PAYLOAD, "a field of the context: context.library.name:node"),
    "payload": Key(Sort.PAYLOAD, "any field of the event: payload.version:2"),
}  # fmt: skip

ALIASES: Final[Mapping[str, str]] = {
    "why": "reason",
    "source": "src",
    "warning": "warn",
    "seens": "seen",
    "try": "tries",
    "tried": "tries",
    "attempts": "tries",
    "prop": "properties",
    "props": "properties",
    "trait": "traits",
}
"""Other ways to write a key."""

PAYLOAD_HEADS: Final = tuple(
    name for name in (*KEYS, *ALIASES) if KEYS[ALIASES.get(name, name)].sort is Sort.PAYLOAD
)
"""What may stand before the first dot of a payload field."""


def _outcome(outcome: Outcome) -> Test:
    return lambda row: row.outcome is outcome


def _delivery(state: DeliveryState) -> Test:
    return lambda row: row.delivery is state


def _repeated(row: LogRow) -> bool:
    return row.seen > 1


STATES: Final[Mapping[str, Test]] = {
    **{outcome.value: _outcome(outcome) for outcome in Outcome},
    **{state.value: _delivery(state) for state in DeliveryState},
    "problem": is_problem,
    "repeated": _repeated,
    "duplicate": _repeated,
    "mapped": lambda row: row.mapping is not None,
    "warned": lambda row: bool(row.warnings),
    "tried": lambda row: row.attempts > 0,
    "unverified": lambda row: row.unverified,
}
"""What `is:` knows."""

STEADY_STATES: Final = frozenset({*Outcome, "mapped", "warned", "unverified"})
"""Those that a row has from the beginning or never."""

CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "type": tuple(call.value for call in CallType),
    "is": tuple(STATES),
    "reason": tuple(reason.value for reason in Reason),
    "delivery": tuple(state.value for state in DeliveryState),
    "mapping": ("any", "none", "event", "url"),
    "since": ("10m", "1h", "today", "yesterday"),
    "until": ("10m", "1h", "today", "yesterday"),
}
"""Values that are known beforehand."""


def suggest(given: str, known: Iterable[str]) -> str:
    """What was probably meant: a word that begins so, or the nearest one."""
    words = list(known)
    begun = [word for word in words if given and word.startswith(given)]
    nearest = begun or get_close_matches(given, words, n=1, cutoff=0.5)
    return f"did you mean {nearest[0]}?" if nearest else f"expected one of {', '.join(words)}"
