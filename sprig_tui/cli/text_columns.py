"""Text for people in lines and columns: cut, wrapped, and harmless."""

import shutil
import textwrap
from collections.abc import Iterator
from typing import Final

from sprig_tui.domain.safe_text import safe

WIDTH: Final = 80
NARROWEST: Final = 40
"""A terminal that is narrower is taken to be so wide."""


def wrapped(text: str, *, first: str = "", rest: str = "", width: int = WIDTH) -> Iterator[str]:
    """`text`, harmless, over as many lines as it needs, each at most `width` characters.

    `first` begins the first line, `rest` the others. Spaces within `text` are kept.
    """
    wrapper = textwrap.TextWrapper(
        width,
        initial_indent=first,
        subsequent_indent=rest,
        replace_whitespace=False,
        break_on_hyphens=False,
    )
    yield from wrapper.wrap(safe(text)) or [first.rstrip()]


def counted(count: int, text: str, more: str = "", *, indent: int = 0) -> Iterator[str]:
    """A number in a column of its own and what it counts."""
    head = f"{' ' * indent}{count:>7,}  "
    yield from wrapped(f"{text}{more}", first=head, rest=" " * len(head))


def numbered(count: int, word: str) -> str:
    """`1 event`, `1,000 events`."""
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def named(count: int, name: str, more: str = "", *, indent: int = 0) -> str:
    """A number and the name that it counts, on one line; a long name loses its middle."""
    head = f"{' ' * indent}{count:>7,}  "
    return f"{head}{cut(name, WIDTH - len(head) - len(more)).rstrip()}{more}"


def cut(text: str, width: int) -> str:
    """`text`, harmless, in exactly `width` columns; one that is longer loses its middle."""
    from rich.cells import cell_len, set_cell_size

    shown = safe(text)
    if cell_len(shown) <= width:
        return set_cell_size(shown, width)
    start = set_cell_size(shown, (width - 1) // 3)
    end = width - 1 - cell_len(start)
    while cell_len(shown) > end:
        shown = shown[1:]
    return set_cell_size(f"{start}…{shown}", width)


def terminal_width() -> int:
    """The columns of the terminal that stdout is ($COLUMNS wins), 0 where it is none."""
    columns = shutil.get_terminal_size((0, 0)).columns
    return max(columns, NARROWEST) if columns else 0
