"""Two changes of one text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sprig_tui.domain.text_merge import merge_texts

BASE = "1\n2\n3\n4\n5\n"
TEXTS = st.lists(st.sampled_from("abcd"), max_size=8).map("\n".join)


@pytest.mark.parametrize(
    ("ours", "theirs", "merged"),
    [
        ("0\n" + BASE, BASE.replace("4\n", ""), "0\n1\n2\n3\n5\n"),
        (BASE.replace("2", "x"), BASE.replace("4", "y"), "1\nx\n3\ny\n5\n"),
        (BASE + "6\n", BASE.replace("5\n", ""), "1\n2\n3\n4\n6\n"),
        (BASE.replace("2", "x"), BASE.replace("2", "x"), BASE.replace("2", "x")),
        (BASE.replace("2", "x"), BASE.replace("2", "y"), None),
        (BASE + "6\n", BASE + "7\n", None),
        (BASE.replace("2\n3\n", ""), BASE.replace("3\n4\n", ""), None),
    ],
)
def test_changes_that_do_not_meet_are_both_made(ours: str, theirs: str, merged: str | None) -> None:
    assert merge_texts(BASE, ours, theirs) == merged
    assert merge_texts(BASE, theirs, ours) == merged


@given(TEXTS, TEXTS)
def test_a_change_alone_is_made_as_it_is(base: str, changed: str) -> None:
    assert merge_texts(base, base, changed) == changed == merge_texts(base, changed, base)
    assert merge_texts(base, changed, changed) == changed


@given(TEXTS, TEXTS, TEXTS)
def test_the_order_of_the_two_makes_no_difference(base: str, one: str, other: str) -> None:
    assert merge_texts(base, one, other) == merge_texts(base, other, one)
