"""An event is sent through the listener again."""

import contextlib
import json
from collections.abc import Callable, Iterator, Mapping

import pytest

from sprig_tui.domain.record import Record
from sprig_tui.ports import StoreUnavailableError
from sprig_tui.services.event_replay import replayed_row
from sprig_tui.ui.replay import NO_SUSPEND
from sprig_tui.ui.screens.event import EventScreen
from tests.screen import screen_text, wait_for_no_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal

CONFIG = '[[triggered_events]]\nevent = "Signed Up"\n'
IDENTIFY = {"type": "identify", "userId": "u_1", "messageId": "m-1"}
ORDER = {"type": "track", "event": "Order Completed", "userId": "u_1", "messageId": "m-2"}


@pytest.fixture
async def scene(terminal: Callable[..., Terminal], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Two events; what is sent is stored as the engine would; the terminal can be left."""
    made = terminal(CONFIG)
    await made.receive(IDENTIFY, ORDER)

    @contextlib.contextmanager
    def leave() -> Iterator[None]:
        yield

    monkeypatch.setattr(made.app, "suspend", leave)
    return made


def stored_by(scene: Terminal, row_id: int) -> Callable[[Mapping[str, object]], Record | None]:
    """The listener's answer for a row that the log already holds."""

    def answer(event: Mapping[str, object]) -> Record:
        row = scene.log.writes.events[row_id].row
        return {
            "id": str(row_id),
            "seen": row.seen,
            "reason": row.reason.value,
            "message_id": event["messageId"],
        }

    return answer


async def test_it_is_sent_as_it_came_with_a_new_id_after_its_decision_was_shown(
    scene: Terminal,
) -> None:
    """And the new row is shown, which says what it is a replay of."""
    scene.sender._answer = stored_by(scene, 3)
    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        scene.app.push_screen(EventScreen(2))
        await wait_for_text(pilot, "#2", "STEPS")
        await pilot.press("R")
        await wait_for_text(
            pilot,
            "Send #2 through the listener again, as it came?",
            "filtered: unmapped event",
            "a new one, for an event of its own",
            "Nothing would go to the destination.",
            "y/enter send",
        )
        assert not scene.sender.sent
        again = ORDER | {"messageId": f"sprig-tui-replay-of-2-{scene.clock.ms}"}
        await scene.receive(again)
        scene.clock.ms -= 1000
        await pilot.press("y")
        await wait_for_text(pilot, "#3 is the replay of #2: filtered", "replay of #2")
        assert list(scene.sender.sent) == [again]
        await pilot.press("y")
        await wait_until(pilot, lambda: "sprig-tui-replay-of-2" in scene.app.clipboard)


async def test_with_its_own_id_it_is_said_to_be_only_counted(scene: Terminal) -> None:
    scene.sender._answer = stored_by(scene, 2)
    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        scene.app.push_screen(EventScreen(2))
        await wait_for_text(pilot, "#2", "STEPS")
        await pilot.press("R")
        await wait_for_text(pilot, "i keeps m-2")
        await pilot.press("i")
        await wait_for_text(
            pilot,
            "messageId: m-2, as it stands",
            "only be counted as a repeat",
            "duplicate",
            "makes no row of its own",
        )
        await pilot.press("i")
        await wait_for_no_text(pilot, "only be counted")
        assert "becomes a row of its own" in screen_text(scene.app.screen)
        await pilot.press("i")
        await wait_for_text(pilot, "only be counted")
        await scene.receive(ORDER)
        await pilot.press("s")
        await wait_for_text(pilot, "Counted as a repeat of #2, seen 2 times now.")
        assert list(scene.sender.sent) == [ORDER]
        assert isinstance(scene.app.screen, EventScreen)


async def test_it_is_edited_until_it_can_be_sent_and_the_text_is_kept(scene: Terminal) -> None:
    """Where it is no JSON the place is named."""
    drafts: Iterator[Callable[[str], str]] = iter(
        [
            lambda text: text.replace('"Order Completed",', '"Signed Up"'),
            lambda text: text.replace('"Signed Up"', '"Signed Up",'),
            lambda text: text.replace("u_1", "u_9"),
        ]
    )
    scene.editor.change = lambda text: next(drafts)(text)
    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        scene.app.push_screen(EventScreen(2))
        await wait_for_text(pilot, "#2", "STEPS")
        await pilot.press("E")
        await wait_for_text(pilot, "It is not JSON: line 4, column 3", "Your text is kept")
        await pilot.press("y")
        await wait_for_text(pilot, "again, as edited?", "forwarded: event", "Dry run: it is shown")
        await pilot.press("e")
        await wait_for_text(pilot, "filtered: unknown user")
        await pilot.press("s")
        await wait_for_text(pilot, "Sent. The log does not show it yet")
        (sent,) = scene.sender.sent
        assert (sent["event"], sent["userId"]) == ("Signed Up", "u_9")
        assert replayed_row(str(sent["messageId"])) == 2
        assert '"Signed Up"\n' in scene.editor.edited[1]


async def test_a_messageid_of_the_operator_s_own_is_kept(scene: Terminal) -> None:
    scene.editor.change = lambda text: text.replace("m-2", "mine")
    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        scene.app.push_screen(EventScreen(2))
        await wait_for_text(pilot, "#2", "STEPS")
        await pilot.press("E")
        await wait_for_text(pilot, "messageId: mine, as it stands")
        await pilot.press("enter")
        await wait_until(pilot, lambda: scene.sender.sent)
        assert scene.sender.sent[0]["messageId"] == "mine"


async def test_nothing_is_sent_that_was_not_wanted(scene: Terminal) -> None:
    """A look in the editor, a refusal, a text that is dropped, a terminal without an editor."""
    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        scene.app.push_screen(EventScreen(2))
        await wait_for_text(pilot, "#2", "STEPS")
        await pilot.press("E")
        await wait_for_text(pilot, "Nothing was changed, so nothing is sent.")
        await pilot.press("R")
        await wait_for_text(pilot, "through the listener again")
        await pilot.press("escape")
        await wait_for_no_text(pilot, "through the listener again")
        scene.editor.change = lambda _text: "[]"
        await pilot.press("E")
        await wait_for_text(pilot, "An event is a JSON object")
        await pilot.press("n")
        await wait_for_no_text(pilot, "An event is a JSON object")
        scene.editor.missing = "no editor could be run; set $EDITOR to the editor that you use"
        await pilot.press("E")
        await wait_for_text(pilot, "set $EDITOR to the editor that you use")
        await pilot.press("R")
        await wait_for_text(pilot, "through the listener again")
        await pilot.press("e")
        await wait_for_text(pilot, "set $EDITOR", "through the listener again")
        await pilot.press("escape")
        assert not scene.sender.sent


async def test_a_terminal_that_cannot_be_left_says_so(terminal: Callable[..., Terminal]) -> None:
    made = terminal(CONFIG)
    await made.receive(IDENTIFY)
    async with made.app.run_test(size=(80, 24), notifications=True) as pilot:
        made.app.push_screen(EventScreen(1))
        await wait_for_text(pilot, "#1", "STEPS")
        await pilot.press("E")
        await wait_for_text(pilot, NO_SUSPEND[:40])
        assert not made.editor.edited


async def test_what_goes_wrong_is_told(scene: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody listens, it is refused, the log cannot be read."""

    async def no_log(_user_id: str) -> bool:
        raise StoreUnavailableError("the log is busy")

    async def no_rows(_event: object) -> None:
        raise StoreUnavailableError("the log is locked")

    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        scene.app.push_screen(EventScreen(2))
        await wait_for_text(pilot, "#2", "STEPS")
        for name, value, words in (
            ("unreachable", "nobody answers", "nobody answers"),
            ("unreachable", "", "Sent."),
            ("status", 401, "The listener answered 401"),
            ("send", no_rows, "the log is locked"),
        ):
            monkeypatch.setattr(scene.sender, name, value)
            await pilot.press("R")
            await wait_for_text(pilot, "through the listener again")
            await pilot.press("s")
            await wait_for_text(pilot, words)
        monkeypatch.setattr(scene.log, "is_known", no_log)
        await pilot.press("R")
        await wait_for_text(pilot, "the log is busy")


async def test_what_is_no_event_can_be_mended(scene: Terminal) -> None:
    """Its own text is what is edited."""
    await scene.receive(b'{"type": "track", "event": "A\x1b[2J')
    fresh = json.dumps(IDENTIFY | {"messageId": "m-9"})
    scene.editor.change = lambda text: fresh if "event" in text else None
    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        scene.app.push_screen(EventScreen(3))
        await wait_for_text(pilot, "#3", "STEPS")
        await pilot.press("R")
        await wait_for_text(pilot, "It is not JSON", "Edit again")
        assert "\x1b" not in screen_text(scene.app.screen)
        await pilot.press("y")
        await wait_for_text(pilot, "as edited?", "forwarded: identify")
        await pilot.press("escape")
