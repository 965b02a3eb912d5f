"""The fields of one mapping, and what is said of them as they are typed."""

from collections.abc import Sequence
from typing import ClassVar, Final

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Label, Static

from sprig_tui.domain.config_edits import ConfigSnapshot
from sprig_tui.domain.decision import Table
from sprig_tui.domain.rules import RulesSource
from sprig_tui.domain.safe_text import safe
from sprig_tui.domain.settings import Mapping, MatchType, PageUrl, TriggeredEvent
from sprig_tui.services.change_preview import with_mapping
from sprig_tui.services.mapping_edits import Finding, check_mapping
from sprig_tui.services.mapping_view import entries_of, entry_values
from sprig_tui.ui.screens.changes import ChangesScreen
from sprig_tui.ui.terminal import TerminalApp
from sprig_tui.ui.widgets.change_line import ChangeLine
from sprig_tui.ui.widgets.choice import Choice
from sprig_tui.ui.widgets.mapping_words import (
    EMPTY_EVENT,
    MATCH_MEANINGS,
    NAMES,
    PATTERN_LABELS,
    REGISTER,
)
from sprig_tui.ui.widgets.safe_input import SafeInput
from sprig_tui.ui.widgets.verdict_line import VerdictLine

ON_OFF: Final = (("on", "it decides events"), ("off", "it stays in the file and decides nothing"))
FINDINGS_SHOWN: Final = 2
KEYS: Final = "enter review   esc cancel   tab next field   left/right choose"
EVENTS: Final = 1_000
"""So many of the newest events are looked at for what would change."""


