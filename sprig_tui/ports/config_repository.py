"""The files that the operator edits."""

from collections.abc import AsyncIterator, Sequence
from typing import Protocol

from sprig_tui.domain.config_edits import ConfigEdit, ConfigError, ConfigSnapshot
from sprig_tui.domain.themes import ThemeSpec


class ConfigRepository(Protocol):
    """The config file."""

    @property
    def path(self) -> str:
        """Where it is, absolute."""

    async def load(self) -> ConfigSnapshot:
        """Read and check the file.

        Raises:
            ConfigError: it cannot be used; the problems say why and where.
        """

    async def preview(self, edits: Sequence[ConfigEdit], base: ConfigSnapshot) -> ConfigSnapshot:
        """The state that `save` would leave; nothing is written, no file is looked at.

        Raises:
            ConfigError: the result could not be used.
        """

    async def draft(self, text: str, base: ConfigSnapshot) -> ConfigSnapshot:
        """The state that `write` would leave; as `preview`."""

    async def masked(self, texts: Sequence[str]) -> Sequence[str]:
        """Texts of the file as they may be shown: line for line, the secrets of all masked."""

    async def save(self, edits: Sequence[ConfigEdit], base: ConfigSnapshot) -> ConfigSnapshot:
        """Apply edits to the text of `base` and write it, comments and unknown keys kept.

        Raises:
            ConfigConflictError: the file is no longer what `base` read; nothing was written.
            ConfigError: the result could not be used; nothing was written.
        """

    async def write(self, text: str, base: ConfigSnapshot) -> ConfigSnapshot:
        """Write a whole text, for undo; raises as `save` does."""

    def changes(self) -> AsyncIterator[ConfigSnapshot | ConfigError]:
        """Each new state of the file within a second of its change, the present one first."""


class ThemeSource(Protocol):
    """Theme files."""

    def load(self) -> tuple[Sequence[ThemeSpec], Sequence[str]]:
        """The themes that could be read, and one sentence for each file that could not."""

    def changes(self) -> AsyncIterator[None]:
        """One item each time that the operator's files are other ones than `load` read."""
