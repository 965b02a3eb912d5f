"""Setting single keys from what is typed."""

from dataclasses import replace

import pytest

from sprig_tui.domain.config_edits import ConfigConflictError, ConfigSnapshot, TomlValue
from sprig_tui.domain.secret import Secret
from sprig_tui.domain.settings import Config, Mode
from sprig_tui.services.edit_history import DeclinedError, EditHistory
from sprig_tui.services.settings_edits import (
    SETTINGS,
    Setting,
    SettingError,
    SettingsEdits,
    find_setting,
    parse_setting,
    setting_origin,
    setting_text,
    setting_value,
)
from tests.fakes.config import MemoryConfigRepository


def named(key: str) -> Setting:
    """The setting of a key."""
    setting = find_setting(key)
    assert setting is not None
    return setting


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("version", "1", 1),
        ("destination.kind", " gleap ", "gleap"),
        ("destination.auto_accept_events", "On", True),
        ("destination.auto_accept_events", "false", False),
        ("destination.endpoint", "", ""),
        ("destination.endpoint", "https://proxy.example:8443", "https://proxy.example:8443"),
        ("destination.api_keys.production", " key-1 \n", "key-1"),
        ("destination.api_keys.production", "", ""),
        ("listener.host", "::1", "::1"),
        ("listener.port", " 8765 ", 8765),
        ("listener.write_keys", "a, b\n\nc,", ["a", "b", "c"]),
        ("listener.write_keys", "", []),
        ("listener.webhook_secret", "with space", "with space"),
        (
            "listener.cors_origins",
            "http://localhost:*,https://a.example",
            ["http://localhost:*", "https://a.example"],
        ),
        ("listener.allowed_hosts", "a.example:443", ["a.example:443"]),
        ("store.keep_events", "1_000 000", 1_000_000),
        ("ui.theme", "sprig-light", "sprig-light"),
        ("ui.keys.mappings.undo", "U", "U"),
    ],
)
def test_what_is_typed_is_understood(key: str, text: str, value: TomlValue) -> None:
    """Spaces around it do not count."""
    parsed = parse_setting(key, text)
    assert parsed == value
    assert type(parsed) is type(value)


@pytest.mark.parametrize(
    ("key", "text", "words"),
    [
        ("listener.prot", "1", "there is no such setting; did you mean listener.port?"),
        ("zzzzzzz", "1", "there is no such setting"),
        ("version", "2", "only 1 exists"),
        ("destination.kind", "sprg", 'did you mean "sprig"?'),
        ("destination.auto_accept_events", "maybe", "must be true or false"),
        ("destination.endpoint", "http://a.example", "use https"),
        ("destination.api_keys.production", "a b", "a key has no spaces"),
        ("destination.api_keys.production", "clé", "a key has no spaces"),
        ("listener.host", "", "not an address"),
        ("listener.host", "a b", "not an address"),
        ("listener.port", "80 80 80", "must be at most 65535"),
        ("listener.port", "http", "must be a whole number"),
        ("listener.port", "", "must be a whole number"),
        ("listener.port", "٣", "must be a whole number"),
        ("listener.port", "9" * 5000, "must be a whole number"),
        ("listener.port", "-1", "must be at least 0"),
        ("listener.write_keys", "a b", "a key has no spaces"),
        ("listener.cors_origins", "localhost:3000", "each one must look like"),
        ("listener.cors_origins", "https://a/b", "each one must look like"),
        ("listener.allowed_hosts", "https://a.example", "each one must be a host name"),
        ("store.keep_days", "0", "must be at least 1"),
        ("ui.keys", "x", "must be a table"),
    ],
)
def test_what_cannot_be_is_refused(key: str, text: str, words: str) -> None:
    """In one sentence."""
    with pytest.raises(SettingError) as caught:
        parse_setting(key, text)
    assert words in str(caught.value)


