"""The control client of the engine that owns a store."""

from functools import partial
from pathlib import Path

from sprig_tui.adapters.control.client import ControlClient
from sprig_tui.adapters.store.lock import OwnerInfo, owner_pid


def client_of(store: Path, owner: OwnerInfo) -> ControlClient:
    """Asks `owner`; while a process owns the store, no answer is not taken for no engine."""
    return ControlClient(Path(owner.control_path), partial(owner_pid, store))
