"""What would change, in words."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from sprig_tui.domain.comparison import Change, Comparison, Effect, Side, StepShift
from sprig_tui.domain.decision import MappingRef
from sprig_tui.domain.reasons import Reason
from sprig_tui.ui.glyphs import ASCII, UNICODE
from sprig_tui.ui.widgets.change_words import (
    NAME_COLUMN,
    change_cells,
    change_columns,
    change_detail,
    change_sentence,
    effects_content,
    progress_sentence,
    shift_content,
)
from sprig_tui.ui.widgets.columns import lay_out

TODAY = date(2026, 11, 22)
EVIL = "\x1b]0;t\x07\u202e[@click=app.quit]x[/]"
UNMAPPED, EVENT = Reason.UNMAPPED_EVENT, Reason.EVENT
MAPPED = Side(EVENT, "Triggered event 6 matches.", MappingRef("triggered_events", 5), "Order")
NOT_MAPPED = Side(UNMAPPED, "No triggered event matches.")


def found(gained: int, lost: int, other: int, looked_at: int, *, older: bool) -> Comparison:
    """A comparison with so many moves each way, and so many other changes."""
    counts = {(UNMAPPED, EVENT): gained, (EVENT, UNMAPPED): lost, (EVENT, EVENT): other}
    shifts = tuple(StepShift(*step, count) for step, count in counts.items() if count)
    return Comparison(looked_at, Counter(counts), shifts=shifts, older=older, sends_other=other)


@pytest.mark.parametrize(
    ("comparison", "sentence"),
    [
        (Comparison(), "No event is stored yet to try it on."),
        (
            found(41, 0, 0, 1000, older=True),
            "Of the last 1,000 events 41 would move from filtered to forwarded, 0 the other way.",
        ),
        (
            found(1, 1200, 3, 5000, older=False),
            (
                "Of the 5,000 stored events 1,200 would move from forwarded to filtered, 1 the "
                "other way; 3 would be sent differently."
            ),
        ),
        (
            found(0, 0, 7, 100, older=True),
            "Of the last 100 events none would move; 7 would be sent differently.",
        ),
        (
            found(41, 1, 0, 1000, older=True),
            "Of the last 1,000 events 1 would move from forwarded to filtered, 41 the other way.",
        ),
        (
            Comparison(9, shifts=(StepShift(UNMAPPED, Reason.MAPPING_DISABLED, 9),), older=True),
            "Of the last 9 events none would move; 9 would be decided for another reason.",
        ),
        (
            found(0, 0, 0, 1, older=False),
            "Of the one stored event none would be decided otherwise.",
        ),
    ],
)
def test_the_sentence_counts_both_ways(comparison: Comparison, sentence: str) -> None:
    """And what changes without moving."""
    assert change_sentence(comparison) == sentence


@pytest.mark.parametrize(
    ("comparison", "sentence"),
    [
        (
            found(41, 1, 1, 1000, older=True),
            (
                "From now on, of events like the last 1,000: 1 moves from forwarded to filtered, "
                "41 the other way; 1 is sent differently."
            ),
        ),
        (
            found(0, 0, 3, 1, older=False),
            ("From now on, of events like the one stored: none moves; 3 are sent differently."),
        ),
    ],
)
def test_what_is_saved_would_not_be_but_is(comparison: Comparison, sentence: str) -> None:
    """It is said of what comes: what is stored stays as it was decided."""
    assert change_sentence(comparison, saved=True) == sentence


def test_progress_says_how_far_it_is() -> None:
    """Of how many."""
    text = progress_sentence(Comparison(2500, planned=10_000))
    assert text == "Comparing: 2,500 of 10,000 events."


def test_a_pair_of_reasons_names_the_most_frequent_events() -> None:
    """Made harmless."""
    shift = StepShift(Reason.PAGE, Reason.UNSUPPORTED_TYPE, 1234, (("/a", 30), (EVIL, 2)))
    text = shift_content(shift, UNICODE).plain
    assert text.startswith("  1,234  ✓ page -> · unsupported type  /a 30, ")
    assert text.isprintable()
    same = shift_content(StepShift(EVENT, EVENT, 2), ASCII).plain
    assert same.rstrip() == "      2  + event -> + sent differently"


@pytest.mark.parametrize("wide", [False, True])
def test_a_change_is_a_line_with_both_decisions(*, wide: bool) -> None:
    """In signs and words, with the mapping's number."""
    change = Change("812", "track", "Order Completed", "u_77", NOT_MAPPED, MAPPED)
    width = 140 if wide else 77
    line = lay_out(
        change_columns(wide=wide), width, change_cells(change, TODAY, wide=wide, glyphs=UNICODE)
    ).plain
    assert "· unmapped event" in line
    assert "✓ event #6" in line
    assert ("u_77" in line) == wide
    assert line.startswith("- ")


