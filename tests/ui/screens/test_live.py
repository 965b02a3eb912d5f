"""The Live screen: what an operator does there."""

from collections.abc import Callable

import pytest

from sprig_tui.domain.reasons import Reason
from sprig_tui.ui.modals.mapping_form import MappingForm
from sprig_tui.ui.screens.event import EventScreen
from sprig_tui.ui.screens.live import LiveScreen
from sprig_tui.ui.screens.mappings import MappingsScreen
from tests.log_rows import new_row
from tests.screen import screen_text, wait_for_no_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal

MAPPED = '[[triggered_events]]\nevent = "Signed Up"\n'
IDENTIFY = {"type": "identify", "userId": "u_1", "messageId": "m-1", "traits": {"plan": "pro"}}
MAPPED_TRACK = {"type": "track", "event": "Signed Up", "userId": "u_1", "messageId": "m-2"}
UNMAPPED = {"type": "track", "event": "Order Completed", "userId": "u_1", "messageId": "m-3"}
GROUP = {"type": "group", "groupId": "g", "userId": "u_1", "messageId": "m-4"}
NOBODY = {"type": "track", "event": "Signed Up", "messageId": "m-5"}
STRANGER = {"type": "track", "event": "Signed Up", "userId": "u_9", "messageId": "m-6"}
PAGE = {
    "type": "page",
    "userId": "u_1",
    "messageId": "m-7",
    "properties": {"url": "https://shop.example/pricing"},
}


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (160, 45)])
async def test_every_verdict_is_told(
    terminal: Callable[..., Terminal], size: tuple[int, int]
) -> None:
    """Glyph, word and reason of each, the newest on top, and books that add up."""
    scene = terminal(MAPPED)
    await scene.receive(IDENTIFY, MAPPED_TRACK, UNMAPPED, GROUP, NOBODY, STRANGER, PAGE)
    async with scene.app.run_test(size=size) as pilot:
        text = await wait_for_text(
            pilot,
            "received 7  =  ✓ forwarded 2  +  · filtered 4  +  ✗ rejected 1",
            "forwarded 2  =  dry run 2",
            "✓ FWD dry identify",
            "✓ FWD dry event #1",
            "· FILT    unmapped event",
            "· FILT    unsupported type",
            "· FILT    unknown user",
            "· FILT    unmapped page",
            "✗ REJ     no user or anony",
        )
        lines = [line for line in text.split("\n") if ":0" in line and "FILT " in line]
        assert "unmapped page" in lines[0]
        await pilot.press("j", "j", "j", "j")
        await wait_for_text(pilot, "filtered.unmapped_event", "a adds a triggered event")


async def test_repeats_are_counted_on_the_first_row(terminal: Callable[..., Terminal]) -> None:
    """And in the books."""
    scene = terminal()
    await scene.receive(IDENTIFY, IDENTIFY, IDENTIFY)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        text = await wait_for_text(pilot, "received 3", "plan ×3")  # noqa: RUF001
        assert text.count("identify") >= 1


async def test_enter_opens_an_event_and_back_stands_where_it_was_left(
    terminal: Callable[..., Terminal],
) -> None:
    """Next and previous in the event move the list too."""
    scene = terminal()
    await scene.receive(*({**UNMAPPED, "messageId": f"m-{n}"} for n in range(30)))
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "Order Completed")
        await pilot.press("j", "enter")
        await wait_until(pilot, lambda: isinstance(scene.app.screen, EventScreen))
        await wait_for_text(pilot, "#29", "STEPS")
        await pilot.press("j", "j")
        await wait_for_text(pilot, "#27")
        await pilot.press("escape")
        live = scene.app.screen
        assert isinstance(live, LiveScreen)
        await wait_until(pilot, lambda: live.table.view.selected is not None)
        selected = live.table.view.selected
        assert selected is not None
        assert selected.id == 27


async def test_a_maps_what_no_mapping_matches(terminal: Callable[..., Terminal]) -> None:
    """The form of Mappings opens filled in; for anything else the key is not offered."""
    scene = terminal()
    await scene.receive(UNMAPPED, GROUP)
    async with scene.app.run_test(size=(100, 36), notifications=True) as pilot:
        await wait_for_text(pilot, "filtered.unsupported_type")
        await wait_for_no_text(pilot, "a Map")
        await pilot.press("a")
        assert isinstance(scene.app.screen, LiveScreen)
        await pilot.press("j")
        await wait_for_text(pilot, "a Map")
        await pilot.press("a")
        await wait_for_text(pilot, "Order Completed")
        await wait_until(pilot, lambda: scene.app.current_mode == "mappings")
        assert any(isinstance(screen, MappingsScreen) for screen in scene.app.screen_stack)


