"""Edits of the config file as data, and a configuration as it was read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, get_args

from sprig_tui.domain.settings import Config

ListTable = Literal["triggered_events", "page_urls", "filters"]
TomlValue = str | int | float | bool | list[str] | dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class SetKey:
    """Give a key its value: `path` is ("destination", "mode")."""

    path: tuple[str, ...]
    value: TomlValue = field(repr=False)


@dataclass(frozen=True, slots=True)
class UnsetKey:
    """Take a key out of the file, so that its default holds."""

    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InsertEntry:
    """Put an entry before `index` of a list table (its length: at the end)."""

    table: ListTable
    index: int
    values: Mapping[str, TomlValue]


@dataclass(frozen=True, slots=True)
class UpdateEntry:
    """Set some keys of an entry; a value of None takes the key out."""

    table: ListTable
    index: int
    values: Mapping[str, TomlValue | None]


@dataclass(frozen=True, slots=True)
class RemoveEntry:
    """Take an entry out, with the comments that belong to it."""

    table: ListTable
    index: int


@dataclass(frozen=True, slots=True)
class MoveEntry:
    """Move an entry so that it stands at `to` afterwards."""

    table: ListTable
    index: int
    to: int


ConfigEdit = SetKey | UnsetKey | InsertEntry | UpdateEntry | RemoveEntry | MoveEntry


@dataclass(frozen=True, slots=True)
class ConfigProblem:
    """Something about the file: `line` and `column` count from 1 where they are known.

    `stops` tells of a warning that no event is sent while it holds, `unread` of an error that there
    is no text to look into: its message says what to do.
    """

    severity: Literal["error", "warning"]
    message: str
    key: str = ""
    line: int | None = None
    column: int | None = None
    stops: bool = False
    unread: bool = False

    @property
    def place(self) -> str:
        """Line and column as far as they are known: "12:3", "12", ""."""
        return ":".join(str(number) for number in (self.line, self.column) if number)


@dataclass(frozen=True, slots=True)
class ConfigSnapshot:
    """The file as it was read. `text` is exact (it holds keys: never show it whole).

    `lines` maps dotted keys ("destination.mode", "page_urls.2", "page_urls.2.url") to 1-based
    lines. `environment_key` tells that $SPRIG_TUI_API_KEY took the place of both keys.
    `file_mode` are the file's permission bits, 0 where there are none to know.
    """

    config: Config
    path: str
    text: str = field(repr=False)
    lines: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[ConfigProblem, ...] = ()
    environment_key: bool = False
    file_mode: int = 0


_DEFAULTS: Final = Config()
_NO_LINES: Final[Mapping[str, int]] = {}


class ConfigError(Exception):
    """The file cannot be used; `problems` begins with an error, the one that `str()` names.

    `readable` has the values that are sound by themselves, and defaults for the others; `lines`
    is that of ConfigSnapshot.
    """

    def __init__(
        self,
        path: str,
        problems: tuple[ConfigProblem, ...],
        *,
        readable: Config = _DEFAULTS,
        lines: Mapping[str, int] = _NO_LINES,
    ) -> None:
        first = problems[0]
        place = f"{path}:{first.place}" if first.place else path
        super().__init__(f"{place}: {first.message}")
        self.path = path
        self.problems = problems
        self.readable = readable
        self.lines = lines


class ConfigConflictError(Exception):
    """The file changed since it was read; nothing was written."""


def entry_place(key: str) -> tuple[ListTable, int] | None:
    """Table and 0-based index of a dotted key in a list's entry, such as `page_urls.2.url`.

    None of any other key.
    """
    name, _, rest = key.partition(".")
    index = rest.partition(".")[0]
    table = next((one for one in get_args(ListTable) if one == name), None)
    return (table, int(index)) if table is not None and index.isdecimal() else None
