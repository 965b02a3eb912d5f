"""The configuration's defaults and types (design.md, section 3)."""

import tomllib
from typing import Any

import pytest
from pydantic import ValidationError

from sprig_tui.domain.secret import Secret
from sprig_tui.domain.settings import Config, Destination, Environment, Kind, MatchType, Mode

CONTRACT = """
version = 1
[destination]
kind = "sprig"
environment = "development"
mode = "dry_run"
auto_accept_events = false
unknown_users = "filter"
endpoint = ""
[destination.api_keys]
development = ""
production = ""
[listener]
host = "127.0.0.1"
port = 8765
write_keys = []
webhook_secret = ""
cors_origins = ["http://localhost:*", "http://127.0.0.1:*"]
allowed_hosts = []
[store]
path = ""
keep_days = 14
keep_events = 1000000
[ui]
theme = "sprig-dark"
[ui.keys]
"""


def test_the_defaults_are_the_values_of_the_contract() -> None:
    assert Config.model_validate(tomllib.loads(CONTRACT)) == Config()


def test_entries_have_the_defaults_of_the_contract() -> None:
    config = Config.model_validate(
        {
            "triggered_events": [{"event": "A"}],
            "page_urls": [{"url": "u"}],
            "filters": [{"if": "all"}],
        }
    )
    event, url = config.triggered_events[0], config.page_urls[0]
    assert (event.match, event.enabled, event.sprig_event, event.note) == (
        MatchType.EXACTLY,
        True,
        "",
        "",
    )
    assert (url.match, url.pattern) == (MatchType.LEGACY, "u")
    assert event.pattern == "A"
    assert config.filters[0].if_ == "all"
    assert config.filters[0].percent == 1.0


@pytest.mark.parametrize(
    "values",
    [
        {"destination": {"auto_accept_events": "yes"}},
        {"destination": {"kind": "mixpanel"}},
        {"destination": {"mode": "Live"}},
        {"destination": []},
        {"listener": {"port": "8765"}},
        {"listener": {"port": 65536}},
        {"listener": {"port": True}},
        {"listener": {"write_keys": "abc"}},
        {"store": {"keep_days": 0}},
        {"store": {"keep_days": 1.5}},
        {"triggered_events": {"event": "A"}},
        {"triggered_events": [{"event": 7}]},
        {"page_urls": [{"match": "glob"}]},
        {"filters": [{"percent": 1.5}]},
        {"filters": [{}] * 11},
        {"ui": {"keys": {"app.quit": 1}}},
    ],
)
def test_wrong_types_and_unknown_values_are_errors(values: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Config.model_validate(values)


def test_unknown_keys_are_not_errors() -> None:
    assert Config.model_validate({"listener": {"prot": 1}, "x": {}}) == Config()


def test_enums_are_read_from_their_words() -> None:
    config = Config.model_validate({"destination": {"kind": "gleap", "mode": "hold"}})
    assert config.destination.kind is Kind.GLEAP
    assert config.destination.mode is Mode.HOLD


def test_the_chosen_environment_names_the_key() -> None:
    destination = Destination.model_validate(
        {"api_keys": {"development": "dev-key", "production": "prod-key"}}
    )
    assert destination.api_key() == Secret("dev-key")
    production = destination.model_copy(update={"environment": Environment.PRODUCTION})
    assert production.api_key() == Secret("prod-key")


def test_no_dump_carries_a_key() -> None:
    config = Config.model_validate(
        {
            "destination": {"api_keys": {"development": "CANARY"}},
            "listener": {"write_keys": ["CANARY"], "webhook_secret": "CANARY"},
        }
    )
    assert "CANARY" not in config.model_dump_json()
    assert "CANARY" not in repr(config)
