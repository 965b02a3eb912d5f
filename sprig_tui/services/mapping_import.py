"""What the mappings of a file would make of the config: one save, one undo."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sprig_tui.domain.config_edits import (
    ConfigEdit,
    ConfigSnapshot,
    InsertEntry,
    MoveEntry,
    RemoveEntry,
    UpdateEntry,
)
from sprig_tui.domain.decision import Table
from sprig_tui.domain.mapping_exchange.exchanged import ReadMapping, ReadMappings, Refusal
from sprig_tui.domain.settings import Mapping, mapping_count_problem
from sprig_tui.services.edit_history import PlannedEdit
from sprig_tui.services.entry_undo import given
from sprig_tui.services.mapping_view import entries_of, entry_values

Key = tuple[str, str, int]
"""A pattern, its match type, and how often the two stood in the list before."""


@dataclass(slots=True)
class ImportPlan:
    """What would be saved, counted. `problem` says why it cannot be, "" when it can."""

    planned: PlannedEdit
    added: int = 0
    changed: int = 0
    same: int = 0
    removed: int = 0
    moved: int = 0
    inexpressible: int = 0
    """So many of those removed are such as the file's form has no words for."""
    refusals: Sequence[Refusal] = field(default=())
    notes: Sequence[str] = field(default=())
    problem: str = ""

    @property
    def sentence(self) -> str:
        """The counts; those that every import has, and the others where there are any."""
        return self._counted("added", "changed", "removed", "moved")

    @property
    def intention(self) -> str:
        """The same of an import that is not done."""
        return self._counted("would add", "would change", "would remove", "would move")

    def _counted(self, added: str, changed: str, removed: str, moved: str) -> str:
        counts = [
            f"{added} {self.added:,}",
            f"{changed} {self.changed:,}",
            f"already there {self.same:,}",
            *([f"{removed} {self.removed:,}"] if self.removed else []),
            *([f"{moved} {self.moved:,}"] if self.moved else []),
            *([f"refused {len(self.refusals):,}"] if self.refusals else []),
        ]
        return ", ".join(counts)

    @property
    def loss(self) -> str:
        """What to say before mappings go that the file could not have named, "" without any."""
        if not self.inexpressible:
            return ""
        return (
            f"{self.inexpressible:,} of the {self.removed:,} mappings that would be removed are of "
            "kinds that this file cannot name: other match types than exactly, or switched off"
        )


def plan_import(
    read: ReadMappings, base: ConfigSnapshot, *, label: str = "import", replace: bool = False
) -> ImportPlan:
    """Merge the mappings of a file into those of `base`, or put them in their place.

    A mapping is there already when its pattern and match type are: then only what the file says
    otherwise is changed. Of several alike the first is the first. New ones come last. With
    `replace` the lists that the file can speak of become what it says: the others go, and its order
    is theirs; comments of those that stay are kept.
    """
    plan = ImportPlan(PlannedEdit(label, (), base), refusals=read.refusals, notes=read.notes)
    edits: list[ConfigEdit] = []
    for table in read.tables:
        edits += _table_edits(plan, table, read, replace=replace)
    plan.planned = PlannedEdit(label, tuple(edits), base)
    config = base.config
    count = len(config.triggered_events) + len(config.page_urls) + plan.added - plan.removed
    plan.problem = mapping_count_problem(config.destination.kind, count)
    return plan


def _table_edits(
    plan: ImportPlan, table: Table, read: ReadMappings, *, replace: bool
) -> Iterator[ConfigEdit]:
    mappings = [one for one in read.mappings if one.table == table]
    entries = entries_of(plan.planned.base.config, table)
    places = {key: index for index, key in enumerate(_keys(entries))}
    wanted = dict(zip(_keys([one.entry for one in mappings]), mappings, strict=True))
    for key, one in wanted.items():
        if key in places:
            edit = _update(table, places[key], entries[places[key]], one)
            plan.changed += edit is not None
            plan.same += edit is None
            if edit is not None:
                yield edit
    order = list(places)
    if replace:
        for key in reversed([key for key in places if key not in wanted]):
            plan.removed += 1
            plan.inexpressible += not read.can_hold(entries[places[key]])
            yield RemoveEntry(table, order.index(key))
            order.remove(key)
    for key in [key for key in wanted if key not in places]:
        plan.added += 1
        yield InsertEntry(table, len(order), given(entry_values(table, wanted[key].entry)))
        order.append(key)
    for index, key in enumerate(wanted if replace else ()):
        if order[index] != key:
            plan.moved += key in places
            yield MoveEntry(table, order.index(key, index), index)
            order.remove(key)
            order.insert(index, key)


def _update(table: Table, index: int, entry: Mapping, read: ReadMapping) -> UpdateEntry | None:
    said = {name: getattr(read.entry, name) for name in read.named}
    values = entry_values(table, entry.model_copy(update=said), before=entry)
    return UpdateEntry(table, index, values) if values else None


def _keys(entries: Sequence[Mapping]) -> Iterator[Key]:
    seen: Counter[tuple[str, str]] = Counter()
    for entry in entries:
        key = entry.pattern, entry.match.value
        yield (*key, seen[key])
        seen[key] += 1
