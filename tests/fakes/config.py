"""A config file in memory that behaves as the real one does."""

import asyncio
from collections.abc import AsyncIterator, Sequence

from sprig_tui.adapters.config.reading import read_config
from sprig_tui.adapters.config.text_edit import edit_text
from sprig_tui.domain.config_edits import (
    ConfigConflictError,
    ConfigEdit,
    ConfigError,
    ConfigProblem,
    ConfigSnapshot,
)
from sprig_tui.domain.secret import Secret


class MemoryConfigRepository:
    """Implements ports.ConfigRepository on a string; `edit_by_hand` is somebody with an editor."""

    def __init__(
        self,
        text: str = "",
        *,
        path: str = "/config/sprig.toml",
        environment_key: Secret | None = None,
    ) -> None:
        self._text: str | None = text
        self._path = path
        self._environment_key = environment_key or Secret()
        self._watchers: set[asyncio.Queue[None]] = set()

    @property
    def path(self) -> str:
        """A path that exists nowhere."""
        return self._path

    @property
    def text(self) -> str:
        """What the file holds now ("" when it is gone)."""
        return self._text or ""

    def edit_by_hand(self, text: str | None) -> None:
        """Change the file from outside; None deletes it."""
        self._text = text
        self._announce()

    async def load(self) -> ConfigSnapshot:
        """Read and check the text; raises ConfigError as the real one does."""
        if self._text is None:
            problem = ConfigProblem("error", "the config file is gone")
            raise ConfigError(self._path, (problem,))
        return read_config(self._text, self._path, environment_key=self._environment_key)

    async def preview(self, edits: Sequence[ConfigEdit], base: ConfigSnapshot) -> str:
        """The text that `save` would write."""
        return edit_text(base.text, edits)

    async def save(self, edits: Sequence[ConfigEdit], base: ConfigSnapshot) -> ConfigSnapshot:
        """Apply edits if the text is still that of `base`."""
        return await self.write(edit_text(base.text, edits), base)

    async def write(self, text: str, base: ConfigSnapshot) -> ConfigSnapshot:
        """Replace the text if it is still that of `base`."""
        if self._text != base.text:
            raise ConfigConflictError(f"{self._path} changed since it was read")
        snapshot = read_config(text, self._path, environment_key=self._environment_key)
        self._text = text
        self._announce()
        return snapshot

    async def changes(self) -> AsyncIterator[ConfigSnapshot | ConfigError]:
        """The present state, then each new one."""
        queue: asyncio.Queue[None] = asyncio.Queue()
        queue.put_nowait(None)
        self._watchers.add(queue)
        try:
            while True:
                await queue.get()
                try:
                    state: ConfigSnapshot | ConfigError = await self.load()
                except ConfigError as error:
                    state = error
                yield state
        finally:
            self._watchers.discard(queue)

    def _announce(self) -> None:
        for queue in self._watchers:
            queue.put_nowait(None)
