"""Steps 8 and 9: what the operator registered, triggered events and page URLs (design.md, 4)."""

from typing import Final

from sprig_tui.domain.case import Case, Finding
from sprig_tui.domain.decision import MappingRef, Table
from sprig_tui.domain.destinations.values import member
from sprig_tui.domain.events import CallType
from sprig_tui.domain.log import MappingKey
from sprig_tui.domain.matching import MappingTable, NearMiss, TableMatch
from sprig_tui.domain.reasons import Reason
from sprig_tui.domain.settings import Kind, Mapping, PageUrl

PATTERN_SHOWN: Final = 60
SURVEYS: Final = (
    "a Segment event can filter surveys but never trigger them, and Sprig finds the visitor by "
    "setUserId"
)
ANY_CASE: Final = "Gleap's names are case-insensitive"
NO_MAPPINGS: Final = "the file has no mappings, and Gleap needs none"


def describe(entry: Mapping) -> str:
    """A mapping in words: `page URL "https://shop.example/" (startsWith)`."""
    table: Table = "page_urls" if isinstance(entry, PageUrl) else "triggered_events"
    return describe_key(MappingKey(table, entry.match.value, entry.pattern))


def describe_key(key: MappingKey) -> str:
    """What `describe` says, of a mapping known by its table, match and pattern."""
    kind = "page URL" if key.table == "page_urls" else "triggered event"
    pattern = key.pattern
    if len(pattern) > PATTERN_SHOWN:
        pattern = pattern[: PATTERN_SHOWN - 1] + "…"
    return f'{kind} "{pattern}" ({key.match})'


def find_triggered_event(case: Case) -> Finding | None:
    """Step 8, for Track (and Screen where it is an event); None for other calls."""
    if case.event.type not in (CallType.TRACK, CallType.SCREEN):
        return None
    notes = _notes(case)
    if _needs_no_mapping(case):
        return Finding(8, Reason.EVENT, _sentence(NO_MAPPINGS, *notes), "destination.kind")
    table = case.rules.triggered_events
    name = case.destination.name_of(case.event)
    match = TableMatch() if name is None else table.match(name)
    warnings = _slow(table, match)
    found = _matched(table, match, forwards=Reason.EVENT, notes=notes, warnings=warnings)
    if found is not None:
        return found
    if case.rules.source.auto_accept_events:
        detail = _sentence("no triggered event matches, but Auto Accept Events is on", *notes)
        key = "destination.auto_accept_events"
        return Finding(8, Reason.AUTO_ACCEPTED, detail, key, warnings=warnings)
    near = None if name is None else table.nearest(name)
    detail = _sentence(
        _none_matches(table, "triggered event", case.rules.events_on),
        *((near.sentence,) if near else ()),
    )
    key = _nearest_key("triggered_events", table, near) or "destination.auto_accept_events"
    return Finding(8, Reason.UNMAPPED_EVENT, detail, key, warnings=warnings)


def find_page_url(case: Case) -> Finding:
    """Step 9, for Page calls."""
    if _needs_no_mapping(case):
        return Finding(9, Reason.PAGE, _sentence(NO_MAPPINGS), "destination.kind")
    table = case.rules.page_urls
    url = case.event.url
    if url is None:
        detail = _sentence("the page call has no properties.url", *_elsewhere(case))
        return Finding(9, Reason.MISSING_URL, detail, "page_urls")
    match = table.match(url)
    warnings = _slow(table, match)
    found = _matched(table, match, forwards=Reason.PAGE, notes=(), warnings=warnings)
    if found is not None:
        return found
    near = table.nearest(url)
    more = (_elsewhere(case) if match.is_certain else ()) or ((near.sentence,) if near else ())
    detail = _sentence(_none_matches(table, "page URL", case.rules.urls_on), *more)
    key = _nearest_key("page_urls", table, near) or "page_urls"
    return Finding(9, Reason.UNMAPPED_PAGE, detail, key, warnings=warnings)


def _nearest_key(name: Table, table: MappingTable, near: NearMiss | None) -> str | None:
    """Where to look in the file: the most similar entry, else the table's first; None if empty."""
    if not table.entries:
        return None
    return f"{name}.{near.index if near else 0}"


def _notes(case: Case) -> tuple[str, ...]:
    """What the destination makes of an event that it gets."""
    if case.rules.source.kind is not Kind.GLEAP:
        return (SURVEYS,)
    return (ANY_CASE,) if case.event.type is CallType.TRACK else ()


def _needs_no_mapping(case: Case) -> bool:
    source = case.rules.source
    return source.kind is Kind.GLEAP and not (source.triggered_events or source.page_urls)


def _matched(
    table: MappingTable,
    match: TableMatch,
    *,
    forwards: Reason,
    notes: tuple[str, ...],
    warnings: tuple[str, ...],
) -> Finding | None:
    """The finding when an entry matches: the first enabled one, else the first that is off."""
    index = match.disabled if match.enabled is None else match.enabled
    if index is None:
        return None
    name: Table = "triggered_events" if forwards is Reason.EVENT else "page_urls"
    entry = table.entries[index]
    if match.enabled is None:
        reason, detail = Reason.MAPPING_DISABLED, f"{describe(entry)} matches but is switched off"
    else:
        reason, detail = forwards, f"{describe(entry)} matches"
    return Finding(
        8 if forwards is Reason.EVENT else 9,
        reason,
        _sentence(detail, *(notes if reason is forwards else ())),
        f"{name}.{index}",
        MappingRef(name, index),
        entry.sprig_event or None,
        warnings,
    )


def _slow(table: MappingTable, match: TableMatch) -> tuple[str, ...]:
    """Warnings of patterns that ran out of time; one for those that were never tried."""
    words = [
        f"The pattern of {describe(table.entries[index])} took too long; it counts as no match."
        for index in match.timed_out
    ]
    if match.untried:
        first, others = describe(table.entries[match.untried[0]]), len(match.untried) - 1
        many = f" and {others:,} more were" if others else " was"
        words.append(
            f"The pattern of {first}{many} not tried, because slower patterns took the time; "
            "that counts as no match."
        )
    return tuple(words)


def _none_matches(table: MappingTable, kind: str, on: int) -> str:
    if not table.entries:
        return f"no {kind} is registered"
    return f"no {kind} matches ({on} on, {len(table.entries) - on} off)"


def _elsewhere(case: Case) -> tuple[str, ...]:
    """The near miss of a page whose `context.page.url` would have matched."""
    url = member(case.event.value, "context", "page", "url")
    if not isinstance(url, str):
        return ()
    index = case.rules.page_urls.match(url).enabled
    if index is None:
        return ()
    entry = describe(case.rules.page_urls.entries[index])
    return (f"only properties.url counts, though context.page.url matches {entry}",)


def _sentence(*clauses: str) -> str:
    text = "; ".join(clause.removesuffix(".") for clause in clauses)
    return f"{text[:1].upper()}{text[1:]}."
