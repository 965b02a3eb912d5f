"""Texts that are kept though they are only begun."""

import pytest
from hypothesis import given

from sprig_tui.domain.query import QueryError, finish_query, parse_query, parse_tree, query_text
from tests.unit.domain.query.reference import NOW
from tests.unit.domain.query.strategies import query_texts

SAVED = {"problems": "is:rejected", "mine": "user:u_1"}


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("", ""),
        ("order", "order"),
        ('"order comp', '"order comp"'),
        ('event:"order comp', 'event:"order comp"'),
        ('"order comp\\', '"order comp"'),
        ('"order comp\\\\', '"order comp\\\\"'),
        ("(a OR b", "(a OR b)"),
        ('((a) OR (b "c d', '((a) OR (b "c d"))'),
        ("is:fil", "is:filtered"),
        ("order -IS:Fil", "order -IS:filtered"),
        ("(a is:fil", "(a is:filtered)"),
        ("is:filtered,forw", "is:filtered,forwarded"),
        ("since:tod", "since:today"),
        ("@pro", "@problems"),
    ],
)
def test_what_could_be_meant_in_one_way_only_is_finished(text: str, whole: str) -> None:
    """A verb takes it then."""
    done = finish_query(text, now=NOW, saved=SAVED)
    assert (done.text, done.left_out) == (whole, "")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("order user:", "expected a value after user:"),
        ("is:f", '"f"'),
        ("since:1", "not '1'"),
        ("(f" + "(" * 40, "expected a closing )"),
        ("is:filtered,", "expected a value after the comma"),
        ("order OR", "expected something after OR"),
        ("order -", "expected a word after -"),
        ("order (", "expected a closing )"),
        ('order "', 'expected a closing "'),
        ("order @", "expected the name of a saved filter"),
        ("order properties.pl", "expected : and a value"),
    ],
)
def test_what_could_be_anything_stays_and_is_told(text: str, words: str) -> None:
    """It is left out of the list meanwhile."""
    done = finish_query(text, now=NOW, saved=SAVED)
    assert done.text == text
    assert words in done.left_out


@given(text=query_texts())
def test_what_is_finished_is_a_query_that_says_the_same(text: str) -> None:
    """Only what is told as left out may be no query; what was a query stays as it is."""
    try:
        parse_query(text, now=NOW, saved=SAVED, typing=True)
    except QueryError:
        return
    done = finish_query(text, now=NOW, saved=SAVED)
    if done.left_out:
        assert done.text == text
        return
    query = parse_query(done.text, now=NOW, saved=SAVED)
    if done.text.startswith(text):
        typed = query_text(parse_tree(done.text, typing=True))
        assert typed == query_text(parse_tree(query.text))
    assert finish_query(done.text, now=NOW, saved=SAVED) == done
