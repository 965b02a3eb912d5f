"""Which of many patterns match a text: all of them, not only the first."""

from collections.abc import Iterable, Sequence
from typing import Final

from sprig_tui.domain.js_regex_writer import RE2, Writer
from sprig_tui.domain.lint.pattern_shapes import Shape
from sprig_tui.domain.matching_sets import PatternSet
from sprig_tui.domain.settings import MatchType

MOST_REPEATING: Final = 500
"""Patterns with repeats that are searched together: a set of more is slow to search."""


class PatternSearch:
    """Patterns that RE2 can run. Of those with repeats only the first `MOST_REPEATING` are in."""

    def __init__(self, shapes: Iterable[Shape]) -> None:
        self._exact: dict[str, Shape] = {}
        steady: list[Shape] = []
        repeating: list[Shape] = []
        for shape in shapes:
            bounds = shape.bounds() if shape.match is MatchType.EXACTLY else ()
            if bounds:
                self._exact[bounds[0].units] = shape
            elif shape.linear:
                (repeating if shape.repeats else steady).append(shape)
        self._parts = [
            (part, PatternSet([_written(shape) for shape in part]))
            for part in (steady, repeating[:MOST_REPEATING])
            if part
        ]
        self.judged = frozenset(shape.index for part, _ in self._parts for shape in part)
        """The indexes of those that `search` can find."""

    def exact(self, units: str) -> Shape | None:
        """The `exactly` pattern that is this text."""
        return self._exact.get(units)

    def search(self, units: str) -> Sequence[Shape]:
        """Every other pattern that matches the text, given in UTF-16 code units."""
        data = units.encode("utf-8", "surrogatepass")
        return [part[number] for part, patterns in self._parts for number in patterns.search(data)]


def _written(shape: Shape) -> str:
    return Writer(RE2, ignore_case=shape.ignore_case).write(shape.tree)
