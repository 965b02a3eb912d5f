"""The forms in which mappings come and go."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from sprig_tui.domain.mapping_exchange.csv_table import read_csv, write_csv
from sprig_tui.domain.mapping_exchange.exchanged import MAX_BYTES, ReadMappings, UnreadableError
from sprig_tui.domain.mapping_exchange.toml_tables import read_toml, toml_tables
from sprig_tui.domain.mapping_exchange.tracking_plan import read_plan, write_plan
from sprig_tui.domain.settings import Config

Format = Literal["csv", "json", "toml"]
FORMATS: Final[tuple[Format, ...]] = ("csv", "json", "toml")

WriteToml = Callable[[Mapping[str, Any]], str]
"""Makes TOML of plain data; the library that does is no business of the domain."""

_READERS: Final[Mapping[Format, Callable[[str], ReadMappings]]] = {
    "csv": read_csv,
    "json": read_plan,
    "toml": read_toml,
}


@dataclass(frozen=True, slots=True)
class Export:
    """A text to be written, and what it could not hold, a sentence each."""

    text: str
    lost: Sequence[str] = ()


def format_of(name: str, raw: bytes = b"") -> Format:
    """The form that a file's name ends with, else what its first sign looks like (JSON or CSV)."""
    ending = name.rpartition(".")[2].lower()
    if ending in FORMATS:
        return ending
    start = raw.removeprefix(b"\xef\xbb\xbf").lstrip()[:2]
    if start == b"[[":
        return "toml"
    return "json" if start[:1] in (b"{", b"[") else "csv"


def read_mappings(raw: bytes, form: Format) -> ReadMappings:
    """What a file says.

    Raises:
        UnreadableError: it is too large, is no UTF-8, or has not this form at all.
    """
    if len(raw) > MAX_BYTES:
        raise UnreadableError(f"it is larger than {MAX_BYTES // 1024**2} MB")
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise UnreadableError(f"line {line}: this is no UTF-8 text: save it as UTF-8") from None
    return _READERS[form](text)


def write_mappings(config: Config, form: Format, write_toml: WriteToml) -> Export:
    """The mappings of a config in one of the forms."""
    if form == "csv":
        return Export(write_csv(config))
    if form == "toml":
        return Export(write_toml(toml_tables(config)))
    text, lost = write_plan(config)
    return Export(text, lost)
