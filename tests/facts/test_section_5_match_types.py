"""facts, section 5: the eight match types of page URLs, and what missed by little."""

from pathlib import Path
from typing import Final

import pytest

from tests.factories import page, track
from tests.facts.cases import FORWARD, Case, case_name, filtered, forwarded, show, uncovered

RULES: Final = {
    "exactly": "facts, section 5: exactly.",
    "notExactly": "facts, section 5: notExactly.",
    "contains": "facts, section 5: contains.",
    "notContains": "facts, section 5: notContains.",
    "startsWith": "facts, section 5: startsWith.",
    "endsWith": "facts, section 5: endsWith.",
    "regex": "facts, section 5: regex is new RegExp(pattern).test(url): partial, case sensitive.",
    "legacy": "facts, section 5: legacy is the same, case insensitive.",
    "default": "facts, section 5: legacy is what a page URL without a type means.",
    "not compiling": "facts, section 5: a pattern that does not compile never matches.",
    "250": "facts, section 5: patterns are at most 250 characters.",
    "near miss": "design, section 4: a near miss names the most similar mapping.",
}

URL: Final = "https://shop.example/pricing?plan=pro#top"
MATCHING: Final = {
    "exactly": [URL],
    "notExactly": [URL + "#", URL.upper(), ""],
    "contains": ["shop.example", "?plan", "https", URL, "#top", ""],
    "notContains": ["Shop", "shop,example", URL + "x"],
    "startsWith": ["https://shop", "h", URL, ""],
    "endsWith": ["#top", "p", URL, ""],
    "regex": ["pricing", "shop.example", "^https", "top$", r"\?plan=(pro|max)", "(?=#top)",
              "^(?!.*preview)", r"(p)\w+\1?", "", r"[^]", r"\u0068ttps", "(?<plan>pro)",
              r"https:\/\/", "^.{10,}$", r"\bpro\b", "[/-:]{2}"],
    "legacy": ["PRICING", "Shop.Example", "^HTTPS", "TOP$", "[A-Z]{7}", "SHOP(?=.EXAMPLE)"],
}  # fmt: skip
MISSING: Final = {
    "exactly": [URL[:-1], URL.upper(), "https://shop.example/pricing", " " + URL],
    "notExactly": [URL],
    "contains": ["Shop", "shop,example", "shop.*example"],
    "notContains": ["shop", "", URL],
    "startsWith": ["shop", "HTTPS", "http:", "^https"],
    "endsWith": ["TOP", "pricing", "top$"],
    "regex": ["PRICING", "^shop", "pricing$", "^(?!.*plan)", r"\Ahttps", r"\p{L}", "(?=a)b",
              "[[:alpha:]]"],
    "legacy": ["^SHOP", r"\p{L}", "PRICINGS"],
}  # fmt: skip
BROKEN: Final = ["(", "[", "*a", "a{2,1}", "(?<a", "\\", "(?P<a>b)", "a**", "(?i)pricing"]

MATCHED, UNMAPPED = forwarded("page"), filtered("unmapped_page")


def config(pattern: str, match: str, table: str = "page_urls") -> str:
    """One mapping; the pattern holds no three single quotes."""
    key = "url" if table == "page_urls" else "event"
    return f"{FORWARD}[[{table}]]\n{key} = '''{pattern}'''\nmatch = \"{match}\"\n"


def near(name: str, url: str, pattern: str, said: str, match: str = "exactly") -> Case:
    """A URL that a page URL missed by little, and what would have matched."""
    expected = filtered("unmapped_page", said)
    return Case(name, "near miss", [page(url)], [expected], config(pattern, match))


def near_event(name: str, event: str, pattern: str, said: str) -> Case:
    """The same for a Track event."""
    expected = filtered("unmapped_event", said)
    text = config(pattern, "exactly", "triggered_events")
    return Case(name, "near miss", [track(event)], [expected], text)


