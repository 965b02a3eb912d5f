"""The decision over any JSON whatever (design.md, section 4)."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sprig_tui.domain.decide import decide
from sprig_tui.domain.decision import Decision
from sprig_tui.domain.events import CallType, Event
from sprig_tui.domain.fql.printing import to_text
from sprig_tui.domain.reasons import Outcome, Reason
from sprig_tui.domain.rules import Rules
from sprig_tui.domain.settings import FilterAction, MatchType
from tests.factories import (
    BUTTON,
    PRICING,
    USER,
    Payload,
    content_of,
    page,
    registered,
    rules,
    track,
)
from tests.unit.domain.fql.strategies import trees

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


PATTERNS = st.sampled_from(
    [BUTTON, PRICING, "b", "", "(", "a" * 251, "^(?!b)", r"(.)\1"]
) | st.text(max_size=6)
MAPPINGS = st.fixed_dictionaries(
    {}, optional={"match": st.sampled_from(MatchType), "enabled": st.booleans()}
)
FILTERS = st.fixed_dictionaries(
    {
        "if": trees().map(to_text) | st.sampled_from(["all", "", "type =", "\x00"]),
        "action": st.sampled_from(FilterAction),
    },
    optional={
        "enabled": st.booleans(),
        "percent": st.floats(0, 1),
        "path": st.sampled_from(["", "userId", "properties.url", "\\", ".."]),
        "fields": st.dictionaries(
            st.sampled_from(["", "properties", "traits", "context.page", "."]),
            st.lists(st.sampled_from(FIELDS), max_size=4),
            max_size=2,
        ),
    },
)


@st.composite
def any_rules(draw: st.DrawFn) -> Rules:
    """Rules that a config file can say, sensible or not."""
    return rules(
        draw(st.sampled_from(KINDS)),
        auto_accept_events=draw(st.booleans()),
        unknown_users=draw(st.sampled_from(["filter", "forward"])),
        triggered_events=draw(st.lists(st.builds(dict, MAPPINGS, event=PATTERNS), max_size=4)),
        page_urls=draw(st.lists(st.builds(dict, MAPPINGS, url=PATTERNS), max_size=4)),
        filters=draw(st.lists(FILTERS, max_size=3)),
    )


@settings(deadline=None)
@given(JSON | CALLS, any_rules(), st.booleans(), st.booleans())
def test_no_rules_make_it_raise(
    value: object, configured: Rules, known: bool, repeat: bool
) -> None:
    """Patterns that do not compile, filters that do not parse, fields that are not there."""
    content = content_of(value)
    decision = decide(content, configured, known, repeat=repeat)
    assert len(decision.trace) == 10
    assert bool(decision.requests) is (decision.outcome is Outcome.FORWARDED)
    again = decide(content, configured, known, repeat=repeat)
    assert (again, again.trace, again.requests) == (decision, decision.trace, decision.requests)


@st.composite
def with_one_more(draw: st.DrawFn) -> tuple[Rules, Rules]:
    """Rules, and the same with one disabled mapping more, anywhere in either table.

    Kind `gleap` has a mapping before: its first one, disabled or not, ends that none is needed.
    """
    kind = draw(st.sampled_from(KINDS))
    auto = draw(st.booleans())
    tables: dict[str, list[dict[str, object]]] = {
        "triggered_events": draw(st.lists(st.builds(dict, MAPPINGS, event=NAMES), max_size=3)),
        "page_urls": draw(st.lists(st.builds(dict, MAPPINGS, url=NAMES), max_size=3)),
    }
    if kind == "gleap":
        tables["page_urls"].append({"url": "none"})
    table, key = draw(st.sampled_from([("triggered_events", "event"), ("page_urls", "url")]))
    added = draw(MAPPINGS) | {key: draw(NAMES), "enabled": False}
    place = draw(st.integers(0, len(tables[table])))
    more = tables | {table: [*tables[table][:place], added, *tables[table][place:]]}
    before = rules(kind, auto_accept_events=auto, **tables)
    return before, rules(kind, auto_accept_events=auto, **more)


NAMES = st.sampled_from([BUTTON, PRICING, "b", "("])
TRACKS_AND_PAGES = st.sampled_from(
    [track(), track("Other"), page(), page("b"), page(context={"page": {"url": PRICING}})]
)
NEWLY_DISABLED = {
    Reason.UNMAPPED_EVENT,
    Reason.UNMAPPED_PAGE,
    Reason.UNKNOWN_USER,
    Reason.AUTO_ACCEPTED,
}


@settings(deadline=None, max_examples=300)
@given(
    TRACKS_AND_PAGES | TRACKS_AND_PAGES | CALLS,
    with_one_more(),
    st.booleans(),
)
def test_a_disabled_mapping_never_changes_an_outcome(
    value: Payload, configured: tuple[Rules, Rules], known: bool
) -> None:
    """What is sent stays; the reason may become mapping_disabled where nothing was sent anyway.

    But for Auto Accept: what it accepts for want of a mapping, a disabled mapping that matches
    holds back (design.md, section 4, step 8: "only disabled ones match" comes before it).
    """
    content = content_of(value)
    before, after = (decide(content, each, known) for each in configured)
    if after.reason is not before.reason:
        assert after.reason is Reason.MAPPING_DISABLED
        assert before.reason in NEWLY_DISABLED
        auto = configured[0].source.auto_accept_events
        assert auto or before.reason not in (Reason.AUTO_ACCEPTED, Reason.UNKNOWN_USER)
    if before.reason is Reason.AUTO_ACCEPTED and after.reason is not before.reason:
        return
    assert (after.outcome, after.requests) == (before.outcome, before.requests)
    if before.outcome is Outcome.FORWARDED:
        assert entry_of(after, configured[1]) == entry_of(before, configured[0])


def entry_of(decision: Decision, configured: Rules) -> object:
    """The entry of the file that the decision names."""
    if decision.mapping is None:
        return None
    entries = getattr(configured.source, decision.mapping.table)
    return entries[decision.mapping.index]
