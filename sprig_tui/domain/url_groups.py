"""Page URLs that no mapping takes, put together into the mappings that would take them."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from sprig_tui.domain.settings import PageUrl
from sprig_tui.domain.url_rules import Surroundings, page_rule, single_rule, varied_rule
from sprig_tui.domain.url_shapes import Address, read_address

MANY: Final = 10
"""So many names in one place of a path are taken for names of things, such as articles."""

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class UrlGroup:
    """URLs that one mapping would take; the most frequent first, then by their text.

    `why` is one sentence on the form of the mapping.
    """

    mapping: PageUrl
    urls: tuple[str, ...]
    count: int
    why: str


class _Grouping:
    """URLs that wait for a group, and the groups so far."""

    def __init__(self, seen: Mapping[str, int], mapped: Iterable[str]) -> None:
        urls = sorted(url for url in seen if url and _is_writable(url))
        self._seen = seen
        self.around = Surroundings(urls, mapped)
        self.left = {url: read_address(url) for url in urls}
        self.groups: list[UrlGroup] = []

    def take(self, addresses: Sequence[Address], found: tuple[PageUrl, str] | None) -> bool:
        """Put these into a group with the mapping that was found, if one was."""
        if found is None:
            return False
        seen = self._seen
        for address in addresses:
            del self.left[address.url]
        urls = sorted((one.url for one in addresses), key=lambda url: (-seen[url], url))
        self.groups.append(
            UrlGroup(found[0], tuple(urls), sum(seen[url] for url in urls), found[1])
        )
        return True

    def by_shape(self) -> None:
        """URLs that differ in numbers and the like."""
        for shape, addresses in _gathered(self.left.values(), lambda one: (one.shape,)):
            if _pages(addresses) > 1:
                self.take(addresses, varied_rule(addresses, shape, self.around))

    def by_place(self) -> None:
        """URLs that have one of many names in one place of the path; the most of them first."""
        found = _gathered(self.left.values(), Address.opened)
        many = [(shape, addresses) for shape, addresses in found if _pages(addresses) >= MANY]
        for shape, addresses in sorted(many, key=lambda one: (-_pages(one[1]), one[0])):
            free = [address for address in addresses if address.url in self.left]
            if _pages(free) >= MANY:
                self.take(free, varied_rule(free, shape, self.around))

    def by_page(self) -> None:
        """URLs that differ behind the path; else each by itself."""
        for _base, addresses in _gathered(self.left.values(), lambda one: (one.base,)):
            if not self.take(addresses, page_rule(addresses, self.around)):
                for address in addresses:
                    self.take([address], single_rule(address.url, self.around))


def group_urls(seen: Mapping[str, int], mapped: Iterable[str] = ()) -> Sequence[UrlGroup]:
    """The mappings to propose for the URLs of `seen` (with how often), the most frequent first.

    Every URL is taken by the mapping of its group, and no mapping takes any of `mapped`. None
    takes a whole site. A URL that no pattern of 250 characters tells from those is left out, as is
    one that no file can hold. The order of the URLs makes no difference.
    """
    grouping = _Grouping(seen, mapped)
    grouping.by_shape()
    grouping.by_place()
    grouping.by_page()
    return sorted(
        grouping.groups, key=lambda group: (-group.count, group.mapping.url, group.mapping.match)
    )


def _gathered(
    addresses: Iterable[Address], keys: Callable[[Address], Iterable[K]]
) -> Sequence[tuple[K, Sequence[Address]]]:
    """The addresses under each of their keys."""
    found: defaultdict[K, list[Address]] = defaultdict(list)
    for address in addresses:
        for key in keys(address):
            found[key].append(address)
    return list(found.items())


def _pages(addresses: Iterable[Address]) -> int:
    return len({address.base for address in addresses})


def _is_writable(url: str) -> bool:
    try:
        url.encode()
    except UnicodeEncodeError:
        return False
    return True
