"""One line of a payload."""

import json

import pytest

from sprig_tui.services.payload_marks import MarkedLine, plain_lines
from sprig_tui.services.payload_text import readable_json
from sprig_tui.services.payload_tree import PayloadNode, payload_nodes, raw_texts, search_pattern
from sprig_tui.ui.glyphs import ASCII, UNICODE, GlyphSet
from sprig_tui.ui.widgets.payload_words import node_content, raw_content, taken_out_words

EVIL = "\x1b]0;t\x07\u202e\x9b[@click=app.quit]x[/]"


def node(value: object, place: int) -> PayloadNode:
    return payload_nodes(plain_lines(readable_json(value)))[place]


@pytest.mark.parametrize(
    ("glyphs", "closed", "shown"),
    [
        (UNICODE, False, "    ▾ a [2]"),
        (UNICODE, True, "    ▸ a [2]"),
        (ASCII, False, "    [-] a [2]"),
        (ASCII, True, "    [+] a [2]"),
    ],
)
def test_what_folds_has_a_sign(glyphs: GlyphSet, closed: bool, shown: str) -> None:
    line = node_content(node({"a": [1, 2]}, 1), 60, None, closed=closed, glyphs=glyphs)
    assert line.plain == shown


def test_a_hit_is_marked_by_a_star_and_by_its_style() -> None:
    pattern = search_pattern("pro")
    line = node_content(node({"plan": "pro"}, 1), 60, pattern, closed=False, glyphs=UNICODE)
    assert line.plain.startswith("*")
    assert "reverse" in str(line.spans)
    raw = raw_content('  "plan": "pro"', MarkedLine(""), pattern)
    assert raw.plain.startswith("*")
    assert "reverse" in str(raw.spans)


def test_what_was_taken_out_has_a_minus_and_the_filter() -> None:
    lines = [MarkedLine("{"), MarkedLine('  "a": 1', 1, 'filter 1 "x"'), MarkedLine("}")]
    taken = payload_nodes(lines)[1]
    line = node_content(taken, 60, None, closed=False, glyphs=UNICODE)
    assert line.plain == ' -    a: 1   taken out by filter 1 "x"'
    raw = raw_content(raw_texts(lines)[1], lines[1], None)
    assert raw.plain == ' -   "a": 1   taken out by filter 1 "x"'
    assert taken_out_words("") == ""


def test_deep_nesting_leaves_half_of_the_line() -> None:
    value: object = "end"
    for _ in range(60):
        value = {"a": value}
    line = node_content(node(value, 60), 40, None, closed=False, glyphs=UNICODE)
    assert line.plain.strip() == 'a: "end"'
    assert len(line.plain) < 40


def test_nothing_of_a_payload_drives_the_terminal() -> None:
    text = json.dumps({EVIL: EVIL}, indent=2, ensure_ascii=False)
    lines = plain_lines(text)
    drawn = [
        node_content(payload_nodes(lines)[1], 200, None, closed=False, glyphs=UNICODE),
        raw_content(raw_texts(lines)[1], lines[1], None),
        raw_content("", MarkedLine("", 1, EVIL), None),
    ]
    for content in drawn:
        assert content.plain.isprintable()
        assert not any("@click" in str(span.style) for span in content.spans)
