"""Lines for people in 80 columns."""

import json

import pytest
from rich.cells import cell_len

from sprig_tui.cli.text_columns import WIDTH, cut, json_text, named, numbered, wrapped


def test_long_text_goes_on_in_the_next_line() -> None:
    lines = list(wrapped("word " * 40, first="  1  ", rest="     "))
    assert len(lines) == 3
    assert max(map(len, lines)) <= WIDTH
    assert lines[0].startswith("  1  word")
    assert lines[1].startswith("     word")


def test_no_text_leaves_what_comes_before_it() -> None:
    assert list(wrapped("", first="  1  ")) == ["  1"]


def test_text_from_outside_cannot_drive_the_terminal() -> None:
    for line in (*wrapped("a\x1b[2J\nb"), named(1, "a\x1b[2J\nb"), cut("a\x1b[2J", 40)):
        assert "\x1b" not in line
        assert "\n" not in line
        assert "\\x1b[2J" in line


@pytest.mark.parametrize("text", ["short", "a" * 90, "漢字" * 40, "\u202e" * 30])
@pytest.mark.parametrize("width", [12, 25])
def test_a_cut_text_has_exactly_its_width(text: str, width: int) -> None:
    shown = cut(text, width)
    assert cell_len(shown) == width
    assert ("…" in shown) == (text != "short")


def test_a_long_name_keeps_its_beginning_and_its_end() -> None:
    line = named(1200, f"https://{'a' * 90}/checkout", " (and 2 like it)")
    assert line.startswith("  1,200  https://")
    assert line.endswith("/checkout (and 2 like it)")
    assert len(line) == WIDTH


def test_numbers_have_their_word() -> None:
    assert (numbered(1, "event"), numbered(1000, "event")) == ("1 event", "1,000 events")


def test_json_is_one_harmless_line() -> None:
    text = json_text({"name": "a\x1b\u202e\né"})
    assert text.isprintable()
    assert json.loads(text) == {"name": "a\x1b\u202e\né"}
