"""The signs and their ASCII twins."""

from dataclasses import fields

import pytest
from rich.cells import cell_len

from sprig_tui.ui.glyphs import ASCII, UNICODE, choose_glyphs


@pytest.mark.parametrize("glyphs", [ASCII, UNICODE])
def test_every_glyph_is_one_cell_wide(glyphs: object) -> None:
    """Columns stay where they are, and bars too."""
    for field in fields(glyphs):  # type: ignore[arg-type]
        assert all(cell_len(character) == 1 for character in getattr(glyphs, field.name))


def test_ascii_is_the_set_of_the_operators_page() -> None:
    """`+ - ! ~ ?` for `✓ · ✗ ↻ ◌` (ux.md, section 3)."""
    signs = (ASCII.forwarded, ASCII.filtered, ASCII.rejected, ASCII.retrying, ASCII.waiting)
    assert "".join(signs) == "+-!~?"
    assert ASCII.ascii
    assert all(getattr(ASCII, field.name).isascii() for field in fields(ASCII))
    assert not UNICODE.ascii


@pytest.mark.parametrize(
    ("encoding", "ascii_only", "chosen"),
    [
        ("utf-8", False, UNICODE),
        ("UTF8", False, UNICODE),
        ("utf_16", False, UNICODE),
        ("ascii", False, ASCII),
        ("iso-8859-1", False, ASCII),
        ("utf-8", True, ASCII),
    ],
)
def test_the_terminals_encoding_decides(encoding: str, ascii_only: bool, chosen: object) -> None:
    """Or the operator."""
    assert choose_glyphs(encoding, ascii_only=ascii_only) is chosen


def test_a_beginning_that_is_left_out_is_no_folder() -> None:
    """`~/pricing` would be in somebody's home, `./pricing` and `../pricing` beside something."""
    assert (ASCII.gap, UNICODE.gap) == ("...", "…")


def test_the_cut_sign_is_no_full_stop() -> None:
    """`the event's .` reads as the end of a sentence."""
    assert ASCII.ellipsis == "~"
