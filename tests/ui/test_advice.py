"""What to do about an outcome."""

import pytest

from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.log import LogRow
from sprig_tui.domain.reasons import Outcome, Reason
from sprig_tui.ui.advice import advice, mappable, unmappable_words


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_advice(reason: Reason) -> None:
    """One sentence, with no gap left to fill."""
    states = DeliveryState if reason.outcome is Outcome.FORWARDED else [None]
    for state in states:
        said = advice(LogRow(1, 0, reason, "", delivery=state))
        assert said.endswith(".")
        assert "{" not in said


def test_advice_names_where_the_event_is_shown() -> None:
    """The list and the event's own screen differ."""
    row = LogRow(1, 0, Reason.INVALID_JSON, "")
    assert "enter shows" in advice(row)
    assert "the next part shows" in advice(row, "the next part")
    assert advice(LogRow(1, 0, Reason.EVENT, "")) == ""


@pytest.mark.parametrize(
    ("reason", "name", "found"),
    [
        (Reason.UNMAPPED_EVENT, "Signed Up", ("triggered_events", "Signed Up")),
        (Reason.UNMAPPED_PAGE, "https://a.example/", ("page_urls", "https://a.example/")),
        (Reason.UNMAPPED_EVENT, None, None),
        (Reason.MAPPING_DISABLED, "Signed Up", None),
        (Reason.EVENT, "Signed Up", None),
    ],
)
def test_only_what_no_mapping_matches_can_be_mapped(
    reason: Reason, name: str | None, found: object
) -> None:
    """With the table it belongs to."""
    assert mappable(LogRow(1, 0, reason, "", name=name)) == found


@pytest.mark.parametrize(
    ("reason", "call", "said"),
    [
        (Reason.IDENTIFY, "identify", "Only tracks and pages are mapped; this is: identify."),
        (Reason.UNSUPPORTED_TYPE, "\x1b[2J", "Only tracks and pages are mapped; this is: "),
        (Reason.EVENT, "track", "Nothing is left to map: this event is forwarded."),
        (Reason.DUPLICATE, "track", "A mapping would not help this event. "),
    ],
)
def test_why_nothing_can_be_mapped_is_said(reason: Reason, call: str, said: str) -> None:
    """Of a call with a strange name in harmless characters."""
    words = unmappable_words(LogRow(1, 0, reason, "", type=call, name="Signed Up"))
    assert words.startswith(said)
    assert words.isprintable()
