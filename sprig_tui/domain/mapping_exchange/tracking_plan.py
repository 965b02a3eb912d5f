"""Segment tracking plans as triggered events.

Read are the rules of Segment's Public API (`rules`: a list of `type`, `key`, `jsonSchema`), the
older export (`rules.events`: a list of `name`, `description`), and a plain list of names. A plan
names Track events as they are, so each becomes a triggered event that matches exactly; its page
rules have names, which are no URLs.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from sprig_tui.domain.mapping_exchange.exchanged import (
    ReadMapping,
    ReadMappings,
    Refusal,
    UnreadableError,
    read_entry,
    refuse_too_many,
    sort_out,
)
from sprig_tui.domain.settings import Config, MatchType

NOTE: Final = 200
"""Characters of a description that become the note."""
_WRAPPERS: Final = ("data", "trackingPlan", "tracking_plan")
_SCHEMA: Final = "http://json-schema.org/draft-07/schema#"
_KNOWN: Final = ("TRACK", "PAGE", "SCREEN", "IDENTIFY", "GROUP", "COMMON")


def write_plan(config: Config) -> tuple[str, Sequence[str]]:
    """The plan, and what it could not hold, a sentence each.

    It holds the triggered events that are on and match exactly. Importing it switches events on,
    so one that is off stays out.
    """
    events = config.triggered_events
    exact = [one for one in events if one.match is MatchType.EXACTLY]
    held = [one for one in exact if one.enabled]
    rules = [_rule(name, note) for name, note in {one.event: one.note for one in held}.items()]
    text = json.dumps({"rules": rules}, indent=2, ensure_ascii=False) + "\n"
    lost = (
        (len(config.page_urls), "page URLs are left out: a plan has names, no URLs"),
        (len(events) - len(exact), "events are left out: a plan has no match types but exactly"),
        (len(exact) - len(held), "events are left out that are switched off"),
        (sum(bool(one.sprig_event) for one in held), "names for Sprig are not held"),
        (len(held) - len(rules), "events are left out that have the name of another"),
    )
    return text, [f"{count:,} {words}" for count, words in lost if count]


def read_plan(text: str) -> ReadMappings:
    """The Track events of a plan, each name once: a plan may hold several versions of an event.

    Raises:
        UnreadableError: it is no JSON, or no plan.
    """
    rules = _rules(_parse(text))
    refuse_too_many(len(rules))
    read = [_entry(rule, f"rule {number}") for number, rule in enumerate(rules, start=1)]
    named, refusals = sort_out([each for each in read if not isinstance(each, str)])
    firsts: dict[str, ReadMapping] = {}
    for one in named:
        firsts.setdefault(one.entry.pattern, one)
    mappings = list(firsts.values())
    kinds = [one for one in read if isinstance(one, str)]
    notes = [_passed_over(kind, kinds.count(kind)) for kind in _KNOWN if kind in kinds]
    if again := len(named) - len(mappings):
        notes.append(f"{again:,} more with the name of another, such as other versions of it")
    return ReadMappings(mappings, refusals, notes, ("triggered_events",), names_only=True)


def _rule(name: str, note: str) -> dict[str, object]:
    empty: dict[str, object] = {}
    parts = dict.fromkeys(("context", "traits", "properties"), empty)
    schema = {"$schema": _SCHEMA, "type": "object", "description": note, "properties": parts}
    return {"type": "TRACK", "key": name, "version": 1, "jsonSchema": schema}


def _parse(text: str) -> Any:  # noqa: ANN401
    try:
        return json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        message = f"line {error.lineno}, column {error.colno}: this is no JSON: {error.msg}"
    except (ValueError, RecursionError):
        message = "it is nested too deep, or holds a number of thousands of digits"
    raise UnreadableError(message)


def _rules(data: Any) -> Sequence[Any]:  # noqa: ANN401
    while isinstance(data, dict) and "rules" not in data:
        inner = next((data[name] for name in _WRAPPERS if name in data), None)
        if inner is None:
            break
        data = inner
    rules = data.get("rules") if isinstance(data, dict) else data
    if isinstance(rules, dict):
        rules = rules.get("events")
    if not isinstance(rules, list):
        raise UnreadableError(
            "this is no tracking plan: it has neither rules nor rules.events, and is no list"
        )
    return rules


def _entry(rule: Any, place: str) -> ReadMapping | Refusal | str:  # noqa: ANN401
    """A mapping, why it is none, or the type of a rule about other calls than Track."""
    if isinstance(rule, str):
        return _event(rule, "", place)
    if not isinstance(rule, dict):
        return Refusal(place, "it is neither a rule nor a name")
    kind = rule.get("type", "TRACK")
    if kind != "TRACK":
        return kind if kind in _KNOWN else Refusal(place, "its type is none of Segment's")
    name = rule.get("key", rule.get("name"))
    if not isinstance(name, str):
        return Refusal(place, "it has no key or name that is a text")
    return _event(name, next(_descriptions(rule), ""), place)


def _event(name: str, description: str, place: str) -> ReadMapping | Refusal:
    note = " ".join(description.split())[:NOTE]
    values = {"event": name, "match": "exactly", **({"note": note} if note else {})}
    read = read_entry("triggered_events", place, values)
    if isinstance(read, Refusal):
        return read
    return ReadMapping(read.table, place, read.entry, frozenset({"event", "match"}))


def _descriptions(rule: Mapping[str, Any]) -> Iterator[str]:
    for holder in (rule.get("jsonSchema"), rule):
        found = holder.get("description") if isinstance(holder, dict) else None
        if isinstance(found, str):
            yield found


def _passed_over(kind: str, count: int) -> str:
    rules = "rule" if count == 1 else "rules"
    if kind == "PAGE":
        return f"{count:,} page {rules} passed over: they have names, and page URLs need URLs"
    return f"{count:,} {kind.lower()} {rules} passed over: only Track events become mappings"
