"""The sandbox: a stand-in for Sprig and Gleap on a port of this machine."""

import random
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Final

from sprig_tui.adapters.sandbox.application import Application
from sprig_tui.adapters.sandbox.serving import (
    CannotServeError,
    PortTakenError,
    Server,
    bind,
    tls_context,
)
from sprig_tui.domain.sandbox.fault_specs import parse_faults
from sprig_tui.domain.sandbox.received import Received
from sprig_tui.domain.sandbox.stand_in import StandIn, Terms
from sprig_tui.domain.sandbox.users import StoredUser

__all__ = ["CannotServeError", "PortTakenError", "Sandbox", "Terms"]

DEFAULT_TERMS: Final = Terms()


class Sandbox:
    """A running sandbox.

    `url` is `http://HOST:PORT` (`https` with a certificate) with the port really bound.
    """

    def __init__(self, stand_in: StandIn, *, scheme: str, host: str, port: int) -> None:
        shown = f"[{host}]" if ":" in host and not host.startswith("[") else host
        self.url: Final = f"{scheme}://{shown}:{port}"
        self.port: Final = port
        self._stand_in = stand_in

    @classmethod
    @asynccontextmanager
    async def start(
        cls,
        faults: Sequence[str] = (),
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        terms: Terms = DEFAULT_TERMS,
        seed: int | None = None,
        certfile: str | None = None,
        keyfile: str | None = None,
        on_received: Callable[[Received], None] = lambda _entry: None,
    ) -> AsyncIterator["Sandbox"]:
        """Serve in the running loop for the length of the block; connections are cut at its end.

        `faults` are specs as `--fault` takes them. `on_received` is called in the loop with each
        entry before its request is answered.

        Raises:
            FaultSpecError: a spec that cannot be read.
            PortTakenError: another program has the port.
            CannotServeError: the host is not loopback, or there is no such certificate.
        """
        stand_in = StandIn(terms, make_chance=_make_chance)
        stand_in.use_faults(parse_faults(faults), seed)
        tls = tls_context(certfile, keyfile)
        bound = bind(host, port)
        sandbox = cls(
            stand_in, scheme="https" if tls else "http", host=host, port=bound.getsockname()[1]
        )
        server = await Server.open(Application(stand_in, on_received), bound, tls)
        try:
            yield sandbox
        finally:
            await server.close()

    @property
    def received(self) -> Sequence[Received]:
        """The last 100,000 requests, oldest first."""
        return self._stand_in.log.entries()

    @property
    def users(self) -> Mapping[str, StoredUser]:
        """Sprig's users by id."""
        return self._stand_in.sprig.users

    @property
    def contacts(self) -> Mapping[str, StoredUser]:
        """Gleap's contacts by id."""
        return self._stand_in.gleap.contacts

    def stats(self) -> Mapping[str, object]:
        """The figures of `GET /_sandbox/stats`."""
        return self._stand_in.stats(time.monotonic())

    def use_faults(self, *faults: str, seed: int | None = None) -> None:
        """Another script from the next request on; without specs, none. Raises FaultSpecError."""
        self._stand_in.use_faults(parse_faults(faults), seed)

    def clear(self) -> None:
        """Forget everything received, and begin the script anew."""
        self._stand_in.clear()


def _make_chance(seed: int | None) -> Callable[[], float]:
    return random.Random(seed).random  # noqa: S311 - it chooses faults, no secrets
