"""All connections together: how many there may be, and which of them are over their time."""

import asyncio
from typing import Any, Protocol

from uvicorn.server import ServerState

from sprig_tui.adapters.listener.counters import NotStored
from sprig_tui.adapters.listener.limits import Limits


class Connection(Protocol):
    """What the crowd asks of a connection; `since` is when it began to wait (loop time)."""

    since: float

    @property
    def is_answering(self) -> bool:
        """Whether a complete request of it is being answered."""

    def sweep(self, now: float) -> None:
        """End it if it is over its time."""

    def shed(self) -> None:
        """End it at once, because a newer one needs the place."""

    def finish(self) -> None:
        """Close it after the answer that it is waiting for, if it is."""

    def close_unless_answering(self) -> None:
        """Close it now if nothing of it is being answered."""

    def abort(self) -> None:
        """Close it now, whatever it is doing."""


class Crowd(ServerState):
    """uvicorn's shared state with limits and counters; `empty` is set while nobody is connected."""

    def __init__(self, limits: Limits, counters: NotStored) -> None:
        super().__init__()
        self.limits = limits
        self.counters = counters
        self.connections: set[Any] = set()
        self.empty = asyncio.Event()
        self.empty.set()

    def admit(self, newcomer: Connection) -> None:
        """Make room: the connection that waits longest for a whole request has to go.

        Idle senders therefore never keep good ones out (reliability.md, section 2). When all are
        being answered it is the newcomer that goes.
        """
        self.empty.clear()
        if len(self.connections) <= self.limits.connections:
            return
        self.counters.shed_connections += 1
        waiting = [each for each in self.members() if not each.is_answering]
        min(waiting, key=lambda each: each.since, default=newcomer).shed()

    def sweep(self, now: float) -> None:
        """End what is over its time; called ten times a second."""
        for connection in self.members():
            connection.sweep(now)

    def leave(self) -> None:
        """A connection is gone from `connections`."""
        if not self.connections:
            self.empty.set()

    def members(self) -> list[Connection]:
        """The connections of this moment."""
        return list(self.connections)
