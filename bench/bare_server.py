"""What the engine is compared with: a uvicorn handler that reads the body and stores nothing.

Run as `python -m bench.bare_server`; it prints its port.
"""

import socket
from collections.abc import Awaitable, Callable
from typing import Any, Final

import uvicorn

BODY: Final = b'{"success": true}'
HEADERS: Final = [
    (b"content-type", b"application/json"),
    (b"content-length", str(len(BODY)).encode()),
]


async def answer(
    _scope: dict[str, Any],
    receive: Callable[[], Awaitable[dict[str, Any]]],
    send: Callable[[dict[str, Any]], Awaitable[None]],
) -> None:
    """Success, whatever came."""
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    await send({"type": "http.response.body", "body": BODY})


def main() -> None:
    """Serve until a signal."""
    listening = socket.create_server(("127.0.0.1", 0))
    print(listening.getsockname()[1], flush=True)
    config = uvicorn.Config(
        answer,
        loop="uvloop",
        http="httptools",
        lifespan="off",
        ws="none",
        interface="asgi3",
        access_log=False,
        log_level="error",
        server_header=False,
    )
    uvicorn.Server(config).run(sockets=[listening])


if __name__ == "__main__":
    main()
