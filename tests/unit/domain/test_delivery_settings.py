"""Which key goes where, and what keeps rows from leaving (design.md, sections 3 and 6)."""

import pytest

from sprig_tui.domain.config_edits import ConfigSnapshot
from sprig_tui.domain.delivery_settings import DeliverySettings, delivery_settings, limit_group
from sprig_tui.domain.flow import Flow
from sprig_tui.domain.outbox import Lane
from sprig_tui.domain.secret import Secret
from sprig_tui.domain.settings import Config, Environment, Kind, Mode

DEVELOPMENT, PRODUCTION = Environment.DEVELOPMENT, Environment.PRODUCTION
BOTH = {"development": "dev-key-1234", "production": "prod-key-1234"}


def settings_of(
    *, environment_key: bool = False, named: bool = False, **destination: object
) -> DeliverySettings:
    given = {"mode": "live", "api_keys": BOTH} | destination
    config = Config.model_validate({"destination": given})
    snapshot = ConfigSnapshot(config, "/sprig.toml", "", environment_key=environment_key)
    return delivery_settings(snapshot, named_explicitly=named)


@pytest.mark.parametrize("environment", Environment)
def test_a_lane_gets_the_key_of_its_own_environment(environment: Environment) -> None:
    settings = settings_of(environment=environment.value)
    assert settings.lane == Lane(Kind.SPRIG, environment, "")
    assert settings.key == Secret(BOTH[environment.value])
    assert (settings.stopped, settings.sentence, settings.sends) == (None, "", True)


def test_the_key_of_the_other_environment_is_never_taken() -> None:
    settings = settings_of(environment="production", api_keys={"development": "dev-key-1234"})
    assert (settings.stopped, settings.sends) == (Flow.NO_KEY, False)
    assert "production" in settings.sentence
    assert not settings.key


@pytest.mark.parametrize("mode", [Mode.DRY_RUN, Mode.HOLD])
def test_only_live_rows_leave(mode: Mode) -> None:
    settings = settings_of(mode=mode.value)
    assert (settings.mode, settings.sends) == (mode, False)


@pytest.mark.parametrize("endpoint", ["http://sprig.example", "ftp://x", "https://u@x", "nonsense"])
def test_an_endpoint_that_cannot_be_sent_to_stops_the_lane(endpoint: str) -> None:
    settings = settings_of(endpoint=endpoint, named=True)
    assert (settings.stopped, settings.sends) == (Flow.BAD_ENDPOINT, False)
    assert settings.sentence.startswith("Nothing is sent: ")
    assert not settings.key


@pytest.mark.parametrize("key", ["with space", "line\nbreak", "schlüssel", "\x7f"])
def test_a_key_that_no_header_can_carry_stops_the_lane(key: str) -> None:
    settings = settings_of(api_keys={"development": key})
    assert settings.stopped is Flow.NO_KEY
    assert key not in settings.sentence + repr(settings)


@pytest.mark.parametrize(
    ("kind", "endpoint", "trusted"),
    [
        ("sprig", "", True),
        ("sprig", "https://api.sprig.com", True),
        ("sprig", "https://API.sprig.com:443", True),
        ("sprig", "https://api.sprig.com:8443", False),
        ("sprig", "https://api.gleap.io", False),
        ("gleap", "https://api.gleap.io", True),
        ("sprig_actions", "https://api.sprig.com.evil.example", False),
        ("sprig", "http://127.0.0.1:9000", True),
        ("sprig", "http://localhost:9000", True),
        ("sprig", "https://evil.example", False),
    ],
)
def test_the_key_from_the_environment_follows_no_file_that_nobody_named(
    kind: str, endpoint: str, *, trusted: bool
) -> None:
    found = settings_of(kind=kind, endpoint=endpoint, environment_key=True)
    assert found.sends is trusted
    assert bool(found.key) is trusted
    if not trusted:
        assert found.stopped is Flow.NO_KEY
        assert "--config" in found.sentence
    assert settings_of(kind=kind, endpoint=endpoint, environment_key=True, named=True).sends
    assert settings_of(kind=kind, endpoint=endpoint).sends


def test_both_kinds_of_sprig_count_against_the_limit_of_one_key() -> None:
    endpoint = "https://sprig.example"
    group = limit_group(settings_of(kind="sprig_actions", endpoint=endpoint))
    assert set(group) == {Lane(kind, DEVELOPMENT, endpoint) for kind in Kind if kind != "gleap"}


@pytest.mark.parametrize("shared", [True, False])
def test_environments_with_one_key_count_together(*, shared: bool) -> None:
    group = limit_group(settings_of(kind="gleap", environment_key=shared))
    assert set(group) == {Lane(Kind.GLEAP, e) for e in (Environment if shared else [DEVELOPMENT])}
    same = {"development": "same-key", "production": "same-key"}
    assert len(limit_group(settings_of(kind="gleap", api_keys=same))) == 2
