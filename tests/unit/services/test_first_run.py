"""Steps are done when they are so in truth."""

from dataclasses import replace

import pytest

from sprig_tui.adapters.config.reading import read_config
from sprig_tui.domain.config_edits import ConfigError, ConfigProblem
from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.log import Books
from sprig_tui.domain.secret import Secret
from sprig_tui.services.first_run import (
    SetupFacts,
    StepId,
    StepState,
    next_step,
    progress,
    setup_steps,
)

ADDRESS = "http://127.0.0.1:8765"
KEY = '[destination.api_keys]\ndevelopment = "key-canary-1234"\n'
LIVE = '[destination]\nmode = "live"\n'
MAPPED = '[[triggered_events]]\nevent = "A"\n[[page_urls]]\nurl = "/a"\n[[page_urls]]\nurl = "/b"\n'
DELIVERED = Books(received=1, forwarded=1, deliveries={DeliveryState.DELIVERED: 1})


def _facts(text: str = "", books: Books | None = None, **changes: object) -> SetupFacts:
    snapshot = read_config(text, "/c.toml", environment_key=Secret())
    facts = SetupFacts(snapshot, books or Books(), ADDRESS, listener_problem="")
    return replace(facts, **changes)  # type: ignore[arg-type]


def _states(facts: SetupFacts) -> dict[StepId, StepState]:
    return {step.id: step.state for step in setup_steps(facts)}


def _sentence(facts: SetupFacts, name: StepId) -> str:
    return next(step.sentence for step in setup_steps(facts) if step.id is name)


def test_a_new_config_begins_with_the_key() -> None:
    steps = setup_steps(_facts())
    assert [step.id for step in steps] == list(StepId)
    found = next_step(steps)
    assert found is not None
    assert (found.id, found.title) == (StepId.KEY, "API key")
    assert progress(steps) == "2 of 7"


def test_the_last_step_is_a_delivery() -> None:
    facts = _facts(LIVE + KEY + MAPPED, DELIVERED)
    steps = setup_steps(facts)
    assert next_step(steps) is None
    assert progress(steps) == ""
    assert "canary" not in str(steps)
    assert _sentence(facts, StepId.MAPPINGS) == "1 triggered event, 2 page URLs"
    assert _sentence(facts, StepId.LIVE) == "live, 1 delivered"
    assert _sentence(facts, StepId.EVENT) == "1 event has arrived"


def test_steps_that_were_passed_over_count_until_they_are_done() -> None:
    """What cannot be skipped is not skipped, whatever was saved."""
    skipped = ("key", "mappings", "live", "event", "nonsense")
    states = _states(_facts(skipped=skipped))
    assert states[StepId.KEY] is states[StepId.MAPPINGS] is states[StepId.LIVE] is StepState.SKIPPED
    assert states[StepId.EVENT] is StepState.OPEN
    assert _states(_facts(KEY, skipped=skipped))[StepId.KEY] is StepState.DONE
    assert _sentence(_facts(skipped=skipped), StepId.KEY).startswith("skipped: no development key")


@pytest.mark.parametrize(
    ("facts", "step", "state", "said"),
    [
        (_facts("a = 1\n"), StepId.CONFIG, StepState.DONE, "in use, 1 warning; ! tells which"),
        (_facts("a = 1\nb = 1\n"), StepId.CONFIG, StepState.DONE, "in use, 2 warnings"),
        (
            _facts(error=ConfigError("/c", (ConfigProblem("error", "x"),))),
            StepId.CONFIG,
            StepState.PROBLEM,
            "the last good rules stay in force",
        ),
        (_facts(listener_problem=None), StepId.LISTENER, StepState.OPEN, f"asking {ADDRESS}"),
        (_facts(listener_problem="no"), StepId.LISTENER, StepState.PROBLEM, "no"),
        (_facts(), StepId.SENDER, StepState.OPEN, f"point your app at {ADDRESS}"),
        (_facts(books=Books(received=2_000)), StepId.SENDER, StepState.DONE, "something sends"),
        (_facts(books=Books(received=2_000)), StepId.EVENT, StepState.DONE, "2,000 events have"),
        (_facts(), StepId.LIVE, StepState.OPEN, "mode dry_run: nothing is sent"),
        (
            _facts('[destination]\nmode = "hold"\n'),
            StepId.LIVE,
            StepState.OPEN,
            "mode hold: what is forwarded waits",
        ),
        (_facts(LIVE), StepId.LIVE, StepState.DONE, "live, nothing delivered yet"),
        (
            _facts("[destination]\nauto_accept_events = true\n"),
            StepId.MAPPINGS,
            StepState.DONE,
            "0 triggered events, 0 page URLs",
        ),
    ],
)
def test_each_step_says_how_it_stands(
    facts: SetupFacts, step: StepId, state: StepState, said: str
) -> None:
    assert _states(facts)[step] is state
    assert said in _sentence(facts, step)


def test_the_programs_own_test_event_is_no_sender() -> None:
    """It shows that events can arrive, not that an app sends any."""
    facts = _facts(books=Books(received=2), foreign=False)
    states = _states(facts)
    assert (states[StepId.SENDER], states[StepId.EVENT]) == (StepState.OPEN, StepState.DONE)
    said = f"only test events so far; point your app at {ADDRESS}"
    assert _sentence(facts, StepId.SENDER) == said


def test_a_filter_that_stops_every_event_is_no_done_step() -> None:
    """Whoever follows the steps would else wait for a first event that cannot come."""
    facts = _facts('[[filters]]\nif = "("\n')
    assert _states(facts)[StepId.CONFIG] is StepState.PROBLEM
    assert "nothing is sent" in _sentence(facts, StepId.CONFIG)


def test_a_key_from_the_environment_is_said() -> None:
    facts = _facts()
    snapshot = read_config("", "/c.toml", environment_key=Secret("key-canary-1234"))
    said = _sentence(replace(facts, snapshot=snapshot), StepId.KEY)
    assert said.endswith("in $SPRIG_TUI_API_KEY")
    assert "canary" not in said
