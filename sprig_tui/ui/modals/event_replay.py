"""The question before an event is sent through the listener again."""

from enum import StrEnum
from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from sprig_tui.domain.decision import Decision
from sprig_tui.domain.reasons import Outcome
from sprig_tui.domain.safe_text import safe
from sprig_tui.domain.settings import Destination, Environment, Mode
from sprig_tui.services.event_replay import Trial
from sprig_tui.ui.terminal import TerminalApp
from sprig_tui.ui.widgets.kind_words import RECEIVERS

MAX_DETAIL = 600
MUTED = "$text-muted"
NEW_ID = "messageId: a new one, for an event of its own; i keeps {id}"
NO_ID = "messageId: a new one; the event has none."
KEPT_ID = "messageId: {id}, as it stands.  i gives a new one"
OWN_ROW = "It arrives as from a sender and becomes a row of its own; this row stays."
NO_ROW = "It arrives as from a sender and makes no row of its own; this row stays."
DUPLICATE = "The log holds that id: it would only be counted as a repeat."


class ReplayAnswer(StrEnum):
    """What is to be done."""

    SEND_NEW = "send_new"
    SEND_KEPT = "send_kept"
    EDIT = "edit"


class ReplayModal(ModalScreen[ReplayAnswer | None]):
    """Says what the present rules make of the event; gives the answer, None to send nothing."""

    app = getters.app(TerminalApp)
    CSS_PATH = "event_replay.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,s,enter", "send", "Send", id="replay.send"),
        Binding(
            "e", "edit", "Edit", tooltip="Edit it in $VISUAL or $EDITOR first", id="replay.edit"
        ),
        Binding("i", "turn_id", "messageId", tooltip="New messageId or as it is", id="replay.id"),
        Binding("escape,n,q", "leave", "Cancel", id="replay.leave"),
    ]

    def __init__(self, row_id: int, trial: Trial, *, edited: bool) -> None:
        super().__init__()
        self._row_id = row_id
        self._trial = trial
        self._edited = edited
        self._renew = trial.renew

    def compose(self) -> ComposeResult:
        """What it is, what becomes of it, where it goes, the keys."""
        with VerticalScroll(id="dialog"):
            yield Static(id="words")

    def on_mount(self) -> None:
        """The first look."""
        self._show()

    def action_turn_id(self) -> None:
        """The other messageId."""
        if self._trial.kept_id is not None:
            self._renew = not self._renew
            self._show()

    def action_send(self) -> None:
        """Send it."""
        self.dismiss(ReplayAnswer.SEND_NEW if self._renew else ReplayAnswer.SEND_KEPT)

    def action_edit(self) -> None:
        """Edit it first."""
        self.dismiss(ReplayAnswer.EDIT)

    def action_leave(self) -> None:
        """Send nothing."""
        self.dismiss(None)

    def _show(self) -> None:
        trial = self._trial
        decision = trial.renewed if self._renew else trial.kept
        destination = self.app.snapshot.config.destination
        what = "as edited" if self._edited else "as it came"
        kept = safe(trial.kept_id or "", 40)
        ids = NO_ID if trial.kept_id is None else (NEW_ID if self._renew else KEPT_ID)
        repeat = not self._renew and decision.reason is not trial.renewed.reason
        lines = [
            Content.styled(f"Send #{self._row_id} through the listener again, {what}?", "bold"),
            Content("y/enter send   e edit it   i messageId   esc cancel"),
            Content(""),
            decision_line(decision),
            Content(safe(decision.detail, MAX_DETAIL)),
            Content(""),
            Content(ids.format(id=kept)),
            *([Content.styled(f"! {DUPLICATE}", "$text-warning")] if repeat else []),
            Content(""),
            after_line(decision, destination),
            Content.styled(NO_ROW if repeat else OWN_ROW, MUTED),
        ]
        self.query_one("#words", Static).update(Content("\n").join(lines))


def decision_line(decision: Decision) -> Content:
    """The outcome and the reason in words, and the reason's code."""
    return Content.assemble(
        "By the present rules it would be ",
        (decision.outcome.value, "bold"),
        f": {decision.reason.word} ({decision.reason.value}).",
    )


def after_line(decision: Decision, destination: Destination) -> Content:
    """Where it would go from there."""
    if decision.outcome is not Outcome.FORWARDED:
        return Content("Nothing would go to the destination.")
    receiver = RECEIVERS[destination.kind]
    where = f"{receiver} ({destination.environment.value})"
    match destination.mode:
        case Mode.DRY_RUN:
            return Content(f"Dry run: it is shown and not sent to {where}.")
        case Mode.HOLD:
            return Content(f"Hold: it waits until the mode is live, then it goes to {where}.")
        case _:
            production = destination.environment is Environment.PRODUCTION
            style = "bold $text-error" if production else "bold $text-warning"
            return Content.styled(f"! LIVE: it is sent to {where}.", style)
