"""URLs as what varies in them and what does not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

ANYTHING: Final = "[^/?#]+"
"""A whole segment, as a regular expression."""
MAX_SEGMENTS: Final = 12
"""Of longer paths every segment counts as fixed, so that no URL costs much."""

_ENDS: Final = re.compile(r"\?|#(?!!?/)")
_ORIGIN: Final = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:)?//[^/]*|")
_METACHARACTERS: Final = re.compile(r"[.*+?^${}()|\[\]\\]")
_VARIABLE: Final = tuple(
    (pattern, re.compile(pattern))
    for pattern in (
        "[0-9]+",
        "[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}",
        "[0-9]{4}-[0-9]{2}-[0-9]{2}",
        "[0-9a-f]{12,}",
        "[A-Za-z]{1,8}[-_]?[0-9]{3,}",
    )
)
"""Segments that stand for one thing among many: numbers, UUIDs, days, hashes, `order-1001`."""

Shape = tuple[str, tuple[str, ...]]
"""An origin, and for each segment `=text`, or `~` and the expression of those that vary."""


@dataclass(frozen=True, slots=True)
class Address:
    """A URL without its query string, fragment and last slash, in parts.

    `origin` and the segments joined by slashes are that text. A fragment that begins as a path
    (`#/orders`, `#!/orders`) is part of it: so single-page applications name their pages.
    """

    url: str
    origin: str
    segments: tuple[str, ...]

    @property
    def base(self) -> str:
        """The parts together."""
        return self.origin + "/".join(self.segments)

    @property
    def is_home(self) -> bool:
        """Whether it is the first page of its site."""
        return not any(segment.strip("#!") for segment in self.segments)

    @property
    def first_varying(self) -> int:
        """The first segment that may stand for anything: below a folder, never the whole site."""
        return 1 if self.segments[0] else 2

    @property
    def shape(self) -> Shape:
        """What it has in common with URLs that differ in a number or another name of one thing."""
        if len(self.segments) > MAX_SEGMENTS:
            return self.origin, tuple(f"={segment}" for segment in self.segments)
        return self.origin, tuple(_kind(segment) for segment in self.segments)

    def opened(self) -> Iterator[Shape]:
        """Its shape with one segment after the other standing for anything."""
        origin, kinds = self.shape
        for at in range(self.first_varying, min(len(kinds), MAX_SEGMENTS)):
            if self.segments[at] and "#" not in self.segments[at] and kinds[at][0] == "=":
                yield origin, (*kinds[:at], f"~{ANYTHING}", *kinds[at + 1 :])


def read_address(url: str) -> Address:
    """The parts of a text that is meant as a URL; any text has some."""
    base = _ENDS.split(url, maxsplit=1)[0].removesuffix("/")
    found = _ORIGIN.match(base)
    origin = found[0] if found else ""
    return Address(url, origin, tuple(base[len(origin) :].split("/")))


def loosened(shape: Shape) -> Shape:
    """The shape with every segment that varies standing for anything."""
    origin, kinds = shape
    return origin, tuple(kind if kind[0] == "=" else f"~{ANYTHING}" for kind in kinds)


def escaped(text: str) -> str:
    """`text` as a regular expression that finds it."""
    return _METACHARACTERS.sub(r"\\\g<0>", text)


def _kind(segment: str) -> str:
    for pattern, compiled in _VARIABLE:
        if compiled.fullmatch(segment):
            return f"~{pattern}"
    return f"={segment}"
