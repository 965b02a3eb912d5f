"""A config file in memory that behaves as the real one does."""

import asyncio
from collections.abc import AsyncGenerator, Sequence

from sprig_tui.adapters.config.masking import mask_texts
from sprig_tui.adapters.config.reading import check_text, read_config
from sprig_tui.adapters.config.text_edit import edit_snapshot
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
        return self._read(self._text)

    async def preview(self, edits: Sequence[ConfigEdit], base: ConfigSnapshot) -> ConfigSnapshot:
        """The state that `save` would leave."""
        return await self.draft(edit_snapshot(base, edits), base)

    async def draft(self, text: str, base: ConfigSnapshot) -> ConfigSnapshot:
        """The state that `write` would leave."""
        del base
        check_text(text, self._path)
        return self._read(text)

    async def masked(self, texts: Sequence[str]) -> Sequence[str]:
        """Texts as they may be shown."""
        return mask_texts(texts, known=[self._environment_key.reveal()])

    async def save(self, edits: Sequence[ConfigEdit], base: ConfigSnapshot) -> ConfigSnapshot:
        """Apply edits if the text is still that of `base`."""
        return await self.write(edit_snapshot(base, edits), base)

    async def write(self, text: str, base: ConfigSnapshot) -> ConfigSnapshot:
        """Replace the text if it is still that of `base`."""
        check_text(text, self._path)
        snapshot = self._read(text)
        if self._text != base.text:
            raise ConfigConflictError(f"{self._path} changed since it was read: nothing written")
        self._text = text
        self._announce()
        return snapshot

    async def changes(self) -> AsyncGenerator[ConfigSnapshot | ConfigError, None]:
        """The present state, then each new one."""
        queue: asyncio.Queue[None] = asyncio.Queue()
        queue.put_nowait(None)
        self._watchers.add(queue)
        last: str | None = None
        try:
            while True:
                await queue.get()
                state: ConfigSnapshot | ConfigError
                try:
                    state = await self.load()
                except ConfigError as error:
                    state = error
                said = state.text if isinstance(state, ConfigSnapshot) else str(state)
                if said != last:
                    last = said
                    yield state
        finally:
            self._watchers.discard(queue)

    def _read(self, text: str) -> ConfigSnapshot:
        return read_config(text, self._path, environment_key=self._environment_key)

    def _announce(self) -> None:
        for queue in self._watchers:
            queue.put_nowait(None)
