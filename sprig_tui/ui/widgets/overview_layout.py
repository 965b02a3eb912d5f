"""The Overview as lines: sections with their items, under each other or in two columns."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from textual.content import Content

from sprig_tui.domain.decision import Table
from sprig_tui.domain.log import Audience
from sprig_tui.services.mapping_view import Proposal

Entry = TypeVar("Entry")
Draw = Callable[[int], Content]
"""Draws a line for a width in cells; what is too long is cut."""

TWO_COLUMNS: Final = 116
GUTTER: Final = 2
BETWEEN: Final = 2


@dataclass(frozen=True, slots=True)
class ShowEvents:
    """Live, filtered by a query's text."""

    query: str


@dataclass(frozen=True, slots=True)
class AddMapping:
    """The form of a new mapping, filled in with a proposal for the name or URL `pattern`."""

    table: Table
    pattern: str
    proposal: Proposal


@dataclass(frozen=True, slots=True)
class ShowMembers:
    """Who is in an audience."""

    audience: Audience


Act = ShowEvents | AddMapping | ShowMembers


@dataclass(frozen=True, slots=True)
class Item:
    """What the cursor can stand on: `key` names it for good, `act` is what enter does."""

    key: str
    act: Act


@dataclass(frozen=True, slots=True)
class Place:
    """Where a list stands: its column where there is room for two (0: both), and how many rows."""

    side: int = 0
    most: int = 8

    def first(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        """As many as are shown: one more than `most` rather than a line that says so."""
        return entries if len(entries) <= self.most + 1 else entries[: self.most]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a section; without an item the cursor passes it."""

    draw: Draw
    item: Item | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A title with lines. `side` is its column where there is room for two, 0 for both."""

    title: Draw
    lines: Sequence[Line]
    side: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """A line at its place in a row of the board; `width` counts the gutter for the cursor."""

    x: int
    width: int
    line: Line


@dataclass(frozen=True, slots=True)
class Board:
    """Rows of cells from top to bottom, the places of the items, and where each section begins.

    `items` are (row, cell) in the order of the sections, `sections` the first item of each that
    has any, as a position in `items`.
    """

    rows: Sequence[Sequence[Cell]] = ()
    items: Sequence[tuple[int, Cell]] = ()
    sections: Sequence[int] = ()
    titles: Sequence[int] = field(default=())

    def item(self, position: int) -> Item | None:
        """The item at a position, None past the end."""
        return self.items[position][1].line.item if position < len(self.items) else None

    def position(self, key: str) -> int | None:
        """Where an item stands now."""
        for position, (_row, cell) in enumerate(self.items):
            if cell.line.item is not None and cell.line.item.key == key:
                return position
        return None

    def at(self, x: int, y: int) -> int | None:
        """The position of the item at a place of the board."""
        for position, (row, cell) in enumerate(self.items):
            if row == y and cell.x <= x < cell.x + cell.width:
                return position
        return None

    def reach(self, position: int) -> tuple[int, int]:
        """The rows, first and last, that should be on show with an item.

        The first item of a section comes with its title, the last of all with what is below it.
        """
        row = self.items[position][0]
        first = self.titles[self.sections.index(position)] if position in self.sections else row
        last = len(self.rows) - 1 if position == len(self.items) - 1 else row
        return first, last


def arrange(sections: Sequence[Section], width: int, *, airy: bool = False) -> Board:
    """The sections on lines of `width` cells; `airy` puts an empty line before each but the first.

    From `TWO_COLUMNS` cells on sections stand in their columns.
    """
    wide = width >= TWO_COLUMNS
    half = (width - BETWEEN) // 2
    places = {0: (0, width), 1: (0, half), 2: (half + BETWEEN, width - half - BETWEEN)}
    rows: list[list[Cell]] = []
    items: list[tuple[int, Cell]] = []
    firsts: list[int] = []
    titles: list[int] = []
    ends = {1: 0, 2: 0}
    for section in sections:
        side = section.side if wide else 0
        begin = max(ends.values()) if side == 0 else ends[side]
        begin += airy and begin > 0
        x, cells_wide = places[side]
        if any(line.item for line in section.lines):
            firsts.append(len(items))
            titles.append(begin)
        for number, line in enumerate((Line(section.title), *section.lines)):
            cell = Cell(x, cells_wide, line)
            while len(rows) <= begin + number:
                rows.append([])
            rows[begin + number].append(cell)
            if line.item is not None:
                items.append((begin + number, cell))
        end = begin + 1 + len(section.lines)
        ends = {one: end if side in (0, one) else ends[one] for one in ends}
    return Board(rows, items, firsts, titles)
