"""The form of a setting that is typed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from sprig_tui.domain.config_edits import ConfigError, ConfigProblem, ConfigSnapshot
from sprig_tui.services.settings_edits import SettingsEdits, find_setting
from sprig_tui.ui.modals.setting_form import SettingForm
from tests.screen import screen_text, wait_for_no_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal
from tests.ui.screens.test_mapping_lists import OnMappings

CANARY = "sk_canary_0123456789"
CONFIG = f"""\
# ours
[listener]
port = 8765  # the usual
write_keys = ["wk_one_00000000"]

[destination.api_keys]
development = "{CANARY}"
"""


@asynccontextmanager
async def form(terminal: Terminal, key: str) -> AsyncIterator[Pilot[None]]:
    """The app with the form of a setting open."""
    setting = find_setting(key)
    assert setting is not None
    app = OnMappings(terminal.context)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "Seen, not mapped")
        app.push_screen(SettingForm(SettingsEdits(terminal.config), setting, app.snapshot))
        await wait_for_text(pilot, key, "Now:", "enter save   esc cancel")
        yield pilot


async def test_a_number_is_judged_while_it_is_typed_and_saved_with_its_comment() -> None:
    """The rest of the file stays as it is."""
    terminal = Terminal(CONFIG)
    async with form(terminal, "listener.port") as pilot:
        await pilot.press("x")
        await wait_for_text(pilot, "must be a whole number")
        await pilot.press("enter")
        assert terminal.config.text == CONFIG
        await pilot.press("backspace", "backspace", "6", "enter")
        await wait_for_no_text(pilot, "enter save")
        assert terminal.config.text == CONFIG.replace("8765", "8766")


async def test_escape_saves_nothing() -> None:
    """Whatever was typed."""
    terminal = Terminal(CONFIG)
    async with form(terminal, "listener.port") as pilot:
        await pilot.press("1", "escape")
        await wait_for_no_text(pilot, "enter save")
        assert terminal.config.text == CONFIG


async def test_a_secret_is_never_on_the_screen() -> None:
    """Neither the present one nor the typed one; only the last four of what is set."""
    terminal = Terminal(CONFIG)
    async with form(terminal, "destination.api_keys.development") as pilot:
        await wait_for_text(pilot, "Now: ••••••••6789", "typed unseen")
        assert pilot.app.screen.query_one(Input).value == ""
        await pilot.press(*"sk_fresh_abcdefgh")
        await wait_for_text(pilot, "•" * 17)
        text = screen_text(pilot.app.screen)
        assert "fresh" not in text
        assert "canary" not in text
        await pilot.press("enter")
        await wait_for_no_text(pilot, "enter save")
        assert 'development = "sk_fresh_abcdefgh"' in terminal.config.text


async def test_no_secret_is_saved_by_an_empty_field() -> None:
    """Enter on a form that was opened by mistake does not clear a key."""
    terminal = Terminal(CONFIG)
    async with form(terminal, "destination.api_keys.development") as pilot:
        await pilot.press("enter")
        await wait_for_text(pilot, "nothing is typed")
        await pilot.press("a", "space", "b")
        await wait_for_text(pilot, "a key has no spaces")
        await pilot.press("enter")
        assert terminal.config.text == CONFIG


async def test_write_keys_join_those_that_are_set() -> None:
    """Nobody has to type the others again."""
    terminal = Terminal(CONFIG)
    async with form(terminal, "listener.write_keys") as pilot:
        await wait_for_text(pilot, "they join those that are set")
        await pilot.press(*"wk_two,wk_three", "enter")
        await wait_for_no_text(pilot, "enter save")
        assert 'write_keys = ["wk_one_00000000", "wk_two", "wk_three"]' in terminal.config.text


async def test_a_list_is_typed_with_commas() -> None:
    """And its items are judged."""
    terminal = Terminal(CONFIG)
    async with form(terminal, "listener.allowed_hosts") as pilot:
        await pilot.press(*"https://x.example")
        await pilot.press("space")
        await pilot.press(*"a")
        await wait_for_text(pilot, "must be a host name")
        pilot.app.screen.query_one(Input).value = "a.example, b.example"
        await pilot.press("enter")
        await wait_for_no_text(pilot, "enter save")
        assert 'allowed_hosts = ["a.example", "b.example"]' in terminal.config.text


async def test_a_host_that_lets_others_in_needs_a_key() -> None:
    """Said here rather than when the engine refuses to start."""
    terminal = Terminal("")
    async with form(terminal, "listener.host") as pilot:
        pilot.app.screen.query_one(Input).value = "0.0.0.0"
        await wait_for_text(pilot, "lets other machines in")
        await pilot.press("enter")
        assert terminal.config.text == ""
    terminal = Terminal(CONFIG)
    async with form(terminal, "listener.host") as pilot:
        pilot.app.screen.query_one(Input).value = "0.0.0.0"
        await pilot.press("enter")
        await wait_for_no_text(pilot, "enter save")
        assert 'host = "0.0.0.0"' in terminal.config.text


async def test_a_key_of_the_terminal_is_set_and_taken_back() -> None:
    """One at a time, by the name of what it does."""
    terminal = Terminal(CONFIG)
    async with form(terminal, "ui.keys") as pilot:
        await pilot.press("equals_sign")
        await wait_for_text(pilot, "the name of a key comes first")
        pilot.app.screen.query_one(Input).value = "app.help = f2"
        await pilot.press("enter")
        await wait_for_no_text(pilot, "enter save")
        assert '"app.help" = "f2"' in terminal.config.text
    async with form(terminal, "ui.keys") as pilot:
        pilot.app.screen.query_one(Input).value = "app.help ="
        await pilot.press("enter")
        await wait_for_no_text(pilot, "enter save")
        assert "app.help" not in terminal.config.text


async def test_a_conflict_keeps_what_is_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Enter saves it into the file as it is now."""
    terminal = Terminal(CONFIG)
    async with form(terminal, "listener.port") as pilot:
        await pilot.press("backspace", "9")
        with monkeypatch.context() as patch:
            patch.setattr(terminal.config, "_announce", lambda: None)
            terminal.config.edit_by_hand("# by hand\n" + CONFIG)
        await pilot.press("enter")
        await wait_for_text(pilot, "not saved: the file changed meanwhile", "8769")
        await pilot.press("enter")
        await wait_for_no_text(pilot, "enter save")
        assert terminal.config.text == "# by hand\n" + CONFIG.replace("8765", "8769")


