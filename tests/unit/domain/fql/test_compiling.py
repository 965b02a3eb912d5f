"""What expressions are true of, sentence by sentence (facts.md, section 4)."""

import copy
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import example, given, settings

from sprig_tui.domain.fql.compiling import compile_expression, evaluator
from sprig_tui.domain.fql.errors import FqlError
from sprig_tui.domain.fql.functions import FUNCTIONS
from sprig_tui.domain.fql.parsing import MAX_NESTING
from sprig_tui.domain.fql.printing import to_text
from sprig_tui.domain.fql.tree import Call, Literal, Node, Path
from tests.unit.domain.fql.strategies import json_objects, trees

EVENT: dict[str, Any] = {
    "type": "track",
    "event": "Button Clicked",
    "userId": "u_1",
    "anonymousId": None,
    "context": {"library": {"name": "analytics.js", "version": "1.0"}, "app": {"version": "2.10"}},
    "properties": {
        "features": ["discounts", "dark-mode"],
        "numbers": [1, 2.0, None, [3]],
        "product 1": {"price": "19.99"},
        "plan.tier": "pro",
        "total": 25.5,
        "count": 3,
        "vip": True,
        "gift": False,
        "label": "true",
        "nested": {"list": [1]},
        "and": "keyword",
    },
}

TRUE: dict[str, list[str]] = {
    "Segment's published examples.": [
        "event = 'Button Clicked'",
        "type = 'identify' or type = 'track'",
        "event = 'Button Clicked' and type = 'track'",
        "match( context.library.version, '1.*' )",
        "type = 'track' and ( event = 'Click' or match( event, 'Button *' ) )",
        "'dark-mode' in properties.features",
    ],
    "`and`, `or`, `!`, parentheses": [
        "properties.vip",
        "properties.vip and !properties.gift",
        "!(properties.gift or properties.absent)",
        "true and !false",
        "!null",
        "!properties.label",
    ],
    "`= != < <= > >=`": [
        "properties.count = 3.0",
        "properties.count != 4",
        "properties.total > 25 and properties.total >= 25.5",
        "properties.count < 3.5 and properties.count <= 3",
        "3 = properties.count and 2 < properties.count",
        "properties.nested = properties.nested",
        "properties.features = ['discounts', 'dark-mode']",
        "(type = 'track') = true",
    ],
    "`in [..]`": [
        "type in ['track', \"identify\"]",
        "properties.count in [1, 3.0]",
        "null in [1, null]",
        "properties.absent in [null]",
        "properties.count in [properties.total, length('abc')]",
        "2 in properties.numbers and null in properties.numbers and [3] in properties.numbers",
        "[1] in [[1], 2]",
        "!(type in [])",
    ],
    "characters outside a-z A-Z 0-9 _ - escaped by \\": [
        r"properties.product\ 1.price = '19.99'",
        r"properties.plan\.tier = 'pro'",
        "properties.and = 'keyword'",
    ],
    "The bare word `all` matches every event.": [
        "all",
        "all and type = 'track'",
        "!all or all",
    ],
    'An absent path is `null`: `x = null` is true, `x != "a"` is true, `x < 1` is false': [
        "x = null",
        'x != "a"',
        "!(x < 1)",
        "!(x >= 0)",
        "anonymousId = null",
        "properties.absent.deeper = null",
        "type.length = null",
        "properties.features.0 = null",
        "properties.plan.tier = null",
    ],
    "`semver(v, op, v)` (up to three numeric parts), glob `[^a]`": [
        'semver(context.app.version, ">", "2.9")',
        'match(type, "[^a]rack")',
    ],
    "values of different types are never equal": [
        "properties.count != '3'",
        "properties.vip != 1",
        "properties.label != true",
        "properties.gift != null",
        "properties.features != 'discounts'",
    ],
    '`length(null)` is 0, `typeof(null)` is `"null"`': [
        "length(x) = 0",
        'typeof(x) = "null"',
        "length(userId) > 0",
        "length(event) = 14",
        "length(properties.features) = 2",
        "lowercase(event) = 'button clicked'",
        "lowercase(x) = null",
        "typeof(properties.features) = 'list'",
        "bool(properties.label)",
        "string(properties.count) = '3'",
        r"number(properties.product\ 1.price) < 20",
        "match(event, 'Button?[A-Z]*')",
        r"match('ab*d', 'ab\*d')",
        "match(event, context.glob) = false",
        "contains(event, properties.absent) = false",
    ],
}

