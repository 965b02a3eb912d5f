"""`Y`: the forms in which an event can be copied."""

from typing import Final

from sprig_tui.ports import StoreUnavailableError
from sprig_tui.services.copy_forms import CopyForm, copy_forms
from sprig_tui.services.event_story import EventStory
from sprig_tui.services.literal_text import json_text
from sprig_tui.services.records import Records
from sprig_tui.ui.modals.setting_choice import SettingChoice
from sprig_tui.ui.terminal import TerminalApp
from sprig_tui.ui.widgets.kind_words import RECEIVERS

TITLE: Final = "Copy event #{row_id} as; it keeps its messageId, so sent here it is a repeat"
RECORD: Final = "record"


async def copy_as(app: TerminalApp, story: EventStory) -> None:
    """Ask for a form and copy it; call it from a worker, for it waits for the operator."""
    status = app.engine.status
    address = status.address if status is not None else app.context.address
    forms = list(copy_forms(story, address, receiver=RECEIVERS[story.rules.kind]))
    record = await _record(app, story)
    forms.insert(1, CopyForm(RECORD, "the record, as events show prints it", record))
    forms = [form for form in forms if form.text]
    title = TITLE.format(row_id=story.stored.row.id)
    chosen = await app.push_screen_wait(
        SettingChoice(title, [(form.name, form.meaning) for form in forms], "")
    )
    form = next((form for form in forms if form.name == chosen), None)
    if form is not None:
        app.copy_text(form.text, form.meaning)


async def _record(app: TerminalApp, story: EventStory) -> str:
    """The record of what really happened, "" when the log does not hold it any more."""
    try:
        record = await Records(app.context.reader).explained(story.stored.row.id)
    except StoreUnavailableError:
        return ""
    return json_text(record, indent=2) + "\n" if record is not None else ""