class MappingFields(ModalScreen[ConfigSnapshot | None]):
    """A form on a mapping that is new, or the one at `index`; `mapping_form.py` saves it.

    `tried` is a text for the test line, `hint` one sentence on where the first values come from.
    """

    app = getters.app(TerminalApp)
    CSS_PATH = "mapping_form.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+o",
            "changes",
            "Changes",
            tooltip="The events that this would change",
            id="mapping_form.changes",
        ),
        Binding("down", "app.focus_next", "Next field", show=False, id="mapping_form.next"),
        Binding("up", "app.focus_previous", "Previous", show=False, id="mapping_form.previous"),
    ]
    pattern = getters.query_one("#pattern", Input)
    match = getters.query_one("#match", Choice)
    sprig_event = getters.query_one("#sprig-event", Input)
    note = getters.query_one("#note", Input)
    enabled = getters.query_one("#enabled", Choice)
    tested = getters.query_one("#tested", Input)
    verdict = getters.query_one(VerdictLine)
    changes = getters.query_one(ChangeLine)

    def __init__(
        self,
        table: Table,
        start: Mapping,
        *,
        snapshot: ConfigSnapshot,
        index: int | None = None,
        hint: str = "",
        tried: str = "",
    ) -> None:
        super().__init__()
        self.table: Table = table
        self._start = start
        self._snapshot = snapshot
        self.index = index
        self._edited = None if index is None else entries_of(snapshot.config, table)[index]
        self._asked = False
        self._hint = hint
        self._tried = tried
        self._near = ""
        self._rules = RulesSource.of(snapshot.config, snapshot.lines)

    def compose(self) -> ComposeResult:
        """A line for each field, then what is wrong, the test line and the reminder."""
        matches = [(match.value, meaning) for match, meaning in MATCH_MEANINGS.items()]
        start = self._start
        with Vertical(id="dialog"):
            yield Static(id="title")
            yield Static(id="notice")
            yield from self._line(PATTERN_LABELS[self.table], _field(start.pattern, "pattern"))
            yield from self._line("Match", Choice(matches, start.match.value, id="match"))
            event = _field(start.sprig_event, "sprig-event", EMPTY_EVENT[self.table])
            yield from self._line("Sprig event", event)
            yield from self._line("Note", _field(start.note, "note"))
            on_off = Choice(ON_OFF, "on" if start.enabled else "off", id="enabled")
            yield from self._line("Switched", on_off)
            yield Static(id="findings")
            test = _field(self._tried, "tested", "type a text to try it on")
            yield from self._line("Test", test)
            yield VerdictLine()
            yield ChangeLine(limit=EVENTS, hint="ctrl+o lists them.")
            yield Static(Content(REGISTER[self.table]), id="reminder")
            yield Static(Content(KEYS), id="keys")

    def _line(self, label: str, field: Input | Choice) -> ComposeResult:
        with Horizontal(classes="line"):
            yield Label(Content(label))
            yield field

    def on_mount(self) -> None:
        """Say what is known from the start, and compile the others for the test line."""
        self._say_title()
        self._check()
        self.verdict.prepare(entries_of(self._snapshot.config, self.table), self.index)

    @property
    def entry(self) -> Mapping:
        """The mapping as it is typed now."""
        common = {
            "match": MatchType(self.match.value),
            "sprig_event": self.sprig_event.value.strip(),
            "enabled": self.enabled.value == "on",
            "note": self.note.value.strip(),
        }
        if self.table == "triggered_events":
            return TriggeredEvent.model_validate({**common, "event": self.pattern.value})
        return PageUrl.model_validate({**common, "url": self.pattern.value})

    @property
    def typed_in(self) -> bool:
        """Whether something else stands in the fields than at first."""
        return self.entry != self._start

    @on(Input.Changed)
    @on(Choice.Changed)
    def _check(self) -> None:
        """Judge what is typed."""
        findings = self._findings()
        self._say_findings(findings)
        self.verdict.judge(self.entry, self.tested.value)
        self._preview(findings)

    def _findings(self) -> Sequence[Finding]:
        values = entry_values(self.table, self.entry)
        place = self._own_place()
        return check_mapping(self.table, values, self._snapshot.config, except_index=place)

    def _saved_entry(self) -> Mapping:
        """What saving it would put into the file."""
        return self.entry

    def _own_place(self) -> int | None:
        """Where the mapping stands in the file by now, None where it does not."""
        return self.index

    @on(VerdictLine.Prepared)
    def _look_near(self, message: VerdictLine.Prepared) -> None:
        """What is added for a text that was seen may be a slip of a mapping that is there."""
        near = message.trial.near_miss(self._tried) if self._tried else ""
        if near != self._near:
            self._near = near
            self._say_findings(self._findings())

    def _say_title(self) -> None:
        name = NAMES[self.table]
        if self.index is not None:
            title = f"Edit {name} #{self.index + 1}"
        else:
            title = f"Add a {name}" if self._edited is None else f"Edit a {name}"
        self.query_one("#title", Static).update(Content(title))

    def _say_findings(self, findings: Sequence[Finding]) -> None:
        """The worst first, as many as there is room for; else where the values come from.

        That a pattern is missing is no news while nothing was typed, and the sentence on the first
        values holds for no others.
        """
        glyphs = self.app.glyphs
        untouched = self.entry == self._start
        if untouched and not self._start.pattern and not self._asked:
            findings = ()
        worst = sorted(findings, key=lambda finding: finding.severity != "error")
        lines = [
            Content.styled(f"{glyphs.rejected} {safe(finding.message)}", "$text-error")
            if finding.severity == "error"
            else Content.styled(f"{glyphs.waiting} {safe(finding.message)}", "$text-warning")
            for finding in worst[:FINDINGS_SHOWN]
        ]
        if self._near and len(lines) < FINDINGS_SHOWN:
            said = f"{glyphs.waiting} A slip? {safe(self._near)}."
            lines.append(Content.styled(said, "$text-warning"))
        lines = lines or [Content(safe(self._hint) if untouched else "")]
        self.query_one("#findings", Static).update(Content("\n").join(lines))

    def _fill(self, entry: Mapping) -> None:
        """Let the fields say what `entry` says."""
        self.pattern.value = entry.pattern
        self.match.value = entry.match.value
        self.sprig_event.value = entry.sprig_event
        self.note.value = entry.note
        self.enabled.value = "on" if entry.enabled else "off"

    def _say(self, sentence: str, severity: str) -> None:
        self.query_one("#findings", Static).update(
            Content.styled(safe(sentence), f"$text-{severity}")
        )

    def _preview(self, findings: Sequence[Finding]) -> None:
        """What saving it would change over the log; nothing while it cannot be saved."""
        wrong = any(finding.severity == "error" for finding in findings)
        entry, place = self._saved_entry(), self._own_place()
        entries = entries_of(self._snapshot.config, self.table)
        if wrong or (place is not None and entry == entries[place]):
            self.changes.clear()
        else:
            edited = with_mapping(self._rules, self.table, entry, index=place)
            self.changes.ask(self._rules, edited)

    def action_changes(self) -> None:
        """List the events that saving it would change."""
        if self.changes.rules is not None:
            title = f"What saving this {NAMES[self.table]} would change: {self.pattern.value}"
            found = self.changes.found
            screen = ChangesScreen(title, *self.changes.rules, limit=EVENTS, found=found)
            self.app.push_screen(screen)


def _field(value: str, name: str, placeholder: str = "") -> Input:
    return SafeInput(value, id=name, placeholder=placeholder, compact=True, select_on_focus=False)
