"""The config file as a port."""

import asyncio
import os
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from pathlib import Path

from sprig_tui.adapters.config.file_access import INIT, clear_leftovers, read_file, replace_file
from sprig_tui.adapters.config.masking import mask_texts
from sprig_tui.adapters.config.reading import check_text, read_config
from sprig_tui.adapters.config.text_edit import edit_snapshot
from sprig_tui.adapters.config.watching import watch_file
from sprig_tui.domain.config_edits import (
    ConfigEdit,
    ConfigError,
    ConfigProblem,
    ConfigSnapshot,
)
from sprig_tui.domain.secret import Secret

NO_KEY = Secret()
REMEMBERED = 3
"""So many readings are kept: a save reads its text once, and an undo none that it was before."""


class FileConfigRepository:
    """Implements ports.ConfigRepository on a file.

    `path` is absolute. `environment_key` is $SPRIG_TUI_API_KEY (see `take_environment_key`); it
    takes the place of both keys of the file and is never written. `init` is the command that writes
    a new file.
    """

    def __init__(self, path: Path, *, environment_key: Secret = NO_KEY, init: str = INIT) -> None:
        self._path = path
        self._init = init
        self._environment_key = environment_key
        self._cleared = False
        self._remembered: tuple[ConfigSnapshot, ...] = ()

    @property
    def path(self) -> str:
        """Where the file is."""
        return str(self._path)

    async def load(self) -> ConfigSnapshot:
        """Read and check the file; raises ConfigError when it cannot be used."""
        return await asyncio.to_thread(self._load)

    async def preview(self, edits: Sequence[ConfigEdit], base: ConfigSnapshot) -> ConfigSnapshot:
        """The state that `save` would leave. Its text holds keys: never show it whole."""
        return await asyncio.to_thread(lambda: self._draft(edit_snapshot(base, edits), base))

    async def draft(self, text: str, base: ConfigSnapshot) -> ConfigSnapshot:
        """The state that `write` would leave."""
        return await asyncio.to_thread(self._draft, text, base)

    async def masked(self, texts: Sequence[str]) -> Sequence[str]:
        """Texts of the file as they may be shown."""
        known = [self._environment_key.reveal()]
        return await asyncio.to_thread(mask_texts, texts, known=known)

    async def save(self, edits: Sequence[ConfigEdit], base: ConfigSnapshot) -> ConfigSnapshot:
        """Apply edits to the text of `base` and write it, comments and unknown keys kept.

        Raises:
            ConfigConflictError: the file is no longer what `base` read; nothing was written.
            ConfigError: the result could not be used or written; nothing was written.
            IndexError: an edit names an entry that `base` does not have.
        """
        return await asyncio.to_thread(lambda: self._write(edit_snapshot(base, edits), base))

    async def write(self, text: str, base: ConfigSnapshot) -> ConfigSnapshot:
        """Write a whole text, for undo; raises as `save` does."""
        return await asyncio.to_thread(self._write, text, base)

    async def changes(self) -> AsyncGenerator[ConfigSnapshot | ConfigError, None]:
        """The present state, then each new one within a second of its change."""
        last: object = None
        existed = False
        async with aclosing(watch_file(self._path)) as reports:
            async for _ in reports:
                state = await self._state(existed=existed)
                existed = existed or isinstance(state, ConfigSnapshot)
                said = (
                    state.problems
                    if isinstance(state, ConfigError)
                    else (state.text, state.problems)
                )
                if said != last:
                    last = said
                    yield state

    async def _state(self, *, existed: bool) -> ConfigSnapshot | ConfigError:
        try:
            return await self.load()
        except ConfigError as error:
            gone = existed and not await asyncio.to_thread(os.path.lexists, self._path)
            return self._gone() if gone else error

    def _load(self) -> ConfigSnapshot:
        if not self._cleared:
            self._cleared = True
            clear_leftovers(self._path)
        text, mode = read_file(self._path, self._init)
        return self._read(text, mode)

    def _draft(self, text: str, base: ConfigSnapshot) -> ConfigSnapshot:
        check_text(text, self.path)
        return self._read(text, base.file_mode)

    def _write(self, text: str, base: ConfigSnapshot) -> ConfigSnapshot:
        self._draft(text, base)
        return self._read(text, replace_file(self._path, text, base=base.text))

    def _read(self, text: str, mode: int) -> ConfigSnapshot:
        """Reading is the dear part of every save, and the same text says the same."""
        for known in self._remembered:
            if known.file_mode == mode and known.text == text:
                return known
        read = read_config(text, self.path, environment_key=self._environment_key, mode=mode)
        self._remembered = (read, *self._remembered[: REMEMBERED - 1])
        return read

    def _gone(self) -> ConfigError:
        message = f"the config file is gone: put it back, or write a new one with: {self._init}"
        return ConfigError(self.path, (ConfigProblem("error", message),))
