"""Where an engine works."""

from dataclasses import dataclass
from pathlib import Path

from sprig_tui.domain.settings import Config


@dataclass(frozen=True, slots=True)
class EnginePlaces:
    """Where an engine works; `host` and `port` win over the config's.

    `config_named` tells that the operator named the config file (design.md, section 3).
    """

    config: Path
    store: Path
    control: Path
    host: str | None = None
    port: int | None = None
    config_named: bool = True

    def applied(self, config: Config) -> Config:
        """`config` with the command line's host and port."""
        given = {"host": self.host, "port": self.port}
        changed = {name: value for name, value in given.items() if value is not None}
        if not changed:
            return config
        listener = config.listener.model_copy(update=changed)
        return config.model_copy(update={"listener": listener})