def test_a_long_url_is_shown_by_its_path() -> None:
    """Pages of one site differ by that."""
    change = Change("1", "page", "https://shop.example/docs", "u", NOT_MAPPED, MAPPED)
    cells = change_cells(change, TODAY, wide=False, glyphs=UNICODE, room=12)
    assert cells[NAME_COLUMN].plain == "…/docs"
    assert change_cells(change, TODAY, wide=False, glyphs=UNICODE)[2].plain == change.name


def test_what_is_sent_otherwise_says_so() -> None:
    """Though its reason is the same; a time, or a day, where it is known."""
    fields = ("without emailAddress", EVIL)
    change = Change(
        "1", "track", "A", None, MAPPED, MAPPED, sends_other=True, received_at_ms=0, fields=fields
    )
    cells = [cell.plain for cell in change_cells(change, TODAY, wide=True, glyphs=UNICODE)]
    assert cells[-1] == "✓ sent differently"
    assert cells[0] == "Jan 1970"
    last = change_detail(change, UNICODE).plain.split("\n")[-1]
    assert last.startswith("Sent differently: without emailAddress, ")
    assert last.isprintable()
    shift = StepShift(EVENT, EVENT, 2, (("A", 2),), (("without emailAddress", 2), (EVIL, 1)))
    text = shift_content(shift, UNICODE).plain
    assert "sent differently  without emailAddress (2), " in text
    assert text.isprintable()


def test_what_another_mapping_forwards_says_so() -> None:
    """Both have their number; nothing else is another."""
    after = replace(MAPPED, mapping=MappingRef("triggered_events", 8))
    change = Change("1", "track", "A", None, MAPPED, after, other_mapping=True)
    cells = [cell.plain for cell in change_cells(change, TODAY, wide=True, glyphs=UNICODE)]
    assert cells[-2:] == ["✓ event #6", "✓ event #9"]
    shift = StepShift(EVENT, EVENT, 2, (("A", 2),), other_mapping=True)
    assert "-> ✓ another mapping" in shift_content(shift, UNICODE).plain
    comparison = Comparison(2, Counter({(EVENT, EVENT): 2}), other_mapping=2, shifts=(shift,))
    sentence = "Of the 2 stored events none would move; 2 would be forwarded by another mapping."
    assert change_sentence(comparison) == sentence


def test_the_effects_are_counted_and_the_chosen_one_stands_in_brackets() -> None:
    """What is lost before the rest."""
    comparison = found(41, 1200, 3, 5000, older=False)
    text = effects_content(comparison, None).plain
    assert text == "[all 1,244] lost 1,200  gained 41  sent differently 3 "
    assert "[lost 1,200]" in effects_content(comparison, Effect.LOST).plain


def test_the_detail_has_both_sentences_and_the_name_that_is_sent() -> None:
    """And the row's id."""
    change = Change("812", "track", "Order Completed", "u_77", NOT_MAPPED, MAPPED)
    lines = change_detail(change, UNICODE).plain.split("\n")
    assert lines[0] == "track Order Completed  u_77  #812"
    assert lines[1] == "now      · unmapped event  No triggered event matches."
    assert lines[2].startswith("would be ✓ event #6  Triggered event 6 matches. Sent as “Order”.")


def test_nothing_of_an_event_drives_the_terminal() -> None:
    """In cells and in the detail."""
    side = Side(EVENT, EVIL, None, EVIL)
    change = Change(EVIL, EVIL, EVIL, EVIL, side, side)
    for content in (
        *change_cells(change, TODAY, wide=True, glyphs=UNICODE),
        change_detail(change, ASCII),
    ):
        assert all(line.isprintable() for line in content.plain.split("\n"))
        assert not any("@click" in str(span.style) for span in content.spans)
