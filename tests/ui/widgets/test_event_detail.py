"""What the Event screen says."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from sprig_tui.domain.events import CallType, Envelope
from sprig_tui.domain.log import StoredEvent
from sprig_tui.domain.reasons import Reason
from sprig_tui.domain.rules import RulesSource
from sprig_tui.domain.secret import Secret
from sprig_tui.domain.settings import ApiKeys, Kind
from sprig_tui.services.event_story import EventStories, EventStory
from sprig_tui.ui.glyphs import UNICODE
from sprig_tui.ui.widgets.event_detail import (
    arrival_content,
    audience_words,
    title_content,
    why_content,
)
from sprig_tui.ui.widgets.gets_pane import gets_head
from tests.factories import AUDIENCE, audience, body, identify, registered, track
from tests.fakes.log import MemoryLog
from tests.log_rows import new_row

KEYS = ApiKeys(development=Secret("dev-canary-1234"), production=Secret("prod-canary-9876"))
TODAY = date(2026, 11, 22)
EVIL = "\x1b]0;t\x07\u202e[@click=app.quit]x[/]"


async def _story(
    payload: object,
    reason: Reason = Reason.EVENT,
    *,
    kind: str = "sprig",
    filters: Sequence[object] = (),
    **fields: object,
) -> EventStory:
    log = MemoryLog()
    source = registered(kind, lines={"triggered_events.0": 31}, filters=filters).source
    log.writes.save_rules("v1", source.to_json())
    raw = payload if isinstance(payload, bytes) else body(payload)
    row = new_row(
        1, reason, payload=raw, rules_version="v1", known_user=True, user_id="u-1", **fields
    )
    log.writes.append(row)
    story = await EventStories(log).tell(1, RulesSource())
    assert story is not None
    return story


async def test_the_why_has_every_step_and_its_config_line() -> None:
    """With the verdict in a glyph and a word."""
    story = await _story(track())
    text = why_content(story, UNICODE, "sprig.toml", 76).plain
    lines = text.split("\n")
    assert lines[0] == "✓ FWD dry  forwarded.event"
    for number in range(1, 11):
        assert any(line.startswith(f"{number:>2} ") for line in lines)
    assert any("✓ FORWARD" in line and "sprig.toml:31" in line for line in lines)
    assert "Rules v1, kind sprig" in text
    assert "STEPS" in text
    wide = why_content(story, UNICODE, "sprig.toml", 120).plain
    assert any("n/a" in line and "There are no" in line for line in wide.split("\n"))
    narrow = why_content(story, UNICODE, "sprig.toml", 40).plain
    assert len(narrow.split("\n")) > len(lines)


async def test_a_row_decided_otherwise_then_says_so() -> None:
    """And its warnings are shown."""
    story = await _story(track(), Reason.UNMAPPED_EVENT, warnings=(EVIL,))
    text = why_content(story, UNICODE, "sprig.toml", 76).plain
    assert "Decided again it would be forwarded.event" in text
    assert "WARNINGS" in text
    gone = replace(story, kept_rules=False)
    assert "Rules v1 are not kept" in why_content(gone, UNICODE, "sprig.toml", 76).plain


@pytest.mark.parametrize(
    ("payload", "words"),
    [
        (audience(True), f"Engage: the user entered the audience {AUDIENCE}."),
        (audience(False), f"Engage: the user left the audience {AUDIENCE}."),
        (
            audience(12.5, computation="trait"),
            f"Engage: the user's computed trait {AUDIENCE} is 12.5.",
        ),
        (identify(), ""),
    ],
)
async def test_an_identify_of_engage_says_who_entered_or_left_what(
    payload: object, words: str
) -> None:
    """Above the steps."""
    story = await _story(payload, Reason.IDENTIFY)
    assert audience_words(story) == words
    assert words in why_content(story, UNICODE, "sprig.toml", 76).plain


async def test_a_rejection_says_nothing_of_audiences() -> None:
    """It is no event."""
    assert audience_words(await _story(b"{", Reason.INVALID_JSON)) == ""


async def test_what_another_kind_would_do_is_never_shown_as_done() -> None:
    """No delivery state, no advice on keys, no rules version."""
    story = await EventStories(MemoryLog()).tell_as(await _story(track()), Kind.GLEAP)
    text = gets_head(story, KEYS).plain
    assert text.startswith("Not sent: only shown.\n")
    assert "Api-Token: ••••••••1234" in text
    why = why_content(story, UNICODE, "sprig.toml", 76).plain
    assert "The same rules, only with kind gleap" in why
    assert "Dry run" not in why
    story = await _story(track("Other"), Reason.UNMAPPED_EVENT)
    other = await EventStories(MemoryLog()).tell_as(story, Kind.SPRIG_ACTIONS)
    assert gets_head(other, KEYS).plain == (
        "Nothing: the event would not be forwarded (unmapped event)."
    )


async def test_a_replay_says_what_it_is_a_replay_of() -> None:
    """Its messageId tells."""
    story = await _story(track(), message_id="sprig-tui-replay-of-12-1795348800000")
    assert title_content(story, UNICODE, TODAY).plain.endswith("#1  replay of #12")
    assert "replay" not in title_content(await _story(track()), UNICODE, TODAY).plain


async def test_the_title_tells_the_day_unless_it_is_today() -> None:
    """A log may go back for weeks."""
    story = await _story(track())
    assert "Nov 22 " not in title_content(story, UNICODE, TODAY).plain
    assert "  Nov 22 " in title_content(story, UNICODE, date(2026, 11, 23)).plain


async def test_how_it_arrived_is_told() -> None:
    """Sender, ids, repeats, batch, and the settings header."""
    envelope = Envelope(CallType.TRACK, {"locale": "de", "writeKey": "wk-canary"}, {"All": False})
    story = await _story(
        track(),
        envelope=envelope,
        source=f"python 2.4 {EVIL}",
        unverified=True,
        settings='{"apiKey": "***"}',
        anonymous_id="a-1",
    )
    text = arrival_content(story).plain
    for words in ("accepted without a key", "m-1", "u-1", "a-1", "yes", "once", "track", "locale"):
        assert words in text
    assert "X-Segment-Settings" in text
    assert "Integrations of the batch" in text
    assert "canary" not in text
    stored = story.stored
    again = StoredEvent(
        replace(stored.row, seen=3, source="", unverified=False, message_id=None, user_id=None),
        stored.payload,
        Envelope(),
        id_reused=True,
    )
    text = arrival_content(replace(story, stored=again)).plain
    for words in ("3 times", "another body", "not told", "none", "no, when it was decided"):
        assert words in text
    assert "Sender checked   as the config asks" in text
    assert "Sent to          /v1/batch, or another path" in text


async def test_nothing_of_a_payload_drives_the_terminal() -> None:
    """In any part."""
    story = await _story(
        {**track(EVIL, properties={EVIL: EVIL}), "userId": EVIL},
        Reason.UNMAPPED_EVENT,
        type=EVIL,
        name=EVIL,
        detail=EVIL,
        message_id=EVIL,
        settings=EVIL,
    )
    for content in (
        title_content(story, UNICODE, TODAY),
        why_content(story, UNICODE, EVIL, 76),
        gets_head(story, KEYS),
        arrival_content(story),
    ):
        assert all(line.isprintable() for line in content.plain.split("\n"))
        assert not any("@click" in str(span.style) for span in content.spans)
