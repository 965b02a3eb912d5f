"""Where the config file is, and the key that the environment may hold (design.md, section 3)."""

import os
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Final

from platformdirs import user_config_path

from sprig_tui.domain.secret import Secret

CONFIG_VARIABLE: Final = "SPRIG_TUI_CONFIG"
FOUND_VARIABLE: Final = "SPRIG_TUI_CONFIG_FOUND"
"""Set for an engine whose --config names a file that its terminal found and nobody named."""
KEY_VARIABLE: Final = "SPRIG_TUI_API_KEY"
FOLDER_FILE: Final = "sprig.toml"


def find_config(option: Path | None, environ: Mapping[str, str], cwd: Path) -> tuple[Path, bool]:
    """The config file's absolute path, and whether `--config` or $SPRIG_TUI_CONFIG named it.

    In this order: `option`, the variable, `sprig.toml` in `cwd` when there is one (of any kind,
    so that a broken link is complained of and not passed over), the platform's config folder.
    """
    named = option or (Path(environ[CONFIG_VARIABLE]) if environ.get(CONFIG_VARIABLE) else None)
    if named is not None:
        return _absolute(cwd / named), not environ.get(FOUND_VARIABLE)
    here = cwd / FOLDER_FILE
    if os.path.lexists(here):
        return here, False
    return _platform_folder() / "config.toml", False


def themes_folder() -> Path:
    """Where the operator's own themes are: `themes` in the platform's config folder."""
    return _platform_folder() / "themes"


def take_environment_key(environ: MutableMapping[str, str]) -> Secret:
    """The API key of $SPRIG_TUI_API_KEY, taken out of `environ` so that nothing inherits it."""
    return Secret(environ.pop(KEY_VARIABLE, "").strip())


def _platform_folder() -> Path:
    return user_config_path("sprig-tui", appauthor=False)


def _absolute(path: Path) -> Path:
    """`..` is resolved as the system would (through links); other links stay as written."""
    if ".." not in path.parts:
        return path
    resolved = Path(os.path.realpath(path if path.name == ".." else path.parent))
    return resolved if path.name == ".." else resolved / path.name