async def test_a_hand_edit_goes_under_the_open_form() -> None:
    """It is no conflict when it was seen."""
    terminal = Terminal(CONFIG)
    async with form(terminal, "listener.port") as pilot:
        terminal.config.edit_by_hand("# by hand\n" + CONFIG)
        await wait_until(
            pilot,
            lambda: pilot.app.screen._snapshot.text == terminal.config.text,  # type: ignore[attr-defined]
        )
        await pilot.press("backspace", "9", "enter")
        await wait_for_no_text(pilot, "enter save")
        assert terminal.config.text == "# by hand\n" + CONFIG.replace("8765", "8769")


@pytest.mark.parametrize("noticed", [True, False])
async def test_what_another_hand_set_is_overwritten_only_when_told(
    monkeypatch: pytest.MonkeyPatch, *, noticed: bool
) -> None:
    """Whether the file's change was seen before enter or by it; a third enter is not needed."""
    terminal = Terminal(CONFIG)
    theirs = CONFIG.replace("8765", "9000")
    async with form(terminal, "listener.port") as pilot:
        with monkeypatch.context() as patch:
            if not noticed:
                patch.setattr(terminal.config, "_announce", lambda: None)
            terminal.config.edit_by_hand(theirs)
        if noticed:
            await wait_for_text(pilot, "Now: 9000")
        await pilot.press("backspace", "9", "enter")
        await wait_for_text(pilot, "it was changed in the file meanwhile", "Now: 9000", "8769")
        assert terminal.config.text == theirs
        await pilot.press("enter")
        await wait_for_no_text(pilot, "enter save")
        assert terminal.config.text == CONFIG.replace("8765", "8769")


async def test_a_broken_file_is_said_and_the_form_stays() -> None:
    """Nothing typed is lost."""
    terminal = Terminal(CONFIG)
    async with form(terminal, "listener.port") as pilot:
        await pilot.press("backspace", "9")
        terminal.config.edit_by_hand("[broken")
        await pilot.press("enter")
        await wait_for_text(pilot, "the file changed, and cannot be used", "8769")


async def test_a_file_that_cannot_be_written_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the reason."""
    terminal = Terminal(CONFIG)
    problem = ConfigProblem("error", "no space left")

    async def refuse(text: str, base: ConfigSnapshot) -> ConfigSnapshot:
        raise ConfigError("/config/sprig.toml", (problem,))

    monkeypatch.setattr(terminal.config, "write", refuse)
    async with form(terminal, "listener.port") as pilot:
        await pilot.press("backspace", "9", "enter")
        await wait_for_text(pilot, "not saved: /config/sprig.toml: no space left")
