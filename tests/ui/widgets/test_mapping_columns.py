"""A mapping, and what is not mapped, as a line."""

from dataclasses import replace

import pytest

from sprig_tui.domain.settings import MatchType, PageUrl, TriggeredEvent
from sprig_tui.services.mapping_view import MappingRow
from sprig_tui.services.mapping_warnings import MappingWarning
from sprig_tui.services.seen_unmapped import Seen
from sprig_tui.ui.glyphs import ASCII, UNICODE, GlyphSet
from sprig_tui.ui.widgets.columns import fit_columns
from sprig_tui.ui.widgets.mapping_columns import (
    SEEN_COLUMNS,
    age,
    mapping_cells,
    mapping_columns,
    seen_cells,
)

NEVER = MappingWarning("it repeats #1", never=True)
WORKS = MappingWarning("mtach is not a setting", never=False)
NOW_MS = 1_795_348_800_000


def row(
    *, enabled: bool = True, pattern: str = "Signed Up", last_ms: int | None = None
) -> MappingRow:
    return MappingRow(2, enabled, pattern, MatchType.EXACTLY, "= name", "a note", 1234, last_ms)


@pytest.mark.parametrize(
    ("ago_s", "words"),
    [(0, "0 s"), (59, "59 s"), (60, "1 min"), (3_599, "59 min"), (7_200, "2 h"), (90_000, "1 d")],
)
def test_an_age_has_one_unit(ago_s: int, words: str) -> None:
    """Six cells are enough for it."""
    assert age(NOW_MS - ago_s * 1000, NOW_MS) == words


def test_an_age_of_nothing_is_never() -> None:
    """And a time ahead of the clock is now."""
    assert age(None, NOW_MS) == "never"
    assert age(NOW_MS + 5_000, NOW_MS) == "0 s"


@pytest.mark.parametrize(
    ("enabled", "warning", "glyphs", "words"),
    [
        (True, None, UNICODE, "✓ on"),
        (False, None, UNICODE, "· off"),
        (False, NEVER, UNICODE, "· off"),
        (True, NEVER, UNICODE, "✗ never"),
        (True, WORKS, UNICODE, "✓ on !"),
        (False, WORKS, UNICODE, "· off !"),
        (True, None, ASCII, "+ on"),
        (True, NEVER, ASCII, "! never"),
    ],
)
def test_the_state_is_a_glyph_and_a_word(
    enabled: bool, warning: MappingWarning | None, glyphs: GlyphSet, words: str
) -> None:
    """Never a colour alone; a mapping that works in spite of a warning is on, with a sign."""
    shown = row(enabled=enabled)
    cells = mapping_cells(shown, warning=warning, wide=False, glyphs=glyphs, now_ms=0)
    assert cells[0].plain == words


@pytest.mark.parametrize("wide", [False, True])
def test_a_row_has_a_cell_for_every_column(wide: bool) -> None:
    """The note has its own in a wide window."""
    columns = mapping_columns("page_urls", 10_000, wide=wide)
    cells = mapping_cells(row(), warning=None, wide=wide, glyphs=UNICODE, now_ms=NOW_MS)
    assert len(columns) == len(cells)
    assert ("a note" in [cell.plain for cell in cells]) is wide
    assert sum(fit_columns(columns, 77)) + len(columns) - 1 == 77


def test_text_of_the_file_and_of_events_is_harmless() -> None:
    """Neither escapes nor markup reach the screen."""
    nasty = "\x1b]0;gone\x07[@click=app.quit]x[/]"
    cells = mapping_cells(row(pattern=nasty), warning=None, wide=False, glyphs=UNICODE, now_ms=0)
    unmapped = Seen(TriggeredEvent(event=nasty), 41, NOW_MS - 1_000, (nasty,))
    seen = seen_cells(unmapped, NOW_MS, UNICODE, marked=False)
    for cell in (cells[2], seen[1]):
        assert cell.plain == "\\x1b]0;gone\\x07[@click=app.quit]x[/]"
        assert not cell.spans
    assert [cell.plain for cell in seen[2:]] == ["exactly", "41", "1 s"]
    assert len(seen) == len(SEEN_COLUMNS)


@pytest.mark.parametrize(("glyphs", "sign"), [(UNICODE, "●"), (ASCII, "*")])
def test_what_is_not_mapped_says_what_it_is(glyphs: GlyphSet, sign: str) -> None:
    """Marks and denials are told by a sign and a word, not by colour."""
    page = Seen(PageUrl(url="/a"), 2, 0, ("/a",))
    event = Seen(TriggeredEvent(event="A"), 2, 0, ("A",))
    kinds = [
        seen_cells(one, NOW_MS, glyphs, marked=marked)[0].plain
        for one, marked in [(page, False), (event, True), (replace(event, denied=True), True)]
    ]
    assert kinds == ["page", f"{sign} event", f"{sign} denied"]


def test_the_programs_own_event_and_a_count_that_is_not_complete_are_told() -> None:
    """`test event` in words, and a plus for at least so many."""
    own = Seen(TriggeredEvent(event="sprig-tui test"), 2, 0, ("sprig-tui test",))
    assert seen_cells(own, 0, UNICODE, marked=False)[1].plain == "sprig-tui test   test event"
    page = Seen(PageUrl(url="/a"), 2, 0, ("/a",), complete=False)
    assert [cell.plain for cell in seen_cells(page, 0, UNICODE, marked=False)][1:4] == [
        "/a",
        page.mapping.match.value,
        "2+",
    ]
