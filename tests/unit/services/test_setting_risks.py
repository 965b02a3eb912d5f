"""What is asked before a setting is changed."""

import pytest

from sprig_tui.domain.secret import Secret
from sprig_tui.domain.settings import (
    ApiKeys,
    Config,
    Destination,
    Environment,
    Listener,
    Mode,
)
from sprig_tui.services.setting_risks import (
    exposure_problems,
    risk_between,
    risk_of,
    risk_of_clearing,
    with_host,
)

KEY = Secret("sk_canary_0123456789")


def config(**destination: object) -> Config:
    return Config(destination=Destination.model_validate(destination))


@pytest.mark.parametrize(
    ("key", "text", "present"),
    [
        ("destination.mode", "hold", config()),
        ("destination.mode", "dry_run", config(mode=Mode.LIVE)),
        ("destination.environment", "development", config()),
        ("destination.environment", "production", config(environment=Environment.PRODUCTION)),
        ("destination.kind", "gleap", config()),
        ("ui.theme", "live", config()),
    ],
)
def test_what_cannot_hurt_is_not_asked(key: str, text: str, present: Config) -> None:
    """A question too many teaches to say yes."""
    assert risk_of(key, text, present) is None


def test_production_is_asked() -> None:
    """What it means, the mode that it meets, and a key that is missing."""
    risk = risk_of("destination.environment", "production", config(mode=Mode.LIVE))
    assert risk is not None
    assert "Sprig's real users" in risk.detail
    assert "The mode is live" in risk.detail
    assert "No production key" in risk.detail
    keys = ApiKeys(production=KEY)
    risk = risk_of("destination.environment", "production", config(api_keys=keys))
    assert risk is not None
    assert "No production key" not in risk.detail
    assert "The mode is live" not in risk.detail
    assert "canary" not in repr(risk)
    gleap = risk_of("destination.environment", "production", config(kind="gleap"))
    assert gleap is not None
    assert "Gleap's real users" in gleap.detail


def test_clearing_the_last_key_of_an_open_listener_says_what_follows() -> None:
    """The engine would not start again."""
    listener = Listener(host="0.0.0.0", write_keys=(KEY,))
    alone = Config(listener=listener)
    assert "no key guards it" in risk_of_clearing("listener.write_keys", alone).detail
    keys = ApiKeys(development=KEY)
    guarded = Config(listener=listener, destination=Destination(api_keys=keys))
    assert "guards" not in risk_of_clearing("listener.write_keys", guarded).detail
    left = risk_of_clearing("destination.api_keys.development", guarded)
    assert "guards" not in left.detail
    assert left.question == "Clear destination.api_keys.development?"


def test_another_host_is_judged_before_it_is_saved() -> None:
    """Anything but loopback needs a key (design.md, section 3)."""
    assert exposure_problems(with_host("127.0.0.1", Config())) == []
    (problem,) = exposure_problems(with_host("0.0.0.0", Config()))
    assert "no key guards it" in problem


def test_another_configuration_asks_what_its_settings_would() -> None:
    """Undo may bring back what could hurt."""
    production = Config(destination=Destination(environment=Environment.PRODUCTION))
    risk = risk_between(Config(), production)
    assert risk is not None
    assert "production" in risk.question
    assert risk_between(production, Config()) is None
