"""Which request gets which fault."""

import random
from collections.abc import Sequence

import pytest

from sprig_tui.domain.sandbox.fault_specs import parse_faults
from sprig_tui.domain.sandbox.faults import FaultScript

NONE = "."


def struck(specs: Sequence[str], count: int, *, seed: int = 1) -> str:
    """The first character of the rule that strikes each of `count` requests, `.` for none."""
    script = FaultScript(parse_faults(specs), random.Random(seed).random)
    rules = [script.choose("/v2/users", ["u"]) for _ in range(count)]
    return "".join(NONE if rule is None else rule.text[:1] for rule in rules)


@pytest.mark.parametrize(
    ("specs", "expected"),
    [
        ([], "......"),
        (["500"], "555555"),
        (["3x500"], "333..."),
        (["500,every=3"], "..5..5"),
        (["1x500,every=2"], ".1...."),
        (["2x500", "1x429"], "221..."),
        (["2xok", "reset"], "22rrrr"),
        (["500,every=2", "reset"], "r5r5r5"),
        (["500,user=nobody", "500,path=/admin", "reset,user=u,path=/v2"], "rrrrrr"),
    ],
)
def test_rules_strike_in_order(specs: Sequence[str], expected: str) -> None:
    assert struck(specs, 6) == expected


def test_a_rate_strikes_about_so_many_and_repeats_with_its_numbers() -> None:
    first = struck(["500,10%"], 2000)
    assert 140 < first.count("5") < 260
    assert struck(["500,10%"], 2000) == first
    assert struck(["500,10%"], 2000, seed=2) != first


@pytest.mark.parametrize(("number", "expected"), [(0.0999, True), (0.1, False)])
def test_a_rate_is_a_part_of_all_numbers(number: float, expected: bool) -> None:
    script = FaultScript(parse_faults(["500,10%"]), lambda: number)
    assert (script.choose("/", []) is not None) is expected


def test_a_script_tells_its_rules() -> None:
    script = FaultScript(parse_faults(["500", "reset"]), lambda: 0.0)
    assert [rule.text for rule in script.rules] == ["500", "reset"]
