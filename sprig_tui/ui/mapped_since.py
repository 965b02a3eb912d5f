"""What was mended of an event since it was stopped, and the way of `a` from there."""

from sprig_tui.domain.log import LogRow
from sprig_tui.ports import StoreUnavailableError
from sprig_tui.services.since_then import Mended
from sprig_tui.ui.advice import mappable, mended_words, unmappable_words
from sprig_tui.ui.terminal import TerminalApp


async def look_again(app: TerminalApp, row: LogRow) -> Mended | None:
    """What the present config and log have for the row, None if that is nothing."""
    try:
        return await app.since_then.look(row, app.snapshot.config)
    except StoreUnavailableError:
        return None


async def map_row(app: TerminalApp, row: LogRow | None) -> None:
    """The form of a mapping for the row, or the mapping that takes it by now; for a worker."""
    found = mappable(row) if row is not None else None
    if row is None:
        return
    if found is None:
        app.notify(unmappable_words(row))
        return
    mended = await look_again(app, row)
    if mended is None:
        await app.add_mapping(*found)
        return
    from sprig_tui.ui.stop_place import show_key

    app.notify(mended_words(mended, "R on the event", "space switches it on"))
    await show_key(app, mended.key)
