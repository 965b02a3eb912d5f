"""What a mapping that is being edited would do to a text, before it is saved."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from sprig_tui.domain.matching import MappingTable
from sprig_tui.domain.settings import Mapping


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the edited mapping matches a text, and which of the table's entries would decide it.

    `winner` is an index of the edited table, None when no enabled entry matches; `slow` tells that
    the edited pattern took too long, which counts as no match.
    """

    matches: bool
    winner: int | None
    slow: bool = False


class MappingTrial:
    """A table around one entry that is being edited; the others are compiled once.

    `index` is where the edited entry stands, None for one that will be added at the end.
    """

    def __init__(self, entries: Sequence[Mapping], index: int | None = None) -> None:
        others = tuple(entries)
        self.index = len(others) if index is None else index
        if index is not None:
            others = others[:index] + others[index + 1 :]
        self._others = MappingTable(others)

    @classmethod
    async def prepare(cls, entries: Sequence[Mapping], index: int | None = None) -> "MappingTrial":
        """A trial compiled off the loop: ten thousand entries take half a second."""
        return await asyncio.to_thread(cls, entries, index)

    def near_miss(self, text: str) -> str:
        """Which of the other entries `text` may be a slip of, as one sentence; "" if none is.

        Only for an entry that is added: its number is that of the file then.
        """
        near = self._others.nearest(text)
        return near.sentence if near and self.index == len(self._others.entries) else ""

    def judge(self, candidate: Mapping, text: str) -> Verdict:
        """What the table says to `text` with `candidate` in the place of the edited entry."""
        alone = MappingTable((candidate,)).match(text)
        matches = alone.enabled is not None or alone.disabled is not None
        slow = bool(alone.timed_out)
        other = self._others.match(text).enabled
        if other is not None and other >= self.index:
            other += 1
        if alone.enabled is None:
            return Verdict(matches, other, slow)
        return Verdict(matches, self.index if other is None else min(self.index, other), slow)
