"""The keys that work now, read from the bindings themselves; any of them can be given another."""

from typing import Any, ClassVar, Final

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, Static

from sprig_tui.domain.safe_text import safe
from sprig_tui.ui.key_names import KeyGroup, KeyLine, key_groups
from sprig_tui.ui.messages import ConfigChanged
from sprig_tui.ui.rebinding import rebind, use_default
from sprig_tui.ui.terminal import TerminalApp
from sprig_tui.ui.widgets.row_list import RowList

NOTE: Final = (
    "/ search  enter another key  X built-in key  t key tester  esc close\n"
    "The mouse works too; with shift, or off (f2), it selects text."
)
EMPTY: Final = "No key does that here. The command palette (:) has everything."
KEYS_WIDE: Final = 18


class HelpModal(ModalScreen[None]):
    """The keys of a screen by their places; it follows the config, which may give others."""

    app = getters.app(TerminalApp)
    # keys that come before the first frame are for the list, not a line to type in
    AUTO_FOCUS = "RowList"
    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,f1,q", "leave", "Close", id="help.close"),
        Binding("slash", "search", "Search", id="help.search"),
        Binding("X", "default", "Built-in key", id="help.default"),
        Binding("t", "test", "Key tester", id="help.test"),
    ]
    rows = getters.query_one(RowList)
    search = getters.query_one(Input)

    def __init__(self, of: Screen[Any]) -> None:
        super().__init__()
        self._of = of
        self._groups: list[KeyGroup] = key_groups(of)
        self._shown: list[str | KeyLine] = []

    def compose(self) -> ComposeResult:
        """The search, the keys, what can be done with them."""
        with Vertical(id="dialog"):
            yield Input(placeholder="words of what a key does", compact=True)
            yield RowList(self._draw)
            yield Static(Content.styled(NOTE, "$text-muted"), id="note")

    def on_mount(self) -> None:
        """Show all of them."""
        self.search.display = False
        self._show()
        self.rows.focus()

    def action_leave(self) -> None:
        """From the search to the list, from the list away."""
        if self.search.display:
            self.search.value = ""
            self.search.display = False
            self.rows.focus()
        else:
            self.dismiss()

    def action_search(self) -> None:
        """Type words."""
        self.search.display = True
        self.set_focus(self.search)

    def action_test(self) -> None:
        """See which keys arrive."""
        from sprig_tui.ui.modals.key_tester import KeyTester

        self.app.push_screen(KeyTester(self._groups))

    @on(Input.Changed)
    def _show(self) -> None:
        words = self.search.value.casefold().split()
        self._shown = []
        for group in self._groups:
            found = [
                line
                for line in group.lines
                if all(word in f"{line.keys} {line.words} {line.id}".casefold() for word in words)
            ]
            self._shown += [group.title, *found] if found else []
        cursor = min(max(self.rows.cursor, 1), max(len(self._shown) - 1, 0))
        self.rows.show_rows(len(self._shown), cursor, empty=[Content(EMPTY)])

    @on(Input.Submitted)
    def _to_list(self) -> None:
        self.rows.focus()

    @property
    def selected(self) -> KeyLine | None:
        """The key of the cursor, None on a title."""
        line = self._shown[self.rows.cursor] if self._shown else None
        return line if isinstance(line, KeyLine) else None

    @on(RowList.Chosen)
    @work(group="rebind", exclusive=True, description="give a key")
    async def _rebind(self) -> None:
        """Another key for what the cursor stands on."""
        line = self.selected
        if line is not None and line.id:
            await rebind(self.app, line, self._groups)

    @work(group="rebind", exclusive=True, description="the built-in key")
    async def action_default(self) -> None:
        """The built-in key for what the cursor stands on."""
        line = self.selected
        if line is not None and line.id:
            await use_default(self.app, line)

    @on(ConfigChanged)
    def _follow(self) -> None:
        """Other keys may hold now, and stand elsewhere; the cursor stays with what it is on."""
        chosen = self.selected
        self._groups = key_groups(self._of)
        self._show()
        ids = [line.id if isinstance(line, KeyLine) else "" for line in self._shown]
        if chosen is not None and chosen.id and chosen.id in ids:
            self.rows.cursor = ids.index(chosen.id)

    def _draw(self, position: int, width: int) -> Content:
        line = self._shown[position]
        if isinstance(line, str):
            return Content.styled(line, "bold $text-primary")
        keys = Content.styled(safe(line.keys), "bold $text-accent").truncate(KEYS_WIDE, pad=True)
        return Content.assemble(keys, "  ", safe(line.words, width))
