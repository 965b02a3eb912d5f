"""The ten steps of a decision in words, made only when somebody looks (design.md, section 4)."""

from typing import Final

from sprig_tui.domain.case import Case, Finding
from sprig_tui.domain.decision import Step, Verdict
from sprig_tui.domain.events import CallType, Rejection
from sprig_tui.domain.integrations import switch_of
from sprig_tui.domain.reasons import Outcome
from sprig_tui.domain.settings import Kind

TITLES: Final = (
    "A Segment call",
    "Seen before",
    "Integrations object",
    "Call type",
    "Destination filters",
    "Fields",
    "Identify, alias, delete",
    "Triggered events",
    "Page URLs",
    "Known user",
)
_NOT_REACHED: Final = "An earlier step ended the decision."
Passage = tuple[Verdict, str, str | None]
"""How a step went that did not end the decision, its sentence and its config key."""


def rejection_trace(rejection: Rejection) -> tuple[Step, ...]:
    """The steps of an input that is not an event: the first one stops it."""
    first = Step(1, TITLES[0], Verdict.STOPPED, rejection.detail)
    return (first, *(_not_reached(number) for number in range(2, len(TITLES) + 1)))


def trace(case: Case, found: Finding, stopped: Finding | None) -> tuple[Step, ...]:
    """The steps of an event that ended with `found`, unless step 10 `stopped` it after that."""
    steps = []
    end = stopped or found
    for number, title in enumerate(TITLES, 1):
        ended = end.reason.outcome is not Outcome.FORWARDED and number > end.step
        if ended:
            steps.append(_not_reached(number))
            continue
        verdict, detail, key = _passage(number, case, found, stopped)
        line = case.rules.line(key) if key else None
        steps.append(Step(number, title, verdict, detail, key, line))
    return tuple(steps)


def _not_reached(number: int) -> Step:
    return Step(number, TITLES[number - 1], Verdict.NOT_REACHED, _NOT_REACHED)


def _passage(number: int, case: Case, found: Finding, stopped: Finding | None) -> Passage:
    if stopped is not None and number == stopped.step:
        return Verdict.STOPPED, stopped.detail, stopped.key
    if number != found.step:
        return _PASSAGES[number - 1](case)
    if stopped is not None:
        return Verdict.PASSED, found.detail, found.key
    forwarded = found.reason.outcome is Outcome.FORWARDED
    return Verdict.FORWARDED if forwarded else Verdict.STOPPED, found.detail, found.key


def _is_event(case: Case) -> Passage:
    return Verdict.PASSED, f"It is a whole {case.event.type.value} call.", None


def _not_repeated(case: Case) -> Passage:
    if case.event.message_id is None:
        return Verdict.NOT_APPLICABLE, "The call came without a messageId.", None
    return Verdict.PASSED, "The messageId was not seen before.", None


def _switched_on(case: Case) -> Passage:
    names = case.destination.integrations
    _, flag = switch_of(case.event.value.get("integrations"), names)
    if flag is None:
        return Verdict.PASSED, "The integrations object says nothing against it.", None
    return Verdict.PASSED, f'The integrations object has "{flag}" on.', None


def _supported(case: Case) -> Passage:
    detail = f"{case.destination.title} takes {case.event.type.value} calls."
    return Verdict.PASSED, detail, "destination.kind"


def _filtered(case: Case) -> Passage:
    result = case.filtered
    if result is None:
        return Verdict.NOT_APPLICABLE, "There are no destination filters.", None
    if not result.steps:
        return Verdict.PASSED, "No destination filter is switched on.", None
    said = "; ".join(step.detail.removesuffix(".") for step in result.steps)
    index = next((step.index for step in result.steps if step.matched), result.steps[0].index)
    return Verdict.PASSED, f"{said}.", f"filters.{index}"


def _fields_taken(case: Case) -> Passage:
    detail = f"It has a userId, and {case.destination.title} refuses none of its fields."
    return Verdict.PASSED, detail, "destination.kind"


def _no_user_call(case: Case) -> Passage:
    return Verdict.NOT_APPLICABLE, f"It is a {case.event.type.value} call.", None


def _not_compared(case: Case) -> Passage:
    what = case.event.type.value
    return Verdict.NOT_APPLICABLE, f"A call of type {what} is not compared with these.", None


def _known(case: Case) -> Passage:
    source = case.rules.source
    if source.kind is not Kind.SPRIG:
        detail = "Only kind sprig asks whether the user is known."
        return Verdict.NOT_APPLICABLE, detail, "destination.kind"
    if case.event.type not in (CallType.TRACK, CallType.PAGE):
        return Verdict.NOT_APPLICABLE, "The call names the user itself.", None
    if case.known_user:
        return Verdict.PASSED, "The user is known.", "destination.unknown_users"
    return Verdict.PASSED, "Unknown users are forwarded.", "destination.unknown_users"


_PASSAGES: Final = (
    _is_event,
    _not_repeated,
    _switched_on,
    _supported,
    _filtered,
    _fields_taken,
    _no_user_call,
    _not_compared,
    _not_compared,
    _known,
)
