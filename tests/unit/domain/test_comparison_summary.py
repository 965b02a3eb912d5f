"""A comparison in plain words."""

from collections import Counter

import pytest

from sprig_tui.domain.comparison import Comparison, MappingShift, StepShift
from sprig_tui.domain.comparison_summary import field_words, headline, place_words, step_words
from sprig_tui.domain.reasons import Reason


def test_nothing_changes() -> None:
    assert headline(Comparison(looked_at=1)) == "Nothing changes for 1 event."


def test_one_thing_changes() -> None:
    step = (Reason.UNMAPPED_EVENT, Reason.EVENT)
    found = Comparison(1200, Counter({step: 3}), shifts=(StepShift(*step, 3),))
    assert headline(found) == "Of 1,200 events, 3 more would be forwarded."


def test_everything_that_changes_is_said() -> None:
    steps = Counter(
        {
            (Reason.UNMAPPED_EVENT, Reason.EVENT): 3,
            (Reason.EVENT, Reason.UNMAPPED_EVENT): 2,
            (Reason.EVENT, Reason.EVENT): 5,
            (Reason.UNMAPPED_EVENT, Reason.MAPPING_DISABLED): 7,
        }
    )
    shifts = (
        *(StepShift(*step, count) for step, count in steps.items()),
        StepShift(Reason.EVENT, Reason.EVENT, 4, other_mapping=True),
    )
    found = Comparison(20, steps, sends_other=5, shifts=shifts)
    assert headline(found) == (
        "Of 20 events, 3 more would be forwarded, 2 would not be forwarded any more, 5 would be "
        "sent differently, 7 would be filtered or forwarded for another reason and 4 would be "
        "forwarded by another mapping."
    )


def test_a_pair_of_reasons_is_said() -> None:
    moved = StepShift(Reason.UNMAPPED_EVENT, Reason.EVENT, 1200)
    assert step_words(moved) == "filtered.unmapped_event -> forwarded.event"
    same = StepShift(Reason.EVENT, Reason.EVENT, 2)
    assert step_words(same) == "forwarded.event, sent differently"
    mapped = StepShift(Reason.EVENT, Reason.EVENT, 2, other_mapping=True)
    assert step_words(mapped) == "forwarded.event, by another mapping"


def test_how_it_is_sent_differently_is_said_with_counts() -> None:
    fields = (("without emailAddress", 1200), ("other events.event", 2))
    shift = StepShift(Reason.EVENT, Reason.EVENT, 1202, fields=fields)
    assert field_words(shift, 2) == "without emailAddress (1,200), other events.event (2)"
    assert field_words(shift, 1) == "without emailAddress (1,200), …"
    assert field_words(StepShift(Reason.EVENT, Reason.PAGE, 1), 2) == ""


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [(1, 1, " #2"), (1, 2, " #3 (was #2)"), (None, 0, " #1 (new)"), (0, None, " (gone)")],
)
def test_the_place_of_a_mapping_is_said(before: int | None, after: int | None, words: str) -> None:
    shift = MappingShift("triggered_events", before, after, "event A")
    assert place_words(shift) == words
