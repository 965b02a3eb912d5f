"""Which columns the list of events shows, in which order."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events, getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.suggester import SuggestFromList
from textual.widgets import Static

from sprig_tui.domain.columns import OWN, ColumnError
from sprig_tui.domain.safe_text import safe
from sprig_tui.services.live_columns import ColumnPlan
from sprig_tui.ui.terminal import TerminalApp
from sprig_tui.ui.widgets.event_line import Layout
from sprig_tui.ui.widgets.row_list import RowList
from sprig_tui.ui.widgets.safe_input import SafeInput

KEYS = "space on/off  J/K move  p pin a field  X unpin  R usual  enter keep  esc cancel  ? help"
TYPING_KEYS = "tab completes it  enter pins it  esc back to the list"


class ColumnChoice(ModalScreen[tuple[str, ...] | None]):
    """Gives the names of the columns that are on, none for the usual ones; None when left.

    `fields` are names of payload fields that are offered while one is typed. `room` gives the cells
    of the list's lines, None where its columns need not fit: what is on and finds no place there
    is told, anew whenever the window changes.
    """

    app = getters.app(TerminalApp)
    AUTO_FOCUS = "RowList"
    CSS_PATH = "column_choice.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "keep", "Keep", priority=True, id="columns.keep"),
        Binding("escape", "leave", "Cancel", id="columns.leave"),
        Binding("space", "switch", "On or off", id="columns.switch"),
        Binding("tab", "complete", "Complete", priority=True, id="columns.complete"),
        Binding("J", "move(1)", "Down", tooltip="Move it down", id="columns.down"),
        Binding("K", "move(-1)", "Up", tooltip="Move it up", id="columns.up"),
        Binding("p", "pin", "Pin", tooltip="Pin a field of the payload", id="columns.pin"),
        Binding("X", "drop", "Unpin", tooltip="Take a pinned field away", id="columns.unpin"),
        Binding("question_mark,f1", "app.help", "Help", tooltip="The keys", id="columns.help"),
        Binding("R", "restore", "Usual", tooltip="The usual columns", id="columns.usual"),
    ]
    rows = getters.query_one(RowList)
    typed = getters.query_one(SafeInput)

    def __init__(
        self,
        chosen: Sequence[str],
        fields: Sequence[str],
        *,
        room: Callable[[], int | None] = lambda: None,
    ) -> None:
        super().__init__()
        self._room = room
        self._fitting: frozenset[str] = frozenset()
        self._plan = ColumnPlan(chosen)
        self._fields = tuple(fields)

    def compose(self) -> ComposeResult:
        """The columns, the field to pin one, what is wrong with it."""
        with Vertical(id="dialog"):
            yield Static("Columns", id="title")
            yield RowList(self._draw)
            yield SafeInput(
                placeholder="properties.plan, traits.email, context.library.name",
                suggester=SuggestFromList(self._fields, case_sensitive=False),
                compact=True,
                id="field",
            )
            yield Static(id="problem")
            yield Static(Content(KEYS), id="keys")

    def on_mount(self) -> None:
        """The list has the cursor."""
        self._show(0)
        self.rows.focus()

    def on_resize(self) -> None:
        """Judge by the new width, when the list below has it too."""
        self.call_after_refresh(lambda: self._show(self.rows.cursor))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a field is typed, letters are its text."""
        del parameters
        typing = self.is_mounted and self.typed.has_focus
        return action in ("keep", "leave") or (action == "complete") is typing

    def action_keep(self) -> None:
        """Pin what is typed, else leave with what is on."""
        if not self.typed.has_focus:
            self.dismiss(self._plan.chosen)
            return
        try:
            place = self._plan.pin(self.typed.value, self.rows.cursor)
        except ColumnError as error:
            self._say(str(error))
            return
        self.typed.value = ""
        self._say("")
        self.rows.focus()
        self._show(place)

    def action_leave(self) -> None:
        """From the field to the list, from the list with nothing changed."""
        if self.typed.has_focus:
            self._say("")
            self.rows.focus()
        else:
            self.dismiss(None)

    def action_complete(self) -> None:
        """Take the rest of the field that is offered."""
        self.typed.action_end()
        self.typed.action_cursor_right()

    @on(events.DescendantFocus)
    def _tell_keys(self) -> None:
        """Other keys work while a field is typed."""
        keys = TYPING_KEYS if self.typed.has_focus else KEYS
        self.query_one("#keys", Static).update(Content(keys))

    def action_switch(self) -> None:
        """Show the column of the cursor or not."""
        if self._plan.switch(self.rows.cursor):
            self._show(self.rows.cursor)
        else:
            self._say("the last column stays")

    def action_move(self, by: int) -> None:
        """Move the column of the cursor."""
        self._show(self._plan.move(self.rows.cursor, by))

    def action_pin(self) -> None:
        """Type a field."""
        self.set_focus(self.typed)

    def action_drop(self) -> None:
        """Take a pinned field away."""
        if self._plan.drop(self.rows.cursor):
            self._show(self.rows.cursor)
        else:
            self._say("only a pinned field goes away; space switches a column off")

    def action_restore(self) -> None:
        """The usual columns."""
        self._plan.restore()
        self._show(0)

    @on(RowList.Chosen)
    def _clicked(self) -> None:
        self.action_switch()

    def _show(self, cursor: int) -> None:
        self._say("")
        names = [line.name for line in self._plan.lines if line.on]
        room = self._room()
        if room is not None:
            names = [name for name, _width in Layout.of(room, self._plan.chosen).widths]
        self._fitting = frozenset(names)
        self.rows.show_rows(len(self._plan.lines), cursor)

    def _say(self, sentence: str) -> None:
        self.query_one("#problem", Static).update(Content.styled(safe(sentence), "$text-error"))

    def _draw(self, place: int, width: int) -> Content:
        line = self._plan.lines[place]
        about = OWN.get(line.name, "a field of the payload")
        fits = line.name in self._fitting
        word = f"{self.app.glyphs.forwarded if fits else '!'} on " if line.on else "  off"
        tone = ("$text-success" if fits else "$text-warning") if line.on else "$text-muted"
        if line.on and not fits:
            about = "finds no place here: widen the window, or w"
        name = Content(safe(line.name, width))
        return Content.assemble(
            (word, tone),
            " ",
            name.truncate(max(width // 2, 12), ellipsis=True).pad_right(max(12 - len(name), 0)),
            (f"  {about}", "$text-muted"),
        )
