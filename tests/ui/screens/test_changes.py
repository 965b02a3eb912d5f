"""The events that other rules would decide otherwise."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot

from sprig_tui.domain.comparison import Comparison
from sprig_tui.domain.rules import RulesSource
from sprig_tui.domain.settings import Kind, TriggeredEvent
from sprig_tui.ports import StoreUnavailableError
from sprig_tui.services.change_preview import ChangePreview, with_kind, with_mapping
from sprig_tui.ui.screens.changes import ChangesScreen
from sprig_tui.ui.screens.event import EventScreen
from tests.screen import screen_text, wait_for_no_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal

CONFIG = """
[destination]
unknown_users = "forward"
[[triggered_events]]
event = "Signed Up"
"""
EVENTS = (
    {"type": "track", "event": "Order Completed", "userId": "u_1", "messageId": "m-1"},
    {"type": "track", "event": "Signed Up", "userId": "u_1", "messageId": "m-2"},
    {"type": "page", "userId": "u_2", "messageId": "m-3", "properties": {"url": "https://a/b"}},
    {"type": "track", "event": "Order Completed", "userId": "u_3", "messageId": "m-4"},
)


def rules(terminal: Terminal) -> RulesSource:
    snapshot = terminal.context.snapshot
    return RulesSource.of(snapshot.config, snapshot.lines)


@asynccontextmanager
async def changes(
    terminal: Terminal,
    after: Callable[[RulesSource], RulesSource],
    *,
    size: tuple[int, int] = (80, 24),
    limit: int = 1_000,
    found: Comparison | None = None,
) -> AsyncIterator[Pilot[None]]:
    """The screen, opened over Live."""
    async with terminal.app.run_test(size=size, notifications=True) as pilot:
        await wait_for_text(pilot, "WHO")
        before = rules(terminal)
        shown = ChangesScreen("What it would", before, after(before), limit=limit, found=found)
        terminal.app.push_screen(shown)
        await wait_for_text(pilot, "What it would")
        yield pilot


def mapped(source: RulesSource) -> RulesSource:
    return with_mapping(source, "triggered_events", TriggeredEvent(event="Order Completed"))


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (160, 45)])
async def test_counts_reasons_and_events_are_on_show(
    terminal: Callable[..., Terminal], size: tuple[int, int]
) -> None:
    """Newest first; the event of the cursor with both its decisions."""
    scene = terminal(CONFIG)
    await scene.receive(*EVENTS)
    async with changes(scene, mapped, size=size) as pilot:
        text = await wait_for_text(
            pilot,
            "Of the 4 stored events 2 would move from filtered to forwarded, 0 the other",
            "2  · unmapped event -> ✓ event  Order Completed 2",
            "WOULD BE",
            "now      · unmapped event",
            "would be ✓ event #2",
            "u_3  #4",
        )
        assert "m Older too" not in text
        assert text.count("✓ event #2") == 3
        await pilot.press("j")
        await wait_for_text(pilot, "u_1  #1")


async def test_enter_opens_the_event_and_escape_comes_back(
    terminal: Callable[..., Terminal],
) -> None:
    """The event is the one of the cursor."""
    scene = terminal(CONFIG)
    await scene.receive(*EVENTS)
    async with changes(scene, mapped) as pilot:
        await wait_for_text(pilot, "u_3  #4")
        await pilot.press("j", "enter")
        await wait_until(pilot, lambda: isinstance(scene.app.screen, EventScreen))
        await wait_for_text(pilot, "#1", "filtered.unmapped_event")
        await pilot.press("escape")
        await wait_for_text(pilot, "What it would")
        await pilot.press("e")
        await wait_until(pilot, lambda: isinstance(scene.app.screen, EventScreen))
        await pilot.press("q", "q")
        await wait_for_text(pilot, "WHO")
        assert scene.app.is_running


async def test_another_kind_moves_events_for_other_reasons(
    terminal: Callable[..., Terminal],
) -> None:
    """Each pair of reasons is counted."""
    scene = terminal(CONFIG)
    await scene.receive(*EVENTS)
    async with changes(scene, lambda source: with_kind(source, Kind.SPRIG_ACTIONS)) as pilot:
        await wait_for_text(pilot, "1  · unmapped page -> · unsupported type  https://a/b 1")
        assert "none would move; 1 would be decided" in screen_text(pilot.app.screen)


async def test_more_of_the_log_is_looked_at_when_asked(
    terminal: Callable[..., Terminal],
) -> None:
    """Ten times as much; the key is there only while there is more."""
    scene = terminal(CONFIG)
    await scene.receive(*EVENTS)
    async with changes(scene, mapped, limit=1) as pilot:
        await wait_for_text(pilot, "Of the last 1 events 1 would move", "m Older too")
        await pilot.press("m")
        await wait_for_text(pilot, "Of the 4 stored events 2 would move")
        await wait_for_no_text(pilot, "m Older too")


async def test_what_is_known_is_shown_without_looking_again(
    terminal: Callable[..., Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The form has it already; what is not listed is counted."""
    scene = terminal(CONFIG)
    await scene.receive(*EVENTS)
    before = rules(scene)
    preview = ChangePreview(scene.log)
    found = await preview.compare(before, mapped(before), limit=1_000, most=1)
    monkeypatch.delattr(ChangePreview, "compare")
    async with changes(scene, mapped, found=found) as pilot:
        await wait_for_text(pilot, "2 would move", "1 of them are listed", "u_3  #4")


