"""What is wrong with a filter as it is typed."""

from dataclasses import replace

import pytest

from sprig_tui.domain.fql.errors import Position
from sprig_tui.domain.settings import Config, DestinationFilter
from sprig_tui.services.filter_checks import (
    TOO_MANY,
    TypedFilter,
    check_filter,
    complete_field,
    read_condition,
    read_filter,
    unseen_fields,
)


def a_filter(**fields: object) -> DestinationFilter:
    return DestinationFilter.model_validate({"if": 'event = "A"', **fields})


def found(entry: DestinationFilter, *others: DestinationFilter, index: int | None = None) -> object:
    findings = check_filter(entry, Config(filters=others), index=index)
    return [(one.severity, one.field, one.message) for one in findings]


def test_a_condition_is_told_in_words_with_its_fields() -> None:
    condition = read_condition('properties.a = 1 or !contains(event, "x") or properties.a = 2')
    assert condition.words.startswith('properties.a is 1 or event does not contain "x"')
    assert condition.paths == ("properties.a", "event")
    assert (condition.error, condition.position) == ("", None)


def test_what_does_not_parse_says_where_and_why() -> None:
    condition = read_condition('event ==\n "A"')
    assert condition.position == Position(1, 8)
    assert "write `=`" in condition.error
    assert condition.words == ""


def typed(**fields: object) -> TypedFilter:
    start = TypedFilter(" n ", "all", "drop_event", "10", " userId ", "traits: email", enabled=True)
    return replace(start, **fields)  # type: ignore[arg-type]


def test_a_form_gives_what_its_action_looks_at() -> None:
    entry, errors = read_filter(typed())
    assert (entry.name, entry.if_, entry.path, entry.fields, errors) == ("n", "all", "", {}, [])
    assert "percent" not in entry.model_fields_set
    entry, errors = read_filter(typed(action="sample_event"))
    assert (entry.percent, entry.path, entry.fields, errors) == (0.1, "userId", {}, [])
    entry, errors = read_filter(typed(action="allow_properties", enabled=False))
    assert (entry.fields, entry.enabled, errors) == ({"traits": ("email",)}, False, [])


def test_a_form_says_what_of_it_cannot_be_read() -> None:
    entry, (share,) = read_filter(typed(action="sample_event", percent="many"))
    assert (entry.percent, share.severity, share.field) == (1.0, "error", "percent")
    entry, (fields,) = read_filter(typed(action="drop_properties", fields="email"))
    assert (fields.severity, fields.field) == ("error", "fields")
    assert "a colon and names follow the path email" in fields.message


def test_a_sound_filter_has_no_findings() -> None:
    assert found(a_filter()) == []


def test_an_enabled_filter_that_does_not_parse_is_an_error_a_disabled_one_a_warning() -> None:
    (on,) = check_filter(a_filter(**{"if": "a ="}), Config())
    (off,) = check_filter(a_filter(**{"if": "a =", "enabled": False}), Config())
    assert (on.severity, off.severity) == ("error", "warning")
    assert on.message.startswith("line 1, column 4: expected")


def test_advice_and_lint_are_warnings() -> None:
    (advice,) = check_filter(a_filter(**{"if": "propertes.a = 1"}), Config())
    assert (advice.severity, advice.field) == ("warning", "if")
    assert advice.message.endswith("did you mean `properties.a`?")
    assert found(a_filter(**{"if": 'type = "track" and type = "page"'})) == [
        ("warning", "if", "its condition is never true, so it does nothing")
    ]


def test_an_eleventh_filter_is_an_error_and_an_edited_tenth_is_none() -> None:
    ten = [a_filter(name=str(number)) for number in range(10)]
    assert found(a_filter(), *ten) == [("error", "name", TOO_MANY)]
    assert found(a_filter(), *ten, index=9) == []


def test_what_the_filter_does_to_others_is_said_with_their_number() -> None:
    other = a_filter(action="drop_properties", fields={"traits": ["email"]})
    assert found(a_filter(**{"if": "all"}), other) == [
        ("warning", "if", "it drops every event, so nothing is forwarded"),
        ("warning", "if", "#1: no event gets to it, #2 drops every event"),
    ]
    broken = a_filter(**{"if": "all"})
    assert found(a_filter(name="x"), broken, other) != []
    assert found(other.model_copy(update={"name": "x"}), other, index=0) == []


def test_fields_that_no_event_has_are_named_with_the_nearest() -> None:
    condition = read_condition("properties.emial = 1 and event = 2 and x = 3")
    seen = ("event", "properties.email")
    assert unseen_fields(condition, seen) == (
        "properties.emial; did you mean properties.email?",
        "x",
    )
    assert unseen_fields(condition, ()) == ()


@pytest.mark.parametrize(
    ("before", "rest"),
    [
        ("prop", "erties"),
        ('event = "A" and properties.e', "mail"),
        ("!(tra", "its"),
        ("properties.email", ""),
        ("p", ""),
        ("", ""),
        ("nothing", ""),
        ('event = "prop', ""),
        ("event = 'it\\' prop", ""),
        ("'a\\\\'tra", "its"),
    ],
)
def test_a_field_is_completed_by_what_recent_events_have(before: str, rest: str) -> None:
    assert complete_field(before, ("properties", "properties.email", "traits")) == rest