def test_no_error_shows_a_secret() -> None:
    """Nor does what caused it."""
    with pytest.raises(SettingError) as caught:
        parse_setting("destination.api_keys.production", "canary canary")
    assert "canary" not in repr(caught.value)
    assert caught.value.__context__ is None


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.key)
def test_every_default_can_be_typed(setting: Setting) -> None:
    """What a form shows is what it takes."""
    value = setting_value(setting, Config())
    if setting.type == "keys":
        assert setting_text(setting, Config()) == ""
        return
    parsed = parse_setting(setting.key, setting_text(setting, Config()))
    plain = Secret(str(parsed)) if isinstance(value, Secret) else parsed
    assert (tuple(plain) if isinstance(plain, list) else plain) == value


def test_values_as_a_form_shows_them() -> None:
    """Secrets are masked, lists have commas."""
    config = Config.model_validate(
        {
            "destination": {"api_keys": {"production": "secret-key-3f9a"}},
            "listener": {"write_keys": ["wk-secret-1", "short"]},
            "ui": {"keys": {"app.quit": "Q", "live.pause": "P"}},
        }
    )
    shown = {setting.key: setting_text(setting, config) for setting in SETTINGS}
    assert shown["destination.api_keys.production"] == "••••••••3f9a"
    assert shown["listener.write_keys"] == "••••••••et-1, ••••••••"
    assert shown["listener.cors_origins"] == "http://localhost:*, http://127.0.0.1:*"
    assert shown["ui.keys"] == "app.quit = Q, live.pause = P"
    assert shown["destination.mode"] == "dry_run"
    assert shown["destination.auto_accept_events"] == "false"


async def test_where_a_value_comes_from() -> None:
    """The environment's key stands above the file, the file above the defaults."""
    text = '[destination.api_keys]\nproduction = "a"\n[listener]\nport = 1\n'
    snapshot = await MemoryConfigRepository(text, environment_key=Secret("b")).load()
    origins = {key: setting_origin(named(key), snapshot) for key in ("listener.port", "ui.theme")}
    assert origins == {"listener.port": "file", "ui.theme": "default"}
    key = named("destination.api_keys.production")
    assert setting_origin(key, snapshot) == "environment"
    assert setting_origin(key, await MemoryConfigRepository(text).load()) == "file"


async def test_a_key_is_set_and_cleared() -> None:
    """One line of the file changes, and comments stay."""
    repository = MemoryConfigRepository("# mine\n[listener]\nport = 1  # low\n")
    edits = SettingsEdits(repository)
    saved = await edits.set("listener.port", "2")
    assert saved.text == "# mine\n[listener]\nport = 2  # low\n"
    saved = await edits.set("ui.keys.app.quit", "Q", base=saved)
    assert saved.config.ui.keys == {"app.quit": "Q"}
    saved = await edits.clear("ui.keys.app.quit", base=saved)
    assert saved.config.ui.keys == {}
    saved = await edits.clear("listener.port")
    assert saved.config.listener.port == 8765
    assert saved.text.startswith("# mine\n[listener]\nport = 8765  # low\n")


@pytest.mark.parametrize(
    ("key", "text", "cleared"),
    [
        ("destination.mode", 'mode = "hold"', 'mode = "dry_run"'),
        (
            "destination.auto_accept_events",
            "auto_accept_events = true",
            "auto_accept_events = false",
        ),
        (
            "destination.api_keys.production",
            'api_keys.production = "k"',
            'api_keys.production = ""',
        ),
    ],
)
async def test_the_default_takes_the_place_of_the_value(key: str, text: str, cleared: str) -> None:
    """So that a comment stays with its key; one that is not in the file stays away."""
    repository = MemoryConfigRepository(f"[destination]\n# why\n{text}\n")
    edits = SettingsEdits(repository)
    await edits.clear(key)
    assert repository.text == f"[destination]\n# why\n{cleared}\n"
    await edits.clear("store.keep_days")
    assert repository.text == f"[destination]\n# why\n{cleared}\n"


async def test_lists_go_back_to_their_default_too() -> None:
    """As TOML has them."""
    repository = MemoryConfigRepository('[listener]\ncors_origins = ["https://a.example"]\n')
    saved = await SettingsEdits(repository).clear("listener.cors_origins")
    assert saved.config.listener == Config().listener