@pytest.mark.parametrize("key", ["ctrl+s", "escape"])
async def test_after_the_form_the_operator_is_back_in_the_list(
    terminal: Callable[..., Terminal], key: str
) -> None:
    """Saved or not; `t` works at once."""
    scene = terminal()
    await scene.receive(UNMAPPED)
    async with scene.app.run_test(size=(100, 36), notifications=True) as pilot:
        await wait_for_text(pilot, "unmapped event")
        await pilot.press("a")
        await wait_until(pilot, lambda: isinstance(scene.app.screen, MappingForm))
        await pilot.press(key)
        if key == "ctrl+s":
            await wait_for_text(pilot, "enter save")
            await wait_until(pilot, lambda: not isinstance(scene.app.screen, MappingForm))
            await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(scene.app.screen, LiveScreen))
        if key == "ctrl+s":
            await wait_for_text(pilot, "Saved: #1 Order Completed")
        assert len(scene.app.snapshot.config.triggered_events) == (key == "ctrl+s")
        await pilot.press("t")
        await wait_until(pilot, lambda: len(scene.sender.sent) == 2)


async def test_u_makes_a_user_known_after_a_question(terminal: Callable[..., Terminal]) -> None:
    """Only where that is what filtered the event."""
    scene = terminal(MAPPED)
    await scene.receive(IDENTIFY, STRANGER)
    async with scene.app.run_test(size=(100, 36), notifications=True) as pilot:
        await wait_for_text(pilot, "unknown user")
        await pilot.press("u")
        await wait_for_text(pilot, "Make the user u_9 known?")
        await pilot.press("n")
        await wait_for_no_text(pilot, "Make the user")
        assert scene.engine.known == []
        await pilot.press("u")
        await wait_for_text(pilot, "Make the user u_9 known?")
        await pilot.press("y")
        await wait_for_text(pilot, "The user u_9 is known now")
        assert scene.engine.known == ["u_9"]
        scene.engine.unreachable = "no engine answers"
        await pilot.press("u")
        await wait_for_text(pilot, "Make the user u_9 known?")
        await pilot.press("y")
        await wait_for_no_text(pilot, "Make the user")
        assert "u Know" in screen_text(scene.app.screen)
        await pilot.press("j")
        await wait_for_no_text(pilot, "u Know")
        await pilot.press("u")
        assert isinstance(scene.app.screen, LiveScreen)


async def test_what_to_do_is_seen_on_a_small_screen(terminal: Callable[..., Terminal]) -> None:
    """Though the sentence fills the panel; the footer has the key."""
    scene = terminal(MAPPED)
    await scene.receive(STRANGER)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "> u makes the user known", "The user was not", "u Know")


async def test_t_sends_a_test_event(terminal: Callable[..., Terminal]) -> None:
    """From the set-up steps too; what became of it is told."""
    scene = terminal()
    async with scene.app.run_test(size=(100, 36), notifications=True) as pilot:
        await wait_for_text(pilot, "No event has arrived yet")
        await pilot.press("t")
        await wait_for_text(pilot, "Test: identify taken", "track taken")
        assert len(scene.sender.sent) == 2
        scene.sender.unreachable = "no engine answers at 127.0.0.1:8765"
        await pilot.press("t")
        await wait_for_text(pilot, "Not sent", "no engine answers at 127.0.0.1:8765")


async def test_what_became_of_a_test_event_covers_no_why(
    terminal: Callable[..., Terminal],
) -> None:
    """The toast stands above the panel, on a small screen too."""
    scene = terminal()
    await scene.receive(UNMAPPED)
    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        await wait_for_text(pilot, "unmapped event")
        await pilot.press("t")
        text = await wait_for_text(pilot, "Test: identify taken", "track taken", "filtered.unmapp")
        lines = text.split("\n")
        toast = next(place for place, line in enumerate(lines) if "track taken" in line)
        why = next(place for place, line in enumerate(lines) if "filtered.unmapp" in line)
        assert toast < why


async def test_y_copies_the_payload(terminal: Callable[..., Terminal]) -> None:
    """Without its write key, and says so."""
    scene = terminal()
    await scene.receive({**UNMAPPED, "writeKey": "wk-canary-1"})
    async with scene.app.run_test(size=(100, 36), notifications=True) as pilot:
        await wait_for_text(pilot, "Order Completed")
        await pilot.press("y")
        await wait_for_text(pilot, "Copied the payload", "OSC 52")
        assert '"Order Completed"' in scene.app.clipboard
        assert "canary" not in scene.app.clipboard
        scene.log.writes.remove(1)
        await pilot.press("y")
        await wait_for_text(pilot, "There is no event to copy")


