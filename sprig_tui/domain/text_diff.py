"""What differs between two states of a text, line by line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

CONTEXT: Final = 3

Opcode = tuple[str, int, int, int, int]


@dataclass(frozen=True, slots=True)
class DiffLine:
    """One line of a diff: `old` and `new` are its numbers on either side, from 1.

    The sign is that of a unified diff; `@` stands for lines that are the same and left out, which
    `text` counts.
    """

    sign: Literal[" ", "-", "+", "@"]
    old: int | None
    new: int | None
    text: str


def diff_lines(
    before: str,
    after: str,
    *,
    shown: tuple[str, str] | None = None,
    context: int = CONTEXT,
) -> tuple[DiffLine, ...]:
    """The lines that differ, with `context` equal ones around them; empty when none does.

    `shown` are the two texts as they may be seen, line for line: secrets differ by what they are
    and show as their masks.
    """
    old, new = split_lines(before), split_lines(after)
    old_shown, new_shown = map(split_lines, shown or (before, after))
    whole = list(_all_lines(old, new, old_shown, new_shown))
    near: set[int] = set()
    for place, line in enumerate(whole):
        if line.sign != " ":
            near.update(range(place - context, place + context + 1))
    return tuple(_shortened(whole, near)) if near else ()


def split_lines(text: str) -> list[str]:
    """The lines as TOML counts them; a line end at the end of the text begins no further one."""
    lines = text.split("\n")
    return lines[:-1] if lines[-1] == "" else lines


def opcodes(old: Sequence[str], new: Sequence[str]) -> Iterator[Opcode]:
    """As `SequenceMatcher.get_opcodes`, fast where most of two long texts is the same."""
    shortest = min(len(old), len(new))
    head = next((at for at in range(shortest) if old[at] != new[at]), shortest)
    rest = shortest - head
    tail = next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)
    if head:
        yield "equal", 0, head, 0, head
    ends = len(old) - tail, len(new) - tail
    matcher = SequenceMatcher(None, old[head : ends[0]], new[head : ends[1]])
    for name, i1, i2, j1, j2 in matcher.get_opcodes():
        yield name, i1 + head, i2 + head, j1 + head, j2 + head
    if tail:
        yield "equal", ends[0], len(old), ends[1], len(new)


def _all_lines(
    old: Sequence[str], new: Sequence[str], old_shown: Sequence[str], new_shown: Sequence[str]
) -> Iterator[DiffLine]:
    for name, i1, i2, j1, j2 in opcodes(old, new):
        if name == "equal":
            for at in range(i2 - i1):
                yield DiffLine(" ", i1 + at + 1, j1 + at + 1, _tidy(new_shown[j1 + at]))
            continue
        for at in range(i1, i2):
            yield DiffLine("-", at + 1, None, _tidy(old_shown[at]))
        for at in range(j1, j2):
            yield DiffLine("+", None, at + 1, _tidy(new_shown[at]))


def _shortened(lines: Sequence[DiffLine], near: set[int]) -> Iterator[DiffLine]:
    left_out = 0
    for place, line in enumerate(lines):
        if place in near:
            if left_out:
                yield _gap(left_out)
            left_out = 0
            yield line
        else:
            left_out += 1
    if left_out:
        yield _gap(left_out)


def _gap(count: int) -> DiffLine:
    lines = "1 line" if count == 1 else f"{count:,} lines"
    return DiffLine("@", None, None, f"{lines} as before")


def _tidy(line: str) -> str:
    return line.removesuffix("\r")
