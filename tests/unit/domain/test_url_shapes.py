"""What varies in a URL."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sprig_tui.domain.url_shapes import ANYTHING, MAX_SEGMENTS, loosened, read_address

SITE = "https://acme.com"


@pytest.mark.parametrize(
    ("url", "base"),
    [
        (f"{SITE}/pricing?plan=pro#top", f"{SITE}/pricing"),
        (f"{SITE}/pricing/", f"{SITE}/pricing"),
        (f"{SITE}/#/orders/1?x=2", f"{SITE}/#/orders/1"),
        (f"{SITE}/#!/orders", f"{SITE}/#!/orders"),
        ("//acme.com/a", "//acme.com/a"),
        ("/pricing", "/pricing"),
        ("Home", "Home"),
        ("?x=1", ""),
    ],
)
def test_query_fragment_and_last_slash_are_no_part_of_a_page(url: str, base: str) -> None:
    """A fragment that is a path is: single-page applications name their pages so."""
    assert read_address(url).base == base


@given(st.text(alphabet="ab1/?#:.!-", max_size=20))
def test_any_text_has_parts_that_make_its_beginning(text: str) -> None:
    assert text.startswith(read_address(text).base)


@pytest.mark.parametrize(
    ("url", "home"),
    [(SITE, True), (f"{SITE}/?x", True), (f"{SITE}/#/", True), ("/", True), (f"{SITE}/a", False)],
)
def test_the_first_page_of_a_site_is_known(url: str, *, home: bool) -> None:
    assert read_address(url).is_home is home


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("123", "4"),
        ("2026-11-22", "2026-01-01"),
        ("0f8fad5b-d9cb-469f-a165-70867728950e", "7c9e6679-7425-40de-944b-e07fc1f90ae7"),
        ("deadbeef0123", "0123456789abcdef"),
        ("order-1001", "ord_999"),
    ],
)
def test_names_of_one_thing_among_many_have_the_same_shape(one: str, other: str) -> None:
    first, second = (read_address(f"{SITE}/x/{name}").shape for name in (one, other))
    assert first[1][:2] == second[1][:2] == ("=", "=x")
    assert loosened(first) == loosened(second) == (SITE, ("=", "=x", f"~{ANYTHING}"))


def test_only_what_lies_below_a_folder_may_stand_for_anything() -> None:
    """A whole site never does, nor an empty segment, nor the mark of a fragment."""
    assert list(read_address(f"{SITE}/pricing").opened()) == []
    assert list(read_address("docs//a").opened()) == [("", ("=docs", "=", f"~{ANYTHING}"))]
    assert list(read_address(f"{SITE}/x/#/").opened()) == []
    assert list(read_address(f"{SITE}/x/12").opened()) == []


def test_of_a_long_path_every_segment_is_fixed() -> None:
    """So that no URL costs much."""
    long = read_address(SITE + "/1" * MAX_SEGMENTS)
    assert set(long.shape[1]) == {"=", "=1"}
