"""The parts of a JavaScript regular expression, and what can be said of them without matching."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from sprig_tui.domain.js_characters import Ranges

EdgeKind = Literal["start", "end", "word", "inside"]


@dataclass(frozen=True, slots=True)
class Text:
    """Code units that stand for themselves; may be empty, which matches everywhere."""

    units: str


@dataclass(frozen=True, slots=True)
class Characters:
    """One code unit of a set, or of its complement (taken after the `i` flag widened the set)."""

    ranges: Ranges
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    r"""A place: `^`, `$`, `\b` ("word") or `\B` ("inside")."""

    kind: EdgeKind


@dataclass(frozen=True, slots=True)
class Sequence:
    """One after the other."""

    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """The first that lets the rest match."""

    options: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """`low` to `high` times, without end when `high` is None."""

    item: "Node"
    low: int
    high: int | None
    lazy: bool = False


@dataclass(frozen=True, slots=True)
class Capture:
    """A capturing group; numbers count from 1."""

    item: "Node"
    number: int


@dataclass(frozen=True, slots=True)
class Look:
    """A look-ahead or look-behind."""

    item: "Node"
    behind: bool
    negative: bool


@dataclass(frozen=True, slots=True)
class BackReference:
    """What a group captured, by its number or name."""

    group: int | str


Node = Text | Characters | Edge | Sequence | Choice | Repeat | Capture | Look | BackReference


def children(node: Node) -> tuple[Node, ...]:
    """The parts that a node is made of."""
    match node:
        case Sequence(items) | Choice(items):
            return items
        case Repeat(item) | Capture(item) | Look(item):
            return (item,)
        case _:
            return ()


def walk(node: Node) -> Iterable[Node]:
    """A node and everything below it."""
    yield node
    for child in children(node):
        yield from walk(child)


def can_be_empty(node: Node) -> bool:
    """Whether a node may match without taking a code unit."""
    match node:
        case Text(units):
            return not units
        case Characters():
            return False
        case Sequence(items):
            return all(can_be_empty(item) for item in items)
        case Choice(options):
            return any(can_be_empty(option) for option in options)
        case Repeat(item, low):
            return low == 0 or can_be_empty(item)
        case Capture(item):
            return can_be_empty(item)
        case _:
            return True


def is_steady(node: Node) -> bool:
    """Whether nothing repeats, so that many such patterns at once stay cheap on any text."""
    return all(part.high == 1 for part in walk(node) if isinstance(part, Repeat))


def written_size(node: Node, copies: Callable[[Repeat], int]) -> int:
    """How many code units a pattern has when `copies` says how often a repeat is written out."""
    parts = children(node)
    if not parts:
        return max(1, len(node.units)) if isinstance(node, Text) else 1
    size = sum(written_size(part, copies) for part in parts)
    return size * copies(node) if isinstance(node, Repeat) else size


def required_texts(node: Node) -> tuple[str, ...]:
    """Runs of code units without each of which nothing matches."""
    match node:
        case Text(units) if units:
            return (units,)
        case Sequence(items):
            return tuple(text for item in items for text in required_texts(item))
        case Capture(item) | Look(item, negative=False):
            return required_texts(item)
        case Repeat(item, low) if low > 0:
            return required_texts(item)
        case _:
            return ()
