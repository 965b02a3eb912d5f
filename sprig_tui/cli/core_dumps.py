"""Keep the memory of this process, which holds keys, out of core files and from other programs."""

import contextlib
import resource
import sys
from typing import Final

PR_SET_DUMPABLE: Final = 4


def refuse_core_dumps() -> None:
    """Leave no core file; on Linux, also close /proc/PID/environ and mem to the user's programs.

    The environment that a process began with stays readable there, whatever it takes out of it
    later (reliability.md, section 2). What a system does not offer is left out. It holds for this
    process only: a program that it starts has to ask for itself.
    """
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
