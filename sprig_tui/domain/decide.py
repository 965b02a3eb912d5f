"""The decision: ten steps in order, the first that applies ends it (design.md, section 4)."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

from sprig_tui.domain.case import Case, Finding
from sprig_tui.domain.decision import Decision
from sprig_tui.domain.decision_steps import rejection_trace, trace
from sprig_tui.domain.destinations.kinds import DESTINATIONS
from sprig_tui.domain.destinations.values import member
from sprig_tui.domain.events import CallType, Event, JsonObject, Rejection
from sprig_tui.domain.filters import FilterResult
from sprig_tui.domain.integrations import switch_of
from sprig_tui.domain.reasons import Outcome, Reason
from sprig_tui.domain.registered import find_page_url, find_triggered_event
from sprig_tui.domain.rules import Rules
from sprig_tui.domain.settings import Kind, UnknownUsers

FIRST_STEP_THAT_SENDS: Final = 7


def decide(
    event: Event | Rejection,
    rules: Rules,
    known_user: bool,  # noqa: FBT001 - design.md fixes the call
    *,
    repeat: bool = False,
) -> Decision:
    """What becomes of `event` under `rules`; pure, and it never raises.

    `known_user` tells that the event's user was identified through this listener, imported or made
    known, `repeat` that its messageId was seen before.
    """
    if isinstance(event, Rejection):
        make_trace = partial(rejection_trace, event)
        return Decision(event.reason, event.detail, warnings=event.warnings, make_trace=make_trace)
    case = Case(event, rules, DESTINATIONS[rules.source.kind], known_user, repeat)
    found = _first_finding(case)
    stopped = _stop_unknown_user(case, found)
    end = stopped or found
    warnings = event.warnings + found.warnings
    if end.step >= FIRST_STEP_THAT_SENDS:
        warnings += case.destination.warnings(case.event, found.name)
    forwarded = end.reason.outcome is Outcome.FORWARDED
    return Decision(
        end.reason,
        end.detail,
        found.mapping,
        warnings,
        make_trace=partial(trace, case, found, stopped),
        make_requests=(
            partial(
                case.destination.requests,
                case.event,
                name=found.name,
                endpoint=rules.source.endpoint,
            )
            if forwarded
            else tuple
        ),
    )


def value_after_filters(event: Event, rules: Rules) -> FilterResult:
    """The event as the destination filters leave it (step 5 alone), for showing the difference."""
    return rules.filters.apply(event.value)


def _first_finding(case: Case) -> Finding:
    for step in _STEPS:
        finding = step(case)
        if finding is not None:
            return finding
    return find_page_url(case)


def _stop_repeat(case: Case) -> Finding | None:
    if not case.repeat:
        return None
    return Finding(2, Reason.DUPLICATE, "The messageId was seen before; a repeat is not sent.")


def _stop_switched_off(case: Case) -> Finding | None:
    integrations = case.event.value.get("integrations")
    if not integrations:
        return None
    on, flag = switch_of(integrations, case.destination.integrations)
    if on:
        return None
    detail = f'The integrations object says "{flag}": false.'
    return Finding(3, Reason.INTEGRATIONS, detail)


def _stop_unsupported(case: Case) -> Finding | None:
    if case.event.type not in case.destination.unsupported:
        return None
    detail = f"{case.destination.title} does not take {case.event.type.value} calls."
    return Finding(4, Reason.UNSUPPORTED_TYPE, detail, "destination.kind")


def _filter(case: Case) -> Finding | None:
    if not case.rules.source.filters:
        return None
    result = case.rules.filters.apply(case.event.value)
    case.filtered = result
    if result.reason is not None:
        key = None if result.stopped_by is None else f"filters.{result.stopped_by}"
        return Finding(5, result.reason, result.detail, key)
    if result.value is not case.event.value:
        case.event = _reread(case.event, result.value)
    return None


def _reread(event: Event, value: JsonObject) -> Event:
    """`event` without what the filters took away; they only ever take away."""
    name = "event" if event.type is CallType.TRACK else "name"
    return replace(
        event,
        value=value,
        user_id=event.user_id if "userId" in value else None,
        anonymous_id=event.anonymous_id if "anonymousId" in value else None,
        name=event.name if name in value else None,
        url=event.url if member(value, "properties", "url") is not None else None,
    )


def _stop_bad_fields(case: Case) -> Finding | None:
    title = case.destination.title
    if case.event.user_id is None:
        detail = f"{title} needs a userId, and the event has none."
        return Finding(6, Reason.MISSING_USER_ID, detail, "destination.kind")
    refusal = case.destination.refusal(case.event)
    if refusal is None:
        return None
    detail = f"{title} does not take the field {refusal}."
    return Finding(6, Reason.INVALID_FIELD, detail, "destination.kind")


_USER_CALLS: Final = {
    CallType.IDENTIFY: (Reason.IDENTIFY, "Identify creates or updates the user."),
    CallType.ALIAS: (Reason.ALIAS, "Alias names the user, as an identify without attributes."),
    CallType.DELETE: (Reason.DELETE, "The deletion request removes the user."),
}


def _forward_user_call(case: Case) -> Finding | None:
    found = _USER_CALLS.get(case.event.type)
    return None if found is None else Finding(7, *found, "destination.kind")


def _stop_unknown_user(case: Case, found: Finding) -> Finding | None:
    source = case.rules.source
    if (
        case.known_user
        or source.kind is not Kind.SPRIG
        or source.unknown_users is not UnknownUsers.FILTER
        or found.step == FIRST_STEP_THAT_SENDS
        or found.reason.outcome is not Outcome.FORWARDED
    ):
        return None
    detail = (
        "The user was not identified through this listener; an Identify or Alias, the terminal or "
        '"users import" makes it known, or unknown_users = "forward" sends such events.'
    )
    return Finding(10, Reason.UNKNOWN_USER, detail, "destination.unknown_users")


_STEPS: Final[tuple[Callable[[Case], Finding | None], ...]] = (
    _stop_repeat,
    _stop_switched_off,
    _stop_unsupported,
    _filter,
    _stop_bad_fields,
    _forward_user_call,
    find_triggered_event,
)
