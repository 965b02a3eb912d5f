"""Whether a host can be reached, without a word of the protocol."""

import asyncio
import ssl
from functools import cache
from typing import Final
from urllib.parse import urlsplit

PATIENCE_S: Final = 5.0


async def reach(endpoint: str) -> str:
    """Connect to `scheme://host[:port]` and hang up; "" when that went well, else a sentence.

    With https the certificate is checked. Nothing is sent, least of all a key.
    """
    place = urlsplit(endpoint)
    secure = place.scheme == "https"
    port = place.port or (443 if secure else 80)
    try:
        async with asyncio.timeout(PATIENCE_S):
            context = await asyncio.to_thread(_authorities) if secure else None
            _reader, writer = await asyncio.open_connection(place.hostname, port, ssl=context)
    except TimeoutError:
        return f"no answer within {PATIENCE_S:.0f} s"
    except ssl.SSLCertVerificationError as error:
        return f"its certificate is not trusted: {error.verify_message}"
    except (OSError, UnicodeError) as error:
        return f"it cannot be reached: {getattr(error, 'strerror', None) or type(error).__name__}"
    writer.transport.abort()  # a server that answers no goodbye would be waited for
    return ""


@cache
def _authorities() -> ssl.SSLContext:
    """Those that the sender of deliveries trusts."""
    import httpx

    return httpx.create_ssl_context()
