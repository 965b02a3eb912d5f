"""Knocks at the listener's port; implements `ports.ListenerProbe`."""

import asyncio
import contextlib
from typing import Final
from urllib.parse import urlsplit

PATIENCE_S: Final = 2.0
CANNOT_STORE: Final = 503
MAX_LINE: Final = 1_000


class PortProbe:
    """Makes one connection a question: an old one could outlive the listener."""

    async def problem(self, address: str) -> str:
        """As `ports.ListenerProbe`."""
        place = urlsplit(address)
        try:
            async with asyncio.timeout(PATIENCE_S):
                status = await _ask_health(place.hostname or "", place.port or 80, place.netloc)
        except (OSError, TimeoutError):
            return f"nothing answers at {address}"
        if status is None:
            return f"what answers at {address} is no listener of events"
        return "the listener cannot store events now" if status == CANNOT_STORE else ""


async def _ask_health(host: str, port: int, name: str) -> int | None:
    """The status of the answer, None when it is no HTTP."""
    reader, writer = await asyncio.open_connection(host, port, limit=MAX_LINE)
    try:
        writer.write(f"GET /health HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n\r\n".encode())
        await writer.drain()
        line = await reader.readline()
    except ValueError:
        return None
    finally:
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()
    version, _, rest = line.partition(b" ")
    number = rest[:3]
    return int(number) if version.startswith(b"HTTP/") and number.isdigit() else None
