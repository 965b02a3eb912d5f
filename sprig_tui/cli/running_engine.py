"""What a running engine does otherwise than the config file says."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sprig_tui.cli.engine_places import store_of
from sprig_tui.cli.places import Places

if TYPE_CHECKING:
    from sprig_tui.domain.config_edits import ConfigSnapshot
    from sprig_tui.ports import EngineStatus


@dataclass(frozen=True, slots=True)
class RunningEngine:
    """The engine of a config.

    `status` is as it says itself; `given` are the keys of the listener that its command line gave
    another value.
    """

    status: "EngineStatus"
    given: tuple[str, ...]

    def sentences(self) -> Iterator[str]:
        """Where it listens, and what of the file is not at work there."""
        by_option = " and ".join(f"--{key.partition('.')[2]}" for key in self.given)
        where = f"the engine (pid {self.status.pid}) listens on {self.status.address}"
        if self.given:
            yield f"{where}: it was started with {by_option}"
        else:
            yield where
        if self.status.restart_needed:
            names = ", ".join(self.status.restart_needed)
            yield f"it still has other values, until it is started again, for: {names}"


async def running_engine(places: Places, snapshot: "ConfigSnapshot") -> RunningEngine | None:
    """The engine that owns the store of `places`, None where none answers."""
    from sprig_tui.adapters.store.lock import read_owner
    from sprig_tui.cli.control import client_of
    from sprig_tui.ports import EngineUnreachableError

    store = store_of(places, snapshot)
    owner = read_owner(store)
    if owner is None:
        return None
    client = client_of(store, owner)
    try:
        status = await client.status()
    except EngineUnreachableError:
        return None
    finally:
        await client.close()
    return RunningEngine(status, tuple(_given(status, snapshot)))


def _given(status: "EngineStatus", snapshot: "ConfigSnapshot") -> Iterator[str]:
    """What differs and is nothing that a restart would change; port 0 takes any."""
    bound, wanted = urlsplit(status.address), snapshot.config.listener
    differing = {
        "listener.host": bound.hostname != wanted.host.strip("[]").lower(),
        "listener.port": wanted.port not in (0, bound.port),
    }
    for key, differs in differing.items():
        if differs and key not in status.restart_needed:
            yield key
