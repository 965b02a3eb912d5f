"""Files that a command line names: a pipe may be one, which is read as it is filled."""

from typing import IO, TYPE_CHECKING, Final

from sprig_tui.cli.exits import USAGE, PlainExit

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_LINE: Final = 64 * 1024 * 1024
"""Bytes of one line; a device such as /dev/zero has no end of one."""


def lines_of(stream: IO[bytes], name: str) -> "Iterator[bytes]":
    """The lines of a file as they are needed.

    Raises:
        PlainExit: one is too long to be a line of text; the sentence calls the file `name`.
    """
    number = 0
    while line := stream.readline(MAX_LINE + 1):
        number += 1
        if len(line) > MAX_LINE:
            raise _too_large(f"{name}, line {number}")
        yield line


def whole_of(stream: IO[bytes], name: str) -> bytes:
    """All of a file; raises PlainExit when it is larger than `MAX_LINE`."""
    content = stream.read(MAX_LINE + 1)
    if len(content) > MAX_LINE:
        raise _too_large(name)
    return content


def _too_large(what: str) -> PlainExit:
    from sprig_tui.domain.safe_text import safe

    return PlainExit(safe(f"{what}: more than {MAX_LINE:,} bytes, which is too much"), USAGE)