FALSE: dict[str, list[str]] = {
    "Segment's published examples, and values that are no booleans.": [
        "event = 'Screen Tapped'",
        "context.path.path = '/login'",
        "match( context.library.version, '2.*' )",
        "!contains( context.library.name, 'js' )",
        "'blink' in properties.features",
        "false",
        "null",
        "type",
        "'true'",
        "1",
        "properties.absent",
        "properties.label",
        "properties.label and true",
        "properties.label or null",
        "lowercase('x')",
        "[true]",
        "!all",
    ],
    "`<` on a non-number is false": [
        "event < 1",
        "'a' < 'b'",
        "'1' <= 1",
        "properties.vip >= 1",
        "properties.features > 0",
        "null >= null",
        "x < 1",
        "1 > x",
    ],
    "values of different types are never equal": [
        "properties.count = '3'",
        "properties.vip = 1",
        "properties.gift = 0",
        "properties.gift = null",
        "x = ''",
        "[1] = [true]",
        "'3' in [3]",
        "true in [1]",
        "1 in [true, '1']",
        "properties.features in ['discounts']",
        "properties.nested in ['a']",
        "'a' in 'abc'",
        "'a' in x",
        "x in properties.features",
    ],
    "`contains(null, …)` and `match(null, …)` are false": [
        "contains(x, 'a')",
        "match(x, '*')",
        "match(properties.count, '*')",
        "match(event, 5)",
        "match(event, 'button*')",
        "!event = 'Button Clicked'",
    ],
}


def expressions(table: dict[str, list[str]]) -> list[str]:
    return [text for texts in table.values() for text in texts]


@pytest.mark.parametrize("text", expressions(TRUE))
def test_true_of_the_event(text: str) -> None:
    assert compile_expression(text).matches(EVENT)


@pytest.mark.parametrize("text", expressions(FALSE))
def test_not_true_of_the_event(text: str) -> None:
    assert not compile_expression(text).matches(EVENT)


def test_all_is_true_of_an_empty_event() -> None:
    assert compile_expression("all").matches({})


def test_a_field_called_all_is_written_with_a_backslash() -> None:
    assert compile_expression(r"\all = 1").matches({"all": 1})
    assert not compile_expression(r"\all = 1").matches({})


def test_an_expression_keeps_its_text_its_tree_and_the_advice_on_it() -> None:
    expression = compile_expression("evnt = 'x'")
    assert expression.text == "evnt = 'x'"
    assert expression.tree == compile_expression('evnt="x"').tree
    assert [advice.position.column for advice in expression.advice] == [1]


def test_an_expression_that_does_not_parse_is_an_error() -> None:
    with pytest.raises(FqlError):
        compile_expression('userId = oops"')


def test_any_mapping_is_an_event() -> None:
    event = MappingProxyType({"a": {"b": 1}})
    assert compile_expression("a.b = 1").matches(event)


def test_a_glob_from_the_event_is_used_as_it_comes() -> None:
    expression = compile_expression("match(a, b)")
    assert expression.matches({"a": "x1", "b": "x?"})
    assert not expression.matches({"a": "x1", "b": "x[", "c": 1})


@pytest.mark.parametrize(
    ("opening", "closing"),
    [("x or y and 1 = bool(", ")"), ("x or y and (", ")"), ("x or y and 1 in [", "]"), ("!", "")],
)
def test_the_deepest_expression_can_be_compiled_matched_and_printed(
    opening: str, closing: str
) -> None:
    text = opening * MAX_NESTING + "a" + closing * MAX_NESTING
    expression = compile_expression(text)
    assert expression.matches({"y": True, "a": 1}) in (True, False)
    assert compile_expression(to_text(expression.tree)).tree == expression.tree


def test_long_lists_are_looked_up_not_walked() -> None:
    numbers = ", ".join(map(str, range(2_500)))
    expression = compile_expression(f"a in [{numbers}]")
    assert expression.matches({"a": 2_499.0})
    assert not expression.matches({"a": "2499"})


@settings(deadline=None, max_examples=300)
@given(trees(), json_objects())
@example(Call("match", (Path(("a",)), Path(("a",)))), {"a": "["})
@example(Call("match", (Path(("a",)), Literal("*"))), {"a": "\ud800"})
def test_matching_never_raises_and_never_changes_the_event(
    tree: Node, event: dict[str, Any]
) -> None:
    before = copy.deepcopy(event)
    evaluator(tree)(event)
    assert event == before


def test_a_call_of_each_function_can_be_evaluated() -> None:
    for name, function in FUNCTIONS.items():
        call = Call(name, tuple(Path(("a",)) for _ in function.parameters))
        answer = evaluator(call)({"a": "1"})
        assert answer == function.apply(*["1"] * len(function.parameters))
