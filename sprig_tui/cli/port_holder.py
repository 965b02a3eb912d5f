"""Which program has a port."""

import psutil


def port_taken_sentence(host: str, port: int) -> str:
    """One sentence that names what holds the port, and what to do."""
    holder = _holder(port)
    by = f"by {holder}" if holder else "by another program"
    return f"port {port} on {host} is taken {by}; stop it, or start with --port N"


def _holder(port: int) -> str:
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
