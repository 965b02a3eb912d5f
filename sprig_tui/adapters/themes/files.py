"""Reads theme files; a bad one is a sentence, never an error."""

import asyncio
import errno
import re
import tomllib
from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from sprig_tui.adapters.plain_files import NotRegularError, read_regular
from sprig_tui.domain.themes import ThemeSpec

LOOK_S: Final = 0.5
"""How often the operator's folders are looked at: some file systems report no changes, and a look
at a few files costs less than a watcher with a thread of its own."""

Stamp = tuple[tuple[str, int, int, int], ...]

MAX_BYTES: Final = 64 * 1024
STATES: Final = ("success", "warning", "error")
COLORS: Final = frozenset(
    ("primary", "secondary", "accent", *STATES, "foreground", "background", "surface", "panel")
)
COLOR: Final = re.compile(r"#[0-9a-fA-F]{6}|ansi_[a-z_]{3,20}")
SHADE: Final = re.compile(rf"({COLOR.pattern}|auto|transparent)( \d{{1,3}}%)?")
TEXT_STYLE: Final = re.compile(r"((not )?(bold|dim|italic|underline|reverse|strike|none) ?)+")
NAME: Final = re.compile(r"[a-z][a-z0-9-]{0,39}")


class BadThemeError(Exception):
    """The file is no theme; `str()` says what is wrong with it."""


class FileThemeSource:
    """Implements `ports.ThemeSource` over folders of `*.toml`, those of the operator last.

    A theme in a later folder takes the place of one of the same name; a folder that is not there
    counts as empty.
    """

    def __init__(self, folders: Sequence[Path], own_folders: Sequence[Path] = ()) -> None:
        self._folders = [(folder, False) for folder in folders]
        self._folders += [(folder, True) for folder in own_folders]
        self._own_folders = own_folders
        self._read: Stamp = ()

    def load(self) -> tuple[Sequence[ThemeSpec], Sequence[str]]:
        """The themes by name, and one sentence for each file that could not be used."""
        self._read = _stamp(self._own_folders)
        found: dict[str, ThemeSpec] = {}
        failures: list[str] = []
        for folder, own in self._folders:
            for path in sorted(folder.glob("*.toml")):
                try:
                    theme = _read(path)
                except BadThemeError as error:
                    failures.append(f"Theme file {path.name} is not used: {error}.")
                else:
                    found[theme.name] = replace(theme, own=own)
        return [found[name] for name in sorted(found)], failures

    async def changes(self) -> AsyncGenerator[None, None]:
        """Yield when a file of the operator's folders is not as `load` found it.

        A file that is being written is waited for: two looks one after the other must be alike.
        """
        before = self._read
        while True:
            await asyncio.sleep(LOOK_S)
            now = await asyncio.to_thread(_stamp, self._own_folders)
            if now == before and now != self._read:
                self._read = now
                yield
            before = now


def packaged_folder() -> Path:
    """The themes that come with the program: inside the wheel, or beside a checkout's package."""
    package = Path(__file__).resolve().parents[2]
    inside = package / "themes"
    return inside if inside.is_dir() else package.parent / "themes"


def theme_source(*user_folders: Path) -> FileThemeSource:
    """The program's own themes, then those of the operator."""
    return FileThemeSource([packaged_folder()], user_folders)


def _stamp(folders: Sequence[Path]) -> Stamp:
    """What changes with the theme files of these folders."""
    found: list[tuple[str, int, int, int]] = []
    for folder in folders:
        for path in sorted(folder.glob("*.toml")):
            try:
                state = path.stat()
            except OSError as error:
                found.append((str(path), 0, 0, error.errno or 0))
            else:
                found.append((str(path), state.st_mtime_ns, state.st_size, state.st_ino))
    return tuple(found)


def _read(path: Path) -> ThemeSpec:
    raw = _content(path)
    if len(raw) > MAX_BYTES:
        raise BadThemeError(f"it is larger than {MAX_BYTES} bytes")
    try:
        return _theme(tomllib.loads(raw.decode("utf-8-sig")))
    except (ValueError, RecursionError) as error:
        raise BadThemeError("it is not TOML") from error


def _content(path: Path) -> bytes:
    """At most one byte more than a theme may have."""
    try:
        content, _mode = read_regular(path, MAX_BYTES + 1)
    except IsADirectoryError:
        raise BadThemeError("it is a folder") from None
    except NotRegularError:
        raise BadThemeError("it is not a regular file (a pipe, a socket or a device)") from None
    except OSError as error:
        if error.errno == errno.ENOENT and path.is_symlink():
            raise BadThemeError("it is a link to a file that does not exist") from None
        raise BadThemeError((error.strerror or "it cannot be read").lower()) from None
    return content


def _theme(data: Mapping[str, Any]) -> ThemeSpec:
    name, dark, description = data.get("name"), data.get("dark"), data.get("description", "")
    if not isinstance(name, str) or not NAME.fullmatch(name):
        raise BadThemeError("name must be lower-case letters, digits and hyphens")
    if not isinstance(dark, bool):
        raise BadThemeError("dark must be true or false")
    if not isinstance(description, str):
        raise BadThemeError("description must be text")
    if unknown := sorted(set(data) - {"name", "dark", "description", "colors", "variables"}):
        raise BadThemeError(f"{unknown[0]!r} is not part of a theme")
    return ThemeSpec(name, dark, _colors(data), _variables(data), description)


def _colors(data: Mapping[str, Any]) -> dict[str, str]:
    colors = _texts(data, "colors")
    for name, value in colors.items():
        if name not in COLORS:
            raise BadThemeError(f"colors.{name} is not a colour of a theme")
        if not COLOR.fullmatch(value):
            raise BadThemeError(f"colors.{name} must be #rrggbb or an ANSI name such as ansi_blue")
    if "primary" not in colors:
        raise BadThemeError("colors.primary is missing")
    return colors


def _variables(data: Mapping[str, Any]) -> dict[str, str]:
    variables = _texts(data, "variables")
    for name, value in variables.items():
        style = name.endswith(("-style", "-style-hover"))
        if not NAME.fullmatch(name) or not (TEXT_STYLE if style else SHADE).fullmatch(value):
            expected = "a text style such as bold" if style else "a colour such as #rrggbb"
            raise BadThemeError(f"variables.{name} must be {expected}")
    return variables


def _texts(data: Mapping[str, Any], table: str) -> dict[str, str]:
    values = data.get(table, {})
    if not isinstance(values, dict) or not all(isinstance(one, str) for one in values.values()):
        raise BadThemeError(f"[{table}] must hold texts")
    return dict(values)