@pytest.mark.parametrize("text", ["99999", "1.2.3", "", "a b", "http://a", "-a"])
def test_what_is_no_address_is_not_listened_on(text: str) -> None:
    """Digits alone are no machine's name."""
    with pytest.raises(SettingError, match="not an address or a host name"):
        parse_setting("listener.host", text)


@pytest.mark.parametrize("text", ["127.0.0.1", "::1", "[::1]", "localhost", "box-1.example"])
def test_addresses_and_names_are_listened_on(text: str) -> None:
    """As they are typed."""
    assert parse_setting("listener.host", text) == text


async def test_edits_are_undone_in_the_history_of_the_session() -> None:
    """Byte for byte, and between what others changed; a label never holds a secret."""
    repository = MemoryConfigRepository("[store]\nkeep_days = 3  # few\n")
    before = repository.text
    history = EditHistory(repository)
    edits = SettingsEdits(repository, history=history)
    await edits.set("store.keep_days", " 4")
    assert history.undoable[0] == "store.keep_days = 4"
    await edits.clear("store.keep_days")
    assert history.undoable[0] == "store.keep_days is the default"
    await edits.set("destination.api_keys.production", "topsecret")
    assert history.undoable[0] == "destination.api_keys.production changed"
    repository.edit_by_hand("# by hand\n" + repository.text)
    for _ in range(3):
        await history.undo()
    assert repository.text == "# by hand\n" + before


async def test_a_file_that_changed_meanwhile_is_left_alone() -> None:
    """When the caller says which state it looks at."""
    repository = MemoryConfigRepository("")
    base = await repository.load()
    repository.edit_by_hand("# by hand\n")
    edits = SettingsEdits(repository)
    with pytest.raises(ConfigConflictError):
        await edits.set("listener.port", "2", base=base)
    with pytest.raises(ConfigConflictError):
        await edits.clear("listener.port", base=base)
    with pytest.raises(SettingError):
        await edits.set("listener.port", "x")
    assert repository.text == "# by hand\n"


async def test_the_operator_is_asked_before_deliveries_change() -> None:
    """With the states before and after; a no leaves the file, and what could be undone."""
    repository = MemoryConfigRepository("[destination.api_keys]\nproduction = 'k'\n")
    asked: list[tuple[ConfigSnapshot, ConfigSnapshot]] = []
    answers = [True, True, False, False]

    async def agree(before: ConfigSnapshot, after: ConfigSnapshot) -> bool:
        asked.append((before, after))
        return answers.pop(0)

    edits = SettingsEdits(repository, agree)
    await edits.set("store.keep_days", "3")
    await edits.clear("destination.endpoint")
    assert asked == []
    await edits.set("destination.mode", "live")
    saved = await edits.clear("destination.api_keys.production")
    for key in ("destination.mode", "destination.api_keys.production"):
        setting = named(key)
        before, after = asked.pop(0)
        assert setting_value(setting, before.config) != setting_value(setting, after.config)
    assert after.config == saved.config
    with pytest.raises(DeclinedError):
        await edits.history.undo()
    with pytest.raises(DeclinedError):
        await edits.set("destination.mode", "hold")
    assert repository.text == saved.text
    (before, after), _ = asked
    assert after.config.destination.api_keys.production == Secret("k")
    answers.append(True)
    assert (await edits.history.undo()).config.destination.mode is Mode.LIVE


async def test_a_key_of_the_file_changes_nothing_while_the_environment_has_one() -> None:
    """So nobody is asked."""
    repository = MemoryConfigRepository("")
    base = replace(await repository.load(), environment_key=True)

    async def refuse(_before: ConfigSnapshot, _after: ConfigSnapshot) -> bool:
        return False

    edits = SettingsEdits(repository, refuse)
    await edits.set("destination.api_keys.development", "k", base=base)
    assert "development" in repository.text


def test_the_login_of_an_endpoint_is_shown_masked_and_the_mask_is_not_saved() -> None:
    """What a form starts with is no address that events could be sent to."""
    endpoint = "https://me:ca/na@ry@a.example"
    config = Config.model_validate({"destination": {"endpoint": endpoint}})
    shown = setting_text(named("destination.endpoint"), config)
    assert shown == "https://***@a.example"
    with pytest.raises(SettingError):
        parse_setting("destination.endpoint", shown)
