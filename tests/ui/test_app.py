"""The composed application."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from textual.widgets import Input

from sprig_tui.domain.themes import ThemeSpec
from sprig_tui.ui.app import SprigApp
from sprig_tui.ui.modals.column_choice import ColumnChoice
from sprig_tui.ui.modals.help import HelpModal
from sprig_tui.ui.screens.live import LiveScreen
from sprig_tui.ui.tabs import TABS
from sprig_tui.ui.widgets.row_list import RowList
from tests.fakes.engine import FixedThemes
from tests.log_rows import new_row
from tests.screen import screen_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal


async def test_every_tab_has_its_key_and_its_screen(terminal: Callable[..., Terminal]) -> None:
    """Live comes first, and there and back again."""
    scene = terminal()
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "[1 Live]")
        assert isinstance(scene.app.screen, LiveScreen)
        for tab in (*TABS, TABS[0]):
            await pilot.press(tab.key)
            await wait_for_text(pilot, f"[{tab.key} {tab.title}]")
            assert scene.app.current_mode == tab.mode


async def test_q_leaves(terminal: Callable[..., Terminal]) -> None:
    """With exit code 0."""
    scene = terminal()
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "LISTENING")
        await pilot.press("q")
        await wait_until(pilot, lambda: not scene.app.is_running)
    assert not scene.app.return_code


async def test_the_theme_follows_the_config(terminal: Callable[..., Terminal]) -> None:
    """While the program runs; a name that nobody knows is told."""
    scene = terminal('[ui]\ntheme = "sprig-light"')
    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        assert scene.app.theme == "sprig-light"
        scene.config.edit_by_hand('[ui]\ntheme = "sprig-high-contrast"')
        await wait_until(pilot, lambda: scene.app.theme == "sprig-high-contrast")
        scene.config.edit_by_hand('[ui]\ntheme = "[b]mauve"')
        await wait_for_text(pilot, "There is no theme '[b]mauve'")
        assert scene.app.theme == "sprig-dark"


async def test_themes_that_cannot_be_used_are_told(terminal: Callable[..., Terminal]) -> None:
    """One sentence each, and the program goes on with what it has."""
    odd = ThemeSpec("odd", dark=True, colors={"primary": "ansi_mauve"})
    themes = FixedThemes([odd], ["Theme file x.toml is not used: it is not TOML."])
    app = SprigApp(replace(terminal().context, themes=themes))
    async with app.run_test(size=(100, 36), notifications=True) as pilot:
        await wait_for_text(
            pilot, "x.toml is not used", "Theme odd is not used", "There is no theme"
        )
        assert app.theme == "textual-dark"


async def test_the_palette_has_screens_themes_and_keys(terminal: Callable[..., Terminal]) -> None:
    """By colon, and each does what its key does."""
    scene = terminal()
    async with scene.app.run_test(size=(100, 36)) as pilot:
        await wait_for_text(pilot, "LISTENING")
        await pilot.press("colon")
        await wait_for_text(pilot, "Compare destinations", "Live", "Mappings", "Keys")
        await pilot.press(*"mappings", "enter")
        await wait_until(pilot, lambda: scene.app.current_mode == "mappings")
        names = [command.title for command in scene.app.get_system_commands(scene.app.screen)]
        others = [
            "Compare destinations",
            "Problems",
            "Theme for now",
            "Keys",
            "Key tester",
            "Doctor",
        ]
        assert {*(tab.title for tab in TABS), *others, "Quit"} <= set(names)
        assert len(set(names)) == len(names)


@pytest.mark.parametrize("theme", ["sprig-dark", "sprig-light", "sprig-high-contrast"])
async def test_without_colours_everything_is_still_told(
    terminal: Callable[..., Terminal], monkeypatch: pytest.MonkeyPatch, theme: str
) -> None:
    """NO_COLOR takes the colours away, not the words."""
    monkeypatch.setenv("NO_COLOR", "1")
    scene = terminal(f'[ui]\ntheme = "{theme}"')
    scene.log.writes.append(new_row(1))
    assert scene.app.no_color
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "● LISTENING", "· FILT", "DRY RUN", "[1 Live]", "▌")
        for strip in scene.app.screen._compositor.render_strips():
            for segment in strip.apply_filter(
                scene.app._filters[-1], scene.app.background_colors[1]
            ):
                color = segment.style.color if segment.style else None
                if color is not None and color.triplet is not None:
                    assert len(set(color.triplet)) == 1


@pytest.mark.parametrize("size", [(1, 1), (2, 3), (20, 6), (60, 16), (300, 100)])
async def test_any_window_size_is_survived(
    terminal: Callable[..., Terminal], size: tuple[int, int]
) -> None:
    """With events, with the set-up steps, and while it changes."""
    scene = terminal()
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "LISTENING")
        await pilot.resize_terminal(*size)
        for number in range(1, 30):
            scene.log.writes.append(new_row(number))
        await pilot.press("j", "k", "G", "g", "enter", "escape", "question_mark", "escape")
        await pilot.resize_terminal(80, 24)
        await wait_for_text(pilot, "received 29", "unmapped event")
        assert screen_text(scene.app.screen)


async def test_keys_that_come_at_once_are_typed_nowhere(terminal: Callable[..., Terminal]) -> None:
    """Whatever opens has its list in focus from the first moment, before any frame is drawn."""
    scene = terminal()
    app = scene.app
    async with app.run_test(size=(80, 24)) as pilot:
        for tab in (*TABS, TABS[0]):
            await app.switch_mode(tab.mode)
            assert app.screen.focused is not None
            assert not isinstance(app.screen.focused, Input)
        focused: list[object] = []
        for modal in (HelpModal(app.screen), ColumnChoice((), ())):
            modal.watch(modal, "focused", lambda one: focused.append(one), init=False)
            await app.push_screen(modal)
            await pilot.pause()
        assert any(isinstance(one, RowList) for one in focused)
        assert not any(isinstance(one, Input) for one in focused)
