"""What parses but is hardly meant."""

import pytest

from sprig_tui.domain.fql.advice import CONTEXT_FIELDS, FIELDS, advise
from sprig_tui.domain.fql.parsing import parse


@pytest.mark.parametrize(
    ("text", "field", "nearest", "column"),
    [
        ("userid = 'x'", "userid", "userId", 1),
        ("tpye = 'track'", "tpye", "type", 1),
        ("user_id = 'x'", "user_id", "userId", 1),
        ("type = 'track' and propertys.email = null", "propertys.email", "properties.email", 20),
        ("Event = 'x'", "Event", "event", 1),
        ("length(trait.plan) > 1", "trait.plan", "traits.plan", 8),
        ("context.pages.url = 'x'", "context.pages.url", "context.page.url", 1),
        ("context.user_agent = 'x'", "context.user_agent", "context.userAgent", 1),
        (r"propertie.a\ b = 1", r"propertie.a\ b", r"properties.a\ b", 1),
    ],
)
def test_the_nearest_field_is_suggested(text: str, field: str, nearest: str, column: int) -> None:
    (advice,) = advise(parse(text))
    assert advice.message == f"`{field}` is no field of Segment's; did you mean `{nearest}`?"
    assert advice.position.column == column


@pytest.mark.parametrize(
    "text",
    [
        "all",
        "type = 'track' and !contains(properties.email, '@')",
        "properties.propertys = 1",
        "context = null",
        "zzz = 1",
        "context.zzz.page = 1",
        "(!a) = true",
        "!a = false",
        "!(a = 'b')",
        "'x' in properties.features and type in ['a']",
    ],
)
def test_what_may_well_be_meant_is_left_alone(text: str) -> None:
    """SDKs add fields of their own (facts.md, section 2): a new name is no mistake."""
    assert advise(parse(text)) == ()


@pytest.mark.parametrize("name", FIELDS)
def test_segments_own_fields_are_known(name: str) -> None:
    assert advise(parse(f"{name} = 'x'")) == ()


@pytest.mark.parametrize("name", CONTEXT_FIELDS)
def test_segments_own_context_is_known(name: str) -> None:
    assert advise(parse(f"context.{name} = 'x'")) == ()


@pytest.mark.parametrize(
    ("text", "word"), [("ALL", "ALL"), ("a = True", "True"), ("Null = b", "Null")]
)
def test_a_word_of_fql_in_capitals_is_asked_about(text: str, word: str) -> None:
    """FQL's words are small; in capitals they are fields, which no event has."""
    (advice,) = advise(parse(text))
    assert advice.message == f"`{word}` is a field here; the word of FQL is `{word.lower()}`"


def test_a_field_may_be_called_like_a_word_of_fql() -> None:
    """With the backslash that says so, and anywhere below the top level."""
    assert advise(parse(r"\all = 1 or properties.NULL = 2")) == ()


def test_not_before_a_comparison_is_asked_about() -> None:
    (advice,) = advise(parse("!event = 'x'"))
    assert advice.message == "`!` takes its left side alone; write !(… = …) for the whole"
    assert advice.position.column == 8


def test_in_without_a_list_is_asked_about() -> None:
    (advice,) = advise(parse("type in ('track')"))
    assert advice.message == "`in` looks into a list: write [ ] around the values"


def test_advice_comes_in_the_order_of_the_text() -> None:
    found = advise(parse("userid = 1 or (bool(evnt) and !type != 3)"))
    assert [advice.position.column for advice in found] == [1, 21, 37]


@pytest.mark.parametrize(
    ("text", "column", "proposed"),
    [
        ("heartbeat", 1, 'event = "heartbeat"'),
        ("type = 'track' and !heartbeat", 21, 'event = "heartbeat"'),
        ("all or (userId = 'x' and Signed\\ Up)", 26, 'event = "Signed Up"'),
    ],
)
def test_a_word_alone_is_said_to_be_a_field_that_no_event_has(
    text: str, column: int, proposed: str
) -> None:
    """Its author meant an event's name."""
    (advice,) = advise(parse(text))
    assert advice.message.endswith(f"never true; write {proposed}")
    assert advice.position.column == column


@pytest.mark.parametrize(
    "text", ["properties.heartbeat", "heartbeat = 1", "contains(heartbeat, 'x')", "event", "userid"]
)
def test_fields_elsewhere_and_words_that_are_told_of_otherwise_are_no_bare_words(text: str) -> None:
    assert not [one for one in advise(parse(text)) if "alone" in one.message]
