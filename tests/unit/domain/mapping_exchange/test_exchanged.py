"""One entry of a file of mappings."""

import pytest

from sprig_tui.domain.mapping_exchange.exchanged import (
    MAX_MAPPINGS,
    ReadMapping,
    Refusal,
    UnreadableError,
    pattern_field,
    read_entry,
    refuse_too_many,
    sort_out,
)
from sprig_tui.domain.settings import PageUrl, TriggeredEvent

LATE = "the pattern never matches"


def test_an_entry_knows_what_was_said_of_it() -> None:
    read = read_entry("page_urls", "line 2", {"url": "/a", "note": "n"})
    assert read == ReadMapping(
        "page_urls", "line 2", PageUrl(url="/a", note="n"), frozenset({"url", "note"})
    )


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"event": ""}, "the pattern is missing"),
        ({"event": "x" * 251}, "251 characters"),
        ({"event": "a(", "match": "regex"}, LATE),
        ({"event": "a", "match": "like"}, "match must be"),
        ({"event": "a", "enabled": "yes"}, "enabled must be"),
        ({"event": 3}, "event must be"),
        ({"event": "\ud800"}, "half of a character"),
    ],
)
def test_what_could_not_work_is_refused_with_its_place(
    values: dict[str, object], reason: str
) -> None:
    read = read_entry("triggered_events", "line 7", values)
    assert isinstance(read, Refusal)
    assert str(read).startswith("line 7: ")
    assert reason in read.reason


def test_mappings_and_refusals_are_told_apart() -> None:
    mapping = ReadMapping("triggered_events", "1", TriggeredEvent(event="A"), frozenset())
    refusal = Refusal("2", "no")
    assert sort_out([refusal, mapping]) == ([mapping], [refusal])


def test_a_file_holds_no_more_than_a_config_can() -> None:
    refuse_too_many(MAX_MAPPINGS)
    with pytest.raises(UnreadableError, match="10,001 mappings"):
        refuse_too_many(MAX_MAPPINGS + 1)


def test_the_pattern_has_its_own_key_in_each_list() -> None:
    assert (pattern_field("triggered_events"), pattern_field("page_urls")) == ("event", "url")