PRICING: Final = "https://shop.example/pricing"
CASES: Final = [
    *(
        Case(f"{pattern!r} matches", match, [page(URL)], [MATCHED], config(pattern, match))
        for match, patterns in MATCHING.items()
        for pattern in patterns
    ),
    *(
        Case(f"{pattern!r} does not", match, [page(URL)], [UNMAPPED], config(pattern, match))
        for match, patterns in MISSING.items()
        for pattern in patterns
    ),
    *(
        Case(f"an event, {match}", match, [track(URL)], [forwarded("event")],
             config(MATCHING[match][0], match, "triggered_events"))
        for match in MATCHING
    ),
    Case("PRICING", "default", [page(URL)], [MATCHED],
         FORWARD + '[[page_urls]]\nurl = "PRICING"\n'),
    Case("a pattern, not a text", "default", [page(URL)], [MATCHED],
         FORWARD + '[[page_urls]]\nurl = "shop.+TOP$"\n'),
    Case("exactly is what an event without a type means", "default", [track("Button Clicked now")],
         [filtered("unmapped_event")],
         FORWARD + '[[triggered_events]]\nevent = "Button Clicked"\n'),
    *(
        Case(f"{pattern!r} as {match}", "not compiling", [page(f"pricing {pattern}")], [UNMAPPED],
             config(pattern, match))
        for pattern in BROKEN
        for match in ("regex", "legacy")
    ),
    Case("the next one is tried", "not compiling", [page(URL)],
         [forwarded("page", mapping=("page_urls", 1))],
         config("(", "regex") + '[[page_urls]]\nurl = "pricing"\n'),
    *(
        Case(f"250 of {match}", "250", [page("a" * 250)], [MATCHED], config("a" * 250, match))
        for match in ("exactly", "contains", "startsWith", "endsWith", "regex", "legacy")
    ),
    *(
        Case(f"251 of {match}", "250", [page("a" * 251)], [UNMAPPED], config("a" * 251, match))
        for match in MATCHING
    ),
    Case("251 of a negation that would be true", "250", [page("b")], [UNMAPPED],
         config("a" * 251, "notContains")),
    near("wrong case", "https://shop.example/Pricing", PRICING, "same upper and lower case"),
    near("trailing slash", PRICING + "/", PRICING, "without the trailing slash"),
    near("no trailing slash", PRICING, PRICING + "/", "with a trailing slash"),
    near("query string", PRICING + "?a=1", PRICING, "without the query string"),
    near("fragment", PRICING + "#top", PRICING, "without the fragment"),
    near("http against https", PRICING.replace("https", "http"), PRICING,
         "with https instead of http"),
    near("https against http", PRICING, "http://shop.example/", "with http instead of https",
         "startsWith"),
    near("www", "https://www.shop.example/pricing", PRICING, "without www."),
    near("query string of the pattern", PRICING, PRICING + "?plan=pro",
         "with the query string of the pattern"),
    near("another query string", PRICING + "?a=1", PRICING + "?b=2",
         "with the query string of the pattern"),
    near("scheme", PRICING, "shop.example/pricing", "without https://"),
    near("a path", PRICING + "?a=1", "/pricing", "would match the path alone"),
    near("spaces", PRICING + " ", PRICING, "without the extra spaces"),
    near("the pattern is named", PRICING + "/", PRICING, f'#1 "{PRICING}" would match'),
    near("like none", "https://other.example/contact", PRICING,
         "No page URL matches (1 on, 0 off)."),
    near_event("wrong case", "button clicked", "Button Clicked", "same upper and lower case"),
    near_event("spaces at the ends", " Button Clicked ", "Button Clicked", "extra spaces"),
    near_event("doubled space", "Button  Clicked", "Button Clicked", "extra spaces"),
    near_event("no space", "ButtonClicked", "Button Clicked", '#1 "Button Clicked" would match'),
    near_event("underscore", "button_clicked", "Button Clicked", '#1 "Button Clicked" would match'),
    near_event("a slip", "Buton Clicked", "Button Clicked", "spelled exactly like that"),
    Case("one that is off", "near miss", [track("button clicked")],
         [filtered("unmapped_event", "if it were switched on")],
         FORWARD + '[[triggered_events]]\nevent = "Button Clicked"\nenabled = false\n'),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=case_name)
def test_the_rule_is_kept(case: Case, tmp_path: Path) -> None:
    show(case, RULES, tmp_path)


def test_every_rule_has_a_case() -> None:
    assert uncovered(RULES, CASES) == set()
