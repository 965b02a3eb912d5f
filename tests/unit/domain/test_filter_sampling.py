"""Samples of events, at random and by the value of a path (facts.md, section 4)."""

import json
import shutil
import subprocess
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sprig_tui.domain.filters import FilterChain, FilterResult, compile_filters, sample_fraction
from sprig_tui.domain.reasons import Reason
from sprig_tui.domain.settings import DestinationFilter
from tests.unit.domain.fql.strategies import json_values

EVENT: dict[str, Any] = {
    "type": "track",
    "userId": "user-1",
    "messageId": "m-1",
    "properties": {"email": "a@b.example", "total": 1},
}
SAMPLE: dict[str, Any] = {"action": "sample_event"}


def chain_of(*filters: dict[str, Any]) -> FilterChain:
    """Filters as a config file would say them."""
    return compile_filters([DestinationFilter.model_validate(entry) for entry in filters])


def apply(
    *filters: dict[str, Any],
    event: dict[str, Any] = EVENT,
    random: Callable[[], float] | None = None,
) -> FilterResult:
    return chain_of(*filters).apply(event, random=random)


@pytest.mark.parametrize(
    ("value", "fraction"),
    [
        ("user-1", 0.7170107421443237),
        ("u_2", 0.6450946899237581),
        ("é", 0.9049063734820803),
        (123, 0.12568243658521592),
        (1, 0.7687112224818731),
        (1.0, 0.7687112224818731),
        (1e21, 0.22133085965029373),
        (None, 0.21737895085312378),
        (True, 0.6998093738613387),
        (["a", 1], 0.34716393793558153),
        ("a@b.example", 0.08480954189738969),
    ],
)
def test_segments_published_sampling_rule(value: object, fraction: float) -> None:
    """facts.md, section 4; the figures are md5sum's over the JSON text of the value."""
    assert sample_fraction(value) == pytest.approx(fraction, abs=1e-9)


@pytest.mark.parametrize(
    ("path", "percent", "sent"),
    [
        ("userId", 0.71, False),
        ("userId", 0.72, True),
        ("properties.total", 0.76, False),
        ("properties.total", 0.77, True),
        ("properties.email", 0.08, False),
        ("properties.email", 0.09, True),
        ("anonymousId", 0.21, False),
        ("anonymousId", 0.22, True),
        ("userId", 0.0, False),
        ("userId", 1.0, True),
    ],
)
def test_sampling_by_the_value_of_a_path(path: str, percent: float, *, sent: bool) -> None:
    """facts.md, section 4: "less than the percentage (0 never, 1 always)"; absent is null."""
    result = apply({**SAMPLE, "path": path, "percent": percent})
    assert result.reason is (None if sent else Reason.SAMPLED_OUT)


def test_sampling_by_path_does_not_ask_for_randomness() -> None:
    def refuse() -> float:
        raise AssertionError

    filters = [{**SAMPLE, "path": "userId", "percent": 0.9}, {**SAMPLE, "percent": 1.0}]
    assert apply(*filters, random=refuse).reason is None
    assert apply({**SAMPLE, "percent": 0.0}, random=refuse).reason is Reason.SAMPLED_OUT


@pytest.mark.parametrize(("drawn", "sent"), [(0.0, True), (0.29, True), (0.3, False), (0.9, False)])
def test_random_sampling_uses_the_randomness_it_is_given(drawn: float, *, sent: bool) -> None:
    result = apply({**SAMPLE, "percent": 0.3}, random=lambda: drawn)
    assert result.reason is (None if sent else Reason.SAMPLED_OUT)


def test_random_sampling_without_randomness_goes_by_the_message_id() -> None:
    """The same event gets the same answer whenever it is decided; about the right share passes."""
    chain = chain_of({**SAMPLE, "percent": 0.5})
    sent = 0
    for number in range(400):
        event = {**EVENT, "messageId": f"m-{number}"}
        answer = chain.apply(event).reason
        assert chain.apply({**event, "sentAt": "later"}).reason is answer
        sent += answer is None
    assert 150 < sent < 250


def test_an_event_without_message_id_is_sampled_by_all_of_it() -> None:
    chain = chain_of({**SAMPLE, "percent": 0.5})
    answers = {chain.apply({"userId": f"u-{number}"}).reason for number in range(64)}
    assert answers == {None, Reason.SAMPLED_OUT}


def test_two_random_samples_draw_apart() -> None:
    """Two that halve the events leave a quarter, and a disabled one between changes nothing."""
    half = {**SAMPLE, "percent": 0.5}
    chain = chain_of(half, half)
    between = chain_of(half, {**half, "enabled": False}, half)
    sent = 0
    for number in range(400):
        event = {"messageId": f"m-{number}"}
        sent += chain.apply(event).reason is None
        assert chain.apply(event).reason is between.apply(event).reason
    assert 60 < sent < 140


def test_only_events_that_match_are_sampled() -> None:
    assert apply({**SAMPLE, "percent": 0.0, "if": "type = 'page'"}).reason is None


@pytest.mark.parametrize(
    ("path", "detail"),
    [
        ("userId", "sends 12.5 % of the events it matches by the value of userId, and this one"),
        ("", "sends 12.5 % of the events it matches at random, and this one is not among them."),
    ],
)
def test_the_detail_says_how_it_sampled(path: str, detail: str) -> None:
    result = apply({**SAMPLE, "percent": 0.125, "path": path}, random=lambda: 0.5)
    assert result.detail.startswith(f"Destination filter 1 {detail}")
    result = apply({**SAMPLE, "percent": 0.99, "path": path}, random=lambda: 0.5)
    assert result.steps[0].detail.endswith(", this one too.")


NODE = shutil.which("node")
PUBLISHED_RULE = """
const { createHash } = require("crypto");
const values = JSON.parse(require("fs").readFileSync(0, "utf8"));
const fraction = (value) =>
  Number(createHash("md5").update(JSON.stringify(value)).digest().readBigUInt64BE(0)) / 2 ** 64;
console.log(JSON.stringify(values.map(fraction)));
"""


@pytest.mark.node
@pytest.mark.skipif(NODE is None, reason="needs Node.js")
@settings(deadline=None, max_examples=20)
@given(st.lists(json_values(), min_size=1, max_size=40))
def test_javascript_draws_the_same_fractions(values: list[Any]) -> None:
    """Segment's own code samples by the text that JavaScript prints of a value."""
    assert NODE
    done = subprocess.run(
        [NODE, "-e", PUBLISHED_RULE],
        input=json.dumps(values),
        capture_output=True,
        text=True,
        check=True,
    )
    assert [sample_fraction(value) for value in values] == pytest.approx(json.loads(done.stdout))


@settings(deadline=None)
@given(json_values(), st.floats(0, 1), st.floats(0, 1))
def test_sampling_by_path_is_stable(value: object, low: float, high: float) -> None:
    """The same value gets the same answer, and a larger share holds every smaller one."""
    low, high = sorted((low, high))
    one, other = ({"userId": value, "messageId": name} for name in ("a", "b"))
    smaller = {**SAMPLE, "path": "userId", "percent": low}
    larger = {**SAMPLE, "path": "userId", "percent": high}
    assert apply(smaller, event=one).reason is apply(smaller, event=other).reason
    assert 0 <= sample_fraction(value) <= 1
    if apply(smaller, event=one).reason is None:
        assert apply(larger, event=other).reason is None
