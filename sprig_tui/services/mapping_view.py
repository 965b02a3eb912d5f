"""The mappings as a screen shows them: rows on demand, search, and what an event proposes."""

import re
from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from sprig_tui.domain.config_edits import ListTable, TomlValue
from sprig_tui.domain.decision import Table
from sprig_tui.domain.log import MappingHits, MappingKey
from sprig_tui.domain.settings import Config, Mapping, MatchType, PageUrl, TriggeredEvent

PAGEVIEW: Final = "pageview"
_METACHARACTERS: Final = re.compile(r"[.*+?^${}()|\[\]\\]")


@dataclass(frozen=True, slots=True)
class MappingRow:
    """One mapping and how it fared; `index` counts from 0 in the file's order.

    `sends` is the event that Sprig gets: `= name` for the Segment name itself. `last_ms` is None
    when the mapping never decided an event.
    """

    index: int
    enabled: bool
    pattern: str
    match: MatchType
    sends: str
    note: str
    hits: int
    last_ms: int | None

    @property
    def number(self) -> int:
        """The index as people count."""
        return self.index + 1


class MappingView:
    """The rows of one table that hold a search text; a row is built when it is asked for."""

    def __init__(
        self,
        table: Table,
        config: Config,
        hits: MappingOf[MappingKey, MappingHits],
        search: str = "",
    ) -> None:
        self.table: Table = table
        self.search = search
        self.entries: Sequence[Mapping] = entries_of(config, table)
        self._hits = hits
        self._indexes: Sequence[int] = range(len(self.entries))
        if search:
            words = search.casefold().split()
            self._indexes = [
                index for index, entry in enumerate(self.entries) if _holds(entry, words)
            ]

    def __len__(self) -> int:
        return len(self._indexes)

    def row(self, position: int) -> MappingRow:
        """The row at a place of the view, from 0."""
        index = self._indexes[position]
        entry = self.entries[index]
        hits = self._hits_of(index, entry)
        return MappingRow(
            index=index,
            enabled=entry.enabled,
            pattern=entry.pattern,
            match=entry.match,
            sends=entry.sprig_event or default_event(self.table),
            note=entry.note,
            hits=hits.count if hits else 0,
            last_ms=hits.last_ms if hits else None,
        )

    def _hits_of(self, index: int, entry: Mapping) -> MappingHits | None:
        """Of entries with the same pattern and match only one can decide, so it has their hits."""
        hits = self._hits.get(MappingKey(self.table, entry.match.value, entry.pattern))
        if hits is None or self._deciders.get((entry.match, entry.pattern)) != index:
            return None
        return hits

    @cached_property
    def _deciders(self) -> MappingOf[tuple[MatchType, str], int]:
        """For each pattern and match the first entry that is on, else the first one."""
        found: dict[tuple[MatchType, str], int] = {}
        for index in reversed(range(len(self.entries))):
            entry = self.entries[index]
            key = entry.match, entry.pattern
            if entry.enabled or key not in found or not self.entries[found[key]].enabled:
                found[key] = index
        return found

    def place_of(self, index: int) -> int | None:
        """Where the entry with a file index stands in the view, None if the search hides it."""
        if isinstance(self._indexes, range):
            return index if index in self._indexes else None
        return self._indexes.index(index) if index in self._indexes else None


def entries_of(config: Config, table: Table) -> Sequence[Mapping]:
    """A table's entries in the file's order."""
    return config.triggered_events if table == "triggered_events" else config.page_urls


def find_entry(entries: Sequence[Mapping], sought: Mapping, *, near: int | None) -> int | None:
    """Where an equal entry stands: at `near` if there, else the first one; None without one."""
    if near is not None and near < len(entries) and entries[near] == sought:
        return near
    return next((index for index, entry in enumerate(entries) if entry == sought), None)


class ChangedEntry(NamedTuple):
    """Where an entry stands now; `came` says that it was not there before."""

    table: ListTable
    place: int
    came: bool = False


def changed_entry(before: Config, after: Config) -> ChangedEntry | None:
    """The entry of which two states differ; None where it is gone, or they differ in several.

    Of entries that changed their order it is the first.
    """
    lists: tuple[tuple[ListTable, Sequence[object], Sequence[object]], ...] = (
        ("triggered_events", before.triggered_events, after.triggered_events),
        ("page_urls", before.page_urls, after.page_urls),
        ("filters", before.filters, after.filters),
    )
    changed = [(table, old, new) for table, old, new in lists if old != new]
    if len(changed) != 1:
        return None
    ((table, old, new),) = changed
    pairs = enumerate(zip(old, new, strict=False))
    index = next((at for at, (one, other) in pairs if one != other), min(len(old), len(new)))
    if len(old) == len(new):
        single = old[index + 1 :] == new[index + 1 :]
        moved = sorted(map(repr, old)) == sorted(map(repr, new))
        return ChangedEntry(table, index) if single or moved else None
    came = len(new) == len(old) + 1 and old[index:] == new[index + 1 :]
    return ChangedEntry(table, index, came=True) if came else None


def default_event(table: Table) -> str:
    """What an empty `sprig_event` sends, in a word (design.md, section 3)."""
    return "= name" if table == "triggered_events" else PAGEVIEW


def entry_values(
    table: Table, entry: Mapping, *, before: Mapping | None = None
) -> dict[str, TomlValue | None]:
    """What the file has to say for `entry`: only what differs from `before`, where it is given.

    A new entry names its pattern and match, and else what is not the default. A text that becomes
    empty is taken out (None).
    """
    key = "event" if table == "triggered_events" else "url"
    now = _values(key, entry)
    if before is None:
        defaults = {"sprig_event": "", "enabled": True, "note": ""}
        return {name: value for name, value in now.items() if defaults.get(name) != value}
    past = _values(key, before)
    return {
        name: None if value == "" and name != key else value
        for name, value in now.items()
        if value != past[name]
    }


def _values(key: str, entry: Mapping) -> dict[str, TomlValue]:
    return {
        key: entry.pattern,
        "match": entry.match.value,
        "sprig_event": entry.sprig_event,
        "enabled": entry.enabled,
        "note": entry.note,
    }


def _holds(entry: Mapping, words: Sequence[str]) -> bool:
    text = f"{entry.pattern}\n{entry.sprig_event}\n{entry.note}".casefold()
    match = entry.match.casefold()
    return all(word in text or word == match for word in words)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A mapping to start from, and one sentence on why it looks so."""

    mapping: Mapping
    sentence: str


def propose(table: Table, seen: str) -> Proposal:
    """The mapping that an operator most likely wants for an event name or a page's URL.

    A page is seen with ever other query strings, so its URL is proposed without query and fragment,
    as a beginning. The home page's URL begins every URL of the site, so that one becomes a regular
    expression for the page alone.
    """
    if table == "triggered_events":
        return Proposal(TriggeredEvent(event=seen), "")
    if not seen:
        return Proposal(PageUrl(match=MatchType.STARTS_WITH), "")
    bare = re.split(r"[?#]", seen, maxsplit=1)[0]
    if _is_home(bare):
        home = "^" + _METACHARACTERS.sub(r"\\\g<0>", bare.rstrip("/")) + r"/?([?#].*)?$"
        return Proposal(
            PageUrl(url=home, match=MatchType.REGEX),
            "The home page with any query string; startsWith would match the whole site.",
        )
    return Proposal(
        PageUrl(url=bare, match=MatchType.STARTS_WITH),
        "Without its query string, as a beginning: it also matches what follows this path.",
    )


def _is_home(url: str) -> bool:
    try:
        return urlsplit(url).path in ("", "/")
    except ValueError:
        return False
