"""What the Settings screen changes."""

import difflib
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from sprig_tui.adapters.config.repository import FileConfigRepository
from sprig_tui.domain.config_edits import ConfigError, ConfigProblem, ConfigSnapshot
from sprig_tui.services.settings_edits import SETTINGS
from sprig_tui.ui.modals.confirm import ConfirmModal
from sprig_tui.ui.screens.setting_list import SettingList
from tests.screen import screen_text, wait_for_no_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal
from tests.ui.screens.test_mapping_lists import SIZES, with_config
from tests.ui.screens.test_setting_list import CONFIG, OnSettings


async def go_to(pilot: Pilot[None], key: str) -> None:
    """Put the cursor on a setting."""
    screen = pilot.app.screen
    assert isinstance(screen, SettingList)
    await wait_for_text(pilot, "COMES FROM")
    screen.rows.cursor = next(screen.place_of(one) for one in SETTINGS if one.key == key)
    await wait_for_text(pilot, f"{key}  ")


@pytest.mark.parametrize("size", SIZES)
async def test_a_switch_is_turned_by_enter(size: tuple[int, int]) -> None:
    """And back; each time the file is saved and that is said."""
    terminal = Terminal(CONFIG)
    async with OnSettings(terminal.context).run_test(size=size) as pilot:
        await go_to(pilot, "destination.auto_accept_events")
        await pilot.press("enter")
        await wait_for_text(pilot, "saved: auto_accept_events = true", "sprig.toml:5")
        assert "auto_accept_events = true" in terminal.config.text
        await pilot.press("e")
        await wait_for_text(pilot, "saved: auto_accept_events = false")


async def test_a_choice_is_chosen_from_a_list() -> None:
    """The present one again saves nothing."""
    terminal = Terminal(CONFIG)
    async with OnSettings(terminal.context).run_test(size=(80, 24)) as pilot:
        await go_to(pilot, "destination.kind")
        await pilot.press("enter")
        await wait_for_text(pilot, "> sprig ", "Sprig classic", "(now)", "enter choose")
        await pilot.press("j", "j", "enter")
        await wait_for_text(pilot, "saved: kind = gleap")
        assert 'kind = "gleap"' in terminal.config.text
        before = terminal.config.text
        await pilot.press("enter", "enter")
        await wait_for_no_text(pilot, "enter choose")
        await pilot.press("enter", "escape")
        await wait_for_no_text(pilot, "enter choose")
        assert terminal.config.text == before


@pytest.mark.parametrize(
    ("key", "keys", "question", "line"),
    [
        ("destination.mode", ("k",), "To    api.sprig.com", 'mode = "live"'),
        ("destination.environment", ("j",), "production", 'environment = "production"'),
    ],
)
async def test_what_could_hurt_is_asked_first(
    key: str, keys: tuple[str, ...], question: str, line: str
) -> None:
    """Enter alone says no."""
    terminal = Terminal(CONFIG)
    async with OnSettings(terminal.context).run_test(size=(80, 24)) as pilot:
        await go_to(pilot, key)
        await pilot.press("enter", *keys, "enter")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, ConfirmModal))
        await wait_for_text(pilot, question)
        await pilot.press("enter")
        await wait_until(pilot, lambda: not isinstance(pilot.app.screen, ConfirmModal))
        assert terminal.config.text == CONFIG
        await pilot.press("enter", *keys, "enter")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, ConfirmModal))
        await pilot.press("y")
        await wait_for_text(pilot, "saved: ")
        assert line in terminal.config.text


async def test_a_theme_is_seen_at_once_and_kept_when_it_is_chosen() -> None:
    """Escape brings the former one back."""
    terminal = Terminal(CONFIG)
    app = OnSettings(terminal.context)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "COMES FROM")
        await pilot.press("t")
        await wait_for_text(pilot, "ui.theme", "sprig-dark", "light")
        await pilot.press("j")
        await wait_until(pilot, lambda: app.theme == "sprig-dusk")
        await pilot.press("escape")
        await wait_until(pilot, lambda: app.theme == "sprig-dark")
        assert terminal.config.text == CONFIG
        await pilot.press("t", "j", "enter")
        await wait_for_text(pilot, "saved: theme = sprig-dusk")
        assert app.theme == "sprig-dusk"
        assert 'theme = "sprig-dusk"' in terminal.config.text


async def test_a_text_is_changed_in_a_form() -> None:
    """What the form saves is shown."""
    terminal = Terminal(CONFIG)
    async with OnSettings(terminal.context).run_test(size=(80, 24)) as pilot:
        await go_to(pilot, "store.keep_days")
        await pilot.press("enter")
        await wait_for_text(pilot, "Now: 14", "enter save")
        await pilot.press("backspace", "backspace", "7", "enter")
        await wait_for_text(pilot, "saved: keep_days")
        assert "keep_days = 7" in terminal.config.text
        await pilot.press("enter")
        await wait_for_text(pilot, "Now: 7")
        await pilot.press("escape")
        await wait_for_no_text(pilot, "Now: 7")


