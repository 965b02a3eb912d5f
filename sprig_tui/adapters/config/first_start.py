"""The commented config that a newcomer begins with."""

from importlib.resources import files
from pathlib import Path
from typing import Final

from sprig_tui.adapters.config.file_access import create_file

EXAMPLE: Final = "config.example.toml"


def example_text() -> str:
    """The example config: in the package when installed, beside it in a checkout."""
    packaged = files("sprig_tui") / EXAMPLE
    if packaged.is_file():
        return packaged.read_text(encoding="utf-8")
    return (Path(__file__).parents[3] / EXAMPLE).read_text(encoding="utf-8")


def write_default(path: Path) -> bool:
    """Write the example to `path`, 0600, folders 0700; False if something has that name already.

    Raises:
        ConfigError: it cannot be written.
    """
    try:
        create_file(path, example_text())
    except FileExistsError:
        return False
    return True
