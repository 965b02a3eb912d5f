"""A payload as a tree of lines that fold, and the search within it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sprig_tui.domain.safe_text import safe
from sprig_tui.services.payload_marks import MarkedLine

_MEMBER: Final = re.compile(r'\s*("(?:[^"\\]|\\.)*"): (.*)')

Path = tuple[str, ...]
"""The keys from the outermost object to a value; the place of an element of a list is a key."""


@dataclass(frozen=True, slots=True)
class PayloadNode:
    """A value of a payload.

    `key` is harmless text without its quotes (`[0]` in a list, "" outermost). `value` is the
    JSON text of a plain value, harmless, and "" for an object or a list that has members; then
    `count` tells how many and `end` is the place behind its last descendant. `taken_out` and `by`
    as in `MarkedLine`.
    """

    path: Path
    key: str
    value: str
    end: int
    count: int | None = None
    brackets: str = ""
    taken_out: bool = False
    by: str = ""

    @property
    def depth(self) -> int:
        """How many objects and lists it is in."""
        return len(self.path)

    @property
    def text(self) -> str:
        """What the search looks at: `plan: "pro"`, `products [2]`."""
        if self.count is None:
            return f"{self.key}: {self.value}" if self.key else self.value
        size = f"{self.brackets[0]}{self.count:,}{self.brackets[1]}"
        return f"{self.key} {size}" if self.key else size


@dataclass(slots=True)
class _Open:
    """An object or list whose end was not read yet."""

    place: int
    path: Path
    brackets: str
    count: int = 0


def payload_nodes(lines: Sequence[MarkedLine]) -> tuple[PayloadNode, ...]:
    """The nodes of indented JSON, outermost first, every object or list before its members.

    `lines` are those of `readable_json` or `marked_payload`: a line each for a plain value, the
    beginning and the end of an object or list.
    """
    nodes: list[PayloadNode] = []
    within: list[_Open] = []
    for line in lines:
        text = line.text[len(line.text) - len(line.text.lstrip()) :]
        text = text[:-1] if text.endswith(",") else text
        if text[:1] in ("}", "]"):
            _close(nodes, within.pop())
            continue
        key, name, value = _split(text, within[-1] if within else None)
        path = (*within[-1].path, key) if within else ()
        opens = value in ("{", "[")
        node = PayloadNode(
            path,
            safe(name),
            "" if opens else safe(value),
            end=len(nodes) + 1,
            taken_out=line.taken_out > 0,
            by=line.by,
        )
        if opens:
            within.append(_Open(len(nodes), path, "{}" if value == "{" else "[]"))
        nodes.append(node)
    return tuple(nodes)


def _split(text: str, parent: _Open | None) -> tuple[str, str, str]:
    """The key of a line within its parent, what to show of it, and the rest."""
    if parent is None:
        return "", "", text
    parent.count += 1
    member = _MEMBER.fullmatch(text) if parent.brackets == "{}" else None
    if member is None:
        key = f"[{parent.count - 1}]"
        return key, key, text
    return member[1], member[1][1:-1], member[2]


def _close(nodes: list[PayloadNode], done: _Open) -> None:
    opened = nodes[done.place]
    nodes[done.place] = PayloadNode(
        opened.path,
        opened.key,
        "",
        end=len(nodes),
        count=done.count,
        brackets=done.brackets,
        taken_out=opened.taken_out,
        by=opened.by,
    )


class Folding:
    """Which objects and lists are folded, and which long values are shown whole.

    Both are kept by path, so that they hold for the next event where it has the same fields.
    """

    def __init__(self) -> None:
        self.folded: set[Path] = set()
        self.whole: set[Path] = set()

    def turn(self, node: PayloadNode) -> None:
        """Fold or unfold; a plain value is shown whole, or cut again."""
        chosen = self.whole if node.count is None else self.folded
        chosen ^= {node.path}

    def fold_all(self, nodes: Sequence[PayloadNode]) -> None:
        """Only the outermost members stay on show."""
        self.folded = {node.path for node in nodes if node.count is not None and node.path}

    def unfold_all(self) -> None:
        """Everything is on show."""
        self.folded = set()

    def reveal(self, node: PayloadNode) -> None:
        """Unfold whatever a node is in."""
        self.folded -= {node.path[:length] for length in range(len(node.path))}

    def places(self, nodes: Sequence[PayloadNode]) -> list[int]:
        """The places of the nodes on show."""
        shown, place = [], 0
        while place < len(nodes):
            shown.append(place)
            node = nodes[place]
            place = node.end if node.path in self.folded else place + 1
        return shown


def search_pattern(text: str) -> re.Pattern[str] | None:
    """Finds `text` as it stands, upper and lower case alike; None for an empty one."""
    return re.compile(re.escape(safe(text)), re.IGNORECASE) if text else None


def find_places(pattern: re.Pattern[str] | None, texts: Sequence[str]) -> list[int]:
    """The places of the texts in which the pattern is found."""
    if pattern is None:
        return []
    return [place for place, text in enumerate(texts) if pattern.search(text)]


def raw_texts(lines: Sequence[MarkedLine]) -> list[str]:
    """The lines as they are shown raw, harmless, with a minus before what was taken out."""
    marked = any(line.taken_out for line in lines)
    return [
        f"{'- ' if line.taken_out else '  '}{safe(line.text)}" if marked else safe(line.text)
        for line in lines
    ]
