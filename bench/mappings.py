"""Page URLs to register by the thousand, URLs that they match, and the loop that is the reference.

The reference does with `re` what the SDK does with JavaScript: one entry after the other, until one
matches.
"""

import random
import re
from collections.abc import Callable, Sequence
from typing import Final

from sprig_tui.domain.rules import Rules, RulesSource
from sprig_tui.domain.settings import MatchType, PageUrl

MIXED: Final = (
    MatchType.EXACTLY,
    MatchType.STARTS_WITH,
    MatchType.ENDS_WITH,
    MatchType.CONTAINS,
    MatchType.REGEX,
    MatchType.LEGACY,
)
"""The types of a mixed table: one negation in it would match nearly every URL."""
PATTERNS: Final[dict[MatchType, str]] = {
    MatchType.EXACTLY: "https://shop.example/exact/{0}",
    MatchType.NOT_EXACTLY: "https://shop.example/exact/{0}",
    MatchType.STARTS_WITH: "https://shop.example/start-{0}/",
    MatchType.ENDS_WITH: "/end-{0}.html",
    MatchType.CONTAINS: "/part-{0}/",
    MatchType.NOT_CONTAINS: "/part-{0}/",
    MatchType.REGEX: r"^https://shop\.example/regex-{0}/[0-9]+",
    MatchType.LEGACY: r"SHOP\.example/legacy-{0}/",
}
URLS: Final[dict[MatchType, str]] = {
    MatchType.EXACTLY: "https://shop.example/exact/{0}",
    MatchType.NOT_EXACTLY: "https://shop.example/exact/{0}",
    MatchType.STARTS_WITH: "https://shop.example/start-{0}/{1}",
    MatchType.ENDS_WITH: "https://shop.example/{1}/end-{0}.html",
    MatchType.CONTAINS: "https://shop.example/{1}/part-{0}/x",
    MatchType.NOT_CONTAINS: "https://shop.example/{1}/part-{0}/x",
    MatchType.REGEX: "https://shop.example/regex-{0}/{1}",
    MatchType.LEGACY: "https://shop.example/legacy-{0}/{1}",
}


def entries(types: Sequence[MatchType], count: int) -> list[PageUrl]:
    """So many page URLs, their match types in turn."""
    return [
        PageUrl(url=PATTERNS[types[n % len(types)]].format(n), match=types[n % len(types)])
        for n in range(count)
    ]


def rules(table: Sequence[PageUrl]) -> Rules:
    """Compiled rules with these page URLs."""
    return Rules(RulesSource(page_urls=tuple(table)))


def urls(types: Sequence[MatchType], mapped: int, count: int) -> list[str]:
    """So many different URLs: two of three are of entries 0 to `mapped`, the third of none."""
    source = random.Random(4)
    found = []
    for n in range(count):
        entry = source.randrange(mapped)
        if n % 3 == 2:
            found.append(f"https://shop.example/other/{n}")
        else:
            found.append(URLS[types[entry % len(types)]].format(entry, n))
    return found


def loop(table: Sequence[PageUrl]) -> Callable[[str], int | None]:
    """Finds the first entry that matches by looking at one after the other."""
    listed = [(entry.match, entry.pattern, _compiled(entry)) for entry in table]

    def find(url: str) -> int | None:
        for index, (match, pattern, regex) in enumerate(listed):
            if _matches(match, pattern, regex, url):
                return index
        return None

    return find


def _compiled(entry: PageUrl) -> re.Pattern[str]:
    flags = re.IGNORECASE if entry.match is MatchType.LEGACY else re.NOFLAG
    regexes = (MatchType.REGEX, MatchType.LEGACY)
    return re.compile(entry.pattern if entry.match in regexes else "", flags)


def _matches(match: MatchType, pattern: str, regex: re.Pattern[str], url: str) -> bool:
    if match is MatchType.EXACTLY:
        return url == pattern
    if match is MatchType.NOT_EXACTLY:
        return url != pattern
    if match is MatchType.STARTS_WITH:
        return url.startswith(pattern)
    if match is MatchType.ENDS_WITH:
        return url.endswith(pattern)
    if match is MatchType.CONTAINS:
        return pattern in url
    if match is MatchType.NOT_CONTAINS:
        return pattern not in url
    return regex.search(url) is not None
