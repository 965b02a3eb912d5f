"""One event sent through the listener again."""

import pytest

from sprig_tui.domain.events import CallType, Envelope
from sprig_tui.domain.log import StoredEvent
from sprig_tui.domain.reasons import Reason
from sprig_tui.services.event_replay import (
    DraftError,
    Trials,
    draft_text,
    read_draft,
    replay_id,
    replayed_row,
)
from tests.factories import RECEIVED_MS, body, identify, registered, track
from tests.fakes.log import MemoryLog
from tests.log_rows import new_row


def stored(payload: bytes, envelope: Envelope | None = None) -> StoredEvent:
    log = MemoryLog()
    row = new_row(1, Reason.UNMAPPED_EVENT, payload=payload, envelope=envelope or Envelope())
    log.writes.append(row)
    return log.writes.events[1]


def test_the_draft_is_the_event_as_it_can_be_sent_again() -> None:
    batch = Envelope(CallType.TRACK, {"ip": "203.0.113.9"})
    draft = read_draft(draft_text(stored(body({"event": "A", "writeKey": "wk-canary"}), batch)))
    assert draft == {"event": "A", "type": "track", "context": {"ip": "203.0.113.9"}}


def test_the_draft_of_what_is_no_event_is_its_own_text() -> None:
    assert draft_text(stored(b'{"type": "tra')) == '{"type": "tra'


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{\n  "type": track\n}', "It is not JSON: line 2, column 11: Expecting value."),
        ("", "line 1, column 1"),
        ('{"type": "track", "n": NaN}', "It is not JSON that an event can be"),
        ("[" * 100_000, "It is not JSON"),
        ("[" * 70 + "]" * 70, "deeper than 64"),
        ('{"n": ' + "9" * 5_000 + "}", "It is not JSON that an event can be"),
        ('["track"]', "An event is a JSON object, and this is none."),
        ('{"event": "A"}', "The type has to be one of identify, track, page,"),
        ('{"type": ["track"]}', "The type has to be one of"),
        ('{"type": "../x"}', "The type has to be one of"),
    ],
)
def test_what_cannot_be_sent_says_where_and_why(text: str, sentence: str) -> None:
    with pytest.raises(DraftError) as raised:
        read_draft(text)
    assert sentence in str(raised.value)
    assert len(str(raised.value)) < 200


def test_a_new_id_tells_what_it_is_a_replay_of() -> None:
    assert replayed_row(replay_id(12, RECEIVED_MS)) == 12
    assert replayed_row("m-1") is None
    assert replayed_row(None) is None


async def test_the_decision_is_told_for_a_new_id_and_for_the_one_it_had() -> None:
    trials = Trials(MemoryLog(), registered().source, RECEIVED_MS)
    trial = await trials.decide(identify(), "m-1")
    assert trial.renew
    assert trial.renewed.reason is Reason.IDENTIFY
    assert trial.kept.reason is Reason.DUPLICATE
    assert trial.to_send("new", renew=True) == {**identify(), "messageId": "new"}
    assert trial.to_send("new", renew=False) == identify()
    again = await trials.decide(track("Other"), None)
    assert again.kept.reason is Reason.UNMAPPED_EVENT


async def test_an_id_that_the_operator_gave_is_kept_unless_it_is_taken() -> None:
    log = MemoryLog()
    log.writes.append(new_row(1, Reason.UNMAPPED_EVENT, message_id="taken"))
    trials = Trials(log, registered().source, RECEIVED_MS)
    own = await trials.decide(identify(messageId="own"), "m-1")
    assert not own.renew
    assert own.kept.reason is Reason.IDENTIFY
    taken = await trials.decide(identify(messageId="taken"), "m-1")
    assert (taken.kept.reason, taken.renew) == (Reason.DUPLICATE, True)


@pytest.mark.parametrize("own", ["", None, 7])
async def test_an_event_without_an_id_always_gets_one(own: object) -> None:
    trial = await Trials(MemoryLog(), registered().source, RECEIVED_MS).decide(
        identify(messageId=own), "m-1"
    )
    assert trial.kept_id is None
    assert trial.to_send("new", renew=False)["messageId"] == "new"


async def test_a_user_who_is_known_now_is_known_to_the_trial() -> None:
    log = MemoryLog()
    trials = Trials(log, registered().source, RECEIVED_MS)
    assert (await trials.decide(track(), None)).renewed.reason is Reason.UNKNOWN_USER
    log.writes.know("u-1", origin="operator", at_ms=0)
    assert (await trials.decide(track(), None)).renewed.reason is Reason.EVENT
    nobody = await trials.decide(track(userId=None, anonymousId="a-1"), None)
    assert nobody.renewed.reason is Reason.MISSING_USER_ID
