"""Where the store lies."""

import hashlib
from pathlib import Path

import platformdirs


def store_path(config_path: Path, configured: str, option: Path | None) -> Path:
    """The SQLite file (absolute), by design.md, sections 3 and 7.

    `option` (--store) wins; else `configured` ([store].path, `~` expanded, relative to the config
    file's folder); else one store per config path in the platform's state folder.
    """
    config_path = config_path.absolute()
    if option is not None:
        return option.absolute()
    if configured:
        return config_path.parent / _expanded(configured)
    digest = hashlib.sha256(str(config_path).encode("utf-8", "surrogateescape")).hexdigest()
    return _state_folder() / f"{config_path.stem}-{digest[:8]}" / "events.db"


def stores_in_state_folder() -> list[Path]:
    """The stores that are where neither a config nor an option puts them, in no order."""
    return list(_state_folder().glob("*/events.db"))


def _state_folder() -> Path:
    return platformdirs.user_state_path("sprig-tui")


def _expanded(configured: str) -> Path:
    path = Path(configured)
    try:
        return path.expanduser()
    except RuntimeError:
        return path
