"""Which host names and page origins may talk to the listener (reliability.md, section 2)."""

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Final

from sprig_tui.domain.config_checks import is_loopback
from sprig_tui.domain.settings import Listener

LOOPBACK_NAMES: Final = ("localhost", "127.0.0.1", "[::1]")
WILDCARDS: Final = frozenset({"", "0.0.0.0", "::", "[::]", "*"})  # noqa: S104 - refused, not bound

_PORT: Final = re.compile(r"(?<=[^:]):[0-9]{1,5}$")
_ANY_PORT: Final = ":*"


class HostKind(Enum):
    """By which kind of name a request reached the listener."""

    LOOPBACK = "loopback"
    NAMED = "named"


class Gate:
    """Host and origin rules of one configuration, for a listener bound to `port`.

    A loopback name needs the port that is really bound. A configured name without a port goes with
    none, with this port, and with the ports of http and https (a tunnel ends TLS elsewhere).
    """

    def __init__(self, listener: Listener, port: int) -> None:
        own = _bracketed(listener.host.lower())
        loopback = [*LOOPBACK_NAMES, own] if is_loopback(own) else list(LOOPBACK_NAMES)
        named = [name for name in (own, *listener.allowed_hosts) if not is_loopback(name)]
        self._hosts: dict[bytes, HostKind] = {}
        for name in _usable(named):
            for host in _with_ports(name, port):
                self._hosts[host] = HostKind.NAMED
        for name in loopback:
            self._hosts[f"{name}:{port}".encode()] = HostKind.LOOPBACK
            if port == 80:
                self._hosts[name.encode()] = HostKind.LOOPBACK
        patterns = [origin.lower() for origin in listener.cors_origins]
        self._origins = {origin.encode() for origin in patterns if not origin.endswith(_ANY_PORT)}
        self._any_port = {
            origin.removesuffix(_ANY_PORT).encode()
            for origin in patterns
            if origin.endswith(_ANY_PORT)
        }

    def host_kind(self, host: bytes) -> HostKind | None:
        """How a `Host` header names the listener; None when it names something else."""
        return self._hosts.get(host.lower())

    def allows_origin(self, origin: bytes) -> bool:
        """Whether pages of `origin` may send here; `null` never may."""
        origin = origin.lower()
        if origin in self._origins or origin in self._any_port:
            return origin != b"null"
        before, _colon, port = origin.rpartition(b":")
        return port.isdigit() and before in self._any_port


def _usable(names: Iterable[str]) -> Iterator[str]:
    """A wildcard is no name: a request for `0.0.0.0` is refused (reliability.md, row 48)."""
    return (
        name
        for name in (_bracketed(name.strip().lower()) for name in names)
        if _PORT.sub("", name) not in WILDCARDS
    )


def _with_ports(name: str, port: int) -> tuple[bytes, ...]:
    if _PORT.search(name):
        return (name.encode(),)
    return tuple(end.encode() for end in (name, f"{name}:{port}", f"{name}:443", f"{name}:80"))


def _bracketed(host: str) -> str:
    return f"[{host}]" if host.count(":") > 1 and not host.startswith("[") else host
