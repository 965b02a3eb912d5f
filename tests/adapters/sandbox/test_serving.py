"""Sockets, certificates, and the end."""

import asyncio
import socket
import ssl
from pathlib import Path

import httpx
import pytest

from sprig_tui.adapters.sandbox.sandbox import CannotServeError, PortTakenError
from sprig_tui.adapters.sandbox.serving import Connection, bind, tls_context
from tests.adapters.sandbox.certificates import write_certificate
from tests.adapters.sandbox.visiting import KEY, PATIENCE, USER, visit


def test_a_free_port_is_taken() -> None:
    with bind("127.0.0.1", 0) as bound:
        assert bound.getsockname()[1] > 0


def test_a_taken_port_is_told() -> None:
    with bind("127.0.0.1", 0) as bound:
        port = bound.getsockname()[1]
        with pytest.raises(PortTakenError, match=f"port {port} on 127.0.0.1 is taken"):
            bind("127.0.0.1", port)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "sprig.example", ""])
def test_only_loopback_is_bound(host: str) -> None:
    with pytest.raises(CannotServeError, match="is not loopback"):
        bind(host, 0)


def test_another_failure_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: object, **_named: object) -> None:
        raise OSError(13, "Permission denied")

    monkeypatch.setattr(socket, "create_server", fail)
    with pytest.raises(CannotServeError, match=r"cannot listen on ::1, port 9: Permission denied"):
        bind("[::1]", 9)


async def test_it_speaks_tls_with_a_certificate(tmp_path: Path) -> None:
    certfile, keyfile = write_certificate(tmp_path)
    async with visit(certfile=certfile, keyfile=keyfile) as running:
        assert running.sandbox.url.startswith("https://127.0.0.1:")
        with pytest.raises(httpx.ConnectError, match="certificate verify failed"):
            await running.post()
        assert not running.sandbox.received
        trusting = ssl.create_default_context(cafile=certfile)
        async with httpx.AsyncClient(verify=trusting, trust_env=False, timeout=PATIENCE) as client:
            address, headers = f"{running.sandbox.url}/v2/users", {"authorization": f"Bearer {KEY}"}
            assert (await client.post(address, json=USER, headers=headers)).status_code == 202
            running.sandbox.use_faults("reset")
            with pytest.raises(httpx.ReadError):
                await client.post(address, json=USER, headers=headers)


def test_certificates_that_cannot_be_used_are_told(tmp_path: Path) -> None:
    certfile, keyfile = write_certificate(tmp_path)
    assert tls_context(None, None) is None
    assert tls_context(certfile, keyfile) is not None
    with pytest.raises(CannotServeError, match="a keyfile needs a certfile"):
        tls_context(None, keyfile)
    for wrong in ((str(tmp_path / "none.pem"), None), (keyfile, certfile)):
        with pytest.raises(CannotServeError, match="cannot use the certificate"):
            tls_context(*wrong)


async def test_no_answer_waits_for_an_acknowledgement(monkeypatch: pytest.MonkeyPatch) -> None:
    delays: list[int] = []
    made = Connection.connection_made

    def note(self: Connection, transport: asyncio.Transport) -> None:
        made(self, transport)
        connected = transport.get_extra_info("socket")
        delays.append(connected.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))

    monkeypatch.setattr(Connection, "connection_made", note)
    async with visit() as running:
        await running.post()
    assert len(delays) == 1
    assert all(delays)


async def test_its_end_cuts_off_what_hangs() -> None:
    async with visit("timeout") as running:
        hanging = asyncio.create_task(running.post())
        async with asyncio.timeout(PATIENCE):
            while not running.sandbox.received:
                await asyncio.sleep(0.005)
        url = running.sandbox.url
        running.client = httpx.AsyncClient()
        assert not hanging.done()
        hanging.add_done_callback(lambda done: done.exception())
    with pytest.raises(httpx.HTTPError):
        await hanging
    with pytest.raises(httpx.ConnectError):
        async with httpx.AsyncClient(trust_env=False) as client:
            await client.post(f"{url}/v2/users", json=USER)
