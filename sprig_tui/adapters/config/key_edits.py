"""Ways to set and unset a key in the text of a config file.

Each function yields candidate texts, the one that a person would have written first. Whether a
candidate says what it must is judged elsewhere (text_edit.py), so that a way that does not fit the
file's layout does no harm.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from sprig_tui.adapters.config.cutting import cut, insert_lines, newline_of, splice
from sprig_tui.adapters.config.document import Document, Path, scan_document
from sprig_tui.adapters.config.inline import insert_pair, remove_pairs, set_array
from sprig_tui.adapters.config.sections import Section, find_sections, lines_between
from sprig_tui.adapters.config.values import (
    format_key,
    format_keys,
    format_lines,
    format_value,
)

_OVER_LINES: Final = ("'''", '"""')


def set_key(document: Document, path: Path, value: object, old: Any = None) -> Iterator[str]:  # noqa: ANN401
    """Texts in which `path` has `value`; `old` is what it had, None if the file had no such key."""
    if path in document.values:
        yield from _replace(document, path, value, old)
    elif old is not None:
        if isinstance(value, Mapping) and isinstance(old, dict):
            yield _by_pairs(document, path, value, old)
        for cleared in unset_key(document, path):
            yield from set_key(scan_document(cleared), path, value)
    else:
        yield from _insert_inline(document, path, value)
        yield from _insert_in_section(document, path, value)
        yield from _insert_dotted(document, path, value)
        yield from _insert_table(document, path, value)


def unset_key(document: Document, path: Path) -> Iterator[str]:
    """Texts without `path`, which may also be a table."""
    if any(item.path == path and not item.header for item in document.statements):
        yield cut(document.text, [_lines_of(document, path)])
    if _inline_parent(document, path):
        yield remove_pairs(document.text, _pairs_of(document, path))
    spans = [
        (item.start, item.end) for item in document.statements if item.path[: len(path)] == path
    ]
    yield cut(document.text, spans)


def _replace(document: Document, path: Path, value: object, old: object) -> Iterator[str]:
    start, end = document.values[path]
    text = document.text[start:end]
    if isinstance(value, list) and isinstance(old, list):
        yield splice(document.text, start, end, set_array(text, old, value))
    if isinstance(value, Mapping) and isinstance(old, dict):
        yield _by_pairs(document, path, value, old)
    literal = text.startswith("'")
    if isinstance(value, str) and text.startswith(_OVER_LINES):
        lines = format_lines(value, newline_of(document.text))
        if lines is not None:
            yield splice(document.text, start, end, lines)
    yield splice(document.text, start, end, format_value(value, literal=literal))


def _by_pairs(
    document: Document, path: Path, value: Mapping[str, object], old: Mapping[str, object]
) -> str:
    """Only the pairs of a table, inline or not, that differ come, go and change."""
    for name in old:
        if name not in value:
            document = scan_document(next(unset_key(document, (*path, name))))
    for name, inner in value.items():
        if name not in old or old[name] != inner:
            edited = next(set_key(document, (*path, name), inner, old.get(name)))
            document = scan_document(edited)
    return document.text


def _insert_inline(document: Document, path: Path, value: object) -> Iterator[str]:
    parent = _inline_parent(document, path)
    if parent:
        start, end = document.values[parent]
        pair = f"{_relative(path, parent)} = {format_value(value)}"
        yield splice(document.text, start, end, insert_pair(document.text[start:end], pair))


def _insert_in_section(document: Document, path: Path, value: object) -> Iterator[str]:
    line = f"{format_key(str(path[-1]))} = {format_value(value)}"
    for section in find_sections(document):
        if section.path == path[:-1]:
            sample = _sample_end(document, section, str(path[-1]))
            headless = not section.path and not section.statements
            for offset in (sample, section.tail if headless else section.body_end):
                if offset is not None:
                    yield insert_lines(document.text, offset, section.indent + line)


def _insert_dotted(document: Document, path: Path, value: object) -> Iterator[str]:
    """After the last statement that shares most of the path: `api_keys.production = …`."""
    found: list[tuple[int, int, Section]] = []
    for section in find_sections(document):
        depth = len(section.path)
        if section.path != path[:depth]:
            continue
        for statement in section.statements:
            shared = _shared(statement.path, path)
            if depth < shared < len(statement.path):
                found.append((shared, statement.end, section))
    for _, end, section in sorted(found, key=lambda place: place[:2], reverse=True):
        line = f"{_relative(path, section.path)} = {format_value(value)}"
        yield insert_lines(document.text, end, section.indent + line)


def _insert_table(document: Document, path: Path, value: object) -> Iterator[str]:
    """A new `[table]`: before its subtables, after the table that it is in, or at the end."""
    table = tuple(map(str, path[:-1]))
    newline = newline_of(document.text)
    lines = f"[{format_keys(table)}]{newline}{format_key(str(path[-1]))} = {format_value(value)}"
    sections = find_sections(document)
    for section in sections:
        if section.path[: len(table)] == table:
            yield insert_lines(document.text, section.lead, lines + newline)
            break
    for section in sections:
        if section.path and section.path == table[:-1]:
            yield insert_lines(document.text, section.tail, newline + lines)
    yield insert_lines(document.text, len(document.text), newline + lines)


def _sample_end(document: Document, section: Section, name: str) -> int | None:
    """Where the line `# name = …` of a section ends, if it shows the key commented out."""
    sample = re.compile(rf"^[ \t]*#[ \t]*{re.escape(name)}[ \t]*=")
    for start, end in lines_between(document.text, section.start, section.end):
        line = document.text[start:end]
        if start >= section.body_end and re.match(r"[ \t]*#[ \t]*\[", line):
            return None
        if sample.match(line):
            return end
    return None


def _inline_parent(document: Document, path: Path) -> Path:
    for length in range(len(path) - 1, 0, -1):
        span = document.values.get(path[:length])
        if span and document.text[span[0]] == "{":
            return path[:length]
    return ()


def _lines_of(document: Document, path: Path) -> tuple[int, int]:
    return next(
        (item.start, item.end)
        for item in document.statements
        if item.path == path and not item.header
    )


def _pairs_of(document: Document, path: Path) -> list[tuple[int, int]]:
    """From key to value, every pair that `path` names or is the beginning of."""
    return [
        (document.keys[pair], end)
        for pair, (_, end) in document.values.items()
        if pair[: len(path)] == path
        and not any(pair[:length] in document.values for length in range(len(path), len(pair)))
    ]


def _shared(one: Path, other: Path) -> int:
    count = 0
    for mine, yours in zip(one, other, strict=False):
        if mine != yours:
            break
        count += 1
    return count


def _relative(path: Path, parent: Path) -> str:
    return format_keys([str(name) for name in path[len(parent) :]])
