"""Many edits of the entries of one list table at the cost of one.

An entry that is changed is edited as a text of its own; then all stand in their new order, or are
gone, in one pass over the file. So a table of thousands that comes back from a spreadsheet is
saved in seconds. Whether the text says what it must is judged elsewhere (text_edit.py).
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Final

from sprig_tui.adapters.config.cutting import newline_of
from sprig_tui.adapters.config.document import Span, scan_document
from sprig_tui.adapters.config.entry_edits import entry_pieces
from sprig_tui.adapters.config.steps import Change, Insertion, Move, Removal, Step

_BLANK_LINES: Final = re.compile(r"(?:[ \t]*\r?\n)*")
_ENDS_BLANK: Final = re.compile(r"(?:\A|\n)[ \t]*\r?\n\Z|\A\ufeff?\Z")

Edit = Callable[[str, Sequence[Step]], str]
"""Makes steps one by one."""


def runs_of(steps: Sequence[Step]) -> Iterator[tuple[str, Sequence[Step]]]:
    """The steps in runs that change, remove or move entries of one table, "" for all others."""
    for table, run in groupby(steps, _table_of):
        yield table, list(run)


def edit_together(text: str, table: str, steps: Sequence[Step], edit: Edit) -> str | None:
    """The text after all steps of a run; None where the entries are no blocks of their own."""
    if not text.endswith("\n"):
        text += newline_of(text)
    document = scan_document(text)
    pieces = [] if (table,) in document.values else entry_pieces(document, table)
    if not pieces or any(len(spans) != 1 for spans in pieces):
        return None
    order = list(range(len(pieces)))
    changes: defaultdict[int, list[Step]] = defaultdict(list)
    for step in steps:
        match step:
            case Removal(_, index):
                del order[index]
            case Move(_, index, to):
                order.insert(to, order.pop(index))
            case Change(path, value):
                changes[order[int(path[1])]].append(Change((table, 0, *path[2:]), value))
    spans = [spans[0] for spans in pieces]
    contents = [text[start:end] for start, end in spans]
    for at in set(changes).intersection(order):
        contents[at] = edit(contents[at], changes[at])
    return _put_back(text, spans, set(order), iter([contents[at] for at in order]))


def _table_of(step: Step) -> str:
    match step:
        case Change(path):
            return str(path[0]) if len(path) > 2 and isinstance(path[1], int) else ""
        case Insertion():
            return ""
    return step.table


def _put_back(text: str, spans: Sequence[Span], kept: set[int], contents: Iterator[str]) -> str:
    """The text with the contents in the spans that are kept, and without the others."""
    parts: list[str] = []
    place, gone = 0, False
    for at, (start, end) in enumerate([*spans, (len(text), len(text))]):
        between = text[place:start]
        if gone and _ends_blank(parts):
            between = _BLANK_LINES.sub("", between, count=1)
        parts.append(between)
        gone = at < len(spans) and at not in kept
        if not gone:
            parts.append(next(contents, ""))
        place = end
    whole = "".join(parts)
    return whole if len(kept) == len(spans) else whole.rstrip("\r\n\t ") + newline_of(text)


def _ends_blank(parts: Sequence[str]) -> bool:
    last = next((part for part in reversed(parts) if part), "")
    return bool(_ENDS_BLANK.search(last[-200:]))
