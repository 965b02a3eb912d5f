"""Edits of the items of an array, comments and layout kept."""

import tomllib
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sprig_tui.adapters.config.arrays import insert_items, move_item, remove_item
from tests.adapters.config.random_arrays import WrittenArray, random_array

LIST = """\
[ # head
  {url="a"}, # ca
  # about b
  {url="b"}, # cb
  # tail
]"""
NEW = {"url": "new"}
NEW_TEXT = '{ url = "new" }'


def check(array: WrittenArray, text: str, said: list[dict[str, Any]], gone: int | None) -> None:
    """The text says what it should, and of its comments only those of the item `gone` are gone."""
    assert tomllib.loads(f"x = {text}")["x"] == said
    for comment, owner in array.owners.items():
        expected = 0 if gone is not None and owner == gone else 1
        assert text.count(comment) == expected, comment
    if "\r\n" in array.text:
        assert text.count("\n") == text.count("\r\n")


@settings(max_examples=300, deadline=None)
@given(st.randoms(use_true_random=True))
def test_an_item_takes_its_own_comments_with_it_and_no_others(random: Random) -> None:
    array = random_array(random)
    for gone in range(len(array.items)):
        left = array.items[:gone] + array.items[gone + 1 :]
        check(array, remove_item(array.text, gone), left, gone)


@settings(max_examples=300, deadline=None)
@given(st.randoms(use_true_random=True))
def test_new_items_cost_no_comment_and_own_none(random: Random) -> None:
    """What was put in can be taken out again, and all comments are there still."""
    array = random_array(random)
    for place in range(len(array.items) + 1):
        said = [*array.items[:place], NEW, NEW, *array.items[place:]]
        more = insert_items(array.text, place, [NEW_TEXT, NEW_TEXT])
        check(array, more, said, None)
        check(array, remove_item(remove_item(more, place), place), array.items, None)


@settings(max_examples=200, deadline=None)
@given(st.randoms(use_true_random=True))
def test_moving_an_item_costs_no_comment(random: Random) -> None:
    array = random_array(random)
    for index in range(len(array.items)):
        for to in range(len(array.items)):
            said = array.items.copy()
            said.insert(to, said.pop(index))
            check(array, move_item(array.text, index, to), said, None)


def test_a_list_is_emptied_and_filled_again() -> None:
    """The comments of the list itself stay."""
    one = remove_item(LIST, 1)
    assert one == '[ # head\n  {url="a"}, # ca\n  # tail\n]'
    none = remove_item(one, 0)
    assert none == "[ # head\n  # tail\n]"
    assert insert_items(none, 0, [NEW_TEXT]) == f"[ # head\n  {NEW_TEXT},\n  # tail\n]"
    assert remove_item('[\n  {url="a"}, # ca\n]', 0) == "[]"


@pytest.mark.parametrize(
    ("text", "index", "after"),
    [
        ("[]", 0, "[9]"),
        ("[ 1 ]", 0, "[ 9, 1 ]"),
        ("[1]", 1, "[1, 9]"),
        ("[1,]", 1, "[1, 9]"),
        ("[1, 2]", 1, "[1, 9, 2]"),
        ("[\n  1,\n  2\n]", 2, "[\n  1,\n  2,\n  9\n]"),
        ("[\n  1,\n  2]", 2, "[\n  1,\n  2,\n  9\n]"),
        ("[\n\t1, # a\n\t2, # b\n]", 1, "[\n\t1, # a\n\t9,\n\t2, # b\n]"),
        ("[\n  1, 2, # c\n]", 1, "[\n  1, 9, 2, # c\n]"),
        ("[ 1, # a\n  2 ]", 0, "[\n  9,\n  1, # a\n  2 ]"),
        ("[ 1 # a\n, 2 # b\n]", 1, "[ 1 # a\n,\n  9,\n  2 # b\n]"),
        ("[ 1 # a\n, 2 # b\n]", 2, "[ 1 # a\n, 2, # b\n  9\n]"),
    ],
)
def test_items_are_put_where_a_person_would(text: str, index: int, after: str) -> None:
    assert insert_items(text, index, ["9"]) == after


@pytest.mark.parametrize(
    ("text", "index", "after"),
    [
        ("[1, 2]", 0, "[2]"),
        ("[1, 2]", 1, "[1]"),
        ("[ 1, 2 ]", 0, "[ 2 ]"),
        ("[ 1, 2 ]", 1, "[ 1 ]"),
        ("[1 ,2 ,3]", 1, "[1 , 3]"),
        ("[1, 2,]", 1, "[1,]"),
        ("[\n  1, 2, # both\n]", 1, "[\n  1, # both\n]"),
        ("[\n  1, # one\n  2 # two\n]", 1, "[\n  1 # one\n]"),
        ("[ 1 # one\n, 2 # two\n]", 0, "[\n2 # two\n]"),
        ("[ 1 # one\n, 2 # two\n]", 1, "[ 1 # one\n]"),
        ('["#", [ # in\n1, 2], "]"]', 1, '["#", "]"]'),
        ("[1]", 0, "[]"),
    ],
)
def test_items_leave_no_gap(text: str, index: int, after: str) -> None:
    assert remove_item(text, index) == after
