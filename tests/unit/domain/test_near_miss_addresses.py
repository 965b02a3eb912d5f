"""Page URLs that agree with a pattern in host and path."""

import pytest

from sprig_tui.domain.matching import MappingTable
from tests.unit.domain.mapping_entries import event, page

PRICING = "https://shop.example/pricing"


@pytest.mark.parametrize(
    ("pattern", "text", "how"),
    [
        (PRICING + "?plan=pro", PRICING, "with the query string of the pattern"),
        (PRICING + "?plan=pro", PRICING + "?plan=pro&a=1", "with the query string of the pattern"),
        (PRICING + "#top", PRICING, "with the fragment of the pattern"),
        (PRICING + "/?a=1#b", PRICING, ("with a trailing slash, with the query string of the "
         "pattern and with the fragment of the pattern")),
        (PRICING + "?a=1", "http://www.shop.example/Pricing?b=2",
         ("with https instead of http, without www., with the query string of the pattern "
         "and with the same upper and lower case")),
        ("shop.example/pricing", PRICING, "without https://"),
        ("http://www.shop.example/pricing", "shop.example/pricing", "with http:// and with www."),
        (PRICING, "shop.example/pricing", "with https://"),
        (PRICING, "http://www.shop.example/pricing/?a=1", ("with https instead of http, "
         "without www., without the trailing slash and without the query string")),
        ("shop.example/pricing", PRICING + "#a", "without https:// and without the fragment"),
        ("/pricing", PRICING, "the path alone"),
        ("/pricing/", PRICING + "/?a=1#b", "the path alone"),
        ("/", "https://shop.example/", "the path alone"),
    ],
)  # fmt: skip
def test_what_differs_beside_host_and_path_is_named(pattern: str, text: str, how: str) -> None:
    """Also where the pattern has what the address lacks."""
    table = MappingTable([event("Zebra"), page(pattern, "exactly")])
    near = table.nearest(text)
    assert near is not None
    assert near.sentence == f'#2 "{pattern}" would match {how}'


@pytest.mark.parametrize(
    ("pattern", "text", "how"),
    [
        ("https://shop.example/Pricing#f", PRICING, "with the fragment of the pattern"),
        ("https://shop.example/Pricing#f", PRICING + "#g", "with the fragment of the pattern"),
        (
            "https://shop.example/straße",
            "https://shop.example/STRASSE",
            "spelled exactly like that",
        ),
    ],
)
def test_case_is_not_asked_of_a_pattern_that_ignores_it(pattern: str, text: str, how: str) -> None:
    """As far as JavaScript's `i` flag goes."""
    near = MappingTable([page(pattern, "legacy")]).nearest(text)
    assert near is not None
    assert near.sentence == f'#1 "{pattern}" would match {how}'


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (PRICING + "?a=1", "https://shop.example/contact?a=1"),
        (PRICING + "?a=1", "https://other.example/pricing?a=1"),
        ("/contact", PRICING),
        ("/pricing?a=1", PRICING),
        ("/pricing", "shop.example"),
        ("Zebra?", "Lion?"),
    ],
)
def test_another_host_or_path_is_no_near_miss(pattern: str, text: str) -> None:
    """Nor is what is no address."""
    assert MappingTable([page(pattern, "exactly")]).nearest(text) is None


def test_an_enabled_entry_comes_before_a_disabled_one() -> None:
    """A disabled one says that it is off."""
    off, on = page(PRICING + "?a", "exactly", enabled=False), page(PRICING + "?b", "exactly")
    near = MappingTable([off, on]).nearest(PRICING)
    assert near is not None
    assert near.index == 1
    near = MappingTable([off]).nearest(PRICING)
    assert near is not None
    assert near.sentence.endswith("with the query string of the pattern, if it were switched on")
