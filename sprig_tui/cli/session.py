"""What every verb of one run of the program shares."""

import os
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from sprig_tui.domain.secret import Secret

if TYPE_CHECKING:
    from sprig_tui.adapters.config.repository import FileConfigRepository
    from sprig_tui.cli.places import Places


@dataclass(frozen=True, slots=True)
class Session:
    """`environment_key` is $SPRIG_TUI_API_KEY, taken out of the environment at the start.

    `warned` is what `warn` said.
    """

    environment_key: Secret
    warned: set[str] = field(default_factory=set)

    @classmethod
    def start(cls, environ: MutableMapping[str, str]) -> "Session":
        """Keep others out of files and memory, and take the key out of `environ`."""
        from sprig_tui.adapters.config.location import take_environment_key
        from sprig_tui.cli.core_dumps import refuse_core_dumps

        os.umask(0o077)
        refuse_core_dumps()
        return cls(take_environment_key(environ))

    def warn(self, sentence: str) -> None:
        """Print a warning on stderr, each one once however many parts of a verb meet it."""
        from sprig_tui.domain.safe_text import safe

        if sentence not in self.warned:
            self.warned.add(sentence)
            click.echo(safe(f"sprig-tui: warning: {sentence}"), err=True)

    def repository(self, places: "Places") -> "FileConfigRepository":
        """The config file of `places`."""
        from sprig_tui.adapters.config.repository import FileConfigRepository
        from sprig_tui.cli.command_words import command

        return FileConfigRepository(
            places.config,
            environment_key=self.environment_key,
            init=command("config init", places),
        )

    def write_first_config(self, places: "Places") -> str:
        """Write the commented default config where there is none yet; says so, else "".

        Raises:
            PlainExit: somebody named a file in a folder that is not there, probably by mistake.
            ConfigError: it cannot be written.
        """
        from sprig_tui.adapters.config.first_start import write_default
        from sprig_tui.cli.command_words import command
        from sprig_tui.cli.exits import USAGE, PlainExit
        from sprig_tui.domain.safe_text import safe

        path = places.config
        if path.exists():
            return ""
        if places.config_named and not path.parent.is_dir():
            make = command("config init", places)
            message = f"{path}: there is no such folder; correct the path, or make both: {make}"
            raise PlainExit(safe(message), USAGE)
        return safe(f"sprig-tui: wrote a new config at {path}") if write_default(path) else ""

    def child_environment(self) -> dict[str, str]:
        """The environment for the engine process, which alone inherits the key."""
        from sprig_tui.adapters.config.location import KEY_VARIABLE

        key = {KEY_VARIABLE: self.environment_key.reveal()} if self.environment_key else {}
        return {**os.environ, **key}
