"""Change the store from a verb: through the running engine, or into the store where none runs."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sprig_tui.adapters.control.client import ControlClient
from sprig_tui.adapters.store.lock import OwnerInfo, StoreLock, read_owner
from sprig_tui.adapters.store.writer import SqliteEventLog
from sprig_tui.cli.control import client_of
from sprig_tui.cli.engine_places import find_store
from sprig_tui.cli.exits import FAILED, PlainExit
from sprig_tui.cli.places import Places
from sprig_tui.cli.session import Session
from sprig_tui.ports import EngineHangsError


@asynccontextmanager
async def open_writing(
    session: Session, places: Places
) -> AsyncIterator[ControlClient | SqliteEventLog]:
    """The engine that owns the store, or the store itself, locked for as long as this lasts.

    Raises:
        StoreTakenError: an engine took the store in this very moment.
        StoreUnavailableError: the store cannot be opened.
        PlainExit: the engine gives no answer.
    """
    store = await find_store(session, places)
    owner = read_owner(store)
    if owner is not None:
        client = client_of(store, owner)
        try:
            yield client
        except EngineHangsError as error:
            later = "; it does it when it goes on" if error.asked else ""
            raise PlainExit(f"{error}{later}", FAILED) from None
        finally:
            await client.close()
        return
    info = OwnerInfo(pid=os.getpid(), address="", config_path=str(places.config), control_path="")
    with StoreLock.take(store, info):
        log = await SqliteEventLog.open(store)
        try:
            yield log
        finally:
            await log.close()
