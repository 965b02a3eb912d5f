"""A config file as its headers divide it, and which comments belong to which part."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sprig_tui.adapters.config.document import Document, Path, Statement

_LINE: Final = re.compile(r"[^\n]*\n|[^\n]+$")
_INDENT: Final = re.compile(r"[ \t]*")


@dataclass(frozen=True, slots=True)
class Section:
    """A header and what follows it up to the next header; the first has no header and no path.

    All places are offsets of line starts: `lead` of the comment lines right above the header,
    `start` of the header, `body_end` after the last statement, `tail` after the comment lines
    right below that (unless they stand right above the next header), `end` at the next header.
    """

    path: Path
    statements: tuple[Statement, ...]
    lead: int
    start: int
    body_end: int
    tail: int
    end: int
    indent: str


def find_sections(document: Document) -> list[Section]:
    """The sections in the file's order; the first is what stands above all headers."""
    text = document.text
    begin = 1 if text.startswith("\ufeff") else 0
    headers = [place for place, item in enumerate(document.statements) if item.header]
    sections: list[Section] = []
    previous = begin
    for first, last in zip([-1, *headers], [*headers, len(document.statements)], strict=True):
        header = document.statements[first] if first >= 0 else None
        statements = tuple(document.statements[first + 1 : last])
        start = header.start if header else begin
        body_end = statements[-1].end if statements else header.end if header else begin
        end = document.statements[last].start if last < len(document.statements) else len(text)
        indented = statements[-1].start if statements else start
        sections.append(
            Section(
                path=header.path if header else (),
                statements=statements,
                lead=_lead(text, previous, start),
                start=start,
                body_end=body_end,
                tail=_tail(text, body_end, end),
                end=end,
                indent=_indent(text, indented),
            )
        )
        previous = body_end
    return sections


def lines_between(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans of the lines from `start` to `end`; only a line feed ends a line."""
    return (match.span() for match in _LINE.finditer(text, start, end))


def is_blank(text: str, span: tuple[int, int]) -> bool:
    """Whether a line holds nothing."""
    return not text[slice(*span)].strip()


def _lead(text: str, start: int, header: int) -> int:
    lead = header
    for line in reversed(list(lines_between(text, start, header))):
        if is_blank(text, line):
            break
        lead = line[0]
    return lead


def _tail(text: str, body_end: int, end: int) -> int:
    for line in lines_between(text, body_end, end):
        if is_blank(text, line):
            return line[0]
    return end if end == len(text) else body_end


def _indent(text: str, start: int) -> str:
    match = _INDENT.match(text, start)
    return match[0] if match else ""
