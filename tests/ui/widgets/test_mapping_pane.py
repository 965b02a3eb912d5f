"""The list of one table of mappings."""

from textual.app import ComposeResult

from sprig_tui.domain.config_edits import ConfigProblem, ConfigSnapshot
from sprig_tui.domain.settings import Config, PageUrl, TriggeredEvent
from sprig_tui.services.mapping_warnings import MappingWarning
from sprig_tui.ui.context import TerminalContext
from sprig_tui.ui.terminal import TerminalApp
from sprig_tui.ui.widgets.mapping_pane import MappingPane
from tests.screen import wait_for_text
from tests.ui.conftest import Terminal


def snapshot(*events: str, problems: tuple[ConfigProblem, ...] = ()) -> ConfigSnapshot:
    entries = tuple(TriggeredEvent(event=event) for event in events)
    config = Config(triggered_events=entries, page_urls=(PageUrl(url="/a"),))
    return ConfigSnapshot(config, "/config/sprig.toml", "", problems=problems)


class OnePane(TerminalApp):
    def __init__(self, context: TerminalContext) -> None:
        super().__init__(context)
        self.pane = MappingPane("triggered_events", snapshot())

    def compose(self) -> ComposeResult:
        yield self.pane

    def number(self) -> int | None:
        """What the cursor is on, as people count."""
        return self.pane.selected.number if self.pane.selected else None


async def test_the_cursor_follows_its_mapping_through_the_file() -> None:
    """Wherever it went; when it is gone, the cursor stays in place."""
    app = OnePane(Terminal().context)
    async with app.run_test(size=(80, 12)) as pilot:
        app.pane.show_mappings(snapshot("a", "b", "c"), {}, select=1)
        assert app.number() == 2
        app.pane.show_mappings(snapshot("a", "new", "b", "c"), {})
        assert app.number() == 3
        app.pane.show_mappings(snapshot("b", "c"), {})
        assert app.number() == 1
        app.pane.show_mappings(snapshot("c", "d"), {})
        assert app.number() == 1
        app.pane.show_mappings(snapshot(), {})
        assert app.number() is None
        assert app.pane.neighbour(1) is None
        await wait_for_text(pilot, "No triggered event yet.")


async def test_a_neighbour_is_one_that_is_shown() -> None:
    """Its place in the file, whatever the search hides between."""
    app = OnePane(Terminal().context)
    async with app.run_test(size=(80, 12)):
        app.pane.show_mappings(snapshot("a1", "b", "a2"), {}, search="a", select=0)
        assert app.pane.neighbour(1) == 2
        assert app.pane.neighbour(-1) is None
        assert app.pane.neighbour(2) is None
        assert app.pane.count == 3


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
        app.pane.show_mappings(snapshot("a", "a", "c", problems=problems), {})
        said = [app.pane.warning(index) for index in range(3)]
        assert said == [
            MappingWarning("mtach is not a setting", never=False),
            MappingWarning("it repeats #1", never=True),
            None,
        ]
        await wait_for_text(pilot, "✗ never", "✓ on !")
