"""What a config says that its kind of destination has no use for (design.md, section 4)."""

from collections.abc import Iterator

from sprig_tui.domain.destinations.kinds import DESTINATIONS
from sprig_tui.domain.events import CallType
from sprig_tui.domain.settings import Config, Kind, Mapping, PageUrl, UnknownUsers

Found = Iterator[tuple[str, str]]
"""Keys, each with what is wrong there."""


def check_kind(config: Config) -> Found:
    """Settings and mappings that the chosen kind has no use for, by dotted key.

    Mappings with the same reason are told of once, by the first of them.
    """
    yield from _check_switches(config)
    kind = config.destination.kind
    useless: dict[tuple[str, str, str], list[int]] = {}
    for index, entry in enumerate(config.page_urls):
        if entry.enabled and (reason := useless_part(kind, entry)):
            useless.setdefault(reason, []).append(index)
    for (field, effect, why), indexes in useless.items():
        first, more = indexes[0], len(indexes) - 1
        others = f", like {more:,} more" if more else ""
        yield f"page_urls.{first}.{field}", f"[[page_urls]] #{first + 1}: {effect}{others}: {why}"


def useless_part(kind: Kind, entry: Mapping) -> tuple[str, str, str] | None:
    """The field of a mapping that `kind` has no use for, with the effect and the reason."""
    title = DESTINATIONS[kind].title
    if not isinstance(entry, PageUrl):
        return None
    if CallType.PAGE in DESTINATIONS[kind].unsupported:
        return "url", "it can never win", f"{title} takes no Page calls"
    if kind is Kind.GLEAP and entry.sprig_event:
        return "sprig_event", "its sprig_event is not sent", "Gleap gets every page as pageView"
    return None


def _check_switches(config: Config) -> Found:
    """Switches that somebody turned and that nothing asks for."""
    destination = config.destination
    title = DESTINATIONS[destination.kind].title
    if destination.unknown_users is not UnknownUsers.FILTER and destination.kind is not Kind.SPRIG:
        message = f"unknown_users does nothing: {title} takes the events of any user"
        yield "destination.unknown_users", message
    has_mappings = config.triggered_events or config.page_urls
    if destination.auto_accept_events and destination.kind is Kind.GLEAP and not has_mappings:
        message = "auto_accept_events does nothing: without mappings Gleap gets every event"
        yield "destination.auto_accept_events", message
