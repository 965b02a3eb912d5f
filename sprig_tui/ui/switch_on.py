"""The question behind `a` on an event whose mapping is switched off."""

from sprig_tui.domain.config_edits import ConfigConflictError, ConfigError, entry_place
from sprig_tui.domain.log import LogRow
from sprig_tui.domain.rules import RulesSource
from sprig_tui.domain.safe_text import safe
from sprig_tui.services.event_story import EventStory
from sprig_tui.services.mapping_edits import MappingEdits
from sprig_tui.services.mapping_view import entries_of
from sprig_tui.ui.modals.confirm import ConfirmModal
from sprig_tui.ui.quick_edit import save_quick
from sprig_tui.ui.stop_place import GONE, stop_key, story_of
from sprig_tui.ui.terminal import TerminalApp

DETAIL = (
    "One line of the config file changes. Events from now on are decided by it; this one stays as "
    "it is; R on the event sends it again. space switches it off in Mappings, and u takes the edit "
    "back there."
)


async def switch_row_on(app: TerminalApp, row: LogRow | None) -> None:
    """The same for a row of a list."""
    if row is None:
        return
    story, _now = await story_of(app, row)
    if story is not None:
        await switch_on(app, story)


async def switch_on(app: TerminalApp, story: EventStory) -> None:
    """Ask, then switch the mapping on that stopped the event; call it from a worker."""
    base = app.snapshot
    key = stop_key(story, RulesSource.of(base.config, base.lines)) or ""
    table, index = entry_place(key) or ("filters", 0)
    if table == "filters":
        app.notify(GONE, severity="warning")
        return
    pattern = safe(entries_of(base.config, table)[index].pattern, 60)
    question = f'Switch on #{index + 1} "{pattern}"?'
    if not await app.push_screen_wait(ConfirmModal(question, DETAIL, yes="Switch on")):
        return
    edits = MappingEdits(app.context.config, app.history)
    try:
        saved = await save_quick(app, edits.plan_toggle(table, index, base))
    except ConfigConflictError as conflict:
        app.notify(f"Not saved: {conflict}", severity="warning")
    except ConfigError as error:
        app.notify(f"Not saved: {error}", severity="error")
    else:
        if saved is not None:
            place = saved.place + 1
            app.notify(f'Saved: #{place} "{pattern}" is on. R on the event sends it again.')
