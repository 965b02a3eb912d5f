"""What the Settings screen shows."""

import inspect
from pathlib import Path

import pytest

from sprig_tui.adapters.config.reading import read_config
from sprig_tui.adapters.config.repository import FileConfigRepository
from sprig_tui.domain.secret import Secret
from sprig_tui.services.settings_edits import SETTINGS
from sprig_tui.ui.app import SprigApp
from tests.fakes.config import MemoryConfigRepository
from tests.screen import screen_text, wait_for_no_text, wait_for_text
from tests.ui.conftest import Terminal
from tests.ui.screens.test_mapping_lists import SIZES, with_config

CANARY = "sk_canary_0123456789"
CONFIG = f"""\
version = 1

[destination]
mode = "hold"

[destination.api_keys]
development = "{CANARY}"

[listener]
write_keys = ["wk_secret_part_1234"]
prot = 1
"""


class OnSettings(SprigApp):
    """The terminal, opened on the Settings screen."""

    DEFAULT_MODE = "settings"
    CSS_PATH = str(Path(inspect.getfile(SprigApp)).with_name("app.tcss"))


@pytest.mark.parametrize("size", [*SIZES, (160, 45)])
async def test_every_setting_is_listed_with_value_and_origin(size: tuple[int, int]) -> None:
    """And the one of the cursor with its sentence; secrets by their last four."""
    async with OnSettings(Terminal(CONFIG).context).run_test(size=size) as pilot:
        await wait_for_text(pilot, "1 warning   /config/sprig.toml", "sprig.toml:4")
        seen = ""
        for setting in SETTINGS[1:]:
            text = await wait_for_text(pilot, f"{setting.key}  ")
            seen += text
            assert setting.name in next(line for line in text.splitlines() if "▌" in line)
            assert setting.description[:30] in text
            await pilot.press("j")
        for expected in ("hold", "••••••••6789", "••••••••1234", "in the state folder", "default"):
            assert expected in seen
        assert "canary" not in seen
        assert "wk_secret" not in seen


async def test_the_warnings_of_the_file_stand_first_with_their_lines() -> None:
    """The cursor gets to them, and they are said in full."""
    async with OnSettings(Terminal(CONFIG).context).run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "1 warning")
        await pilot.press("g")
        text = await wait_for_text(pilot, "WARNING", "sprig.toml:11", "prot")
        assert "WARNING" in next(line for line in text.splitlines() if "▌" in line)
        await pilot.press("enter", "X")
        assert len(pilot.app.screen_stack) == 1


async def test_a_wide_window_says_what_each_setting_is() -> None:
    """In a column of its own."""
    async with OnSettings(Terminal(CONFIG).context).run_test(size=(160, 45)) as pilot:
        await wait_for_text(pilot, "WHAT IT IS", "The port to listen on, 0 to 65535")
        await pilot.resize_terminal(80, 24)
        await wait_for_no_text(pilot, "WHAT IT IS")


async def test_a_hand_edit_shows() -> None:
    """Without a key."""
    terminal = Terminal(CONFIG)
    async with OnSettings(terminal.context).run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "hold")
        terminal.config.edit_by_hand(CONFIG.replace("hold", "live"))
        await wait_for_text(pilot, "live", "LIVE")


async def test_the_errors_of_a_broken_file_stand_in_the_list_until_it_is_mended() -> None:
    """The values are those of the last good file, which are in force."""
    terminal = Terminal(CONFIG)
    async with OnSettings(terminal.context).run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "hold")
        terminal.config.edit_by_hand("[destination\n")
        await wait_for_text(pilot, "1 error", "hold")
        await pilot.press("g")
        await wait_for_text(pilot, "ERROR", "sprig.toml:1:13")
        terminal.config.edit_by_hand(CONFIG)
        await wait_for_text(pilot, "1 warning", "WARNING")
        assert "ERROR" not in screen_text(pilot.app.screen)


async def test_a_setting_that_waits_for_a_restart_says_so() -> None:
    """As the engine itself tells it."""
    terminal = Terminal(CONFIG)
    async with OnSettings(terminal.context).run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "8765")
        terminal.engine.restart_needed = ("listener.port",)
        await wait_for_text(pilot, "8765  ◌ now ", "RESTART")


async def test_the_key_of_the_environment_is_named_as_such() -> None:
    """The variable wins over both keys of the file."""
    key = Secret("sk_from_environment_9999")
    context = with_config(
        Terminal(CONFIG).context,
        MemoryConfigRepository(CONFIG, environment_key=key),
        read_config(CONFIG, "/config/sprig.toml", environment_key=key),
    )
    async with OnSettings(context).run_test(size=(80, 24)) as pilot:
        text = await wait_for_text(pilot, "$SPRIG_TUI_API_KEY", "••••••••9999")
        assert text.count("$SPRIG_TUI_API_KEY") == 2
        assert "environment_9999" not in text


async def test_the_file_is_shown_with_its_permission_bits(folder: Path) -> None:
    """A warning says how to close a file that others can read."""
    path = folder / "sprig.toml"
    path.write_text(CONFIG)
    path.chmod(0o644)
    config = FileConfigRepository(path)
    context = with_config(Terminal().context, config, await config.load())
    async with OnSettings(context).run_test(size=(160, 45)) as pilot:
        await wait_for_text(pilot, "2 warnings   ", "sprig.toml   0644", "chmod 600")


async def test_ascii_glyphs_do_for_a_terminal_without_unicode() -> None:
    """The cursor and the warnings are still told apart."""
    terminal = Terminal(CONFIG, ascii_only=True)
    async with OnSettings(terminal.context).run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "> DESTINATION kind")
        await pilot.press("g")
        await wait_for_text(pilot, "> ? WARNING")


@pytest.mark.parametrize("size", SIZES)
async def test_it_opens_at_the_top(size: tuple[int, int]) -> None:
    """The first group's row is on show, and no filter is said as such."""
    async with OnSettings(Terminal("version = 1").context).run_test(size=size) as pilot:
        await wait_for_text(pilot, "FILE", "version", "DESTINATION kind")
        await pilot.press("G")
        await wait_for_text(pilot, "FILTERS", "none", "tab Filters")


async def test_the_filters_are_shown_and_no_key_changes_them() -> None:
    """They are edited in the file."""
    text = '[[filters]]\nname = "beats"\nif = \'event = "Beat"\'\n'
    terminal = Terminal(text)
    async with OnSettings(terminal.context).run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "COMES FROM")
        await pilot.press("G")
        await wait_for_text(pilot, "FILTERS", "#1 beats", 'if event = "Beat"')
        await pilot.press("enter", "X")
        assert terminal.config.text == text
        assert len(pilot.app.screen_stack) == 1


async def test_the_login_of_an_endpoint_is_shown_nowhere() -> None:
    """Not in the list, and not in the form either."""
    text = '[destination]\nendpoint = "https://me:ca/na@ry@a.example"\n'
    async with OnSettings(Terminal(text).context).run_test(size=(120, 36)) as pilot:
        await wait_for_text(pilot, "version  ")
        await pilot.press("j", "j", "j", "j", "j")
        seen = await wait_for_text(pilot, "https://***@a.example", "destination.endpoint  ")
        await pilot.press("enter")
        seen += await wait_for_text(pilot, "Now: https://***@a.example", "enter save")
        assert "na@" not in seen
        assert "ry@" not in seen
