"""An entry that was changed in the file while somebody was editing it: what to do."""

from collections.abc import Iterator, Sequence
from typing import ClassVar, Final, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from sprig_tui.domain.safe_text import safe
from sprig_tui.services.edit_conflict import FieldConflict

Resolution = Literal["mine", "theirs", "edit", "cancel"]

KEYS: Final = "m keep mine   t take the file's   e edit further (esc)   c give up the edit"
QUICK_KEYS: Final = "m keep mine   t take the file's (esc)"
DELETED: Final = "Keep mine: it is deleted as the file has it now."
MINE: Final = "Keep mine: what you changed is saved, what you left alone stays as the file has it."
GONE: Final = "It is not in the file any more. Keep mine adds it anew."
WIDTH: Final = 14


class ConflictModal(ModalScreen[Resolution]):
    """Shows the three states of each field, and gives what the operator decides.

    Nothing is saved or thrown away here: escape goes back to what was typed. A `quick` edit typed
    nothing: there escape leaves the file as it is.
    """

    CSS_PATH = "conflict.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "decide('mine')", "Keep mine", id="conflict.mine"),
        Binding("t", "decide('theirs')", "Take the file's", id="conflict.theirs"),
        Binding("e,escape", "decide('edit')", "Edit further", id="conflict.edit"),
        Binding("c", "decide('cancel')", "Give up the edit", id="conflict.cancel"),
    ]

    def __init__(self, title: str, fields: Sequence[FieldConflict], *, quick: bool = False) -> None:
        super().__init__()
        self._quick = quick
        self._title = title
        self._fields = fields

    def compose(self) -> ComposeResult:
        """What happened, the fields that differ, those that do not, keys."""
        gone = any(field.there is None for field in self._fields)
        with Vertical(id="dialog"):
            yield Static(Content(safe(self._title)), id="title")
            deleted = any(field.typed is None for field in self._fields)
            meaning = GONE if gone else DELETED if deleted else MINE
            yield Static(Content(meaning), id="meaning")
            with VerticalScroll(id="fields"):
                yield Static(
                    Content("\n").join(_lines(self._fields, quick=self._quick)), id="lines"
                )
            yield Static(Content(QUICK_KEYS if self._quick else KEYS), id="keys")

    def on_mount(self) -> None:
        """The arrows scroll, where there is more than fits."""
        self.query_one("#fields").focus()

    def action_decide(self, resolution: Resolution) -> None:
        """One of the four; of a quick edit nothing was typed to go back to."""
        back = self._quick and resolution in ("edit", "cancel")
        self.dismiss("theirs" if back else resolution)


def _lines(fields: Sequence[FieldConflict], *, quick: bool) -> Iterator[Content]:
    for field in fields:
        if not field.words:
            continue
        yield Content.assemble((safe(field.name), "bold"), (f"  {field.words}", "$text-warning"))
        yield _line("as you found", field.found)
        there = "not there" if field.there is None else field.there
        yield _line("in the file", there)
        if field.typed == field.found:
            yield Content.styled("  you left it alone", "$text-muted")
        else:
            typed = "deleted" if field.typed is None else field.typed
            yield _line("as you want" if quick else "as you typed", typed)
    same = [safe(field.name) for field in fields if not field.words]
    if same:
        yield Content.styled(f"Nobody changed: {', '.join(same)}", "$text-muted")


def _line(label: str, value: str) -> Content:
    return Content.assemble((f"  {label:<{WIDTH}}", "$text-muted"), safe(value) or "(empty)")
