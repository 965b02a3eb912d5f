"""Saving after a look."""

from sprig_tui.domain.config_edits import SetKey
from sprig_tui.domain.settings import TriggeredEvent
from sprig_tui.services.edit_history import PlannedEdit
from sprig_tui.ui.saving import ask_conflict, save_reviewed, show_last_save
from tests.screen import wait_for_text, wait_until
from tests.ui.conftest import Terminal
from tests.ui.screens.test_mapping_lists import OnMappings

CONFIG = '[ui]\ntheme = "sprig-dark"\n'


async def test_an_edit_of_no_line_is_not_shown_and_nothing_was_saved_yet() -> None:
    terminal = Terminal(CONFIG)
    app = OnMappings(terminal.context)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "Mappings")
        planned = PlannedEdit("none", (SetKey(("ui", "theme"), "sprig-dark"),), app.snapshot)
        assert await save_reviewed(app, planned, title="None") == app.snapshot
        assert not await show_last_save(app)


async def test_a_conflict_gives_the_entry_to_go_on_with() -> None:
    """Mine above the file's own; what was typed where there is none any more."""
    app = OnMappings(Terminal(CONFIG).context)
    found = TriggeredEvent(event="A")
    there, typed = TriggeredEvent(event="B"), TriggeredEvent(event="A", note="n")
    results = []
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "Mappings")

        async def ask(other: TriggeredEvent | None) -> None:
            results.append(await ask_conflict(app, "Both", found=found, there=other, typed=typed))

        for other, key in ((there, "m"), (there, "e"), (None, "m")):
            before = len(results)
            app.run_worker(ask(other))
            await wait_for_text(pilot, "m keep mine")
            await pilot.press(key)
            await wait_until(pilot, lambda: len(results) > before)  # noqa: B023
    assert results == [
        ("mine", TriggeredEvent(event="B", note="n")),
        ("edit", typed),
        ("mine", typed),
    ]
