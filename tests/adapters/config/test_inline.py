"""Edits inside arrays and inline tables."""

import tomllib

import pytest

from sprig_tui.adapters.config.inline import (
    insert_pair,
    remove_pairs,
    set_array,
)

KEYS = '[ # mine\n  "a", # web\n  "b", # api\n]'


@pytest.mark.parametrize(
    ("new", "text"),
    [
        (["a", "b", "c"], '[ # mine\n  "a", # web\n  "b", # api\n  "c",\n]'),
        (["b"], '[ # mine\n  "b", # api\n]'),
        (["a", "x", "b"], '[ # mine\n  "a", # web\n  "x",\n  "b", # api\n]'),
        (["a", "b"], KEYS),
        ([], "[ # mine\n]"),
    ],
)
def test_the_comments_of_a_long_array_stay_with_their_items(new: list[str], text: str) -> None:
    """Only the items that differ come and go."""
    assert set_array(KEYS, ["a", "b"], new) == text


@pytest.mark.parametrize("new", [[], ["z"], ["b", "a"], ["a", "a", "b", "b"]])
def test_any_array_can_become_any_other(new: list[str]) -> None:
    """Line ends as they were."""
    changed = set_array(KEYS.replace("\n", "\r\n"), ["a", "b"], new)
    assert tomllib.loads(f"x = {changed}")["x"] == new
    assert changed.count("\n") == changed.count("\r\n")


def test_a_short_array_is_written_anew() -> None:
    """There is nothing to keep."""
    assert set_array('["a","b"]', ["a", "b"], ["c"]) == '["c"]'


@pytest.mark.parametrize(
    ("text", "after"),
    [("{}", "{ b = 2 }"), ("{ a = 1 }", "{ a = 1, b = 2 }"), ("{a=1}", "{a=1, b = 2 }")],
)
def test_a_pair_is_put_at_the_end(text: str, after: str) -> None:
    """Of an inline table."""
    assert insert_pair(text, "b = 2") == after


@pytest.mark.parametrize(
    ("text", "gone", "after"),
    [
        ("{ a = 1, b = 2 }", ["a = 1"], "{ b = 2 }"),
        ("{ a = 1, b = 2 }", ["b = 2"], "{ a = 1 }"),
        ("{ a = 1, b = 2, c = 3 }", ["a = 1", "b = 2"], "{ c = 3 }"),
        ("{ a = 1, b = 2, c = 3 }", ["b = 2", "c = 3"], "{ a = 1 }"),
        ("{a=1}", ["a=1"], "{}"),
    ],
)
def test_pairs_are_taken_out_with_their_commas(text: str, gone: list[str], after: str) -> None:
    """Wherever they stand."""
    spans = [(text.index(pair), text.index(pair) + len(pair)) for pair in gone]
    assert remove_pairs(text, spans) == after
