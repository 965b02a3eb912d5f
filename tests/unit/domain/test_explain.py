"""From a decision to its row, and back from the row to the decision."""

import json
from dataclasses import replace

import pytest

from sprig_tui.domain.decide import decide
from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.events import CallType, Envelope, Event, Item, Rejection
from sprig_tui.domain.explain import Explanation, explain, new_row
from sprig_tui.domain.log import LogRow, NewRow, StoredEvent
from sprig_tui.domain.reasons import Reason
from sprig_tui.domain.rules import Rules
from sprig_tui.domain.settings import Mode
from tests.factories import (
    BUTTON,
    LEFT_OUT,
    PRICING,
    RECEIVED_MS,
    USER,
    Payload,
    body,
    content_of,
    identify,
    page,
    registered,
    screen,
    track,
)

TAKING = {"action": "drop_properties", "fields": {"traits": ["email"]}}


def row_of(
    payload: object, rules: Rules, *, mode: Mode = Mode.DRY_RUN, known: bool = True
) -> NewRow:
    """The new row of a payload decided by `rules`."""
    content = content_of(payload, received_at_ms=RECEIVED_MS)
    item = Item(body(payload), Envelope(), content)
    return new_row(
        item,
        decide(content, rules, known),
        received_at_ms=RECEIVED_MS,
        rules_version=rules.version,
        mode=mode,
        known_user=known,
        source="analytics-node 3.1",
        unverified=True,
        settings="{}",
        message_id=content.message_id or "made",
    )


def stored(row: NewRow) -> StoredEvent:
    """The row as the log gives it back."""
    names = LogRow.__dataclass_fields__.keys() & NewRow.__dataclass_fields__.keys()
    kept = LogRow(id=1, **{name: getattr(row, name) for name in names})
    return StoredEvent(kept, row.payload, row.envelope, row.known_user, row.settings)


def explained(payload: object, rules: Rules, *, known: bool = True) -> Explanation:
    """A payload stored and explained by the same rules."""
    return explain(stored(row_of(payload, rules, known=known)), rules.source)


def test_the_row_of_an_event() -> None:
    """What was decided, beside the exact bytes."""
    rules = registered()
    row = row_of(track(messageId=LEFT_OUT), rules)
    assert json.loads(row.payload)["event"] == BUTTON
    assert (row.reason, row.type, row.name, row.user_id) == (Reason.EVENT, "track", BUTTON, USER)
    assert (row.message_id, row.rules_version) == ("made", rules.version)
    assert (row.known_user, row.unverified, row.settings) == (True, True, "{}")
    assert row.mapping is not None
    assert row.received_at_ms == RECEIVED_MS


def test_the_row_of_a_rejection() -> None:
    """What could be read of it."""
    row = row_of({"type": "foo", "userId": USER, "event": "a"}, registered())
    assert (row.type, row.name, row.user_id) == ("foo", "a", USER)
    assert (row.reason, row.delivery) == (Reason.UNKNOWN_TYPE, None)


@pytest.mark.parametrize(
    ("payload", "mode", "delivery"),
    [
        (track(), Mode.DRY_RUN, DeliveryState.DRY_RUN),
        (track(), Mode.HOLD, DeliveryState.HELD),
        (identify(), Mode.LIVE, DeliveryState.PENDING),
        (track("Other"), Mode.LIVE, None),
    ],
)
def test_only_what_is_forwarded_is_delivered(
    payload: Payload, mode: Mode, delivery: DeliveryState | None
) -> None:
    """design.md, section 4: six delivery states of a forwarded event."""
    assert row_of(payload, registered(), mode=mode).delivery is delivery


@pytest.mark.parametrize(
    ("payload", "name"), [(page(), PRICING), (screen("Home"), "Home"), (page(LEFT_OUT), None)]
)
def test_the_rows_name(payload: Payload, name: str | None) -> None:
    """The event name, or the URL of a page."""
    assert row_of(payload, registered()).name == name


@pytest.mark.parametrize(
    ("payload", "known"),
    [(track(), True), (track(), False), (page(), True), (identify(), False), (track("x"), True)],
)
def test_a_stored_row_explains_itself(payload: Payload, known: bool) -> None:
    """The decision is the one that was stored, with its steps and requests."""
    explanation = explained(payload, registered(), known=known)
    row = explanation.stored.row
    assert explanation.difference == ""
    assert (explanation.decision.reason, explanation.decision.detail) == (row.reason, row.detail)
    assert explanation.requests == explanation.decision.requests
    assert explanation.trace == explanation.decision.trace
    assert isinstance(explanation.content, Event)
    assert explanation.filtered == explanation.content.value


def test_what_the_filters_took_is_shown() -> None:
    """«What is sent changes; what is stored does not», and the detail shows the difference."""
    explanation = explained(
        identify({"email": "a@b.example", "plan": "pro"}), registered(filters=[TAKING])
    )
    assert explanation.taken_out == ("traits.email",)
    assert explanation.taken_out_by == {"traits.email": 0}
    assert explanation.filtered is not None
    assert explanation.filtered["traits"] == {"plan": "pro"}
    assert isinstance(explanation.content, Event)
    assert "email" in explanation.content.value["traits"]
    assert explanation.requests[0].json == {"userId": USER, "attributes": {"plan": "pro"}}


def test_a_rejection_is_explained_from_its_row() -> None:
    """Only the start of its bytes is kept, so they could read as something else."""
    row = replace(row_of(3, registered()), payload=b"{", reason=Reason.TOO_LARGE, detail="big")
    explanation = explain(stored(row), registered())
    assert explanation.content == Rejection(Reason.TOO_LARGE, "big", message_id="made")
    assert (explanation.decision.detail, explanation.difference) == ("big", "")
    assert (explanation.filtered, explanation.requests) == (None, ())


def test_the_stored_reason_stays_the_truth() -> None:
    """Decided by other rules it says so, and sends nothing that was filtered then."""
    rules = registered()
    then = stored(row_of(track("Other"), rules))
    now = explain(then, registered(triggered_events=[{"event": "Other"}]))
    assert now.decision.reason is Reason.EVENT
    assert now.decision.requests
    assert now.requests == ()
    assert "forwarded.event" in now.difference
    assert "filtered.unmapped_event" in now.difference


def test_other_rules_are_told() -> None:
    """The same reason by rules of another version is not the same explanation."""
    then = stored(row_of(track(), registered()))
    assert "other rules" in explain(then, registered(page_urls=[])).difference
    unversioned = replace(then, row=replace(then.row, rules_version=None))
    assert explain(unversioned, registered(page_urls=[])).difference == ""


def test_bytes_that_no_longer_read_are_told() -> None:
    """A damaged payload is no traceback."""
    damaged = replace(stored(row_of(track(), registered())), payload=b"{")
    explanation = explain(damaged, registered())
    assert explanation.decision.reason is Reason.INVALID_JSON
    assert "rejected.invalid_json" in explanation.difference
    assert explanation.requests == ()


def test_the_path_names_the_call() -> None:
    """The envelope is part of what arrived."""
    row = replace(row_of(track(), registered()), envelope=Envelope(call=CallType.GROUP))
    assert explain(stored(row), registered()).decision.reason is Reason.UNSUPPORTED_TYPE
