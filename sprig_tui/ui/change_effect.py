"""What a saved edit changed over the newest events, told after it."""

import asyncio
from typing import Final

from sprig_tui.domain.config_edits import ConfigSnapshot
from sprig_tui.domain.rules import RulesSource
from sprig_tui.ports import StoreUnavailableError
from sprig_tui.services.change_preview import ChangePreview
from sprig_tui.ui.terminal import TerminalApp
from sprig_tui.ui.widgets.change_words import change_sentence

EVENTS: Final = 1_000
PAUSE_S: Final = 0.3
"""Several edits in a row are told of by the last one."""


async def tell_effect(app: TerminalApp, before: ConfigSnapshot, after: ConfigSnapshot) -> None:
    """A notice when events would be decided otherwise from now on; run it as a worker."""
    await asyncio.sleep(PAUSE_S)
    old, new = (RulesSource.of(one.config, one.lines) for one in (before, after))
    try:
        found = await ChangePreview(app.context.reader).compare(old, new, limit=EVENTS, most=1)
    except StoreUnavailableError:
        return
    if found.differs:
        app.notify(change_sentence(found, saved=True))