async def test_what_came_while_another_screen_was_shown_is_there(
    terminal: Callable[..., Terminal],
) -> None:
    """The list catches up when it is shown again."""
    scene = terminal()
    scene.log.writes.append(new_row(1))
    async with scene.app.run_test(size=(100, 36)) as pilot:
        await wait_for_text(pilot, "received 1 ")
        await pilot.press("2")
        await wait_until(pilot, lambda: scene.app.current_mode == "mappings")
        for number in range(2, 10):
            scene.log.writes.append(new_row(number, Reason.IDENTIFY, name=None, type="identify"))
        await pilot.press("1")
        await wait_for_text(pilot, "received 9", "identify")


async def test_a_store_that_cannot_be_read_leaves_the_screen_as_it_is(
    terminal: Callable[..., Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is shown again as soon as it can."""
    from sprig_tui.ports import StoreUnavailableError

    scene = terminal()
    scene.log.writes.append(new_row(1))
    async with scene.app.run_test(size=(100, 36)) as pilot:
        await wait_for_text(pilot, "received 1 ")
        books = scene.log.books

        async def broken() -> None:
            raise StoreUnavailableError("the store is locked")

        monkeypatch.setattr(scene.log, "books", broken)
        scene.log.writes.append(new_row(2, name="Second"))
        await wait_for_text(pilot, "Second")
        assert "received 1 " in screen_text(scene.app.screen)
        monkeypatch.setattr(scene.log, "books", books)
        scene.log.writes.append(new_row(3))
        await wait_for_text(pilot, "received 3 ")


@pytest.mark.parametrize("paused", [False, True])
async def test_every_key_of_the_footer_is_seen_at_80_columns(
    terminal: Callable[..., Terminal], paused: bool
) -> None:
    """With the key that makes a user known, and while the list is held."""
    scene = terminal(MAPPED)
    await scene.receive(IDENTIFY, STRANGER)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "u Know")
        if paused:
            await pilot.press("p")
            await wait_for_text(pilot, "p Resume", "F Follow")
        await wait_for_text(pilot, "q Quit", "m Mode", "? Help", "u Know")


async def test_the_set_up_offers_the_way_back_and_what_the_step_has(
    terminal: Callable[..., Terminal],
) -> None:
    """And not the key that opened it."""
    scene = terminal()
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "No event has arrived yet", "x Skip")
        assert "esc Back" not in screen_text(scene.app.screen)
        await scene.receive(UNMAPPED)
        await wait_for_text(pilot, "unmapped event")
        await pilot.press("s")
        text = await wait_for_text(pilot, "esc Back", "x Skip", "q Quit")
        assert "s Set-up" not in text
        await pilot.press("escape")
        await wait_for_text(pilot, "unmapped event")


@pytest.mark.parametrize("size", [(40, 10), (59, 24), (80, 15)])
async def test_a_small_window_has_one_list_and_one_line_of_status(
    terminal: Callable[..., Terminal], size: tuple[int, int]
) -> None:
    """The filter's line comes when it has something to tell, and goes."""
    scene = terminal()
    await scene.receive(*({**UNMAPPED, "messageId": f"m-{n}"} for n in range(30)))
    async with scene.app.run_test(size=size) as pilot:
        text = await wait_for_text(pilot, "DRY RUN", "Order Completed", "FILT", "q Quit")
        for gone in ("received", "2 Mappings", "filtered.unmapped_event", "/ filter"):
            assert gone not in text
        assert text.count("Order Completed") >= size[1] - 4
        await pilot.press("p")
        await wait_for_text(pilot, "PAUSED")
        await pilot.press("F")
        await wait_for_no_text(pilot, "/ filter")
        await pilot.press("slash", *"nothing")
        await wait_for_text(pilot, "/ nothing", "No event matches")
        await pilot.press("escape")
        await wait_for_no_text(pilot, "/ filter")


async def test_a_toast_covers_neither_the_selected_row_nor_the_keys(
    terminal: Callable[..., Terminal],
) -> None:
    """It stands over the other half of the list."""
    scene = terminal()
    await scene.receive(*({**UNMAPPED, "messageId": f"m-{n}"} for n in range(30)))
    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        await wait_for_text(pilot, "Order Completed")
        live = scene.app.screen
        assert isinstance(live, LiveScreen)
        for moves in (0, live.table.view.height - 1):
            await pilot.press(*["j"] * moves, "y")
            text = await wait_for_text(pilot, "Copied the payload", "q Quit", "▌1", "unmapped")
            lines = text.split("\n")
            toast = next(n for n, line in enumerate(lines) if "Copied the payload" in line)
            cursor = next(n for n, line in enumerate(lines) if line.startswith("▌1"))
            assert (toast > cursor) is (moves == 0)
            live.app.drop_news()
            await wait_for_no_text(pilot, "Copied the payload")
