"""Sockets are bound before the server starts, and a failure is one sentence."""

import contextlib
import errno
import socket
from collections.abc import Iterator

import pytest

from sprig_tui.adapters.listener.binding import (
    CannotListenError,
    PortTakenError,
    bind_sockets,
    check_port,
    host_and_port,
)


@contextlib.contextmanager
def bound(host: str, port: int = 0) -> Iterator[list[socket.socket]]:
    sockets = bind_sockets(host, port)
    try:
        yield sockets
    finally:
        for one in sockets:
            one.close()


def test_every_address_of_a_name_has_the_same_port() -> None:
    with bound("localhost") as sockets:
        ports = {one.getsockname()[1] for one in sockets}
        addresses = {one.getsockname()[0] for one in sockets}
    assert len(ports) == 1
    assert "127.0.0.1" in addresses


def test_a_taken_port_is_an_error_with_both_names() -> None:
    with bound("127.0.0.1") as (first,):
        port = first.getsockname()[1]
        with pytest.raises(PortTakenError) as error:
            bind_sockets("127.0.0.1", port)
    assert str(error.value) == (f"cannot listen on 127.0.0.1:{port}: another program has the port")
    assert (error.value.host, error.value.port) == ("127.0.0.1", port)


@pytest.mark.parametrize("host", ["host.invalid", "203.0.113.1", "not a host", "x" * 300])
def test_an_address_of_another_machine_is_an_error(
    host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolve = socket.getaddrinfo

    def offline(name: str, *rest: object, **named: object) -> object:
        if name == "host.invalid":
            raise socket.gaierror
        return resolve(name, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", offline)
    with pytest.raises(CannotListenError, match="no such address") as error:
        bind_sockets(host, 0)
    assert not isinstance(error.value, PortTakenError)


def test_another_failure_says_what_the_system_says(monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(_socket: socket.socket, _address: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(socket.socket, "bind", denied)
    with pytest.raises(CannotListenError, match=r"127\.0\.0\.1:80: Permission denied"):
        bind_sockets("127.0.0.1", 80)


def test_ipv6_is_written_in_brackets() -> None:
    assert host_and_port("::1", 80) == "[::1]:80"
    assert host_and_port("localhost", 80) == "localhost:80"


def test_a_port_can_be_looked_at_without_keeping_it() -> None:
    (bound,) = bind_sockets("127.0.0.1", 0)
    port = bound.getsockname()[1]
    with pytest.raises(PortTakenError):
        check_port("127.0.0.1", port)
    bound.close()
    check_port("127.0.0.1", port)
    check_port("127.0.0.1", port)
