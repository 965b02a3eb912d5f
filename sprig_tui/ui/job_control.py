"""Whether a shell would bring this program back once it stops."""

import os


def has_shell() -> bool:
    """Whether the parent is a shell that controls jobs.

    Such a one gives each job a process group of its own, within its session. Textual stops this
    process alone, so that a parent of the same group (a script, `uv run`) would wait on, and the
    shell above it would not learn of the stop.
    """
    parent = os.getppid()
    try:
        return os.getsid(parent) == os.getsid(0) and os.getpgid(parent) != os.getpgrp()
    except OSError:
        return False
