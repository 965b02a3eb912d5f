"""A small TOML file of the program's own: read whole, changed under a lock, written atomically."""

import fcntl
import os
import tempfile
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import tomli_w

from sprig_tui.adapters.plain_files import make_private_folder, read_regular

MAX_BYTES: Final = 1_000_000


class StateFileError(Exception):
    """The file cannot be read or written; `str()` is one sentence that says why."""


class StateFile:
    """`path` is made with the first change, 0600, beginning with the comment line `header`.

    A new text takes the file's name once it is safe on the disk, so it is never half written.
    """

    def __init__(self, path: Path, header: str) -> None:
        self.path = path
        self._header = header

    def read(self) -> dict[str, Any]:
        """What the file holds, nothing where there is none.

        Raises:
            StateFileError: it cannot be read, is too large, or is not TOML.
        """
        try:
            raw, _mode = read_regular(self.path, MAX_BYTES + 1)
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise self._problem("cannot be read", error) from None
        if len(raw) > MAX_BYTES:
            raise StateFileError(f"{self.path} is larger than {MAX_BYTES:,} bytes")
        try:
            return tomllib.loads(raw.decode())
        except (ValueError, RecursionError) as error:
            raise StateFileError(f"{self.path} is not TOML: {error}") from None

    def change(self, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
        """Read, change and write while no other process does.

        Raises:
            StateFileError: it cannot be read or written; nothing changed.
        """
        try:
            make_private_folder(self.path.parent)
            folder = os.open(self.path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except OSError as error:
            raise self._problem("cannot be written", error) from None
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            self._replace(change(self.read()))
            os.fsync(folder)
        except (OSError, UnicodeEncodeError) as error:
            raise self._problem("cannot be written", error) from None
        finally:
            os.close(folder)

    def _replace(self, values: dict[str, Any]) -> None:
        content = (self._header + tomli_w.dumps(values)).encode()
        descriptor, name = tempfile.mkstemp(dir=self.path.parent, prefix=f".{self.path.name}.")
        temporary = Path(name)
        try:
            with open(descriptor, "wb") as file:  # noqa: PTH123
                file.write(content)
                file.flush()
                os.fsync(descriptor)
            temporary.rename(self.path)
        finally:
            temporary.unlink(missing_ok=True)

    def _problem(self, what: str, error: OSError | UnicodeEncodeError) -> StateFileError:
        why = error.strerror if isinstance(error, OSError) else "it is no text"
        return StateFileError(f"{self.path} {what}: {why}")
