"""What the Mappings screen shows."""

import inspect
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Input

from sprig_tui.domain.config_edits import ConfigSnapshot
from sprig_tui.domain.log import MappingHits, MappingKey
from sprig_tui.ports import ConfigRepository, LogTransaction, StoreUnavailableError
from sprig_tui.ui.app import SprigApp
from sprig_tui.ui.context import TerminalContext
from sprig_tui.ui.screens.mapping_lists import MappingLists
from sprig_tui.ui.widgets.mapping_pane import MappingPane
from tests.screen import screen_text, wait_for_no_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal

CONFIG = """\
[[triggered_events]]
event = "Signed Up"
note = "start of the funnel"

[[triggered_events]]
event = "Cart Viewed"
enabled = false

[[triggered_events]]
event = "Signed Up"

[[page_urls]]
url = "https://shop.example/pricing"
match = "startsWith"
"""
SIZES = [(80, 24), (120, 36)]


class OnMappings(SprigApp):
    """The terminal, opened on the Mappings screen."""

    DEFAULT_MODE = "mappings"
    CSS_PATH = str(Path(inspect.getfile(SprigApp)).with_name("app.tcss"))


def with_config(
    context: TerminalContext, config: ConfigRepository, snapshot: ConfigSnapshot
) -> TerminalContext:
    """The context with another config file."""
    return replace(context, config=config, snapshot=snapshot)


def seen_requests(*names: str) -> Callable[[LogTransaction], None]:
    def work(tx: LogTransaction) -> None:
        for count, name in enumerate(names, 1):
            for _ in range(count):
                tx.note_request(name, at_ms=1_795_348_799_000)

    return work


@pytest.mark.parametrize("size", SIZES)
async def test_each_list_shows_what_file_and_log_know(size: tuple[int, int]) -> None:
    """State, number, pattern, match, Sprig event, hits and last time."""
    terminal = Terminal(CONFIG)
    key = MappingKey("triggered_events", "exactly", "Signed Up")
    await terminal.log.transact(lambda tx: tx.count_hit(key, at_ms=terminal.clock.ms - 2_000))
    await terminal.log.transact(seen_requests("Bought", "Played"))
    async with OnMappings(terminal.context).run_test(size=size) as pilot:
        text = await wait_for_text(pilot, "[Triggered events 3]", "Seen, not mapped 2", "2 s")
        first = next(line for line in text.splitlines() if "▌" in line)
        assert first.split()[:6] == ["▌", "✓", "on", "1", "Signed", "Up"]
        assert "· off" in text
        assert "✗ never" in text
        assert "start of the funnel" in text
        assert "sprig.toml:1" in text
        await pilot.press("l")
        await wait_for_text(pilot, "[Page URLs 1]", "startsWith", "pageview", "never")
        await pilot.press("tab", "tab")
        text = await wait_for_text(pilot, "[Seen, not mapped 2]", "Played", "Bought", "a adds")
        assert text.index("Played") < text.index("Bought")
        await pilot.press("h", "h", "shift+tab")
        await wait_for_text(pilot, "[Triggered events 3]")


async def test_a_search_that_is_closed_takes_no_keys() -> None:
    """As when keys come faster than the lists show for the first time, or after escape."""
    async with OnMappings(Terminal(CONFIG).context).run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "[Triggered events 3]")
        search = pilot.app.screen.query_one("#search", Input)
        search.focus()
        await pilot.press("j", "slash", "x", "escape")
        search.focus()
        await pilot.press("j")
        await wait_until(pilot, lambda: "▌ · off    2" in screen_text(pilot.app.screen))
        assert search.value == ""


async def test_the_note_has_a_column_in_a_wide_window() -> None:
    """It comes and goes with the window's width."""
    async with OnMappings(Terminal(CONFIG).context).run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "[Triggered events 3]")
        assert "NOTE" not in screen_text(pilot.app.screen)
        await pilot.resize_terminal(120, 36)
        await wait_for_text(pilot, "NOTE")
        await pilot.resize_terminal(80, 24)
        await wait_for_no_text(pilot, "NOTE")


