"""The fields of the form of a destination filter, and what is said of what is typed."""

from collections.abc import Sequence
from typing import ClassVar, Final

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Label, Static

from sprig_tui.domain.config_edits import ConfigSnapshot
from sprig_tui.domain.rules import RulesSource
from sprig_tui.domain.safe_text import safe
from sprig_tui.domain.settings import DestinationFilter, FilterAction
from sprig_tui.services.filter_checks import (
    TAKES_OUT,
    TypedFilter,
    check_filter,
    read_condition,
    read_filter,
)
from sprig_tui.services.filter_edits import write_fields, write_percent
from sprig_tui.services.filter_trial import EVENTS, with_filter
from sprig_tui.services.mapping_edits import Finding
from sprig_tui.ui.screens.changes import ChangesScreen
from sprig_tui.ui.terminal import TerminalApp
from sprig_tui.ui.widgets.change_line import ChangeLine
from sprig_tui.ui.widgets.choice import Choice
from sprig_tui.ui.widgets.condition_input import ConditionInput
from sprig_tui.ui.widgets.destination_filter_words import (
    ACTION_MEANINGS,
    condition_content,
    finding_lines,
)
from sprig_tui.ui.widgets.filter_trial_lines import FilterTrialLines
from sprig_tui.ui.widgets.safe_input import SafeInput

ON_OFF: Final = (("on", "it applies"), ("off", "it stays in the file and does nothing"))
NEW: Final = DestinationFilter.model_validate({"if": ""})
FINDINGS_SHOWN: Final = 2
INDENT: Final = 15
WIDEST: Final = 96
KEYS: Final = "enter review   esc cancel   tab next field   right completes   ctrl+j new line"
NOT_SAVED: Final = (
    "Not saved: while it is on and does not parse, nothing is sent. Mend it or switch it off."
)
FIRST_WORDS: Final = 'such as: type = "track" and event = "Heartbeat"; all matches every event'
NEEDED: Final = ("percent", "fields")
NOT_TRIED: Final = "It is tried on recent events as soon as it can be read."


