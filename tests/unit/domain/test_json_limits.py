"""Depth and number of values are bounded, and found out cheaply."""

import pytest

from sprig_tui.domain.json_limits import find_excess, opens_too_deep


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("[" * 64, False),
        ("[" * 65, True),
        ("[]" * 1_000, False),
        ("]" * 100 + "[" * 100, False),
        ("]" * 10 + "{" * 75, True),
        ('"' + "[" * 100 + '"', False),
        ('"' + "[" * 100, False),
        ('"\\"' + "[" * 100 + '"', False),
        ('"a"' + '{"k":' * 65, True),
    ],
)
def test_brackets_outside_strings_count(text: str, *, answer: bool) -> None:
    assert opens_too_deep(text) is answer


def nested(depth: int, core: object) -> object:
    value = core
    for _level in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (nested(64, 1), "None"),
        (nested(63, []), "None"),
        (nested(64, []), "deeper than 64"),
        (nested(65, 1), "deeper than 64"),
        ([{}] * 100, "None"),
        ([{}] * 20_000, "more than 20,000 values"),
        ([[0] * 10] * 1_800, "None"),
        ([[0] * 10] * 1_900, "more than 20,000 values"),
    ],
)
def test_only_what_is_over_a_limit_is_too_much(value: object, sentence: str) -> None:
    text = str(value)
    assert str(find_excess(value, text, 0, len(text))) == sentence
