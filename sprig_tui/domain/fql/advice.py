"""What an FQL expression says that its author hardly meant; none of it stops an event."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from sprig_tui.domain.fql.errors import Position
from sprig_tui.domain.fql.spelling import KEYWORDS, write_path, write_text
from sprig_tui.domain.fql.tree import (
    AllOf,
    AnyOf,
    Comparison,
    Literal,
    Node,
    Not,
    Path,
    children,
)

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
    """What to ask the author of `tree`: words nearly right or alone, and `!` of one side only."""
    return (*_advice(tree), *_bare_words(tree))


def _bare_words(node: Node) -> Iterator[Advice]:
    """Words that stand where a condition does: the name of an event is meant, a field is read."""
    if isinstance(node, AllOf | AnyOf | Not):
        for child in children(node):
            yield from _bare_words(child)
    elif isinstance(node, Path) and len(node.keys) == 1:
        word = node.keys[0]
        if word not in FIELDS and word.lower() not in KEYWORDS and not _nearest(node.keys):
            message = (
                f"`{write_path(node.keys)}` alone is a field at the top level, where Segment has "
                f"none of that name: never true; write event = {write_text(word)}"
            )
            yield Advice(message, node.at)


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
