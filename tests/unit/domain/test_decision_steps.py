"""The trace: ten steps, each with its verdict, sentence and config line (design.md, section 4)."""

import pytest

from sprig_tui.domain.decide import decide
from sprig_tui.domain.decision import Step, Verdict
from tests.factories import (
    BUTTON,
    LEFT_OUT,
    Payload,
    alias,
    content_of,
    group,
    identify,
    page,
    registered,
    screen,
    track,
)

LINES = {
    "destination.kind": 4,
    "destination.unknown_users": 6,
    "triggered_events.0": 21,
    "page_urls.0": 31,
    "filters.1": 41,
}
LETTERS = {
    Verdict.PASSED: "p",
    Verdict.STOPPED: "s",
    Verdict.FORWARDED: "f",
    Verdict.NOT_REACHED: ".",
    Verdict.NOT_APPLICABLE: "-",
}


def steps_of(
    payload: object,
    kind: str = "sprig",
    *,
    known: bool = True,
    repeat: bool = False,
    **config: object,
) -> tuple[Step, ...]:
    """The trace of a payload's decision."""
    configured = registered(kind, lines=LINES, **config)
    return decide(content_of(payload), configured, known, repeat=repeat).trace


@pytest.mark.parametrize(
    ("steps", "verdicts"),
    [
        (steps_of(track()), "pppp-p-f-p"),
        (steps_of(track(), known=False), "pppp-p-p-s"),
        (steps_of(track(), known=False, unknown_users="forward"), "pppp-p-f-p"),
        (steps_of(track(messageId=LEFT_OUT)), "p-pp-p-f-p"),
        (steps_of(track("Other")), "pppp-p-s.."),
        (steps_of(page()), "pppp-p--fp"),
        (steps_of(page(), known=False), "pppp-p--ps"),
        (steps_of(page(LEFT_OUT)), "pppp-p--s."),
        (steps_of(identify()), "pppp-pf---"),
        (steps_of(alias(), known=False), "pppp-pf---"),
        (steps_of(track(), "gleap", known=False), "pppp-p-f--"),
        (steps_of(screen(BUTTON), "sprig_actions"), "pppp-p-f--"),
        (steps_of(track(), repeat=True), "ps........"),
        (steps_of(track(integrations={"All": False})), "pps......."),
        (steps_of(group()), "ppps......"),
        (steps_of(track(), filters=[{"if": "type ="}]), "pppps....."),
        (steps_of(track(), filters=[{"if": "type = 'page'"}]), "pppppp-f-p"),
        (steps_of(track(userId="", anonymousId="a")), "pppp-s...."),
        (steps_of(3), "s........."),
    ],
)
def test_the_verdicts(steps: tuple[Step, ...], verdicts: str) -> None:
    """P passed, s stopped, f forwarded, - not applicable, . not reached."""
    assert [step.number for step in steps] == list(range(1, 11))
    assert "".join(LETTERS[step.verdict] for step in steps) == verdicts


@pytest.mark.parametrize(
    ("steps", "number", "key", "line"),
    [
        (steps_of(track()), 4, "destination.kind", 4),
        (steps_of(track()), 8, "triggered_events.0", 21),
        (steps_of(track(), known=False), 8, "triggered_events.0", 21),
        (steps_of(track(), known=False), 10, "destination.unknown_users", 6),
        (steps_of(page()), 9, "page_urls.0", 31),
        (steps_of(track("Other")), 8, "triggered_events.0", 21),
        (steps_of(page("https://other.example")), 9, "page_urls.0", 31),
        (
            steps_of(
                track(),
                filters=[{"if": "type = 'page'"}, {"name": "b", "action": "drop_event"}],
            ),
            5,
            "filters.1",
            41,
        ),
        (steps_of(3), 1, None, None),
    ],
)
def test_the_config_line_behind_a_step(
    steps: tuple[Step, ...], number: int, key: str | None, line: int | None
) -> None:
    """The dotted key, and its line where the file has it."""
    step = steps[number - 1]
    assert (step.config_key, step.config_line) == (key, line)


@pytest.mark.parametrize(
    ("steps", "number", "part"),
    [
        (steps_of(track(integrations={"Sprig": True})), 3, 'has "Sprig" on'),
        (steps_of(track()), 3, "says nothing against it"),
        (steps_of(track()), 10, "The user is known."),
        (steps_of(track(), known=False, unknown_users="forward"), 10, "Unknown users are forw"),
        (steps_of(track(), "gleap"), 10, "Only kind sprig asks"),
        (steps_of(identify()), 10, "names the user itself"),
        (steps_of(track(), filters=[{"enabled": False}]), 5, "No destination filter is switched"),
        (
            steps_of(
                track(properties={"email": "a"}),
                filters=[{"action": "drop_properties", "fields": {"properties": ["email"]}}],
            ),
            5,
            "takes out properties.email",
        ),
        (steps_of({"type": "track", "userId": "u"}), 1, "no event name"),
        (steps_of({"type": "track", "userId": "u"}), 2, "An earlier step ended"),
    ],
)
def test_the_sentences(steps: tuple[Step, ...], number: int, part: str) -> None:
    """Each step says in words how it went."""
    assert part in steps[number - 1].detail


@pytest.mark.parametrize(
    "payload", [track(), track("Other"), page("a"), identify(), group(), {"type": 1}]
)
def test_the_step_that_ended_it_says_what_the_decision_says(payload: Payload) -> None:
    """The detail of the trace and of the record are one."""
    decision = decide(content_of(payload), registered(), known_user=True)
    ends = [s for s in decision.trace if s.verdict in (Verdict.STOPPED, Verdict.FORWARDED)]
    assert [step.detail for step in ends] == [decision.detail]
    assert decision.trace is decision.trace
