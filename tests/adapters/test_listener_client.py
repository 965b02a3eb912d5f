"""Posting to the listener as an SDK would."""

import base64
import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from sprig_tui.adapters.listener_client import ListenerClient
from sprig_tui.domain.secret import Secret
from sprig_tui.ports import EngineUnreachableError


class Handler(BaseHTTPRequestHandler):
    """Keeps what was posted; answers as it is told."""

    seen: list[tuple[str, str, Any]]
    answer: tuple[int, bytes]

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.seen.append((self.path, self.headers["Authorization"], body))
        status, said = self.answer
        self.send_response(status)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_args: object) -> None:
        """Keep quiet."""


@pytest.fixture
def address() -> Iterator[str]:
    Handler.seen, Handler.answer = [], (200, b'{"success": true}')
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def client(address: str, key: str = "wk-1") -> ListenerClient:
    return ListenerClient(lambda: address, lambda: Secret(key))


async def test_the_type_names_the_route_and_the_write_key_is_the_user_name(address: str) -> None:
    result = await client(address).send({"type": "track", "event": "A"})
    assert (result.status, result.message) == (200, "")
    ((path, auth, body),) = Handler.seen
    assert path == "/v1/track"
    assert base64.b64decode(auth.removeprefix("Basic ")) == b"wk-1:"
    assert body["event"] == "A"


async def test_a_delete_has_no_route_of_its_own_and_goes_as_a_batch(address: str) -> None:
    await client(address, key="").send({"type": "delete", "userId": "u"})
    assert Handler.seen[0][0] == "/v1/batch"
    assert Handler.seen[0][2] == {"batch": [{"type": "delete", "userId": "u"}]}


@pytest.mark.parametrize(
    ("body", "said"),
    [(b'{"message": "the key is unknown"}', "the key is unknown"), (b"<html>", "Unauthorized")],
)
async def test_a_refusal_says_why(address: str, body: bytes, said: str) -> None:
    Handler.answer = (401, body)
    result = await client(address).send({"type": "track"})
    assert (result.status, result.message) == (401, said)


async def test_nobody_there_is_said_plainly() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(EngineUnreachableError, match="nobody answers at"):
        await client(address).send({"type": "track"})
