"""What every verb of one run of the program shares."""

import os
from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sprig_tui.domain.secret import Secret

if TYPE_CHECKING:
    from sprig_tui.adapters.config.repository import FileConfigRepository
    from sprig_tui.cli.places import Places


@dataclass(frozen=True, slots=True)
class Session:
    """`environment_key` is $SPRIG_TUI_API_KEY, taken out of the environment at the start."""

    environment_key: Secret

    @classmethod
    def start(cls, environ: MutableMapping[str, str]) -> "Session":
        """Keep others out of files and memory, and take the key out of `environ`."""
        from sprig_tui.adapters.config.location import take_environment_key
        from sprig_tui.cli.core_dumps import refuse_core_dumps

        os.umask(0o077)
        refuse_core_dumps()
        return cls(take_environment_key(environ))

    def repository(self, places: "Places") -> "FileConfigRepository":
        """The config file of `places`."""
        from sprig_tui.adapters.config.repository import FileConfigRepository

        return FileConfigRepository(places.config, environment_key=self.environment_key)

    def write_first_config(self, places: "Places") -> None:
        """Write the commented default config where there is none yet."""
        from sprig_tui.adapters.config.first_start import write_default

        write_default(places.config)

    def child_environment(self) -> dict[str, str]:
        """The environment for the engine process, which alone inherits the key."""
        from sprig_tui.adapters.config.location import KEY_VARIABLE

        key = {KEY_VARIABLE: self.environment_key.reveal()} if self.environment_key else {}
        return {**os.environ, **key}
