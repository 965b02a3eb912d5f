"""The question before a key lets events leave that wait for it."""

import sys
from typing import TYPE_CHECKING

import click

from sprig_tui.cli.exits import USAGE, PlainExit
from sprig_tui.cli.places import Places
from sprig_tui.cli.session import Session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sprig_tui.domain.config_edits import ConfigSnapshot
    from sprig_tui.domain.outbox import LaneFigures


async def agree_to_release(
    session: Session, places: Places, before: "ConfigSnapshot", after: "ConfigSnapshot"
) -> bool:
    """Ask before `after` takes the place of `before`, where waiting events would leave by it.

    What is asked is what going live asks: how many, to which host, with which key. True where
    nothing would leave.

    Raises:
        PlainExit: nobody is there to answer.
        StoreUnavailableError: the queue cannot be read.
    """
    from sprig_tui.services.going_live import going_live, released, starts_sending

    named = places.config_named
    if not starts_sending(before, after, named_explicitly=named):
        return True
    lanes = await _lanes(session, places, after)
    if not released(after, lanes, named_explicitly=named):
        return True
    found = going_live(after, lanes, named_explicitly=named)
    click.echo("\n".join(filter(None, [*found.lines, found.warning])), err=True)
    if not sys.stdin.isatty():
        said = "nothing was stored: without a terminal to ask at, it takes --yes"
        raise PlainExit(said, USAGE)
    return click.confirm("Store the key and send what waits?", err=True)


async def _lanes(
    session: Session, places: Places, snapshot: "ConfigSnapshot"
) -> "Sequence[LaneFigures]":
    """The queue; empty where there is no store yet."""
    from sprig_tui.adapters.clock import SystemClock
    from sprig_tui.adapters.store.outbox_reader import SqliteOutboxReader
    from sprig_tui.cli.engine_places import store_of
    from sprig_tui.cli.log_reading import missing_store, open_log

    if missing_store(places, store_of(places, snapshot)):
        return ()
    async with open_log(session, places) as log:
        return await SqliteOutboxReader(log).lanes(now_ms=SystemClock().now_ms())
