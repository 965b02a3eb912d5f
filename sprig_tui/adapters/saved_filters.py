"""Saved filters in a small TOML file beside the store; implements `ports.SavedFilters`."""

import asyncio
import fcntl
import os
import tempfile
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import tomli_w

from sprig_tui.ports import SavedFiltersError

FILE_NAME: Final = "filters.toml"
MAX_BYTES: Final = 1_000_000
HEADER: Final = "# Filters saved by sprig-tui, which writes this file anew: comments are lost.\n"


class FileSavedFilters:
    """The filters of the store at `store`; the file is made with the first of them, 0600.

    A new text takes the file's name once it is safe on the disk, so it is never half written.
    Entries that are no text are left out, and gone with the next change.
    """

    def __init__(self, store: Path) -> None:
        self.path = store.with_name(FILE_NAME)

    async def load(self) -> Mapping[str, str]:
        """As `ports.SavedFilters`."""
        return await asyncio.to_thread(self._read)

    async def save(self, name: str, query: str) -> None:
        """As `ports.SavedFilters`."""
        await asyncio.to_thread(self._change, lambda filters: {**filters, name: query})

    async def remove(self, name: str) -> bool:
        """As `ports.SavedFilters`."""
        before = await self.load()
        if name not in before:
            return False
        await asyncio.to_thread(
            self._change, lambda filters: {one: filters[one] for one in filters if one != name}
        )
        return True

    def _read(self) -> dict[str, str]:
        try:
            with self.path.open("rb") as file:
                raw = file.read(MAX_BYTES + 1)
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise self._problem("cannot be read", error) from None
        if len(raw) > MAX_BYTES:
            raise SavedFiltersError(f"{self.path} is larger than {MAX_BYTES:,} bytes")
        try:
            filters = tomllib.loads(raw.decode()).get("filters", {})
        except (ValueError, RecursionError) as error:
            raise SavedFiltersError(f"{self.path} is not TOML: {error}") from None
        given = filters if isinstance(filters, dict) else {}
        return {name: given[name] for name in sorted(given) if isinstance(given[name], str)}

    def _change(self, change: Callable[[dict[str, str]], dict[str, str]]) -> None:
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder = os.open(self.path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except OSError as error:
            raise self._problem("cannot be written", error) from None
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            self._replace(change(self._read()))
            os.fsync(folder)
        except (OSError, UnicodeEncodeError) as error:
            raise self._problem("cannot be written", error) from None
        finally:
            os.close(folder)

    def _replace(self, filters: Mapping[str, str]) -> None:
        ordered = {name: filters[name] for name in sorted(filters)}
        content = (HEADER + tomli_w.dumps({"filters": ordered})).encode()
        descriptor, name = tempfile.mkstemp(dir=self.path.parent, prefix=f".{FILE_NAME}.")
        temporary = Path(name)
        try:
            with open(descriptor, "wb") as file:  # noqa: PTH123
                file.write(content)
                file.flush()
                os.fsync(descriptor)
            temporary.rename(self.path)
        finally:
            temporary.unlink(missing_ok=True)

    def _problem(self, what: str, error: OSError | UnicodeEncodeError) -> SavedFiltersError:
        why = error.strerror if isinstance(error, OSError) else "it is no text"
        return SavedFiltersError(f"{self.path} {what}: {why}")
