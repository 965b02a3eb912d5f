"""`config show`: every value in force, where it comes from, and no secret."""

import json
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sprig_tui.cli.main import main
from sprig_tui.domain.settings import ApiKeys, Config, Listener

SECRETS = ("canary-key-9876", "abcdefghijkl", "hidden-secret", "from-the-env")
CONFIG = """\
[destination]
mode = "live"
api_keys = { production = "canary-key-9876" }

[listener]
write_keys = ["abcdefghijkl"]
webhook_secret = "hidden-secret"

[[page_urls]]
url = 'https://x/"\\y'

[[filters]]
fields = { "properties" = ["email"], "" = ["userId"] }
percent = 0.5

[ui.keys]
"mappings.undo" = "U"
"""


def run(file: Path, *words: str, env: dict[str, str] | None = None) -> Result:
    done = CliRunner().invoke(main, ["config", "show", *words, "--config", str(file)], env=env)
    assert not any(secret in done.output for secret in SECRETS)
    return done


@pytest.fixture
def file(folder: Path) -> Path:
    file = folder / "c.toml"
    file.write_text(CONFIG)
    return file


def test_every_value_stands_with_its_origin(file: Path) -> None:
    lines = run(file).stdout.splitlines()
    assert lines[0] == f"# {file}"
    assert {
        "version = 1  # default",
        "triggered_events = []  # default",
        'mode = "live"  # c.toml:2',
        'kind = "sprig"  # default',
        'production = "••••••••9876"  # c.toml:3',
        'write_keys = ["••••••••ijkl"]  # c.toml:6',
        'url = "https://x/\\"\\\\y"  # c.toml:10',
        'fields = { properties = ["email"], "" = ["userId"] }  # c.toml:13',
        '"mappings.undo" = "U"  # c.toml:17',
    } <= set(lines)


def test_what_is_printed_is_the_configuration_but_for_its_secrets(file: Path) -> None:
    """Reading it back gives the same; an empty list stands before the tables."""

    def masked(config: Config) -> Config:
        destination = config.destination.model_copy(update={"api_keys": ApiKeys()})
        listener = config.listener.model_copy(
            update={name: getattr(Listener(), name) for name in ("write_keys", "webhook_secret")}
        )
        return config.model_copy(update={"destination": destination, "listener": listener})

    printed = Config.model_validate(tomllib.loads(run(file).stdout))
    assert masked(printed) == masked(Config.model_validate(tomllib.loads(CONFIG)))


def test_json_has_the_values_nested_and_the_origins_by_key(file: Path) -> None:
    data = json.loads(run(file, "--output", "json").stdout)
    assert data["path"] == str(file)
    assert data["config"]["page_urls"][0]["match"] == "legacy"
    assert data["config"]["triggered_events"] == []
    assert data["config"]["destination"]["api_keys"]["production"] == "••••••••9876"
    origins = data["origins"]
    assert origins["page_urls.0.url"] == "c.toml:10"
    assert origins["page_urls.0.match"] == "default"
    assert origins["ui.keys.mappings.undo"] == "c.toml:17"


def test_what_does_not_come_from_the_file_is_named(file: Path, folder: Path) -> None:
    words = ("--store", str(folder / "s.db"))
    lines = run(file, *words, env={"SPRIG_TUI_API_KEY": "from-the-env"}).stdout.splitlines()
    assert 'production = "••••••••-env"  # $SPRIG_TUI_API_KEY' in lines
    assert 'development = "••••••••-env"  # $SPRIG_TUI_API_KEY' in lines
    assert f'path = "{folder / "s.db"}"  # --store' in lines


def test_defaults_are_printed_without_a_file(folder: Path) -> None:
    done = run(folder / "none.toml", "--defaults")
    assert Config.model_validate(tomllib.loads(done.stdout)) == Config()
    assert {line.rpartition("# ")[2] for line in done.stdout.splitlines() if " = " in line} == {
        "default"
    }
    data = json.loads(run(folder / "none.toml", "--defaults", "--output", "json").stdout)
    assert (data["path"], data["config"]["version"]) == (None, 1)


def test_a_file_that_cannot_be_used_is_a_usage_error(folder: Path) -> None:
    done = run(folder / "none.toml")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "sprig-tui config init" in done.stderr


def test_text_of_the_file_is_printed_harmlessly_and_stays_the_same(file: Path) -> None:
    text = "\x1b]0;x\x07\u202e\U000e0001"
    file.write_text('[store]\npath = "\\u001b]0;x\\u0007\\u202e\\U000E0001"\n')
    printed = run(file).stdout
    assert not any(character in printed for character in text if not character.isprintable())
    assert tomllib.loads(printed)["store"]["path"] == text
