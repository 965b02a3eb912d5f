"""The small changes that are tried on a text."""

import pytest

from sprig_tui.domain.near_miss_changes import MOST_CHANGES, changed_texts

URL = "https://www.shop.example/pricing/?plan=pro#top"


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("https://www.shop.example/pricing/?plan=pro", "without the fragment"),
        ("https://www.shop.example/pricing/", "without the query string and the fragment"),
        ("https://www.shop.example/pricing?plan=pro#top", "without the trailing slash"),
        ("http://www.shop.example/pricing/?plan=pro#top", "with http instead of https"),
        ("https://shop.example/pricing/?plan=pro#top", "without www."),
    ],
)
def test_one_part_of_a_url_is_changed(text: str, how: str) -> None:
    """Each in its words."""
    assert (text, (how,)) in changed_texts(URL)


@pytest.mark.parametrize(
    ("text", "changed", "how"),
    [
        ("http://a.example/b", "https://a.example/b", "with https instead of http"),
        ("http://a.example/b", "http://www.a.example/b", "with www."),
        ("http://a.example/b", "http://a.example/b/", "with a trailing slash"),
        ("http://a.example/b?c", "http://a.example/b", "without the query string"),
        ("/b?c", "/b/?c", "with a trailing slash"),
        ("  Button  Clicked\n", "Button Clicked", "without the extra spaces"),
    ],
)
def test_what_is_missing_is_added(text: str, changed: str, how: str) -> None:
    """And a path alone is taken as one."""
    assert (changed, (how,)) in changed_texts(text)


def test_several_changes_come_after_single_ones() -> None:
    """At most three at once; the text itself comes first."""
    counts = [len(change.how) for change in changed_texts(" " + URL)]
    assert counts == sorted(counts)
    assert set(counts) == set(range(MOST_CHANGES + 1))
    assert changed_texts(URL)[0] == (URL, ())
    how = ("with http instead of https", "without www.", "without the trailing slash")
    assert ("http://shop.example/pricing?plan=pro#top", how) in changed_texts(URL)


@pytest.mark.parametrize("text", ["", "Button Clicked", "a://b", "mailto:a@b.example?c#d"])
def test_other_texts_have_no_parts(text: str) -> None:
    """They are tried as they are."""
    assert changed_texts(text) == [(text, ())]
