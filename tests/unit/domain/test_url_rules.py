"""The mapping for some URLs, and what it leaves alone."""

import pytest

from sprig_tui.domain.settings import MatchType, PageUrl
from sprig_tui.domain.url_rules import TRIED, Surroundings, page_rule, single_rule, varied_rule
from sprig_tui.domain.url_shapes import read_address

SITE = "https://acme.com"
PRICING = f"{SITE}/pricing"


def of_page(urls: list[str], *others: str, mapped: tuple[str, ...] = ()) -> tuple[str, str] | None:
    addresses = [read_address(url) for url in urls]
    found = page_rule(addresses, Surroundings([*urls, *others], mapped))
    return None if found is None else (found[0].match.value, found[0].url)


def of_shape(urls: list[str], *, mapped: tuple[str, ...] = ()) -> tuple[str, str] | None:
    addresses = [read_address(url) for url in urls]
    found = varied_rule(addresses, addresses[0].shape, Surroundings(urls, mapped))
    return None if found is None else (found[0].match.value, found[0].url)


def test_a_page_is_a_beginning_while_nothing_else_begins_so() -> None:
    urls = [f"{PRICING}?plan=pro", f"{PRICING}/?plan=free"]
    assert of_page(urls) == ("startsWith", PRICING)
    alone = ("regex", r"^https://acme\.com/pricing/?([?#]|$)")
    assert of_page(urls, f"{PRICING}-old") == alone
    assert of_page(urls, mapped=(f"{PRICING}/plans",)) == alone


def test_a_page_with_mapped_urls_has_no_mapping_of_its_own() -> None:
    """Wherever the mapped one's path ends."""
    for mapped in (f"{PRICING}?plan=free", f"{PRICING}/#x", f"{PRICING}#/x?y"):
        assert of_page([f"{PRICING}?plan=pro"], mapped=(mapped,)) is None


def test_the_home_page_is_never_a_beginning() -> None:
    """It would take the whole site."""
    assert of_page([f"{SITE}/?x=1"]) == ("regex", r"^https://acme\.com/?([?#]|$)")
    assert of_page([f"{SITE}/#/"]) == ("regex", r"^https://acme\.com/#/?([?#]|$)")


@pytest.mark.parametrize("route", [f"{SITE}/#/cart", f"{SITE}#!/cart", f"{SITE}/#/"])
def test_a_page_does_not_take_the_fragments_that_are_pages(route: str) -> None:
    """In a single-page application that would be the whole site; each URL else stands alone."""
    plain = ("regex", r"^https://acme\.com/?([?]|$)")
    assert of_page([f"{SITE}/", f"{SITE}/?x=1#top"], route) == plain
    assert of_page([f"{SITE}/", f"{SITE}/#top"], route) is None


def test_a_page_too_long_for_a_pattern_has_none() -> None:
    assert of_page([PRICING + "x" * 250]) is None


def test_numbers_become_an_expression_and_what_is_the_same_stays() -> None:
    urls = [f"{SITE}/v/2024/orders/1", f"{SITE}/v/2024/orders/22?x"]
    assert of_shape(urls) == ("regex", r"^https://acme\.com/v/2024/orders/[0-9]+/?([?#]|$)")


def test_a_shape_leaves_mapped_urls_alone() -> None:
    """Those it would take; with too many to try them all it counts as too wide."""
    urls = [f"{SITE}/orders/1", f"{SITE}/orders/2"]
    assert of_shape(urls, mapped=(f"{SITE}/orders/3?x#y",)) is None
    assert of_shape(urls, mapped=(f"{SITE}/orders/order-1001",)) is not None
    many = tuple(f"{SITE}/orders/order-{1000 + n}" for n in range(TRIED + 1))
    assert of_shape(urls, mapped=many) is None
    assert of_shape([f"{SITE}/{'x' * 250}/{n}" for n in range(2)]) is None


def test_a_folder_is_a_beginning_while_nothing_else_lies_in_it() -> None:
    urls = [f"{SITE}/blog/a", f"{SITE}/blog/b"]
    addresses = [read_address(url) for url in urls]
    (shape,) = addresses[0].opened()
    found = varied_rule(addresses, shape, Surroundings(urls, ()))
    assert found
    assert found[0] == PageUrl(url=f"{SITE}/blog/", match=MatchType.STARTS_WITH)
    found = varied_rule(addresses, shape, Surroundings([*urls, f"{SITE}/blog/a/b"], ()))
    assert found
    assert found[0].url == r"^https://acme\.com/blog/[^/?#]+/?([?#]|$)"


@pytest.mark.parametrize(
    ("url", "mapped", "expected"),
    [
        ("short", (), ("exactly", "short")),
        ("short", ("short",), None),
        ("a" * 300 + "b", (), ("startsWith", "a" * 250)),
        ("a" * 300 + "b", ("a" * 300,), ("endsWith", "a" * 249 + "b")),
        ("a" * 300, ("a" * 400,), None),
    ],
)
def test_one_url_is_told_from_the_mapped_ones(
    url: str, mapped: tuple[str, ...], expected: tuple[str, str] | None
) -> None:
    found = single_rule(url, Surroundings([url], mapped))
    assert (found and (found[0].match.value, found[0].url)) == expected
