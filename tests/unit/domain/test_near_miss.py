"""The entry most like a text that none matched."""

import pytest

from sprig_tui.domain.matching import MappingTable, NearMiss
from sprig_tui.domain.matching_patterns import LONG_TEXT
from sprig_tui.domain.near_miss import BUCKET
from sprig_tui.domain.settings import Mapping
from tests.unit.domain.mapping_entries import event, page

PRICING = "https://shop.example/pricing"


@pytest.mark.parametrize(
    ("entry", "text", "how"),
    [
        (event("Button Clicked"), "button clicked", "with the same upper and lower case"),
        (event("Button Clicked"), " Button  Clicked ", "without the extra spaces"),
        (
            event("Button Clicked"),
            " button clicked",
            "without the extra spaces and with the same upper and lower case",
        ),
        (event("Button Clicked"), "button_clicked", "with the same spaces, punctuation and case"),
        (event("button_clicked"), "ButtonClicked", "with the same spaces, punctuation and case"),
        (event("Button Clicked "), "Button Clicked", "with the same spaces, punctuation and case"),
        (
            event("Button Clicked", "legacy"),
            "button-clicked",
            "with the same spaces and punctuation",
        ),
        (event("Button Clicked"), "Buton Clicked", "spelled exactly like that"),
        (event("Button Clicked"), "Button Clickde", "spelled exactly like that"),
        (event("Button Clicked"), "Botton clicked", "spelled exactly like that"),
        (event("Button"), "Buttons", "spelled exactly like that"),
        (event("Button"), "Buttno", "spelled exactly like that"),
        (event("Button", "startsWith"), "button Clicked", "with the same upper and lower case"),
        (event("Button", "contains"), "a button", "with the same upper and lower case"),
        (event("Clicked", "endsWith"), "Button CLICKED", "with the same upper and lower case"),
        (event("^Button .*$", "regex"), "button x", "with the same upper and lower case"),
        (page(PRICING, "exactly"), PRICING + "/", "without the trailing slash"),
        (page(PRICING + "/", "exactly"), PRICING, "with a trailing slash"),
        (page(PRICING, "exactly"), PRICING + "?a=b", "without the query string"),
        (page(PRICING, "exactly"), PRICING + "#a", "without the fragment"),
        (page(PRICING, "exactly"), "http" + PRICING[5:], "with https instead of http"),
        (
            page(PRICING, "exactly"),
            "http://www.shop.example/pricing",
            "with https instead of http and without www.",
        ),
        (page(PRICING), "http://shop.example/Pricing", "with https instead of http"),
        (page("/pricing$"), PRICING + "?a=b", "without the query string"),
        (page("/pricing", "endsWith"), PRICING + "/", "without the trailing slash"),
        (page(PRICING), "https://shop.example/prcing", "spelled exactly like that"),
    ],
)
def test_a_near_miss_says_what_would_have_matched(entry: Mapping, text: str, how: str) -> None:
    """Wrong case, spaces, ends of URLs, schemes, spellings."""
    table = MappingTable([event("Zebra"), entry])
    assert table.match(text).enabled is None
    assert table.nearest(text) == NearMiss(1, f'#2 "{entry.pattern}" would match {how}')


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        (event("Button Clicked"), "Page Viewed"),
        (event("Item 123 Viewed"), "Item 124 Viewed"),
        (event("Step 1a"), "Step a1"),
        (event("Cat"), "Car"),
        (event("Button"), "Butler"),
        (event("Button Clicked"), "Button Clicked Twice"),
        (event("Button Clicked", "notExactly"), "Button Clicked"),
        (event("Button", "notContains"), "Buttom Button"),
        (page("(?=.)Pricing", "regex"), "pricing"),
        (page("/a+b(c)", "legacy"), "/aabd"),
        (event("Button Clicked"), ""),
        (event("Button Clicked"), "button clicked" + " " * LONG_TEXT),
    ],
)
def test_what_is_not_like_any_entry_has_no_near_miss(entry: Mapping, text: str) -> None:
    """Other numbers are other things, and short words are soon alike."""
    assert MappingTable([entry]).nearest(text) is None


def test_a_text_that_an_entry_matches_has_no_near_miss() -> None:
    """Not even when another one is close."""
    assert MappingTable([event("Button"), event("button")]).nearest("Button") is None


def test_the_least_change_wins_and_enabled_entries_before_disabled_ones() -> None:
    """A disabled one says that it would have to be switched on."""
    off = page(PRICING, "exactly", enabled=False)
    table = MappingTable([off, page(PRICING + "?", "startsWith"), page(PRICING, "exactly")])
    near = table.nearest(PRICING + "/")
    assert near is not None
    assert near.index == 2
    assert MappingTable([off]).nearest(PRICING + "/") == NearMiss(
        0, f'#1 "{PRICING}" would match without the trailing slash, if it were switched on'
    )


def test_many_similar_entries_do_not_slow_it_down() -> None:
    """Only so many that share half of their letters are compared."""
    alike = [event(f"{'Order' * 4} {chr(97 + n)}{'x' * 19}") for n in range(BUCKET)]
    last = event(f"{'Order' * 4} {'z' * 20}")
    table = MappingTable([*alike, last])
    assert table.nearest("Order" * 4 + "q" + "x" * 19) is not None
    assert table.nearest("Order" * 4 + "z" * 10 + "q" + "z" * 9) is None
    assert table.nearest("Ordre" + "Order" * 3 + "z" * 20) == NearMiss(
        BUCKET, f'#{BUCKET + 1} "{last.pattern}" would match spelled exactly like that'
    )
