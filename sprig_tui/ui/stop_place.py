"""From an event that was stopped to the filter or mapping in the file that stopped it."""

from typing import TYPE_CHECKING, Final

from textual.screen import ModalScreen

from sprig_tui.domain.config_edits import entry_place
from sprig_tui.domain.decision import Verdict
from sprig_tui.domain.log import LogRow
from sprig_tui.domain.reasons import Reason
from sprig_tui.ports import StoreUnavailableError
from sprig_tui.ui.modals.setting_choice import SettingChoice
from sprig_tui.ui.terminal import TerminalApp

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sprig_tui.domain.rules import RulesSource
    from sprig_tui.services.event_story import EventStory

STOPPED_BY: Final = frozenset(
    (
        Reason.SAMPLED_OUT,
        Reason.DESTINATION_FILTER,
        Reason.INVALID_FILTER,
        Reason.MAPPING_DISABLED,
    )
)
UNMAPPED: Final = (Reason.UNMAPPED_EVENT, Reason.UNMAPPED_PAGE)
NEAR_MISS: Final = " would match "
"""So says the sentence of domain/near_miss.py; without it the step only names the table's start."""
FORM_OPEN: Final = "A form is open there: save or leave it, then press c again."
GONE: Final = "What stopped it is not in the file any more as it was then."


def is_stopped_by_file(row: LogRow | None) -> bool:
    """Whether a filter or a mapping that is off stopped the event."""
    return row is not None and row.reason in STOPPED_BY


def stop_key(story: "EventStory", now: "RulesSource") -> str | None:
    """The dotted config key of what stopped the event, as the file has it now; None if gone."""
    for step in story.explanation.trace:
        found = entry_place(step.config_key or "")
        if step.verdict is Verdict.STOPPED and found is not None:
            table, place = found
            then: Sequence[object] = getattr(story.rules, table)
            present: Sequence[object] = getattr(now, table)
            if present[place : place + 1] == then[place : place + 1]:
                return f"{table}.{place}"
            sought = then[place]
            return f"{table}.{present.index(sought)}" if sought in present else None
    return None


def rule_key(story: "EventStory", now: "RulesSource") -> str | None:
    """Where `c` leads from one event: what stopped it, or the mapping that it almost matched."""
    unmapped = story.stored.row.reason in UNMAPPED
    if unmapped and NEAR_MISS not in story.explanation.decision.detail:
        return None
    return stop_key(story, now)


async def show_stop(app: TerminalApp, row: LogRow | None) -> None:
    """Show the filter or the mapping that stopped a row; call it from a worker."""
    if row is None or not is_stopped_by_file(row):
        return
    story, now = await story_of(app, row)
    key = stop_key(story, now) if story is not None else None
    if key is not None:
        await show_key(app, key)


async def story_of(app: TerminalApp, row: LogRow) -> "tuple[EventStory | None, RulesSource]":
    """How a row was decided, and the file's rules. None if what stopped it is gone or unreadable.

    The operator is told then.
    """
    from sprig_tui.domain.rules import RulesSource
    from sprig_tui.services.event_story import EventStories

    now = RulesSource.of(app.snapshot.config, app.snapshot.lines)
    try:
        story = await EventStories(app.context.reader).tell(row.id, now)
    except StoreUnavailableError as error:
        app.notify(str(error), severity="error")
        return None, now
    if story is None or stop_key(story, now) is None:
        app.notify(GONE, severity="warning")
        return None, now
    return story, now


async def show_key(app: TerminalApp, key: str) -> None:
    """Go to an entry of the file, closing what was only looked at on its screen.

    A form that is open there may hold something typed: it stays, and is named.
    """
    from sprig_tui.ui.problem_places import go_to

    await go_to(app, key)
    above = app.screen_stack[1:]
    if not above:
        return
    if any(isinstance(one, ModalScreen) and not isinstance(one, SettingChoice) for one in above):
        app.notify(FORM_OPEN, severity="warning")
        return
    # the app's own worker: that of an event's screen would end with the screen
    app.run_worker(_uncover(app, key), group="stop place", exclusive=True, description="uncover")


async def _uncover(app: TerminalApp, key: str) -> None:
    from sprig_tui.ui.problem_places import go_to

    while len(app.screen_stack) > 1:
        screen = app.screen
        if isinstance(screen, SettingChoice):
            await screen.dismiss(None)
        else:
            await app.pop_screen()
    await go_to(app, key)
