"""Everything that is wrong with the config, and what the log tells of it."""

import re
from collections.abc import Sequence
from typing import ClassVar, Final

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from sprig_tui.domain.config_edits import ConfigProblem
from sprig_tui.domain.safe_text import safe
from sprig_tui.ports import StoreUnavailableError
from sprig_tui.services.config_lint import lint_against_log
from sprig_tui.services.stopping_filter import by_weight
from sprig_tui.ui.messages import ConfigBroken, ConfigChanged
from sprig_tui.ui.terminal import TerminalApp
from sprig_tui.ui.widgets.columns import Column, lay_out
from sprig_tui.ui.widgets.row_list import RowList
from sprig_tui.ui.widgets.setting_rows import problem_cells, problem_detail

COLUMNS: Final = (Column("", 10), Column("", 17), Column("", 20, share=1))
LOOKING: Final = "What the events seen tell of it is looked up."
_ENTRY: Final = re.compile(r"\[\[(triggered_events|page_urls|filters)\]\] #")
_SHORT: Final = {"triggered_events": "event #", "page_urls": "URL #", "filters": "filter #"}


class ProblemsModal(ModalScreen[str | None]):
    """Gives the config key of the problem that was chosen, None when left.

    It follows the file: what is mended leaves the list.
    """

    app = getters.app(TerminalApp)
    CSS_PATH = "problems.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,exclamation_mark,q", "dismiss", "Close", id="problems.close"),
    ]
    rows = getters.query_one(RowList)

    def __init__(self) -> None:
        super().__init__()
        self._problems: Sequence[ConfigProblem] = ()

    def compose(self) -> ComposeResult:
        """How many there are, a line for each, the whole sentence of one."""
        with Vertical(id="dialog"):
            yield Static(id="title")
            yield RowList(self._draw)
            yield Static(id="detail")
            yield Static(id="log")
            yield Static(Content("enter goes there   esc closes"), id="keys")

    def on_mount(self) -> None:
        """Show what the file alone tells, then ask the log."""
        self._read()

    @on(ConfigChanged)
    @on(ConfigBroken)
    def _read(self) -> None:
        error = self.app.config_error
        self._show(self.app.snapshot.problems if error is None else error.problems)
        if error is None:
            self._ask_log()
        else:
            self._say("The last good rules stay in force until the errors are mended.")

    @work(group="problems", exclusive=True, description="what the log tells of the config")
    async def _ask_log(self) -> None:
        snapshot = self.app.snapshot
        self._say(LOOKING)
        try:
            found = await lint_against_log(snapshot, self.app.context.reader)
        except StoreUnavailableError as error:
            self._say(f"The events seen could not be looked at: {error}")
            return
        self._show([*snapshot.problems, *found])
        self._say(f"{len(found)} of these are told by the events seen." if found else "")

    def _show(self, problems: Sequence[ConfigProblem]) -> None:
        self._problems = by_weight(problems)
        parts = [
            f"{count} {severity if count == 1 else f'{severity}s'}"
            for severity in ("error", "warning")
            if (count := sum(problem.severity == severity for problem in problems))
        ]
        title = f"Problems of the config: {', '.join(parts) or 'none'}"
        self.query_one("#title", Static).update(Content(title))
        empty = [Content("The config has no problems.")]
        self.rows.show_rows(len(self._problems), self.rows.cursor, empty=empty)

    def _say(self, sentence: str) -> None:
        self.query_one("#log", Static).update(Content(safe(sentence)))

    def _draw(self, position: int, width: int) -> Content:
        problem = self._problems[position]
        word, _, place = problem_cells(problem, self.app.snapshot, self.app.glyphs)
        message = _ENTRY.sub(lambda found: _SHORT[found[1]], problem.message, count=1)
        return lay_out(COLUMNS, width, [word, place, Content(safe(message, width))])

    @on(RowList.Moved)
    def _show_detail(self) -> None:
        shown = Content()
        if self._problems:
            shown = problem_detail(self._problems[self.rows.cursor], self.app.snapshot)
        self.query_one("#detail", Static).update(shown)

    @on(RowList.Chosen)
    def _choose(self, message: RowList.Chosen) -> None:
        self.dismiss(self._problems[message.position].key)