async def test_a_setting_goes_back_to_its_default() -> None:
    """Its line gets the default; one that is not there stays away."""
    terminal = Terminal(CONFIG)
    async with OnSettings(terminal.context).run_test(size=(80, 24)) as pilot:
        await go_to(pilot, "destination.mode")
        await pilot.press("X")
        await wait_for_text(pilot, "saved: mode is the default", "dry_run")
        assert 'mode = "dry_run"' in terminal.config.text
        await go_to(pilot, "destination.kind")
        await pilot.press("X")
        await wait_for_text(pilot, "kind is not in the file")


async def test_a_secret_is_cleared_only_when_that_is_confirmed() -> None:
    """Nobody can read it again here."""
    terminal = Terminal(CONFIG)
    async with OnSettings(terminal.context).run_test(size=(80, 24)) as pilot:
        await go_to(pilot, "destination.api_keys.development")
        await pilot.press("X")
        await wait_for_text(pilot, "Clear destination.api_keys.development?")
        await pilot.press("n")
        await wait_for_no_text(pilot, "Clear destination")
        assert terminal.config.text == CONFIG
        await pilot.press("X")
        await wait_for_text(pilot, "Clear destination.api_keys.development?")
        await pilot.press("y")
        await wait_for_text(pilot, "saved: development is the default")
        assert "canary" not in terminal.config.text


async def test_a_quick_edit_over_a_changed_file_goes_on_and_shows_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What others wrote elsewhere stays; where it is the same value the operator decides."""
    terminal = Terminal(CONFIG)
    app = OnSettings(terminal.context)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await go_to(pilot, "destination.auto_accept_events")
        by_hand = CONFIG.replace("hold", "dry_run")
        monkeypatch.setattr(terminal.config, "_announce", lambda: None)
        terminal.config.edit_by_hand(by_hand)
        await pilot.press("enter")
        await wait_for_text(pilot, "saved: auto_accept_events = true", "dry_run")
        by_hand = terminal.config.text.replace("dry_run", "live")
        terminal.config.edit_by_hand(by_hand)
        await go_to(pilot, "destination.mode")
        await pilot.press("enter", "j", "j", "enter")
        await wait_for_text(pilot, "destination.mode  changed by both differently", "m keep mine")
        await pilot.press("escape")
        await wait_for_text(pilot, "the file stays as it is", " live ")
        assert terminal.config.text == by_hand
        await pilot.press("X")
        await wait_for_text(pilot, "saved: mode is the default")


async def test_a_broken_file_is_not_written() -> None:
    """Its error is said, for a switch as for a choice."""
    terminal = Terminal(CONFIG)
    app = OnSettings(terminal.context)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await go_to(pilot, "destination.auto_accept_events")
        terminal.config.edit_by_hand("[broken")
        await pilot.press("enter")
        await wait_for_text(pilot, "Not saved", "hold")
        assert terminal.config.text == "[broken"


async def test_a_value_that_cannot_be_saved_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """The file's writer has the last word."""
    terminal = Terminal(CONFIG)
    app = OnSettings(terminal.context)
    problem = ConfigProblem("error", "no space left")

    async def refuse(text: str, base: ConfigSnapshot) -> ConfigSnapshot:
        raise ConfigError("/config/sprig.toml", (problem,))

    monkeypatch.setattr(terminal.config, "write", refuse)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await go_to(pilot, "destination.auto_accept_events")
        await pilot.press("enter")
        await wait_for_text(pilot, "Not saved", "sprig.toml:")
        assert "saved: auto" not in screen_text(pilot.app.screen)


async def test_only_the_edited_lines_of_a_real_file_differ(folder: Path) -> None:
    """Comments, order and unknown keys stay where they are."""
    path = folder / "sprig.toml"
    text = "# ours\n" + CONFIG.replace('"hold"', '"hold"  # for now')
    path.write_text(text)
    path.chmod(0o600)
    config = FileConfigRepository(path)
    context = with_config(Terminal().context, config, await config.load())
    async with OnSettings(context).run_test(size=(80, 24)) as pilot:
        await go_to(pilot, "destination.mode")
        await pilot.press("enter", "k", "k", "enter")
        await wait_for_text(pilot, "saved: mode = dry_run")
        before, after = text.splitlines(), path.read_text().splitlines()
        changed = [line for line in difflib.ndiff(before, after) if line[0] in "+-"]
        assert changed == ['- mode = "hold"  # for now', '+ mode = "dry_run"  # for now']
        assert path.stat().st_mode & 0o777 == 0o600


