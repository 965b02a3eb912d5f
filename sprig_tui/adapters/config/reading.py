"""From the text of a config file to a snapshot of it."""

import tomllib

from pydantic import ValidationError

from sprig_tui.domain.config_edits import ConfigError, ConfigProblem, ConfigSnapshot
from sprig_tui.domain.secret import Secret
from sprig_tui.domain.settings import Config


def read_config(text: str, path: str, *, environment_key: Secret) -> ConfigSnapshot:
    """What the file says; raises ConfigError when it cannot be used."""
    problem = None
    try:
        config = Config.model_validate(tomllib.loads(text.removeprefix("\ufeff")))
    except (ValueError, ValidationError) as error:
        problem = ConfigProblem("error", f"not a usable config ({type(error).__name__})")
    if problem:
        raise ConfigError(path, (problem,))
    return ConfigSnapshot(config, path, text, environment_key=bool(environment_key))
