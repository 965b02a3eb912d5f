"""The steps from an empty config to events that reach the destination.

Each is done when it is so in truth, not when somebody was there: the steps can be left and taken up
again, by another terminal or after days.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sprig_tui.domain.config_edits import ConfigError, ConfigSnapshot
from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.log import Books
from sprig_tui.domain.settings import Config, Mode
from sprig_tui.services.stopping_filter import stopping_words


class StepId(StrEnum):
    """The steps in their order."""

    CONFIG = "config"
    KEY = "key"
    LISTENER = "listener"
    SENDER = "sender"
    EVENT = "event"
    MAPPINGS = "mappings"
    LIVE = "live"


class StepState(StrEnum):
    """How a step stands."""

    DONE = "done"
    OPEN = "open"
    SKIPPED = "skipped"
    PROBLEM = "problem"


SKIPPABLE: Final = frozenset({StepId.KEY, StepId.MAPPINGS, StepId.LIVE})
"""Steps without which events are still taken, decided and shown."""
TITLES: Final = {
    StepId.CONFIG: "Config",
    StepId.KEY: "API key",
    StepId.LISTENER: "Listener",
    StepId.SENDER: "Sender",
    StepId.EVENT: "First event",
    StepId.MAPPINGS: "Mappings",
    StepId.LIVE: "Go live",
}


@dataclass(frozen=True, slots=True)
class SetupStep:
    """One step: how it stands, in one sentence."""

    id: StepId
    state: StepState
    sentence: str

    @property
    def title(self) -> str:
        """The step in a word or two."""
        return TITLES[self.id]


@dataclass(frozen=True, slots=True)
class SetupFacts:
    """What the steps are judged by.

    `address` is where the listener is, `listener_problem` what keeps it from taking events, ""
    when nothing does, None before it was asked. `foreign` tells that something else came than the
    program's own test events.
    """

    snapshot: ConfigSnapshot
    books: Books
    address: str
    error: ConfigError | None = None
    listener_problem: str | None = None
    skipped: Collection[str] = ()
    foreign: bool = True


def setup_steps(facts: SetupFacts) -> tuple[SetupStep, ...]:
    """Every step as it stands."""
    config = facts.snapshot.config
    return (
        _config(facts),
        _skippable(StepId.KEY, _key(config, environment_key=facts.snapshot.environment_key), facts),
        _listener(facts),
        _sender(facts),
        _event(facts.books),
        _skippable(StepId.MAPPINGS, _mappings(config), facts),
        _skippable(StepId.LIVE, _live(config, facts.books), facts),
    )


def next_step(steps: Sequence[SetupStep]) -> SetupStep | None:
    """The first step that is not done and was not skipped, None when all is set up."""
    left = (StepState.OPEN, StepState.PROBLEM)
    return next((step for step in steps if step.state in left), None)


def progress(steps: Sequence[SetupStep]) -> str:
    """`5 of 7`, "" when no step is left."""
    if next_step(steps) is None:
        return ""
    done = sum(step.state in (StepState.DONE, StepState.SKIPPED) for step in steps)
    return f"{done} of {len(steps)}"


def _skippable(name: StepId, step: SetupStep, facts: SetupFacts) -> SetupStep:
    if step.state is StepState.OPEN and name in facts.skipped:
        return SetupStep(name, StepState.SKIPPED, f"skipped: {step.sentence}")
    return step


def _config(facts: SetupFacts) -> SetupStep:
    if facts.error is not None:
        said = "the file has an error, the last good rules stay in force; ! tells where"
        return SetupStep(StepId.CONFIG, StepState.PROBLEM, said)
    if words := stopping_words(facts.snapshot):
        said = f"{words}, so nothing is sent; ! leads to it"
        return SetupStep(StepId.CONFIG, StepState.PROBLEM, said)
    warnings = len(facts.snapshot.problems)
    noun = "warning" if warnings == 1 else "warnings"
    said = f"in use, {warnings} {noun}; ! tells which" if warnings else "written and in use"
    return SetupStep(StepId.CONFIG, StepState.DONE, said)


def _key(config: Config, *, environment_key: bool) -> SetupStep:
    destination = config.destination
    name = destination.environment.value
    key = destination.api_key()
    if not key:
        said = f"no {name} key yet; nothing can be sent without one"
        return SetupStep(StepId.KEY, StepState.OPEN, said)
    source = "$SPRIG_TUI_API_KEY" if environment_key else "the config file"
    return SetupStep(StepId.KEY, StepState.DONE, f"{name} key {key.masked()} in {source}")


def _listener(facts: SetupFacts) -> SetupStep:
    if facts.listener_problem is None:
        return SetupStep(StepId.LISTENER, StepState.OPEN, f"asking {facts.address}")
    if facts.listener_problem:
        return SetupStep(StepId.LISTENER, StepState.PROBLEM, facts.listener_problem)
    return SetupStep(StepId.LISTENER, StepState.DONE, f"{facts.address} takes events")


def _sender(facts: SetupFacts) -> SetupStep:
    if facts.books.received and facts.foreign:
        return SetupStep(StepId.SENDER, StepState.DONE, "something sends here")
    only = "only test events so far; " if facts.books.received else ""
    return SetupStep(StepId.SENDER, StepState.OPEN, f"{only}point your app at {facts.address}")


def _event(books: Books) -> SetupStep:
    if not books.received:
        return SetupStep(StepId.EVENT, StepState.OPEN, "none yet; t sends a test event")
    noun = "event has" if books.received == 1 else "events have"
    return SetupStep(StepId.EVENT, StepState.DONE, f"{books.received:,} {noun} arrived")


def _mappings(config: Config) -> SetupStep:
    events = sum(one.enabled for one in config.triggered_events)
    pages = sum(one.enabled for one in config.page_urls)
    if not events + pages and not config.destination.auto_accept_events:
        said = "nothing is mapped, so tracks and pages are filtered"
        return SetupStep(StepId.MAPPINGS, StepState.OPEN, said)
    said = f"{_count(events, 'triggered event')}, {_count(pages, 'page URL')}"
    return SetupStep(StepId.MAPPINGS, StepState.DONE, said)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _live(config: Config, books: Books) -> SetupStep:
    mode = config.destination.mode
    if mode is not Mode.LIVE:
        kept = "nothing is sent" if mode is Mode.DRY_RUN else "what is forwarded waits"
        return SetupStep(StepId.LIVE, StepState.OPEN, f"mode {mode.value}: {kept}")
    delivered = books.deliveries.get(DeliveryState.DELIVERED, 0)
    said = f"live, {delivered:,} delivered" if delivered else "live, nothing delivered yet"
    return SetupStep(StepId.LIVE, StepState.DONE, said)
