"""The page-URL mapping that takes some URLs and leaves the others alone."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from sprig_tui.domain.matching import MappingTable
from sprig_tui.domain.matching_index import MAX_PATTERN
from sprig_tui.domain.settings import MatchType, PageUrl
from sprig_tui.domain.url_shapes import ANYTHING, Address, Shape, escaped, loosened, read_address

TRIED: Final = 50
"""So many mapped URLs of a shape are tried against a pattern; where there are more, it is wide."""
MAX_CUTS: Final = 16
PAGE_END: Final = "/?([?#]|$)"
"""Where a page's path ends: a slash, a query string and a fragment may follow."""
NO_FRAGMENT: Final = "/?([?]|$)"
"""The same where fragments are pages of their own."""
_ROUTES: Final = ("#/", "#!/", "/#/", "/#!/")
"""How such a page goes on behind the path (url_shapes.py)."""


class _Texts:
    """Texts that are counted by their beginnings."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = sorted(texts)

    def count(self, beginning: str) -> int:
        """How many texts begin so."""
        size = len(beginning)
        end = bisect_right(self._texts, beginning, key=lambda text: text[:size])
        return end - bisect_left(self._texts, beginning)


class Surroundings:
    """The URLs that a proposal has to leave alone.

    `mapped` are those that a mapping takes, `open` all others that were seen: a beginning that is
    proposed for some of these must not take the rest along.
    """

    def __init__(self, open_: Sequence[str], mapped: Iterable[str]) -> None:
        mapped = list(mapped)
        self._open = _Texts(open_)
        self._mapped = frozenset(mapped)
        self._beginnings = _Texts(mapped)
        self._endings = _Texts(text[::-1] for text in mapped)
        self._pages: set[str] = set()
        self._shapes: defaultdict[Shape, list[str]] = defaultdict(list)
        for url in mapped:
            for path in _paths(url):
                self._pages.update((path, path.removesuffix("/")))
                address = read_address(path)
                for shape in (address.shape, *address.opened()):
                    self._shapes[loosened(shape)].append(url)

    def allow_beginning(self, text: str, own: int) -> bool:
        """Whether `own` URLs are all that begin so."""
        return not self._beginnings.count(text) and self._open.count(text) == own

    def spare(self, rule: PageUrl) -> bool:
        """Whether no mapped URL is, begins or ends as the rule says."""
        if rule.match is MatchType.EXACTLY:
            return rule.url not in self._mapped
        if rule.match is MatchType.ENDS_WITH:
            return not self._endings.count(rule.url[::-1])
        return not self._beginnings.count(rule.url)

    def routes(self, base: str) -> bool:
        """Whether this page was seen with fragments that are pages of their own."""
        return any(self._open.count(base + sign) for sign in _ROUTES)

    def allow_page(self, base: str) -> bool:
        """Whether no mapped URL is of this page."""
        return base not in self._pages

    def allow_shape(self, shape: Shape, rule: PageUrl) -> bool:
        """Whether no mapped URL of such a shape is taken."""
        near = self._shapes.get(loosened(shape), ())
        if len(near) > TRIED:
            return False
        table = MappingTable((rule,)) if near else None
        return table is None or all(table.match(url).enabled is None for url in near)


def _paths(url: str) -> Iterator[str]:
    """The URL, and what stands before each query string or fragment that it may have."""
    yield url
    for found in islice(re.finditer("[?#]", url), MAX_CUTS):
        yield url[: found.start()]


def page_rule(addresses: Sequence[Address], around: Surroundings) -> tuple[PageUrl, str] | None:
    """The mapping for one page's URLs and why, None when only each URL can be told apart.

    As a beginning where that takes nothing else, for it is the simplest; else the page alone.
    """
    first = addresses[0]
    base = first.base
    short = not first.is_home and len(base) <= MAX_PATTERN
    if short and around.allow_beginning(base, len(addresses)):
        return _rule(MatchType.STARTS_WITH, base), "The page with any query string."
    routes = around.routes(base)
    rule = _rule(MatchType.REGEX, f"^{escaped(base)}{NO_FRAGMENT if routes else PAGE_END}")
    if len(rule.url) > MAX_PATTERN or not around.allow_page(base):
        return None
    if routes and not all(re.search(rule.url, address.url) for address in addresses):
        return None
    wider = "the whole site" if first.is_home else "other pages"
    return rule, f"The page with any query string; startsWith would match {wider} too."


def varied_rule(
    addresses: Sequence[Address], shape: Shape, around: Surroundings
) -> tuple[PageUrl, str] | None:
    """The mapping for pages that differ in some segments, None when it would take others too."""
    origin, kinds = shape
    parts: list[str] = []
    varying: list[int] = []
    last = len(kinds) - 1
    for at, kind in enumerate(kinds):
        values = {address.segments[at] for address in addresses}
        if len(values) > 1:
            varying.append(at)
        parts.append(escaped(values.pop()) if len(values) == 1 else kind[1:])
    if varying == [last] and kinds[last] == f"~{ANYTHING}":
        folder = origin + "/".join((*addresses[0].segments[:last], ""))
        if len(folder) <= MAX_PATTERN and around.allow_beginning(folder, len(addresses)):
            return _rule(MatchType.STARTS_WITH, folder), "The pages of this folder."
    rule = _rule(MatchType.REGEX, f"^{escaped(origin)}{'/'.join(parts)}{PAGE_END}")
    if len(rule.url) > MAX_PATTERN or not around.allow_shape(shape, rule):
        return None
    return rule, "Pages that differ in one part of the path, such as a number."


def single_rule(url: str, around: Surroundings) -> tuple[PageUrl, str] | None:
    """The mapping for one URL; None when it is too long to be told from one that is mapped."""
    if len(url) <= MAX_PATTERN:
        found = _rule(MatchType.EXACTLY, url)
        return (found, "This URL alone; its page has mapped ones.") if around.spare(found) else None
    for match, part in (
        (MatchType.STARTS_WITH, url[:MAX_PATTERN]),
        (MatchType.ENDS_WITH, url[-MAX_PATTERN:]),
    ):
        if around.spare(found := _rule(match, part)):
            return found, f"{MAX_PATTERN} of its {len(url):,} characters: a pattern takes no more."
    return None


def _rule(match: MatchType, pattern: str) -> PageUrl:
    return PageUrl(url=pattern, match=match)
