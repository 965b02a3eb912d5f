"""What an edit would write and change, before it is saved."""

from collections.abc import Iterator
from typing import ClassVar, Final

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from sprig_tui.domain.safe_text import safe
from sprig_tui.domain.text_diff import DiffLine
from sprig_tui.services.change_review import Review
from sprig_tui.ui.screens.changes import ChangesScreen
from sprig_tui.ui.terminal import TerminalApp
from sprig_tui.ui.widgets.change_line import ChangeLine

EVENTS: Final = 1_000
"""So many of the newest events are looked at for what would change."""
LONGEST: Final = 2_000
"""So many lines of a diff are shown at most."""
TONES: Final = {"+": "$text-success", "-": "$text-error", "@": "$text-muted", " ": ""}
SAVE: Final = "y/enter save   esc back   o events   up/down pgup/pgdn scroll"
SEEN: Final = "esc back   o events   up/down pgup/pgdn scroll"


class ReviewModal(ModalScreen[bool]):
    """True when the operator says to save it; nothing is saved here.

    With `saved` it is the diff of what is in the file already, which can only be left. `notes` are
    sentences that stand above the diff, made harmless here.
    """

    app = getters.app(TerminalApp)
    CSS_PATH = "review.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (12, "-high")]  # noqa: RUF012 (Textual types it so)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,y,ctrl+s", "answer(True)", "Save", id="review.save"),
        Binding("escape,n,q", "answer(False)", "Back", tooltip="Save nothing", id="review.back"),
        Binding("o", "changes", "Events", tooltip="The events it changes", id="review.changes"),
        Binding("j", "scroll(1)", "Down", show=False, id="review.down"),
        Binding("k", "scroll(-1)", "Up", show=False, id="review.up"),
    ]
    changes = getters.query_one(ChangeLine)

    def __init__(
        self, title: str, review: Review, *, notes: tuple[str, ...] = (), saved: bool = False
    ) -> None:
        super().__init__()
        self._title = title
        self._review = review
        self._notes = notes
        self._saved = saved

    def compose(self) -> ComposeResult:
        """What is done, to which file, what it changes, the diff, keys."""
        review = self._review
        with Vertical(id="dialog"):
            yield Static(Content(safe(self._title)), id="title")
            yield Static(Content(safe(_counts(review))), id="file")
            for note in self._notes:
                yield Static(Content(safe(note)), classes="note")
            yield ChangeLine(limit=EVENTS, hint="o lists them.")
            with VerticalScroll(id="diff"):
                yield Static(Content("\n").join(_diff(review)), id="lines")
            yield Static(Content(SEEN if self._saved else SAVE), id="keys")

    def on_mount(self) -> None:
        """Look what it changes; the arrows scroll the diff."""
        self.query_one("#diff").focus()
        if self._review.before is not None and self._review.after is not None:
            self.changes.ask(self._review.before, self._review.after)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is saved cannot be saved again."""
        return not (self._saved and action == "answer" and parameters == (True,))

    def action_answer(self, yes: bool) -> None:  # noqa: FBT001 (an action's argument)
        """A key."""
        self.dismiss(yes)

    def action_scroll(self, lines: int) -> None:
        """Further down or up."""
        self.query_one("#diff").scroll_relative(y=lines, animate=False)

    def action_changes(self) -> None:
        """List the events that it changes."""
        if self.changes.rules is not None:
            found = self.changes.found
            screen = ChangesScreen(self._title, *self.changes.rules, limit=EVENTS, found=found)
            self.app.push_screen(screen)


def _counts(review: Review) -> str:
    if not review.lines:
        return f"{review.path}: no line changes"
    lines = "line" if review.added == 1 else "lines"
    return f"{review.path}: {review.added:,} {lines} added, {review.removed:,} removed"


def _diff(review: Review) -> Iterator[Content]:
    """The lines with both numbers; the sign tells added and removed without colour."""
    width = len(str(max((line.old or line.new or 0 for line in review.lines), default=0)))
    for line in review.lines[:LONGEST]:
        yield Content.styled(_numbered(line, width), TONES[line.sign])
    if len(review.lines) > LONGEST:
        yield Content(f"{len(review.lines) - LONGEST:,} more lines")


def _numbered(line: DiffLine, width: int) -> str:
    if line.sign == "@":
        return f"{'':{2 * width + 3}} {line.text}"
    numbers = f"{line.old or '':>{width}} {line.new or '':>{width}}"
    return f"{numbers} {line.sign} {safe(line.text)}"
