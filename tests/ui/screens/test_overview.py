"""The Overview screen: what an operator reads and does there."""

from collections.abc import Callable

import pytest

from sprig_tui.domain.flow import DeliveryStatus, Flow
from sprig_tui.domain.flow_counts import BUCKET_MS
from sprig_tui.ui.screens.live import LiveScreen
from sprig_tui.ui.screens.overview import OverviewScreen
from tests import factories
from tests.screen import screen_text, wait_for_no_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal

EVENTS = (
    factories.identify(),
    factories.track("Order Completed", messageId="2"),
    factories.track("Order Completed", messageId="3"),
    factories.page("https://shop.example/docs", messageId="4"),
    b"{",
)


async def go_to(scene: Terminal, pilot: object, key: str) -> None:
    """The cursor on the item of that key."""
    screen = scene.app.screen
    assert isinstance(screen, OverviewScreen)
    for _ in range(60):
        if screen.board.selected and screen.board.selected.key == key:
            return
        await pilot.press("j")  # type: ignore[attr-defined]
    raise AssertionError(f"no item {key}\n{screen_text(screen)}")


async def test_an_empty_log_says_what_to_do_and_events_show_at_once(
    terminal: Callable[..., Terminal],
) -> None:
    """Flow and books follow the log."""
    scene = terminal()
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4")
        await wait_for_text(pilot, "[4 Overview]", "No event yet.")
        await scene.receive(*EVENTS[:2])
        await wait_for_text(
            pilot, "received 2 >", "filtered 1 >", "forwarded 1: dry run 1", "1 + 1 = 2"
        )


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (160, 45), (50, 14)])
@pytest.mark.parametrize("ascii_only", [False, True])
async def test_every_section_can_be_reached_at_every_size(
    terminal: Callable[..., Terminal], size: tuple[int, int], *, ascii_only: bool
) -> None:
    """By tab; with the ASCII set every character is one."""
    scene = terminal(ascii_only=ascii_only)
    await scene.receive(*EVENTS, source="node 1.0 ••ab12")
    scene.log.writes.note_audience("vip", "audience", "u", member=True, at_ms=scene.clock.ms)
    async with scene.app.run_test(size=size) as pilot:
        await pilot.press("4")
        await wait_for_text(pilot, "FLOW", "received")
        for words in ("NOT FORWARDED", "NOT MAPPED", "SENDERS", "AUDIENCES"):
            await pilot.press("tab")
            await wait_for_text(pilot, words)
        await wait_for_text(pilot, "vip", "USERS")
        drawn = screen_text(scene.app.screen)
        assert max(map(len, drawn.split("\n"))) <= size[0]


async def test_history_from_before_the_terminal_was_opened_is_drawn(
    terminal: Callable[..., Terminal],
) -> None:
    """`s` goes round the spans."""
    scene = terminal()
    await scene.receive(factories.track(messageId="1"))
    scene.clock.ms += 1_800_000
    await scene.receive(factories.track(messageId="2"))
    scene.clock.ms += 2 * BUCKET_MS
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4")
        for span, total in (("last 5 min", "1"), ("last 1 h", "2"), ("last 24 h", "2")):
            text = await wait_for_text(pilot, span)
            line = next(line for line in text.split("\n") if "received  " in line)
            assert line.replace("▌", " ").split()[-2] == total
            assert "█" in line
            await pilot.press("s")
        await wait_for_text(pilot, "last 5 min")


async def test_enter_on_a_reason_shows_its_events_in_live(
    terminal: Callable[..., Terminal],
) -> None:
    """Over a filter that was there before, and from a sender and a line of the flow too."""
    scene = terminal()
    await scene.receive(*EVENTS[:2], source="node 1.0 ••ab12")
    await scene.receive(*EVENTS[2:], source="web")
    async with scene.app.run_test(size=(100, 30)) as pilot:
        for key, query, only in (
            ("reason filtered.unmapped_event", "why:filtered.unmapped_event", "Order Completed"),
            ("source node 1.0 ••ab12", 'src:"node 1.0 ••ab12"', "identify"),
            ("flow rejected", "is:rejected", "REJ"),
        ):
            await pilot.press("4")
            await wait_for_text(pilot, "NOT FORWARDED", "SENDERS")
            await pilot.press("g")
            await go_to(scene, pilot, key)
            await pilot.press("enter")
            await wait_for_text(pilot, "[1 Live]", query, only)
            assert isinstance(scene.app.screen, LiveScreen)
            await wait_for_no_text(pilot, "shop.example/docs")
            await pilot.press("enter")
            await wait_for_text(pilot, "[Why]")


