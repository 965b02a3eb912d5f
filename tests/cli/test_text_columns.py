"""Text for people in lines and columns."""

import os

import pytest
from rich.cells import cell_len

from sprig_tui.cli.text_columns import (
    NARROWEST,
    WIDTH,
    cut,
    named,
    numbered,
    terminal_width,
    wrapped,
)


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


def test_the_width_of_a_terminal_is_known_where_there_is_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setattr(os, "get_terminal_size", lambda _file: os.terminal_size((100, 30)))
    assert terminal_width() == 100
    monkeypatch.setenv("COLUMNS", "20")
    assert terminal_width() == NARROWEST
    monkeypatch.delenv("COLUMNS")
    monkeypatch.setattr(os, "get_terminal_size", no_terminal)
    assert terminal_width() == 0


def no_terminal(file: int) -> os.terminal_size:
    """As `os.get_terminal_size` does on a file or a pipe."""
    raise OSError(25, "Inappropriate ioctl for device")
