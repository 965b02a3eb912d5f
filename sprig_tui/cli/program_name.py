"""How this program is called in the commands that it names."""

import shlex
import shutil
import sys
from pathlib import Path
from typing import Final

NAME: Final = "sprig-tui"


def program_name() -> str:
    """`sprig-tui` where a shell finds that, else the path it was started by, for a shell.

    The path counts from the current folder where it is shorter so.
    """
    started = Path(sys.argv[0])
    if shutil.which(NAME) is not None or started.name != NAME:
        return NAME
    whole = started.absolute()
    try:
        near = whole.relative_to(Path.cwd())
    except (ValueError, OSError):
        return shlex.quote(str(whole))
    return shlex.quote(str(near) if len(near.parts) > 1 else f"./{near}")
