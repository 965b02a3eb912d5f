"""The list of one table of mappings."""

from textual.app import ComposeResult

from sprig_tui.domain.config_edits import ConfigProblem, ConfigSnapshot
from sprig_tui.domain.settings import Config, PageUrl, TriggeredEvent
from sprig_tui.services.mapping_edits import MappingEdits
from sprig_tui.ui.context import TerminalContext
from sprig_tui.ui.terminal import TerminalApp
from sprig_tui.ui.widgets.mapping_pane import Edit, MappingPane
from tests.screen import wait_for_text, wait_until
from tests.ui.conftest import Terminal


def snapshot(*events: str, problems: tuple[ConfigProblem, ...] = ()) -> ConfigSnapshot:
    entries = tuple(TriggeredEvent(event=event) for event in events)
    config = Config(triggered_events=entries, page_urls=(PageUrl(url="/a"),))
    return ConfigSnapshot(config, "/config/sprig.toml", "", problems=problems)


class OnePane(TerminalApp):
    def __init__(self, context: TerminalContext) -> None:
        super().__init__(context)
        self.pane = MappingPane("triggered_events", snapshot())
        self.forms: list[MappingPane.FormWanted] = []
        self.edits: list[Edit] = []

    def compose(self) -> ComposeResult:
        yield self.pane

    def on_mapping_pane_form_wanted(self, message: MappingPane.FormWanted) -> None:
        self.forms.append(message)

    def on_mapping_pane_edit_wanted(self, message: MappingPane.EditWanted) -> None:
        self.edits.append(message.edit)

    def number(self) -> int | None:
        """What the cursor is on, as people count."""
        return self.pane.selected.number if self.pane.selected else None


async def test_the_cursor_follows_its_mapping_through_the_file() -> None:
    """Wherever it went; when it is gone, the cursor stays in place."""
    app = OnePane(Terminal().context)
    async with app.run_test(size=(80, 12)) as pilot:
        app.pane.show_config(snapshot("a", "b", "c"), select=1)
        assert app.number() == 2
        app.pane.show_config(snapshot("a", "new", "b", "c"))
        assert app.number() == 3
        app.pane.show_config(snapshot("b", "c"))
        assert app.number() == 1
        app.pane.show_config(snapshot("c", "d"))
        assert app.number() == 1
        app.pane.show_config(snapshot())
        assert app.number() is None
        await wait_for_text(pilot, "No triggered event yet.")


async def test_a_search_leaves_the_count_and_the_cursors_mapping() -> None:
    """Every entry counts, and a config that changes under the search stays narrowed."""
    app = OnePane(Terminal().context)
    async with app.run_test(size=(80, 12)) as pilot:
        app.pane.show_config(snapshot("a1", "b", "a2"), select=2)
        app.pane.search("a")
        assert (app.number(), app.pane.count, app.pane.rows.count) == (3, 3, 2)
        app.pane.show_config(snapshot("new", "a1", "b", "a2"))
        assert (app.number(), app.pane.rows.count) == (4, 2)
        app.pane.search("nothing")
        await wait_for_text(pilot, "No mapping holds “nothing”")
        app.pane.search("")
        assert app.pane.rows.count == 4


async def test_keys_of_an_empty_list_ask_for_nothing_but_a_new_mapping() -> None:
    """There is nothing to switch, move, delete or edit."""
    app = OnePane(Terminal().context)
    async with app.run_test(size=(80, 12)) as pilot:
        app.pane.show_config(snapshot())
        app.pane.rows.focus()
        await pilot.press("e", "enter", "a", "space", "X", "J")
        await wait_until(pilot, lambda: len(app.edits) == 3)
        assert app.forms == [MappingPane.FormWanted("triggered_events")]
        edits = MappingEdits(Terminal().config)
        assert [await edit(edits, snapshot()) for edit in app.edits] == [None] * 3


async def test_only_a_mapping_that_cannot_decide_is_marked_never() -> None:
    """One that works in spite of a warning is on, with a sign."""
    problems = (
        ConfigProblem(
            "warning", "[[triggered_events]] #2: it repeats #1", "triggered_events.1.event"
        ),
        ConfigProblem("warning", "mtach is not a setting", "triggered_events.0.mtach"),
    )
    app = OnePane(Terminal().context)
    async with app.run_test(size=(80, 12)) as pilot:
        app.pane.show_config(snapshot("a", "a", "c", problems=problems))
        said = []
        for app.pane.rows.cursor in range(3):
            said.append(app.pane.detail().plain.splitlines()[0])
        assert said[:2] == ["! #1: mtach is not a setting", "✗ #2: it repeats #1"]
        assert said[2].startswith("Track events that it decides")
        await wait_for_text(pilot, "✗ never", "✓ on !")
