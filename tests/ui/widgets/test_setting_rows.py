"""A setting, and a problem of the file, as a line and in full."""

import pytest

from sprig_tui.domain.config_edits import ConfigProblem, ConfigSnapshot
from sprig_tui.domain.secret import Secret
from sprig_tui.domain.settings import ApiKeys, Config, Destination, Listener, Store
from sprig_tui.services.settings_edits import SETTINGS, Setting, find_setting
from sprig_tui.ui.glyphs import ASCII, UNICODE
from sprig_tui.ui.widgets.columns import lay_out
from sprig_tui.ui.widgets.setting_rows import (
    GROUPS,
    PROBLEM_COLUMNS,
    file_line,
    origin,
    problem_cells,
    problem_detail,
    setting_cells,
    setting_columns,
    setting_detail,
    shown_value,
)

CANARY = "sk_canary_0123456789"
CONFIG = Config(
    destination=Destination(auto_accept_events=True, api_keys=ApiKeys(development=Secret(CANARY))),
    listener=Listener(write_keys=(Secret(CANARY), Secret("wk_second_key"))),
    store=Store(path="/state/\x1b[2Jevents.db"),
)


def snapshot(*, environment_key: bool = False, mode: int = 0) -> ConfigSnapshot:
    return ConfigSnapshot(
        CONFIG,
        "/config/sprig.toml",
        "",
        lines={"destination.mode": 6},
        environment_key=environment_key,
        file_mode=mode,
    )


def named(key: str) -> Setting:
    setting = find_setting(key)
    assert setting is not None
    return setting


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("destination.mode", "dry_run"),
        ("destination.auto_accept_events", "on"),
        ("destination.endpoint", "its own"),
        ("destination.api_keys.development", "••••••••6789"),
        ("destination.api_keys.production", "not set"),
        ("listener.write_keys", "••••••••6789, •••••••••_key"),
        ("listener.webhook_secret", "not set"),
        ("listener.port", "8765"),
        ("store.path", "/state/\\x1b[2Jevents.db"),
        ("ui.keys", "built in"),
    ],
)
def test_a_value_is_shown_in_words_and_a_secret_by_its_end(key: str, shown: str) -> None:
    """Nothing of the file can drive the terminal."""
    assert shown_value(named(key), CONFIG).plain == shown.replace("•••••••••_", "••••••••_")


def test_every_group_of_settings_has_a_title() -> None:
    """A new table cannot be forgotten."""
    assert {setting.group for setting in SETTINGS} == set(GROUPS)


def test_a_value_says_where_it_comes_from() -> None:
    """File and line, default, or the variable."""
    key = named("destination.api_keys.development")
    assert origin(named("destination.mode"), snapshot()) == "sprig.toml:6"
    assert origin(named("destination.kind"), snapshot()) == "default"
    assert origin(key, snapshot()) == "default"
    assert origin(key, snapshot(environment_key=True)) == "$SPRIG_TUI_API_KEY"


@pytest.mark.parametrize("wide", [False, True])
def test_a_line_holds_no_secret_and_fits(wide: bool) -> None:
    """Whatever the window's width."""
    for setting in SETTINGS:
        cells = setting_cells(
            setting, snapshot(), first=True, waiting="", wide=wide, glyphs=UNICODE
        )
        line = lay_out(setting_columns(wide=wide), 77, cells)
        assert CANARY[:10] not in line.plain
        assert (setting.description in [cell.plain for cell in cells]) is wide


def test_a_setting_that_waits_for_a_restart_says_so() -> None:
    """In a word beside its value, and below the list."""
    port = named("listener.port")
    cells = setting_cells(
        port, snapshot(), first=False, waiting="now a:1", wide=False, glyphs=ASCII
    )
    assert cells[0].plain == ""
    assert cells[2].plain == "8765  ? now a:1"
    assert "restart it" in setting_detail(port, snapshot(), waiting=True).plain
    assert "starts again" in setting_detail(port, snapshot(), waiting=False).plain


def test_the_detail_says_what_it_is_and_what_the_keys_do() -> None:
    """The default in words too."""
    mode = setting_detail(named("destination.mode"), snapshot(), waiting=False).plain
    assert mode.startswith("destination.mode  dry_run shows")
    assert "Default: dry_run." in mode
    assert "X goes back to the default" in mode
    kind = setting_detail(named("destination.kind"), snapshot(), waiting=False).plain
    assert "X makes" not in kind
    key = named("destination.api_keys.production")
    overruled = setting_detail(key, snapshot(environment_key=True), waiting=False).plain
    assert "$SPRIG_TUI_API_KEY is used instead" in overruled


def test_a_problem_says_where_it_is() -> None:
    """Its text is harmless; a glyph and a word tell its weight."""
    warning = ConfigProblem("warning", "[listener].prot\x1b is unknown", "listener.prot", 16)
    error = ConfigProblem("error", "not TOML", line=3, column=7)
    whole = ConfigProblem("warning", "others can read it")
    cells = problem_cells(warning, snapshot(), UNICODE)
    assert [cell.plain for cell in cells] == [
        "◌ WARNING",
        "[listener].prot\\x1b is unknown",
        "sprig.toml:16",
    ]
    assert len(cells) == len(PROBLEM_COLUMNS)
    assert [cell.plain for cell in problem_cells(error, snapshot(), ASCII)] == [
        "! ERROR",
        "not TOML",
        "sprig.toml:3:7",
    ]
    assert problem_detail(error, snapshot()).plain == "not TOML\nsprig.toml:3:7"
    assert problem_detail(whole, snapshot()).plain.endswith("the file as a whole")


def test_the_file_line_has_path_permissions_and_counts() -> None:
    """Only what there is to say."""
    warning, error = ConfigProblem("warning", "a"), ConfigProblem("error", "b")
    assert file_line(snapshot(), ()).plain == "/config/sprig.toml"
    shown = file_line(snapshot(mode=0o600), (error, warning, warning)).plain
    assert shown == "1 error   2 warnings   /config/sprig.toml   0600"
