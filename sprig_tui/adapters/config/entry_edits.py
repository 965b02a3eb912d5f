"""Ways to insert, remove and move the entries of a list table in the text of a config file.

An entry is its `[[header]]` with the comment lines right above it, its keys, and its subtables. As
in key_edits.py each function yields candidate texts for somebody else to judge. Moving permutes
the entries' own lines among their places, so that whatever stands between them stays there.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from sprig_tui.adapters.config.arrays import insert_items, move_item, remove_item
from sprig_tui.adapters.config.cutting import cut, insert_lines, newline_of, splice
from sprig_tui.adapters.config.document import Document, Span, Statement, scan_document
from sprig_tui.adapters.config.sections import find_sections, lines_between
from sprig_tui.adapters.config.values import format_key, format_value

Pieces = list[list[Span]]


def insert_entries(
    document: Document, table: str, index: int, entries: Sequence[Mapping[str, object]]
) -> Iterator[str]:
    """Texts with `entries` standing before the entry `index`."""
    text = document.text
    if (table,) in document.values:
        yield from _insert_inline(document, table, index, entries)
        return
    pieces = entry_pieces(document, table)
    indent = _indent(document, table)
    newline = newline_of(text)
    blocks = (newline * 2).join(_block(table, values, indent, newline) for values in entries)
    if index < len(pieces):
        yield insert_lines(text, pieces[index][0][0], blocks + newline)
        return
    if pieces:
        yield insert_lines(text, pieces[-1][-1][1], newline + blocks)
    elif (sample := _sample_end(text, table)) is not None:
        yield insert_lines(text, sample, newline + blocks)
    yield insert_lines(text, len(text), newline + blocks)


def remove_entry(document: Document, table: str, index: int) -> Iterator[str]:
    """Texts without the entry."""
    if (table,) in document.values:
        yield from _remove_inline(document, table, index)
    else:
        yield cut(document.text, entry_pieces(document, table)[index])


def move_entry(document: Document, table: str, index: int, to: int) -> Iterator[str]:
    """Texts in which the entry stands at `to`."""
    if (table,) in document.values:
        start, end = document.values[(table,)]
        yield splice(document.text, start, end, move_item(document.text[start:end], index, to))
        return
    spans = [(pieces[0][0], pieces[-1][1]) for pieces in entry_pieces(document, table)]
    order = list(range(len(spans)))
    order.insert(to, order.pop(index))
    yield _permute(document.text, spans, order)


def gather_entries(document: Document, table: str) -> str:
    """The text with every entry's parts together, for entries whose subtables stand elsewhere."""
    pieces = entry_pieces(document, table)
    if all(len(spans) == 1 for spans in pieces):
        return document.text
    newline = newline_of(document.text)
    parts = [document.text[start:end].rstrip() for spans in pieces for start, end in spans]
    spans = [span for group in pieces for span in group]
    first = min(spans)[0]
    rest = cut(document.text[first:], [(start - first, end - first) for start, end in spans])
    return document.text[:first] + (newline * 2).join(parts) + newline * 2 + rest


def entry_pieces(document: Document, table: str) -> Pieces:
    """For each entry the spans of its lines; more than one when its subtables stand elsewhere."""
    pieces: Pieces = []
    previous: object = None
    for section in find_sections(document):
        entry = section.path[:2] if section.path[:1] == (table,) else None
        if entry is not None:
            if entry != previous and len(section.path) == 2:
                pieces.append([])
            spans = pieces[int(entry[1])]
            if entry == previous:
                spans[-1] = (spans[-1][0], section.tail)
            else:
                spans.append((section.lead, section.tail))
        previous = entry
    return pieces


def _insert_inline(
    document: Document, table: str, index: int, entries: Sequence[Mapping[str, object]]
) -> Iterator[str]:
    if (table, 0) not in document.values and not _commented(document, table):
        bare = scan_document(_without_array(document, table))
        yield from insert_entries(bare, table, index, entries)
    start, end = document.values[(table,)]
    array = insert_items(document.text[start:end], index, list(map(format_value, entries)))
    yield splice(document.text, start, end, array)


def _remove_inline(document: Document, table: str, index: int) -> Iterator[str]:
    start, end = document.values[(table,)]
    text = splice(document.text, start, end, remove_item(document.text[start:end], index))
    if (table, 1) in document.values or _commented(scan_document(text), table):
        yield text
    yield _without_array(document, table)


def _commented(document: Document, table: str) -> bool:
    """Whether comments stand in an empty list in brackets, behind it or right above it."""
    statement = _array_statement(document, table)
    above = document.text[: statement.start].removesuffix("\n").rpartition("\n")[2]
    own = document.text[statement.start : statement.end]
    return above.lstrip("\ufeff \t").startswith("#") or "#" in own


def _array_statement(document: Document, table: str) -> Statement:
    return next(item for item in document.statements if item.path == (table,))


def _without_array(document: Document, table: str) -> str:
    statement = _array_statement(document, table)
    return cut(document.text, [(statement.start, statement.end)])


def _permute(text: str, spans: Sequence[Span], order: Sequence[int]) -> str:
    """`text` with the contents of the spans in another order; ends of lines stay between them."""
    contents = [text[start:end] for start, end in spans]
    if any(content.endswith("\n") for content in contents) and not contents[-1].endswith("\n"):
        contents[-1] += newline_of(text)
    for (start, end), source in reversed(list(zip(spans, order, strict=True))):
        text = splice(text, start, end, contents[source])
    return text


def _block(table: str, values: Mapping[str, object], indent: str, newline: str) -> str:
    lines = [f"[[{format_key(table)}]]"]
    lines += [
        f"{indent}{format_key(name)} = {format_value(value)}" for name, value in values.items()
    ]
    return newline.join(lines)


def _indent(document: Document, table: str) -> str:
    return next(
        (
            section.indent
            for section in find_sections(document)
            if section.path == (table, 0) and section.statements
        ),
        "",
    )


def _sample_end(text: str, table: str) -> int | None:
    """The end of the comment lines that show an entry of `table`, if the file has such lines."""
    sample = re.compile(rf"[ \t]*#[ \t]*\[\[[ \t]*{re.escape(table)}[ \t]*\]\]")
    place = None
    for start, end in lines_between(text, 0, len(text)):
        line = text[start:end]
        if sample.match(line) or (place == start and line.lstrip().startswith("#")):
            place = end
    return place
