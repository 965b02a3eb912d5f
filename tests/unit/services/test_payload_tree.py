"""A payload as a tree of lines."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sprig_tui.services.payload_marks import MarkedLine, plain_lines
from sprig_tui.services.payload_text import readable_json
from sprig_tui.services.payload_tree import (
    Folding,
    find_places,
    payload_nodes,
    raw_texts,
    search_pattern,
)

VALUE = {"a": {"b": [1, {"c": "x,"}], "empty": {}, "none": []}, "d": 'q"{', "e,": None}
LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
JSON = st.recursive(
    LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20
)


def shown(value: object) -> list[str]:
    nodes = payload_nodes(plain_lines(readable_json(value)))
    return [f"{'  ' * node.depth}{node.text}" for node in nodes]


def test_objects_and_lists_come_before_their_members_with_their_counts() -> None:
    assert shown(VALUE) == [
        "{3}",
        "  a {3}",
        "    b [2]",
        "      [0]: 1",
        "      [1] {1}",
        '        c: "x,"',
        "    empty: {}",
        "    none: []",
        '  d: "q\\"{"',
        "  e,: null",
    ]
    assert shown("only") == ['"only"']


def counted(value: object) -> int:
    members: list[Any] = (
        list(value.values())
        if isinstance(value, dict)
        else value
        if isinstance(value, list)
        else []
    )
    return 1 + sum(map(counted, members))


@given(JSON)
def test_every_value_has_one_node_and_every_node_a_place_of_its_own(value: object) -> None:
    text = readable_json(value)
    nodes = payload_nodes(plain_lines(text))
    assert len(nodes) == counted(value)
    assert len({node.path for node in nodes}) == len(nodes)
    assert nodes[0].end == len(nodes)
    assert all(node.text.isprintable() for node in nodes)
    assert json.loads(text) == value


def test_what_is_folded_hides_what_is_in_it() -> None:
    nodes = payload_nodes(plain_lines(readable_json(VALUE)))
    folding = Folding()
    assert folding.places(nodes) == list(range(10))
    folding.turn(nodes[2])
    assert folding.places(nodes) == [0, 1, 2, 6, 7, 8, 9]
    folding.reveal(nodes[5])
    assert folding.places(nodes) == list(range(10))
    folding.fold_all(nodes)
    assert folding.places(nodes) == [0, 1, 8, 9]
    folding.unfold_all()
    assert folding.places(nodes) == list(range(10))
    folding.turn(nodes[0])
    assert folding.places(nodes) == [0]


def test_a_plain_value_is_turned_to_its_whole_length_and_back() -> None:
    nodes = payload_nodes(plain_lines(readable_json(VALUE)))
    folding = Folding()
    folding.turn(nodes[8])
    assert folding.whole == {nodes[8].path}
    folding.turn(nodes[8])
    assert not folding.whole
    assert not folding.folded


def test_folds_hold_for_the_next_event_with_the_same_fields() -> None:
    folding = Folding()
    folding.turn(payload_nodes(plain_lines(readable_json(VALUE)))[1])
    other = payload_nodes(plain_lines(readable_json({"z": 1, "a": {"b": 2}})))
    assert folding.places(other) == [0, 1, 2]


def test_what_was_taken_out_is_known_of_its_nodes() -> None:
    lines = [
        MarkedLine("{"),
        MarkedLine('  "a": {', 1, 'filter 1 "x"'),
        MarkedLine('    "b": 1', 2),
        MarkedLine("  }", 3),
        MarkedLine("}"),
    ]
    nodes = payload_nodes(lines)
    assert [(node.taken_out, node.by) for node in nodes] == [
        (False, ""),
        (True, 'filter 1 "x"'),
        (True, ""),
    ]
    assert raw_texts(lines)[1:3] == ['-   "a": {', '-     "b": 1']
    assert raw_texts(plain_lines("{}")) == ["{}"]


@pytest.mark.parametrize(
    ("text", "places"),
    [("PLAN", [0, 2]), (".", [1]), ("", []), ("\x1b", [1]), ("nowhere", [])],
)
def test_the_search_takes_the_text_as_it_is_shown(text: str, places: list[int]) -> None:
    texts = ["plan", "a.\\x1b", "xPlAnx"]
    assert find_places(search_pattern(text), texts) == places
