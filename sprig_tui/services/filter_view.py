"""The destination filters as a screen shows them: rows, search, what is wrong, what they match."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sprig_tui.domain.config_edits import ConfigSnapshot
from sprig_tui.domain.destinations.kinds import DESTINATIONS
from sprig_tui.domain.filters import FilterChain
from sprig_tui.domain.lint.filter_use import FilterUse
from sprig_tui.domain.settings import Config, DestinationFilter
from sprig_tui.services.filter_edits import write_fields, write_percent
from sprig_tui.services.filter_trial import RecentEvents


@dataclass(frozen=True, slots=True)
class FilterRow:
    """One filter; `index` counts from 0 in the file's order.

    `problem` says what is wrong with it, "" when nothing is; `stops` tells that it is on and does
    not parse, so that nothing is sent.
    """

    index: int
    entry: DestinationFilter
    problem: str = ""
    stops: bool = False

    @property
    def number(self) -> int:
        """The index as people count."""
        return self.index + 1


def filter_rows(snapshot: ConfigSnapshot, search: str = "") -> Sequence[FilterRow]:
    """The filters of the file that hold every word of `search`, in the file's order."""
    filters = snapshot.config.filters
    stopping = {each.index for each in FilterChain(filters).problems if each.stops}
    problems = _problems(snapshot)
    words = search.casefold().split()
    return [
        FilterRow(index, entry, problems.get(index, ""), index in stopping)
        for index, entry in enumerate(filters)
        if all(word in _text(entry) for word in words)
    ]


def _problems(snapshot: ConfigSnapshot) -> Mapping[int, str]:
    found: dict[int, list[str]] = {}
    for problem in snapshot.problems:
        table, _, rest = problem.key.partition(".")
        place = rest.partition(".")[0]
        if table == "filters" and place.isdecimal():
            said = problem.message.removeprefix(f"[[filters]] #{int(place) + 1}: ")
            found.setdefault(int(place), []).append(said)
    return {index: "; ".join(said) for index, said in found.items()}


def _text(entry: DestinationFilter) -> str:
    return f"{entry.name}\n{entry.if_}\n{action_words(entry)}".casefold()


def action_words(entry: DestinationFilter) -> str:
    """What a filter does to the events that it matches, in a few words."""
    match entry.action.value:
        case "drop_event":
            return "drop event"
        case "sample_event":
            by = f" by {entry.path}" if entry.path else ""
            return f"sample {write_percent(entry.percent)} %{by}"
        case "drop_properties":
            return f"drop {write_fields(entry.fields) or 'nothing'}"
    return f"allow only {write_fields(entry.fields) or 'everything'}"


def count_matches(config: Config, recent: RecentEvents) -> Mapping[int, int]:
    """How many recent events each filter that is on matches, by its index.

    An event that another filter stops before is not counted; where one does not parse, none is.
    """
    if any(problem.stops for problem in FilterChain(config.filters).problems):
        return {}
    use = FilterUse(config.filters, DESTINATIONS[config.destination.kind])
    for each in recent.events:
        use.add(each.event)
    return {index: use.matched[index] for index in use.looked_at}


def find_filter(
    filters: Sequence[DestinationFilter], sought: DestinationFilter, *, near: int | None
) -> int | None:
    """Where an equal filter stands: at `near` if there, else the first one; None without one."""
    if near is not None and near < len(filters) and filters[near] == sought:
        return near
    return next((index for index, entry in enumerate(filters) if entry == sought), None)
