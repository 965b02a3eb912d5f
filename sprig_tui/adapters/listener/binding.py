"""The listener's own sockets, bound before the server starts (reliability.md, section 4)."""

import errno
import socket
from typing import Final

BACKLOG: Final = 1024

_MISSING: Final = "this machine has no such address"
_NOT_HERE: Final = frozenset({errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT})
_ANY_IPV6: Final = "::"


class CannotListenError(Exception):
    """The address cannot be bound; `str()` is one sentence."""

    def __init__(self, host: str, port: int, why: str) -> None:
        super().__init__(f"cannot listen on {host_and_port(host, port)}: {why}")
        self.host = host
        self.port = port


class PortTakenError(CannotListenError):
    """Another program listens on the port."""


def bind_sockets(host: str, port: int) -> list[socket.socket]:
    """Sockets for every address of `host`, all on one port; port 0 takes a free one.

    Raises:
        PortTakenError: another program has the port.
        CannotListenError: the host has no address here, or the port may not be taken.
    """
    try:
        found = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE | socket.AI_NUMERICSERV
        )
    except (OSError, UnicodeError):
        raise CannotListenError(host, port, _MISSING) from None
    bound: list[socket.socket] = []
    for family, _kind, _protocol, _name, address in dict.fromkeys(found):
        try:
            bound.append(_bind(family, address[0], port or _port_of(bound)))
        except OSError as error:
            if error.errno in _NOT_HERE:
                continue
            _close(bound)
            if error.errno == errno.EADDRINUSE:
                raise PortTakenError(host, port, "another program has the port") from None
            raise CannotListenError(host, port, error.strerror or _MISSING) from None
    if not bound:
        raise CannotListenError(host, port, _MISSING)
    return bound


def check_port(host: str, port: int) -> None:
    """Return if the sockets could be bound now; raises as `bind_sockets` does."""
    _close(bind_sockets(host, port))


def host_and_port(host: str, port: int) -> str:
    """As a URL writes them."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _bind(family: int, address: str | int, port: int) -> socket.socket:
    bound = socket.socket(family, socket.SOCK_STREAM)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            bound.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, int(address != _ANY_IPV6))
        bound.bind((address, port))
        bound.listen(BACKLOG)
        bound.settimeout(0)
    except OSError:
        bound.close()
        raise
    return bound


def _close(bound: list[socket.socket]) -> None:
    for one in bound:
        one.close()


def _port_of(bound: list[socket.socket]) -> int:
    return int(bound[0].getsockname()[1]) if bound else 0
