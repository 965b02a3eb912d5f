"""What an FQL expression says that its author hardly meant; none of it stops an event."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from sprig_tui.domain.fql.errors import Position
from sprig_tui.domain.fql.spelling import KEYWORDS, write_path
from sprig_tui.domain.fql.tree import Comparison, Literal, Node, Not, Path, children

FIELDS: Final[tuple[str, ...]] = (
    "type", "event", "name", "category", "userId", "anonymousId", "previousId", "groupId",
    "messageId", "properties", "traits", "context", "integrations", "timestamp",
    "originalTimestamp", "sentAt", "receivedAt", "version", "channel", "projectId", "writeKey",
    "_metadata",
)  # fmt: skip
CONTEXT_FIELDS: Final[tuple[str, ...]] = (
    "active", "app", "campaign", "device", "groupId", "ip", "library", "locale", "location",
    "network", "os", "page", "personas", "protocols", "referrer", "screen", "timezone", "traits",
    "userAgent", "userAgentData",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Advice:
    """One sentence without a full stop, and where it belongs."""

    message: str
    position: Position


def advise(tree: Node) -> tuple[Advice, ...]:
    """What to ask the author of `tree`: words nearly right, and `!` where it binds to one side."""
    return tuple(_advice(tree))


def _advice(tree: Node) -> Iterator[Advice]:
    pending = [tree]
    while pending:
        node = pending.pop()
        pending.extend(reversed(children(node)))
        match node:
            case Path((word,), at) if word.lower() in KEYWORDS - {word}:
                message = f"`{word}` is a field here; the word of FQL is `{word.lower()}`"
                yield Advice(message, at)
            case Path(keys, at):
                nearest = _nearest(keys)
                if nearest:
                    spelled = write_path(keys)
                    message = f"`{spelled}` is no field of Segment's; did you mean `{nearest}`?"
                    yield Advice(message, at)
            case Comparison(operator, Not(_), right, at) if right not in _BOOLEANS:
                message = f"`!` takes its left side alone; write !(… {operator} …) for the whole"
                yield Advice(message, at)
            case Comparison("in", _, Literal(), at):
                yield Advice("`in` looks into a list: write [ ] around the values", at)


_LIKENESS: Final = 0.75
"""Two letters of four that changed places are still a slip."""
_BOOLEANS: Final = (Literal(value=True), Literal(value=False))


def _nearest(keys: tuple[str, ...]) -> str | None:
    """The path with its first unknown key replaced by the known one it resembles, if any."""
    known, place = FIELDS, 0
    if keys[0] == "context" and len(keys) > 1:
        known, place = CONTEXT_FIELDS, 1
    if keys[place] in known:
        return None
    plain = {_plain(name): name for name in known}
    nearest = get_close_matches(_plain(keys[place]), plain, n=1, cutoff=_LIKENESS)
    if not nearest:
        return None
    return write_path((*keys[:place], plain[nearest[0]], *keys[place + 1 :]))


def _plain(name: str) -> str:
    return name.lower().replace("_", "").replace("-", "")