async def test_the_last_change_is_undone() -> None:
    """The former text comes back, and what could hurt is asked first."""
    terminal = Terminal(CONFIG.replace("hold", "live"))
    before = terminal.config.text
    async with OnSettings(terminal.context).run_test(size=(80, 24), notifications=True) as pilot:
        await go_to(pilot, "destination.mode")
        await pilot.press("u")
        await wait_for_text(pilot, "nothing to undo")
        await pilot.press("X")
        await wait_for_text(pilot, "saved: mode is the default")
        await pilot.press("u")
        await wait_for_text(pilot, "Go live?")
        await pilot.press("n")
        await wait_for_no_text(pilot, "Go live?")
        assert terminal.config.text != before
        await pilot.press("u")
        await wait_for_text(pilot, "Go live?")
        await pilot.press("y")
        await wait_for_text(pilot, "undone: destination.mode is the d")
        assert terminal.config.text == before


async def test_one_history_whichever_screen_an_edit_is_made_or_undone_on(
    terminal: Callable[..., Terminal],
) -> None:
    """A setting is undone on Mappings, a mapping on Settings; what others wrote stays."""
    scene = terminal('[destination]\nmode = "hold"\n[[triggered_events]]\nevent = "A"\n')
    before = scene.config.text
    async with scene.app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2")
        await wait_for_text(pilot, "[Triggered events 1]")
        await pilot.press("space")
        await wait_for_text(pilot, "saved: #1 is off")
        await pilot.press("5")
        await go_to(pilot, "destination.auto_accept_events")
        await pilot.press("enter")
        await wait_for_text(pilot, "saved: auto_accept_events = true")
        scene.config.edit_by_hand("# by hand\n" + scene.config.text)
        await pilot.press("2", "u")
        await wait_for_text(pilot, "undone: destination.auto_accept_events = true (1 more)")
        await pilot.press("5", "u")
        await wait_for_text(pilot, "undone: event #1 switched off")
        await wait_until(pilot, lambda: scene.config.text == "# by hand\n" + before)
        await pilot.press("ctrl+r")
        await wait_for_text(pilot, "done again: event #1 switched off (1 more)")
        await pilot.press("2")
        await wait_for_text(pilot, "off")


async def test_fast_undos_each_take_back_one_edit() -> None:
    """Keys that come faster than the file is written count in their order."""
    terminal = Terminal(CONFIG)
    before = terminal.config.text
    async with OnSettings(terminal.context).run_test(size=(120, 36)) as pilot:
        await go_to(pilot, "destination.auto_accept_events")
        await pilot.press("enter")
        await wait_for_text(pilot, "saved: auto_accept_events = true")
        await pilot.press("enter")
        await wait_for_text(pilot, "saved: auto_accept_events = false")
        await pilot.press("u", "u", "u")
        await wait_for_text(pilot, "nothing to undo")
        assert terminal.config.text == before


async def test_going_live_without_a_key_is_refused_with_what_to_do() -> None:
    """Nothing is asked, and nothing saved."""
    terminal = Terminal('[destination]\nmode = "hold"\n')
    async with OnSettings(terminal.context).run_test(size=(80, 24), notifications=True) as pilot:
        await go_to(pilot, "destination.mode")
        await pilot.press("enter", "k", "enter")
        await wait_for_text(pilot, "Not live", "NO KEY.", "set one")
        assert 'mode = "hold"' in terminal.config.text


async def test_a_filter_offers_no_change() -> None:
    """Nor does a problem of the file; only a setting can be changed here."""
    terminal = Terminal('verion = 1\n[[filters]]\nif = \'type = "track"\'\naction = "drop_event"\n')
    async with OnSettings(terminal.context).run_test(size=(80, 24)) as pilot:
        await go_to(pilot, "destination.kind")
        await wait_for_text(pilot, "enter Change", "X Default")
        await pilot.press("G")
        await wait_for_no_text(pilot, "enter Change")
        await wait_for_no_text(pilot, "X Default")
        await pilot.press("g")
        await wait_for_text(pilot, "verion")
        await wait_for_no_text(pilot, "enter Change")


async def test_what_was_done_is_forgotten_and_hides_no_warnings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """After a while, and at once when the file changes by another hand."""
    terminal = Terminal("verion = 1\n")
    async with OnSettings(terminal.context).run_test(size=(80, 24)) as pilot:
        await go_to(pilot, "destination.kind")
        await pilot.press("u")
        await wait_for_text(pilot, "1 warning   ", "nothing to undo")
        terminal.config.edit_by_hand("verion = 2\n")
        await wait_for_no_text(pilot, "nothing to undo")
        monkeypatch.setattr("sprig_tui.ui.screens.setting_list.SAID_S", 0.05)
        await pilot.press("u")
        await pilot.press("u")
        await wait_for_no_text(pilot, "nothing to undo")
