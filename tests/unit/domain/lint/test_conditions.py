"""Expressions that are true of every event, or of none."""

from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sprig_tui.domain.events import CallType
from sprig_tui.domain.fql.compiling import evaluator
from sprig_tui.domain.fql.parsing import parse
from sprig_tui.domain.fql.tree import (
    AllOf,
    AnyOf,
    Call,
    Comparison,
    Items,
    Literal,
    Node,
    Not,
    Path,
)
from sprig_tui.domain.lint import conditions
from sprig_tui.domain.lint.conditions import Users, truth
from tests.unit.domain.fql.strategies import trees

TYPES = [call.value for call in CallType]


def truth_of(text: str, *types: str | None) -> bool | None:
    return truth(parse(text), types or TYPES)


@pytest.mark.parametrize(
    "text",
    [
        "all",
        "true",
        "1 = 1",
        "!false",
        '"a" != "b"',
        'lowercase("A") = "a"',
        '!(type = "track" and type = "page")',
        'type = "track" or type != "track"',
        'type in ["track", "identify", "page", "screen", "group", "alias", "delete"]',
        'type != "Track"',
        "length(type) > 3",
        'event = "a" or event != "a"',
        'event = "a" or !(event = "a")',
        '(event = "a") = true or (event != "a")',
        'true = !(event = "a") or event = "a"',
        'false = (event = "a") or event = "a"',
        'contains(event, "a") = false or contains(event, "a")',
        "properties.a < properties.b or !(properties.a < properties.b)",
        "properties.on or properties.on != true",
        "properties.a < 5 or !(properties.a < 5)",
        "properties.a != 5 or 5 = properties.a",
        "!(properties.a < 2 and properties.a > 3)",
        "!(5 > properties.a and properties.a >= 5)",
        "properties.a != 5 or properties.a <= 5",
        "type.x = null",
        "(event in []) = false",
    ],
)
def test_true_of_every_event(text: str) -> None:
    assert truth_of(text) is True
    assert truth_of(f"!({text})") is False


@pytest.mark.parametrize(
    "text",
    [
        "false",
        "null",
        '"true"',
        "[1]",
        'type = "Track"',
        'type = "track" and type = "page"',
        'type = "track" and event = "a" and event = "b"',
        'event in ["a", "b"] and event = "c"',
        'event = "1" and event = 1',
        "event = true and event = 1",
        'properties.a < "x"',
        "properties.a > 1 and properties.a < 1.0",
        'event = "a" and properties.x and !properties.x',
    ],
)
def test_true_of_no_event(text: str) -> None:
    assert truth_of(text) is False
    assert truth_of(f"!({text})") is True


@pytest.mark.parametrize(
    "text",
    [
        'type = "track"',
        'event = "a"',
        "event = null",
        'contains(event, "a")',
        "properties.a < 5 or properties.a >= 5",
        "properties.a < 5 and properties.a > 4",
        "1 <= properties.a",
        "properties.a",
        "properties.a = properties.b",
        "properties.a in properties.b",
        "properties.a in [properties.b]",
        '"a" in properties.list',
        "(properties.a = 1) = properties.b",
        'match(event, "a*") and type = "track"',
    ],
)
def test_true_of_some(text: str) -> None:
    assert truth_of(text) is None


def test_only_the_types_asked_for_count() -> None:
    assert truth_of('type = "track" or type = "page"', "track", "page") is True
    assert truth_of('type = "track" or type = "page"', "track", "page", None) is None
    assert truth_of("type = null", None) is True
    assert truth(parse("all"), ()) is None


@pytest.mark.parametrize(
    ("text", "any_", "given", "text_only"),
    [
        ("userId != null", None, True, True),
        ('userId != ""', None, True, True),
        ("length(userId) > 0", None, None, True),
        ('length(userId) > 0 or typeof(userId) != "string"', None, None, True),
        ("length(userId) != 0", None, True, True),
        ("length(userId) < 1", None, False, False),
        ("length(userId) > 0.5", None, None, True),
        ("length(userId) > 1", None, None, None),
        ('typeof(userId) in ["string", "number", "bool"]', None, True, True),
        ('typeof(userId) = "string"', None, None, True),
        ('typeof(userId) = "list"', None, False, False),
        ("userId = 1", None, None, False),
        ("userId = true", None, None, False),
        ('userId = "a"', None, None, None),
        ('length(event) > 0 or event = ""', None, None, None),
        ("length(event) > 0 or !(length(event) > 0)", True, True, True),
    ],
)
def test_events_with_a_user(
    text: str, any_: bool | None, given: bool | None, text_only: bool | None
) -> None:
    """Their userId is neither null nor empty; where it is text, more is known."""
    tree = parse(text)
    said = [truth(tree, TYPES, users) for users in (Users.ANY, Users.GIVEN, Users.TEXT)]
    assert said == [any_, given, text_only]


def test_an_expression_of_many_kinds_is_not_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    text = 'event = "a" or event != "a"'
    monkeypatch.setattr(conditions, "MOST_KINDS", 3 * len(TYPES))
    assert truth_of(text) is True
    monkeypatch.setattr(conditions, "MOST_KINDS", 3 * len(TYPES) - 1)
    assert truth_of(text) is None


VALUES = st.sampled_from(["a", "b", "track", "1", 1, 2, 1.0, 1.5, True, False, None])
USER = Path(("userId",))
FIELDS = st.sampled_from(
    [
        *(Path(("type",)), Path(("event",)), Path(("properties", "a")), USER),
        *(Call("length", (USER,)), Call("typeof", (USER,)), Call("lowercase", (USER,))),
    ]
)
LITERALS = VALUES.map(Literal)
SIDES = FIELDS | LITERALS
LEAVES = st.one_of(
    SIDES,
    st.builds(Comparison, st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), SIDES, SIDES),
    st.lists(LITERALS, max_size=3).flatmap(
        lambda items: st.builds(Comparison, st.just("in"), SIDES, st.just(Items(tuple(items))))
    ),
    st.builds(lambda side: Call("contains", (side, Literal("a"))), SIDES),
)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.lists(inner, min_size=2, max_size=3).map(lambda some: AllOf(tuple(some))),
        st.lists(inner, min_size=2, max_size=3).map(lambda some: AnyOf(tuple(some))),
        st.builds(Comparison, st.sampled_from(["=", "!="]), inner, LITERALS),
    ),
    max_leaves=6,
)
MORE_VALUES: tuple[object, ...] = (0, 1.2, 3, "x", [], {})


USERS: dict[Users, tuple[object, ...]] = {
    Users.TEXT: ("a", "b", "1", "track", "long"),
    Users.GIVEN: ("a", "b", "1", "track", "long", 1, 2, 1.5, 0, True, False),
    Users.ANY: (None, "", "a", 1, True),
}


@settings(max_examples=300, deadline=None)
@given(TREES | trees(), st.sampled_from(Users))
@example(parse('lowercase(userId) or lowercase(userId) != "a"'), Users.ANY)
@example(parse('contains(event, "a") and contains(event, "a") in [true]'), Users.ANY)
def test_what_is_said_holds_of_any_event(tree: Node, users: Users) -> None:
    """Of every combination of a few values, named in the expression or not."""
    said = truth(tree, [*TYPES, None], users)
    if said is None:
        return
    matches = evaluator(tree)
    values = ["a", "track", 1, 2, 1.5, True, False, None, *MORE_VALUES]
    for kind, event, a, user in product(["track", "page", None], values, values, USERS[users]):
        given_event = {"event": event, "properties": {"a": a}, "userId": user}
        assert (matches(given_event | ({"type": kind} if kind else {})) is True) is said
