"""Two changes of one text made into one, where they do not meet."""

from collections.abc import Sequence

from sprig_tui.domain.text_diff import opcodes

_Change = tuple[int, int, Sequence[str]]
"""Lines of the base from, up to, and what takes their place."""


def merge_texts(base: str, ours: str, theirs: str) -> str | None:
    """`base` with the changes of both, None where both change the same lines otherwise.

    Lines are compared whole, with their ends. Whether the result still means what both wanted is
    for the caller to judge: this knows nothing of what the lines say.
    """
    lines, one, other = (text.split("\n") for text in (base, ours, theirs))
    mine, yours = _changes(lines, one), _changes(lines, other)
    both = sorted({*mine, *yours}, key=lambda change: change[:2])
    merged: list[str] = []
    place = 0
    for start, end, new in both:
        if start < place or (start, end) in {change[:2] for change in both if change[2] != new}:
            return None
        merged += lines[place:start]
        merged += new
        place = end
    return "\n".join([*merged, *lines[place:]])


def _changes(base: Sequence[str], changed: Sequence[str]) -> list[tuple[int, int, tuple[str, ...]]]:
    return [
        (i1, i2, tuple(changed[j1:j2]))
        for name, i1, i2, j1, j2 in opcodes(base, changed)
        if name != "equal"
    ]