async def test_a_hand_edit_shows_and_the_cursor_stays_on_its_mapping() -> None:
    """Though it has another number by then."""
    terminal = Terminal(CONFIG)
    async with OnMappings(terminal.context).run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "[Triggered events 3]")
        await pilot.press("j")
        terminal.config.edit_by_hand('[[triggered_events]]\nevent = "New"\n' + CONFIG)
        text = await wait_for_text(pilot, "[Triggered events 4]")
        assert "3 Cart Viewed" in next(line for line in text.splitlines() if "▌" in line)
        terminal.config.edit_by_hand("")
        await wait_for_text(pilot, "[Triggered events 0]", "No triggered event yet.", "a adds one")


async def test_a_search_narrows_all_lists_until_escape() -> None:
    """The words stay while one moves between the lists."""
    terminal = Terminal(CONFIG)
    await terminal.log.transact(seen_requests("Cart Emptied", "Bought"))
    async with OnMappings(terminal.context).run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "Seen, not mapped 2")
        await pilot.press("slash", *"cart", "enter")
        await wait_for_no_text(pilot, "Signed Up")
        await pilot.press("h")
        await wait_for_text(pilot, "[Seen, not mapped 2]", "Cart Emptied")
        assert "Bought" not in screen_text(pilot.app.screen)
        await pilot.press("l", "l")
        await wait_for_text(pilot, "No mapping holds “cart”")
        await pilot.press("escape")
        await wait_for_text(pilot, "https://shop.exam")


async def test_tab_leaves_the_search_line() -> None:
    """The list gets the keys again."""
    async with OnMappings(Terminal(CONFIG).context).run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "[Triggered events 3]")
        await pilot.press("slash", "x", "tab")
        screen = pilot.app.screen
        assert isinstance(screen, MappingLists)
        await wait_until(pilot, lambda: screen.pane.rows.has_focus)
        assert screen.tabs.active == 0


async def test_a_click_shows_a_list() -> None:
    """As its keys do."""
    async with OnMappings(Terminal(CONFIG).context).run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "[Triggered events 3]")
        await pilot.click("MappingTabs", offset=(30, 0))
        await wait_for_text(pilot, "[Page URLs 1]")


async def test_hits_follow_the_log() -> None:
    """New ones show without a key."""
    terminal = Terminal(CONFIG)
    key = MappingKey("triggered_events", "exactly", "Cart Viewed")
    async with OnMappings(terminal.context).run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "[Triggered events 3]")

        def hit(tx: LogTransaction) -> None:
            for _ in range(4321):
                tx.count_hit(key, at_ms=0)

        await terminal.log.transact(hit)
        await wait_for_text(pilot, "4,321")


async def test_a_log_that_cannot_be_read_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lists stay as they are."""
    terminal = Terminal(CONFIG)

    async def unreadable() -> dict[MappingKey, MappingHits]:
        raise StoreUnavailableError("the disk is gone")

    monkeypatch.setattr(terminal.log, "mapping_hits", unreadable)
    async with OnMappings(terminal.context).run_test(size=(120, 36)) as pilot:
        await wait_for_text(pilot, "the log was not read: the disk is gone", "Signed Up")


async def test_ten_thousand_mappings_build_no_widget_each() -> None:
    """And the last one is a key away."""
    config = "".join(f'[[triggered_events]]\nevent = "Event {n}"\n' for n in range(10_000))
    async with OnMappings(Terminal(config).context).run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "[Triggered events 10,000]", "Event 3")
        assert len(pilot.app.screen.query("*")) < 60
        await pilot.press("G")
        await wait_for_text(pilot, "10000 Event 9999", "sprig.toml:19999")
        pane = pilot.app.screen.query_one("#triggered_events", MappingPane)
        assert pane.selected is not None
        assert pane.selected.number == 10_000


async def test_ascii_glyphs_do_for_a_terminal_without_unicode() -> None:
    """State and cursor are still told apart."""
    terminal = Terminal(CONFIG, ascii_only=True)
    async with OnMappings(terminal.context).run_test(size=(80, 24)) as pilot:
        text = await wait_for_text(pilot, "+ on", "- off", "! never")
        assert any(line.startswith("> + on") for line in text.splitlines())
