"""Mappings for several things that were seen, as one edit of the file."""

from collections.abc import Sequence

from sprig_tui.domain.config_edits import ConfigSnapshot, InsertEntry, TomlValue
from sprig_tui.services.edit_history import PlannedEdit
from sprig_tui.services.mapping_view import entries_of, entry_values
from sprig_tui.services.seen_unmapped import Seen


def plan_approval(seen: Sequence[Seen], base: ConfigSnapshot) -> PlannedEdit:
    """The proposals at the ends of their tables, in their order; one save and one undo."""
    tables = [one.table for one in seen]
    edits = [
        InsertEntry(
            one.table,
            len(entries_of(base.config, one.table)) + tables[:before].count(one.table),
            _given(one),
        )
        for before, one in enumerate(seen)
    ]
    number = len(edits)
    what = "mapping" if number == 1 else "mappings"
    return PlannedEdit(f"{number:,} {what} added", tuple(edits), base)


def _given(seen: Seen) -> dict[str, TomlValue]:
    values = entry_values(seen.table, seen.mapping)
    return {name: value for name, value in values.items() if value is not None}