async def test_what_is_not_mapped_gets_its_form_by_a_and_by_enter(
    terminal: Callable[..., Terminal],
) -> None:
    """Elsewhere `a` does nothing and is not offered; closed, the form leads back."""
    scene = terminal()
    await scene.receive(*EVENTS)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4")
        await wait_for_text(pilot, "NOT MAPPED")
        assert " a Map " not in screen_text(scene.app.screen)
        await pilot.press("a")
        await go_to(scene, pilot, "seen triggered_events Order Completed")
        await wait_for_text(pilot, "a Map")
        for key in ("a", "enter"):
            await pilot.press(key)
            await wait_for_text(pilot, "Add a triggered event", "Order Completed")
            await pilot.press("escape")
            await wait_for_text(pilot, "[4 Overview]", "NOT MAPPED")


async def test_pages_that_are_listed_as_one_get_one_mapping_for_all(
    terminal: Callable[..., Terminal],
) -> None:
    """The form holds the pattern of the line, not the URL of one of its pages."""
    scene = terminal()
    for number in range(8):
        url = f"https://shop.example/orders/{number}0{number}7/receipt"
        page = {"type": "page", "userId": "u_1", "messageId": url, "properties": {"url": url}}
        await scene.receive(page)
    async with scene.app.run_test(size=(120, 36)) as pilot:
        await pilot.press("4")
        await wait_for_text(pilot, "NOT MAPPED", "orders/")
        screen = scene.app.screen
        assert isinstance(screen, OverviewScreen)
        (listed,) = [one.name for one in screen.overview.reading.seen]
        assert "0007" not in listed
        await go_to(scene, pilot, f"seen page_urls {listed}")
        await pilot.press("a")
        await wait_for_text(pilot, "Add a page URL", listed)
        assert "0007/receipt" in screen_text(scene.app.screen), "it is tried on one of them"


async def test_enter_on_an_audience_lists_its_members(terminal: Callable[..., Terminal]) -> None:
    scene = terminal()
    await scene.receive(*EVENTS)
    scene.log.writes.note_audience("vip", "audience", "u_77", member=True, at_ms=scene.clock.ms)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4")
        await wait_for_text(pilot, "NOT MAPPED")
        await go_to(scene, pilot, "audience audience vip")
        await pilot.press("enter")
        await wait_for_text(pilot, "1 in it", "u_77")


async def test_a_queue_that_only_grows_is_warned_of(terminal: Callable[..., Terminal]) -> None:
    """With the rates and what could be done."""
    scene = terminal()
    await scene.receive(*EVENTS)
    bucket = scene.clock.ms // BUCKET_MS
    for age in range(30):
        scene.log.writes.flow[bucket - age, "forwarded"] = 50
        scene.log.writes.flow[bucket - age, "delivered"] = 33
    scene.engine.delivery = DeliveryStatus(Flow.PACED, waiting=900, used=1_000, limit=1_000)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4")
        await wait_for_text(pilot, "The queue only grows: 5.0 events/s come", "never catches up.")


async def test_nothing_is_read_while_another_screen_is_shown(
    terminal: Callable[..., Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And coming back shows what came meanwhile."""
    scene = terminal()
    await scene.receive(*EVENTS[:2])
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4")
        await wait_for_text(pilot, "received 2 >")
        screen = scene.app.screen
        await pilot.press("2")
        await wait_for_text(pilot, "[2 Mappings]")
        reads: list[str] = []
        monkeypatch.setattr(screen, "_read", lambda: reads.append("read"))
        screen._tick()  # type: ignore[attr-defined]
        assert not reads
        monkeypatch.undo()
        await scene.receive(*EVENTS[2:])
        await pilot.press("4")
        await wait_for_text(pilot, "received 5 >")


async def test_a_store_that_cannot_be_read_leaves_what_was_shown(
    terminal: Callable[..., Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the screen goes on when it can be read again."""
    from sprig_tui.ports import StoreUnavailableError

    scene = terminal()
    await scene.receive(*EVENTS[:2])
    broken = True
    books = scene.log.books

    async def sometimes() -> object:
        if broken:
            raise StoreUnavailableError("gone")
        return await books()

    async with scene.app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4")
        await wait_for_text(pilot, "received 2 >")
        monkeypatch.setattr(scene.log, "books", sometimes)
        await scene.receive(*EVENTS[2:])
        await pilot.press("s")
        await wait_until(pilot, lambda: True)
        await wait_for_text(pilot, "received 2 >")
        broken = False
        await wait_for_text(pilot, "received 5 >")
