"""The choice of a kind of destination, and what each would change."""

from typing import ClassVar, Final

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from sprig_tui.domain.comparison import Comparison
from sprig_tui.domain.config_edits import ConfigSnapshot
from sprig_tui.domain.rules import RulesSource
from sprig_tui.domain.settings import Kind, mapping_count_problem
from sprig_tui.services.change_preview import with_kind
from sprig_tui.ui.modals.setting_choice import SettingChoice
from sprig_tui.ui.screens.changes import ChangesScreen
from sprig_tui.ui.terminal import TerminalApp
from sprig_tui.ui.widgets.change_line import ChangeLine
from sprig_tui.ui.widgets.setting_words import choice_words

KEY: Final = "destination.kind"
LIMIT: Final = 10_000


class KindChoice(SettingChoice):
    """Gives the chosen kind, None when left; says of each what it would change over the log."""

    app = getters.app(TerminalApp)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "changes", "Events", tooltip="List the events", id="kind_choice.changes"),
    ]
    line = getters.query_one(ChangeLine)

    def __init__(self, snapshot: ConfigSnapshot, *, title: str = KEY) -> None:
        words = choice_words(KEY, tuple(Kind))
        present = snapshot.config.destination.kind
        super().__init__(title, words, present.value, self._look)
        self._config = snapshot.config
        self._own = present
        self._rules = RulesSource.of(snapshot.config, snapshot.lines)

    def compose_extra(self) -> ComposeResult:
        """What the kind of the cursor would change."""
        yield ChangeLine(limit=LIMIT, hint="o lists the events.")

    def _look(self, value: str) -> None:
        kind = Kind(value)
        mappings = len(self._config.triggered_events) + len(self._config.page_urls)
        problem = mapping_count_problem(kind, mappings)
        if not self.is_attached:
            return
        if problem:
            self.line.clear(f"{problem}.")
        elif kind is self._own:
            self.line.clear("The present kind.")
        else:
            self.line.ask(self._rules, with_kind(self._rules, kind))

    def action_changes(self) -> None:
        """List the events that the kind of the cursor would decide otherwise."""
        line = self.line
        if line.rules is not None:
            self.app.push_screen(changes_of_kind(*line.rules, line.found))


def changes_of_kind(
    before: RulesSource, after: RulesSource, found: Comparison | None = None
) -> ChangesScreen:
    """The list of what another kind would decide otherwise; `found` is what is known of it."""
    title = f"What kind {after.kind.value} would change, instead of {before.kind.value}"
    return ChangesScreen(title, before, after, limit=LIMIT, found=found)


async def compare_kinds(app: TerminalApp) -> None:
    """Ask for a kind and show what it would change; call it from a worker."""
    title = "Compare with another kind of destination; nothing is changed"
    chosen = await app.push_screen_wait(KindChoice(app.snapshot, title=title))
    if chosen is None:
        return
    rules = RulesSource.of(app.snapshot.config, app.snapshot.lines)
    if rules.kind == chosen:
        app.notify(f"{chosen} is the present kind.")
    else:
        await app.push_screen(changes_of_kind(rules, with_kind(rules, Kind(chosen))))
