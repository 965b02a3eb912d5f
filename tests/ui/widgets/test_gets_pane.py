"""What the destination gets."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.reasons import Reason
from sprig_tui.domain.rules import RulesSource
from sprig_tui.domain.secret import Secret
from sprig_tui.domain.settings import ApiKeys, Environment
from sprig_tui.services.event_story import EventStories, EventStory
from sprig_tui.ui.screens.event import EventScreen
from sprig_tui.ui.widgets.gets_pane import GetsPane, body_lines, gets_head
from tests.factories import body, identify, registered, track
from tests.fakes.log import MemoryLog
from tests.log_rows import new_row
from tests.screen import wait_for_no_text, wait_for_text
from tests.ui.conftest import Terminal

KEYS = ApiKeys(development=Secret("dev-canary-1234"), production=Secret("prod-canary-9876"))
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


@pytest.mark.parametrize(
    ("kind", "header"),
    [
        ("sprig", "Authorization: API-Key ••••••••1234"),
        ("sprig_actions", "Authorization: Bearer ••••••••1234"),
    ],
)
async def test_a_request_is_shown_with_the_last_four_of_its_key(kind: str, header: str) -> None:
    """Never more of it, and never the other environment's."""
    story = await _story(track(), kind=kind)
    text = gets_head(story, KEYS).plain
    assert "POST https://api.sprig.com/v2/users" in text
    assert header in text
    assert "canary" not in text
    assert "Not sent: dry run" in text
    assert "(no development key is set)" in gets_head(story, ApiKeys()).plain


async def test_the_production_key_belongs_to_rows_of_production() -> None:
    """Whatever is chosen now."""
    story = await _story(track())
    source = story.rules.model_copy(update={"environment": Environment.PRODUCTION})
    assert "9876" in gets_head(replace(story, rules=source), KEYS).plain


@pytest.mark.parametrize("state", list(DeliveryState))
async def test_where_the_event_is_goes_first(state: DeliveryState) -> None:
    """Sent or not."""
    story = await _story(track(), delivery=state)
    assert "ent" in gets_head(story, KEYS).plain.split("\n")[0]


async def test_what_is_not_forwarded_sends_nothing() -> None:
    """And the filters' removals are named where something is sent."""
    story = await _story(track("Other"), Reason.UNMAPPED_EVENT)
    assert gets_head(story, KEYS).plain.startswith("Nothing")
    drop = {"if": "all", "action": "drop_properties", "fields": {"properties": ["plan"]}}
    story = await _story(track(), filters=[drop])
    assert "- properties.plan   taken out by filter 1\n" in gets_head(story, KEYS).plain
    named = drop | {"name": "no plan"}
    for kind in ("sprig", "sprig_actions", "gleap"):
        story = await _story(track(), kind=kind, filters=[named])
        text = gets_head(story, KEYS).plain
        assert '- properties.plan   taken out by filter 1 "no plan"\n' in text


async def test_many_removed_fields_leave_room_for_the_body() -> None:
    """The first are named, the others counted."""
    names = [f"k{number}" for number in range(20)]
    drop = {"if": "all", "action": "drop_properties", "fields": {"properties": names}}
    event = track(properties=dict.fromkeys(names, 1))
    text = gets_head(await _story(event, filters=[drop]), KEYS).plain
    assert text.count("taken out by filter 1") == 7
    assert "- 13 more; Segment sent marks each of them" in text


async def test_several_requests_stand_below_each_other() -> None:
    """Each with its address and the last four of the key; one alone leaves that to the head."""
    story = await _story(track())
    (request,) = story.explanation.requests
    lines, is_json = body_lines(story, KEYS)
    assert is_json
    assert lines[0].text == "{"
    requests = (request, replace(request, json=None))
    decision = replace(story.explanation.decision, make_requests=lambda: requests)
    twice = replace(story.explanation, decision=decision)
    story = replace(story, explanation=twice)
    lines, is_json = body_lines(story, KEYS)
    text = "\n".join(line.text for line in lines)
    assert not is_json
    assert text.count("POST https://api.sprig.com/v2/users") == 2
    assert text.count("••••••••1234") == 2
    assert text.count("application/json") == 1
    assert "POST" not in gets_head(story, KEYS).plain


async def test_a_long_body_is_there_whole_and_can_be_searched(
    terminal: Callable[..., Terminal],
) -> None:
    """As a tree or raw; the search of one part leaves the other alone."""
    scene = terminal()
    await scene.receive(identify({EVIL: EVIL} | {f"k{number}": number for number in range(900)}))
    async with scene.app.run_test(size=(80, 24)) as pilot:
        scene.app.push_screen(EventScreen(1))
        await wait_for_text(pilot, "#1")
        await pilot.press("l", "l")
        text = await wait_for_text(pilot, "[Sprig gets]", "Not sent: dry run", "bytes, tree; v raw")
        assert "\x1b" not in text
        await pilot.press("slash", *"k899", "enter")
        await wait_for_text(pilot, '"k899": 1 of 1', "* ", "k899")
        await pilot.press("v", "end")
        await wait_for_text(pilot, "}")
        await pilot.press("escape")
        await wait_for_text(pilot, "raw; v tree")
        await pilot.press("h", "slash", *"k3", "enter", "l")
        await wait_for_text(pilot, "[Sprig gets]", "/ search")
        await wait_for_no_text(pilot, "n N next")


async def test_what_sends_nothing_says_so_alone(terminal: Callable[..., Terminal]) -> None:
    """No empty tree, no size; the next event that sends something has both."""
    scene = terminal()
    await scene.receive({**track("Other"), "messageId": "m-1"}, {**identify(), "messageId": "m-2"})
    async with scene.app.run_test(size=(80, 24)) as pilot:
        scene.app.push_screen(EventScreen(1))
        await wait_for_text(pilot, "#1")
        await pilot.press("l", "l")
        await wait_for_text(pilot, "Nothing: the event is not forwarded")
        assert not scene.app.screen.query_one(GetsPane).view.display
        await pilot.press("k")
        await wait_for_text(pilot, "POST https://api.sprig.com", "bytes, tree")
        assert scene.app.focused is scene.app.screen.query_one(GetsPane).view
        await pilot.press("j")
        await wait_for_text(pilot, "Nothing: the event is not forwarded")
        await pilot.press("slash", *"Other")
        await wait_for_text(pilot, "[Segment sent]", '"Other": 1 of 1')