async def test_nothing_that_changes_is_said_too(terminal: Callable[..., Terminal]) -> None:
    """And no key that would do nothing is offered."""
    scene = terminal(CONFIG)
    await scene.receive(*EVENTS)
    async with changes(scene, lambda source: source) as pilot:
        text = await wait_for_text(pilot, "none would be decided otherwise", "decided and sent as")
        assert "enter Event" not in text
        await pilot.press("enter", "e", "m")
        assert isinstance(scene.app.screen, ChangesScreen)


async def test_a_log_that_cannot_be_read_is_said(
    terminal: Callable[..., Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With its reason."""
    scene = terminal(CONFIG)
    await scene.receive(*EVENTS)

    async def refuse(*_args: object, **_named: object) -> Comparison:
        raise StoreUnavailableError("the store is damaged")

    monkeypatch.setattr(ChangePreview, "compare", refuse)
    async with changes(scene, mapped) as pilot:
        await wait_for_text(pilot, "The log cannot be read: the store is damaged")


async def test_many_pairs_of_reasons_leave_room_for_the_events(
    terminal: Callable[..., Terminal],
) -> None:
    """A low screen sums up the rest."""
    scene = terminal(CONFIG)
    await scene.receive(
        *EVENTS,
        {"type": "alias", "userId": "u_1", "previousId": "a", "messageId": "m-5"},
        {"type": "screen", "name": "Signed Up", "userId": "u_1", "messageId": "m-6"},
        {"type": "screen", "name": "Home", "userId": "u_1", "messageId": "m-7"},
    )
    async with changes(scene, lambda source: with_kind(source, Kind.SPRIG_ACTIONS)) as pilot:
        await wait_for_text(pilot, "in 2 other ways")
        await pilot.resize_terminal(120, 36)
        await wait_for_no_text(pilot, "other ways")
        await wait_for_text(pilot, "✓ alias -> · unsupported type")


SHOP = """
[destination]
unknown_users = "forward"
[[triggered_events]]
event = "Signed Up"
[[page_urls]]
url = "https://a/b"
match = "startsWith"
"""


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
async def test_what_is_lost_comes_first_and_can_be_shown_alone(
    terminal: Callable[..., Terminal], size: tuple[int, int]
) -> None:
    """However much else changes for another reason; then what goes out differently, and how."""
    scene = terminal(SHOP)
    user = {"type": "identify", "userId": "u_9", "traits": {"email": "a@b.example"}}
    groups = [{"type": "group", "userId": "u", "groupId": "g", "messageId": f"g-{n}"} for n in "ab"]
    screens = [{"type": "screen", "userId": "u", "name": "S", "messageId": f"s-{n}"} for n in "abc"]
    await scene.receive(*EVENTS, {**user, "messageId": "m-9"}, *groups, *screens)
    async with changes(
        scene, lambda source: with_kind(source, Kind.SPRIG_ACTIONS), size=size
    ) as pilot:
        text = await wait_for_text(pilot, "1  ✓ page -> · unsupported type", "[all 5] lost 1")
        rows = text[text.index("WOULD BE") :]
        assert rows.index("✓ page #1") < rows.index("✓ sent differently")
        await pilot.press("f")
        text = await wait_for_text(pilot, "[lost 1]")
        assert "✓ sent differently" not in text
        assert "· unmapped event" not in text
        await pilot.press("f")
        await wait_for_text(
            pilot,
            "[sent differently 1]",
            "✓ identify -> ✓ sent differently  without emailAddress (1)",
            "Sent differently: without emailAddress.",
        )
        await pilot.press("f")
        await wait_for_text(pilot, "[another reason 3]")
        await pilot.press("f")
        await wait_for_text(pilot, "[all 5]")