class FilterFields(ModalScreen[ConfigSnapshot | None]):
    """The filter at `index`, or a new one, to be typed; what is typed is judged and tried.

    `FilterForm` saves it.
    """

    app = getters.app(TerminalApp)
    CSS_PATH = "filter_form.tcss"
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [  # noqa: RUF012 (as the base has it)
        (0, "-short"),
        (34, "-tall"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+o",
            "changes",
            "Changes",
            tooltip="The events that this would change",
            id="filter_form.changes",
        ),
        Binding("down", "app.focus_next", "Next field", show=False, id="filter_form.next"),
        Binding("up", "app.focus_previous", "Previous", show=False, id="filter_form.previous"),
    ]
    name_input = getters.query_one("#name", Input)
    condition = getters.query_one("#if", ConditionInput)
    action = getters.query_one("#action", Choice)
    percent = getters.query_one("#percent", Input)
    path = getters.query_one("#path", Input)
    fields = getters.query_one("#fields", Input)
    enabled = getters.query_one("#enabled", Choice)
    trial = getters.query_one(FilterTrialLines)
    changes = getters.query_one(ChangeLine)

    def __init__(self, *, snapshot: ConfigSnapshot, index: int | None = None) -> None:
        super().__init__()
        self._snapshot = snapshot
        self.index = index
        self._edited = None if index is None else snapshot.config.filters[index]
        self._rules = RulesSource.of(snapshot.config, snapshot.lines)
        self._asked = False
        self._first: TypedFilter | None = None

    def compose(self) -> ComposeResult:
        """A line for each field, what is wrong, and what it would do."""
        start = self._edited or NEW
        actions = [(action.value, meaning) for action, meaning in ACTION_MEANINGS.items()]
        with Vertical(id="dialog"):
            yield Static(id="title")
            yield Static(id="notice")
            yield _line("Name", _field(start.name, "name", "empty: it goes by its number"))
            yield _line("If", ConditionInput(start.if_, id="if"), tall=True)
            yield Static(id="condition")
            yield _line("Action", Choice(actions, start.action.value, id="action"))
            samples = start.action is FilterAction.SAMPLE_EVENT
            percent = write_percent(start.percent) if samples else "10"
            yield _line(
                "Send",
                _field(percent, "percent", "0 to 100"),
                Label(Content("% by"), classes="between"),
                _field(start.path, "path", "at random; a field such as userId: the same each time"),
                name="share",
            )
            placeholder = 'properties: email, phone; traits: age; "": userId'
            fields = _field(write_fields(start.fields), "fields", placeholder)
            yield _line("Fields", fields, name="taken")
            yield _line("Switched", Choice(ON_OFF, "on" if start.enabled else "off", id="enabled"))
            yield Static(id="findings")
            yield FilterTrialLines(self._rules.kind)
            yield ChangeLine(limit=EVENTS, hint="ctrl+o lists them.")
            yield Static(Content(KEYS), id="keys")

    def on_mount(self) -> None:
        """Say what is known from the start; the cursor begins in the first field."""
        self._first = self._typed
        self.query_one("#title", Static).update(Content(self._title))
        self._check()
        self.name_input.focus()

    def _read(self) -> tuple[DestinationFilter, list[Finding]]:
        """The filter as it is typed now, and what of it cannot be read."""
        return read_filter(self._typed)

    @property
    def _typed(self) -> TypedFilter:
        return TypedFilter(
            name=self.name_input.value,
            condition=self.condition.value,
            action=self.action.value,
            percent=self.percent.value,
            path=self.path.value,
            fields=self.fields.value,
            enabled=self.enabled.value == "on",
        )

    @property
    def typed_in(self) -> bool:
        """Whether something else stands in the fields than at first."""
        return self._typed != self._first

    @on(Input.Changed)
    @on(Choice.Changed)
    @on(ConditionInput.Changed)
    def _check(self) -> None:
        """Judge what is typed, and try it."""
        entry, errors = self._read()
        self.query_one("#share").set_class(entry.action is FilterAction.SAMPLE_EVENT, "-shown")
        self.query_one("#taken").set_class(entry.action in TAKES_OUT, "-shown")
        findings = [*errors, *check_filter(entry, self._snapshot.config, index=self.index)]
        self._say_condition()
        self._say_findings(findings)
        self._try(entry, findings)

    def _try(self, entry: DestinationFilter, findings: Sequence[Finding]) -> None:
        """What it does to recent events, and what saving it would change; else nothing."""
        wrong = any(one.severity == "error" and one.field in NEEDED for one in findings)
        if wrong or read_condition(entry.if_).error:
            self.trial.clear(NOT_TRIED)
            self.changes.clear()
            return
        self.trial.ask(self._rules, entry, self.index)
        place, filters = self._own_place(), self._snapshot.config.filters
        merged = self._merged(entry)
        if place is not None and merged == filters[place]:
            self.changes.clear()
        else:
            filters = with_filter(self._rules.filters, merged, index=place)
            self.changes.ask(self._rules, self._rules.model_copy(update={"filters": filters}))

    def _own_place(self) -> int | None:
        """Where the filter stands in the file by now, None where it does not."""
        return self.index

    def _merged(self, typed: DestinationFilter) -> DestinationFilter:
        """What saving it would put into the file."""
        return typed

    @on(FilterTrialLines.Read)
    def _know_fields(self, message: FilterTrialLines.Read) -> None:
        """Recent events tell which fields there are."""
        self.condition.fields = message.recent.fields
        self.condition.update_suggestion()
        self._say_condition()

    def _say_condition(self) -> None:
        """What the condition says in words; or what is wrong, and a caret where."""
        text = self.condition.value
        if text or self._asked:
            width = max(min(self.size.width, WIDEST) - INDENT, 20)
            words = condition_content(text, self.condition.fields, width, self.app.glyphs)
        else:
            words = Content.styled(FIRST_WORDS, "$text-muted")
        self.query_one("#condition", Static).update(words)

    def _fill(self, entry: DestinationFilter) -> None:
        """Let the fields say what `entry` says."""
        self.name_input.value = entry.name
        self.condition.show(entry.if_)
        self.action.value = entry.action.value
        if entry.action is FilterAction.SAMPLE_EVENT:
            self.percent.value = write_percent(entry.percent)
        self.path.value = entry.path
        self.fields.value = write_fields(entry.fields)
        self.enabled.value = "on" if entry.enabled else "off"

    @property
    def _title(self) -> str:
        if self.index is not None:
            return f"Edit filter #{self.index + 1}"
        return "Add a filter" if self._edited is None else "Edit a filter"

    def _say_findings(self, findings: Sequence[Finding]) -> None:
        """The worst first; where a condition does not parse is said below it."""
        unreadable = bool(read_condition(self.condition.value).error)
        shown = [one for one in findings if one.field != "if" or not unreadable]
        lines = finding_lines(shown, self.app.glyphs)
        if unreadable and self._asked and self.enabled.value == "on":
            lines = [Content.styled(f"{self.app.glyphs.rejected} {NOT_SAVED}", "$text-error")]
        self.query_one("#findings", Static).update(Content("\n").join(lines[:FINDINGS_SHOWN]))

    def _say(self, sentence: str, severity: str) -> None:
        words = Content.styled(safe(sentence), f"$text-{severity}")
        self.query_one("#findings", Static).update(words)

    def action_changes(self) -> None:
        """List the events that saving it would change."""
        if self.changes.rules is not None:
            found = self.changes.found
            title = "What saving this filter would change"
            screen = ChangesScreen(title, *self.changes.rules, limit=EVENTS, found=found)
            self.app.push_screen(screen)


def _line(label: str, *fields: Widget, name: str | None = None, tall: bool = False) -> Horizontal:
    classes = "line tall" if tall else "line"
    return Horizontal(Label(Content(label)), *fields, id=name, classes=classes)


def _field(value: str, name: str, placeholder: str = "") -> Input:
    return SafeInput(value, id=name, placeholder=placeholder, compact=True, select_on_focus=False)
