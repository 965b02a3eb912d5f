"""What Segment sent: the payload, what was taken out of it, and the search within it."""

from collections.abc import Sequence
from typing import ClassVar, Final

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from sprig_tui.domain.reasons import Outcome
from sprig_tui.domain.safe_text import safe
from sprig_tui.services.event_story import EventStory
from sprig_tui.services.payload_marks import MarkedLine, filter_label, marked_payload, plain_lines
from sprig_tui.services.payload_text import payload_json, readable_payload
from sprig_tui.ui.widgets.payload_view import PayloadView
from sprig_tui.ui.widgets.safe_input import SafeInput

MUTED: Final = "$text-muted"


class PayloadPane(Vertical):
    """JSON with lines above it; `open_search` puts a field below it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape", "end_search", "End search", show=False, priority=True, id="payload.end_search"
        ),
    ]
    view = getters.query_one(PayloadView)
    field = getters.query_one(SafeInput)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._note = ""
        self._shown: object = None

    def compose(self) -> ComposeResult:
        """What was taken out, how many bytes, the payload, the search."""
        yield Static(id="payload-notes")
        yield Static(id="payload-head")
        yield PayloadView()
        yield SafeInput(placeholder="search in it", compact=True, id="payload-search")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The search can be ended while there is one."""
        del parameters
        return self.searching if action == "end_search" else True

    @property
    def searching(self) -> bool:
        """Whether hits are marked, or the field is open."""
        return self.is_mounted and (bool(self.field.value) or self.field.has_focus)

    def show(self, story: EventStory) -> None:
        """Show another event's payload, or the same one again."""
        if self._is_shown(story):
            return
        payload, explanation = story.stored.payload, story.explanation
        text = payload_json(payload)
        lines = marked_payload(explanation) if explanation.taken_out else []
        taken = Content.styled(f"- {taken_words(story)}", "$text-warning")
        self.show_lines(
            taken if explanation.taken_out else Content(),
            size_words(story),
            lines or plain_lines(readable_payload(payload)),
            is_json=text is not None,
        )

    def show_lines(
        self, notes: Content, note: str, lines: Sequence[MarkedLine], *, is_json: bool
    ) -> None:
        """Show indented JSON, or other text, below `notes`; `note` tells its size."""
        self._note = note
        above = self.query_one("#payload-notes", Static)
        above.display = bool(notes.plain)
        above.update(notes)
        self.view.show_payload(lines, is_json=is_json)

    def _is_shown(self, what: object) -> bool:
        """Whether just this is on show; from now on it is."""
        before, self._shown = self._shown, what
        return what == before

    def focus_view(self) -> None:
        """The keys of the payload work."""
        self.view.focus()

    def open_search(self) -> None:
        """Type what to search."""
        self.field.display = True
        self.screen.set_focus(self.field)

    def action_end_search(self) -> None:
        """No hits any more."""
        self.field.value = ""
        self.field.display = False
        self.view.focus()

    @on(Input.Changed)
    def _search(self, event: Input.Changed) -> None:
        event.stop()
        self.view.search(event.value)

    @on(Input.Submitted)
    def _keep(self, event: Input.Submitted) -> None:
        event.stop()
        if event.value:
            self.view.focus()
        else:
            self.action_end_search()

    @on(PayloadView.Changed)
    def _tell(self, event: PayloadView.Changed) -> None:
        event.stop()
        self.query_one("#payload-head", Static).update(self._head())
        self.screen.refresh_bindings()

    def _head(self) -> Content:
        sought = self.field.value
        if sought:
            here, count = self.view.hits
            place = f"{here:,} of {count:,}" if here else f"{count:,} found"
            words = f"{place}  n N next, before; esc ends" if count else "not found; esc ends"
            shown = f'"{safe(sought, 30)}": {words}'
            return Content.styled(shown, "bold $text-accent" if count else "bold $text-warning")
        way = "raw; v tree" if self.view.raw else "tree; v raw"
        if not self.view.has_tree:
            way = "no JSON"
        return Content.styled(f"{self._note}, {way}, / search", MUTED)


def size_words(story: EventStory) -> str:
    """How many bytes arrived, and whether more of them did."""
    size = f"{len(story.stored.payload):,} bytes"
    rejected = story.stored.row.outcome is Outcome.REJECTED
    return f"{size}; of a rejected event at most 4 KB are kept" if rejected else size


def taken_words(story: EventStory) -> str:
    """Which fields the destination filters took out, each with the filter's name."""
    explanation = story.explanation
    said = []
    for path in explanation.taken_out:
        by = filter_label(explanation, path)
        said.append(f"{safe(path, 80)} ({safe(by, 80)})" if by else safe(path, 80))
    return f"Destination filters took out: {', '.join(said)}"
