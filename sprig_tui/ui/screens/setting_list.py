"""What the Settings screen shows; `settings.py` adds what it changes."""

from typing import TYPE_CHECKING, Final

from textual import events, getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from sprig_tui.domain.config_edits import ConfigProblem, ConfigSnapshot, entry_place
from sprig_tui.domain.safe_text import safe
from sprig_tui.services.settings_edits import SETTINGS, Setting
from sprig_tui.ui.messages import ConfigChanged
from sprig_tui.ui.terminal import TerminalApp
from sprig_tui.ui.widgets.columns import ColumnTitles, lay_out
from sprig_tui.ui.widgets.filter_rows import filter_cells, filter_detail
from sprig_tui.ui.widgets.key_line import KeyLine
from sprig_tui.ui.widgets.row_list import GUTTER, RowList
from sprig_tui.ui.widgets.setting_rows import (
    PROBLEM_COLUMNS,
    WIDE,
    file_line,
    problem_cells,
    problem_detail,
    setting_cells,
    setting_columns,
    setting_detail,
)
from sprig_tui.ui.widgets.status_bar import StatusBar

if TYPE_CHECKING:
    from textual.timer import Timer

SAID_S: Final = 10
"""So long what was done stands beside the file's name."""
FIRST: Final = 1
"""Where the cursor begins: behind the file's version, which nobody changes."""


class SettingList(Screen[None]):
    """A line for each problem of the file, each setting, and each destination filter."""

    app = getters.app(TerminalApp)
    AUTO_FOCUS = "RowList"
    CSS_PATH = "settings.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (12, "-high")]  # noqa: RUF012 (Textual types it so)
    rows = getters.query_one(RowList)

    def __init__(self) -> None:
        super().__init__()
        self.snapshot: ConfigSnapshot = self.app.snapshot
        self._problems: tuple[ConfigProblem, ...] = ()
        self._forgetting: Timer | None = None

    def compose(self) -> ComposeResult:
        """The file, the settings, what is to say about one, keys."""
        yield StatusBar()
        with Horizontal(id="file"):
            yield Static(id="path")
            yield Static(id="said")
        yield ColumnTitles(setting_columns(wide=False), inset=GUTTER)
        yield RowList(self._draw)
        yield Static(id="detail")
        yield KeyLine()

    def on_mount(self) -> None:
        """Follow the file's errors, and what the engine says of settings that wait for it."""
        self.watch(self.app, "engine", self._redraw, init=False)
        self.watch(self.app, "config_error", self._show_again, init=False)
        self.rows.show_rows(self._count, FIRST)
        self.rows.focus()

    @property
    def selected(self) -> Setting | None:
        """The setting of the cursor, None on a problem or a filter."""
        place = self.rows.cursor - len(self._problems)
        return SETTINGS[place] if 0 <= place < len(SETTINGS) else None

    def place_of(self, setting: Setting) -> int:
        """The row of a setting."""
        return len(self._problems) + SETTINGS.index(setting)

    def show_place(self, key: str) -> None:
        """Put the cursor on the setting or filter of a dotted key, else on the problem with it."""
        self.show_config(self.app.snapshot)
        table, index = entry_place(key) or ("", 0)
        setting = next((one for one in SETTINGS if one.key == key), None)
        if table == "filters":
            self.rows.cursor = len(self._problems) + len(SETTINGS) + index
        elif setting is not None:
            self.rows.cursor = self.place_of(setting)
        else:
            keys = [problem.key for problem in self._problems]
            self.rows.cursor = keys.index(key) if key in keys else self.rows.cursor

    @property
    def _count(self) -> int:
        return len(self._problems) + len(SETTINGS) + max(len(self.snapshot.config.filters), 1)

    def show_config(self, snapshot: ConfigSnapshot, said: str = "") -> None:
        """Draw a state of the file; `said` is what was done."""
        self.snapshot = snapshot
        error = self.app.config_error
        before = len(self._problems)
        self._problems = snapshot.problems if error is None else error.problems
        cursor = self.rows.cursor
        if cursor >= before:
            cursor += len(self._problems) - before
        self.query_one("#path", Static).update(file_line(snapshot, self._problems))
        if said:
            self.query_one("#said", Static).update(Content(safe(said)))
            self._forget_later()
        self.rows.show_rows(self._count, cursor)

    def _forget_later(self) -> None:
        """What was done is news for a while."""
        if self._forgetting is not None:
            self._forgetting.stop()
        self._forgetting = self.set_timer(SAID_S, self._forget)

    def _forget(self) -> None:
        self.query_one("#said", Static).update("")

    @on(events.ScreenResume)
    @on(ConfigChanged)
    def _show_now(self) -> None:
        if self.app.snapshot.text != self.snapshot.text:
            self._forget()
        self.show_config(self.app.snapshot)

    def _show_again(self) -> None:
        self.show_config(self.snapshot)

    def _redraw(self) -> None:
        self.rows.refresh()
        self._show_detail()

    @on(events.Resize)
    def _fit(self) -> None:
        self.query_one(ColumnTitles).show_columns(setting_columns(wide=self._wide))
        self._redraw()

    @property
    def _wide(self) -> bool:
        return self.size.width >= WIDE

    def _restarts(self, setting: Setting) -> bool:
        """Whether only another start of the engine takes the setting up."""
        status = self.app.engine.status
        return status is not None and setting.key in status.restart_needed

    def _waits(self, setting: Setting) -> str:
        """What the engine still runs with, "" when it runs with the setting's value."""
        status = self.app.engine.status
        if status is None:
            return ""
        listener = self.snapshot.config.listener
        place = status.address.partition("://")[2]
        if setting.key in ("listener.host", "listener.port"):
            used = place.rpartition(":")[2]
            other_port = setting.key == "listener.port" and used != str(listener.port)
            if self._restarts(setting) or (place and other_port):
                return f"now {place}"
        return "waits for a restart" if self._restarts(setting) else ""

    def _draw(self, position: int, width: int) -> Content:
        glyphs = self.app.glyphs
        if position < len(self._problems):
            problem = self._problems[position]
            return lay_out(PROBLEM_COLUMNS, width, problem_cells(problem, self.snapshot, glyphs))
        place = position - len(self._problems)
        if place >= len(SETTINGS):
            index = place - len(SETTINGS)
            cells = filter_cells(
                index, self.snapshot, first=index == 0, wide=self._wide, glyphs=glyphs
            )
        else:
            setting = SETTINGS[place]
            cells = setting_cells(
                setting,
                self.snapshot,
                first=place == 0 or SETTINGS[place - 1].group != setting.group,
                waiting=self._waits(setting),
                wide=self._wide,
                glyphs=glyphs,
            )
        return lay_out(setting_columns(wide=self._wide), width, cells)

    @on(RowList.Moved)
    def _show_detail(self) -> None:
        self.refresh_bindings()
        setting = self.selected
        if setting is not None:
            detail = setting_detail(setting, self.snapshot, waiting=self._restarts(setting))
        elif self.rows.cursor < len(self._problems):
            detail = problem_detail(self._problems[self.rows.cursor], self.snapshot)
        else:
            index = self.rows.cursor - len(self._problems) - len(SETTINGS)
            detail = filter_detail(index, self.snapshot, self.app.glyphs)
        self.query_one("#detail", Static).update(detail)
