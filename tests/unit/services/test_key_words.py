"""What is to be typed for a key."""

import pytest

from sprig_tui.adapters.config.reading import read_config
from sprig_tui.domain.commands import plain_command
from sprig_tui.domain.delivery_settings import delivery_settings
from sprig_tui.domain.secret import Secret
from sprig_tui.services.key_words import storing

PRODUCTION = '[destination]\nenvironment = "production"\n'
FAR = '[destination]\nendpoint = "https://far.example"\n'
KEY = '[destination.api_keys]\ndevelopment = "key-canary-1234"\n'


@pytest.mark.parametrize(
    ("config", "environment_key", "typed"),
    [
        ("", "", "sprig-tui key set --stdin --environment development"),
        (PRODUCTION, "", "sprig-tui key set --stdin --environment production"),
        (KEY, "", ""),
        (FAR, "e" * 9, ""),
        (FAR.replace("https", "http") + KEY, "", ""),
    ],
)
def test_only_a_key_that_would_be_used_is_to_be_stored(
    config: str, environment_key: str, typed: str
) -> None:
    read = read_config(config, "/c.toml", environment_key=Secret(environment_key))
    settings = delivery_settings(read, named_explicitly=False)
    assert storing(read, settings, plain_command) == typed
