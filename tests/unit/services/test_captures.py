"""Events to be kept and sent again."""

import json

import pytest

from sprig_tui.domain.events import CallType, Envelope
from sprig_tui.domain.log import LogRow, StoredEvent
from sprig_tui.domain.query import parse_query
from sprig_tui.domain.reasons import Reason
from sprig_tui.services import captures as captures_module
from sprig_tui.services.captures import CaptureError, capture_of, captures, events_in
from tests.fakes.log import MemoryLog
from tests.log_rows import new_row

EVENT = {"type": "track", "event": "A"}


@pytest.mark.parametrize(
    ("value", "events"),
    [
        (EVENT, [EVENT]),
        ([EVENT, EVENT], [EVENT, EVENT]),
        ({"batch": [EVENT], "sentAt": "x"}, [EVENT]),
        (
            {"batch": [EVENT, {**EVENT, "context": {"ip": "2"}}], "context": {"ip": "1", "b": 1}},
            [
                {**EVENT, "context": {"ip": "1", "b": 1}},
                {**EVENT, "context": {"ip": "2", "b": 1}},
            ],
        ),
        ({"batch": [{**EVENT, "context": 3}], "context": {"a": 1}}, [{**EVENT, "context": 3}]),
        ({"batch": []}, []),
    ],
)
def test_a_text_holds_events(value: object, events: list[object]) -> None:
    assert list(events_in(json.dumps(value).encode())) == events


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"{", "not JSON"),
        (b"3", "an event is a JSON object"),
        (b"[3]", "an event is a JSON object"),
        (b'{"v":1,"outcome":"forwarded","rules_version":"x"}', "events export --events"),
    ],
)
def test_what_is_no_event_is_said(text: bytes, said: str) -> None:
    with pytest.raises(CaptureError, match=said):
        list(events_in(text))


def stored(payload: bytes, envelope: Envelope) -> StoredEvent:
    row = LogRow(id=1, received_at_ms=0, reason=Reason.EVENT, detail="")
    return StoredEvent(row, payload, envelope)


def test_a_stored_event_is_captured_with_what_its_way_added() -> None:
    """No key is in it."""
    envelope = Envelope(CallType.PAGE, {"ip": "1"}, {"All": False})
    payload = b'{"name":"Home","writeKey":"secret","context":{"b":2}}'
    assert capture_of(stored(payload, envelope)) == {
        "name": "Home",
        "writeKey": "***",
        "context": {"ip": "1", "b": 2},
        "integrations": {"All": False},
        "type": "page",
    }
    assert capture_of(stored(b'{"type":"track"}', Envelope())) == {"type": "track"}


@pytest.mark.parametrize("payload", [b"", b"{", b"3"])
def test_what_was_no_event_is_not_captured(payload: bytes) -> None:
    assert capture_of(stored(payload, Envelope())) is None


async def test_the_log_is_captured_page_by_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without what was no event."""
    monkeypatch.setattr(captures_module, "PAGE", 2)
    log = MemoryLog()
    for number in range(1, 5):
        payload = b"{" if number == 2 else b'{"n":%d}' % number
        log.writes.append(new_row(number, name=f"e{number}", payload=payload))
    found = [[event["n"] for event in page] async for page in captures(log, parse_query("-e4"))]
    assert found == [[1], [3]]
