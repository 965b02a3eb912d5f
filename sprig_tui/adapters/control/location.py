"""Where the control socket is (design.md, section 1)."""

import hashlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

MAX_PATH_BYTES: Final = 100
"""A Unix socket's path has about 104 bytes on macOS and 108 on Linux."""


def control_path(store: Path, environ: Mapping[str, str]) -> Path:
    """Beside the store; where that is too long, under a hash in the runtime or temp folder."""
    beside = store.with_name(store.name + ".sock")
    if len(os.fsencode(beside)) <= MAX_PATH_BYTES:
        return beside
    digest = hashlib.sha256(os.fsencode(store)).hexdigest()[:16]
    runtime = environ.get("XDG_RUNTIME_DIR")
    folder = Path(runtime) if runtime else Path(tempfile.gettempdir())
    return folder / f"sprig-tui-{os.getuid()}" / f"{digest}.sock"
