"""The decision over any JSON whatever (design.md, section 4)."""

from hypothesis import given
from hypothesis import strategies as st

from sprig_tui.domain.decide import decide
from sprig_tui.domain.events import CallType, Event
from sprig_tui.domain.reasons import Outcome
from sprig_tui.domain.rules import Rules
from tests.factories import BUTTON, PRICING, USER, Payload, content_of, registered, rules

KINDS = ("sprig", "sprig_actions", "gleap")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
FIELDS = (
    "userId", "anonymousId", "messageId", "event", "name", "properties", "traits", "context",
    "integrations", "timestamp",
)  # fmt: skip
SHAPES = JSON | st.sampled_from(
    [
        {"url": PRICING},
        {"page": {"url": PRICING}},
        {"page": {"url": 7}},
        {"company": {"name": []}},
        {"first_name": "L", "email": "a@b.example"},
        {"Sprig": {}},
        BUTTON,
        USER,
        "2023-11-22T10:12:44Z",
    ]
)
CALLS = st.builds(
    lambda call, fields: {"type": call.value, **fields},
    st.sampled_from(CallType),
    st.dictionaries(st.sampled_from(FIELDS), SHAPES),
)
TAKING_OUT = {"action": "drop_properties", "fields": {"properties": ["url"], "": ["event"]}}
ALL_RULES = (
    *(registered(kind) for kind in KINDS),
    *(rules(kind, auto_accept_events=True) for kind in KINDS),
    *(registered(kind, filters=[TAKING_OUT], unknown_users="forward") for kind in KINDS),
    registered(triggered_events=[{"event": BUTTON, "enabled": False}]),
)


@given(JSON | CALLS, st.sampled_from(ALL_RULES), st.booleans(), st.booleans())
def test_it_never_raises(value: object, configured: Rules, known: bool, repeat: bool) -> None:
    """Any JSON gets one of the reasons, ten steps, and requests only when it is forwarded."""
    decision = decide(content_of(value), configured, known, repeat=repeat)
    assert [step.number for step in decision.trace] == list(range(1, 11))
    assert bool(decision.requests) is (decision.outcome is Outcome.FORWARDED)
    assert decision.detail


@given(CALLS, st.sampled_from(ALL_RULES))
def test_it_never_raises_on_an_event_of_any_shape(value: Payload, configured: Rules) -> None:
    """Not even when what was read of the event and its value disagree."""
    event = Event(CallType(value["type"]), value, user_id=USER)
    decision = decide(event, configured, known_user=True)
    assert len(decision.trace) == 10
    assert decision.requests == decide(event, configured, known_user=True).requests


@given(
    CALLS.map(lambda value: value | {"userId": USER}),
    st.lists(st.sampled_from([BUTTON, "Other", "b"]), max_size=3),
    st.integers(0, 3),
    st.booleans(),
)
def test_a_disabled_mapping_never_changes_an_outcome(
    value: Payload, names: list[str], place: int, known: bool
) -> None:
    """It may change the reason, never what is sent.

    But for Auto Accept, which a disabled mapping that matches holds back (design.md, section 4).
    """
    content = content_of(value)
    entries = [{"event": name} for name in names]
    added = [*entries[:place], {"event": BUTTON, "enabled": False}, *entries[place:]]
    before = decide(content, rules(triggered_events=entries), known)
    after = decide(content, rules(triggered_events=added), known)
    assert (after.outcome, after.requests) == (before.outcome, before.requests)
