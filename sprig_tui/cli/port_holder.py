"""Which program has a port."""

from urllib.parse import urlsplit

import psutil

from sprig_tui.adapters.store.location import stores_in_state_folder
from sprig_tui.adapters.store.lock import read_owner


def port_taken_sentence(host: str, port: int) -> str:
    """One sentence that names what holds the port, and what to do."""
    holder = _program(port) or _engine(port)
    by = f"by {holder}" if holder else "by another program"
    return f"port {port} on {host} is taken {by}; stop it, or start with --port N"


def _program(port: int) -> str:
    """`NAME (pid N)`, or "" where the system does not tell."""
    try:
        pid = next(
            (
                found.pid
                for found in psutil.net_connections("tcp")
                if found.status == psutil.CONN_LISTEN and found.laddr and found.laddr.port == port
            ),
            None,
        )
        return f"{psutil.Process(pid).name()} (pid {pid})" if pid else ""
    except (psutil.Error, OSError):
        return ""


def _engine(port: int) -> str:
    """The same of an engine by its own note: Linux hides what a process holds that dumps no core.

    Only stores in the state folder are known here.
    """
    for store in stores_in_state_folder():
        owner = read_owner(store)
        if owner is not None and urlsplit(owner.address).port == port:
            return f"sprig-tui (pid {owner.pid})"
    return ""
