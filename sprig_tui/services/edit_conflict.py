"""An entry that was changed in the file while somebody was editing it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar, cast

from sprig_tui.domain.settings import DestinationFilter, Mapping
from sprig_tui.domain.text_diff import opcodes
from sprig_tui.services.filter_edits import Entry, write_fields

SomeEntry = TypeVar("SomeEntry", bound=Entry)


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """A field as it was found, as the file has it now and as typed (None: no such entry)."""

    name: str
    found: str
    there: str | None
    typed: str | None

    @property
    def words(self) -> str:
        """Who changed it, "" when nobody did."""
        mine, theirs = self.typed != self.found, self.there != self.found
        if self.typed is None:
            return "changed in the file" if theirs else ""
        if self.there is None:
            return "changed by you" if mine else ""
        if mine and theirs:
            alike = self.typed == self.there
            return "changed by both alike" if alike else "changed by both differently"
        if theirs:
            return "changed in the file"
        return "changed by you" if mine else ""


def compare_entries(
    found: Entry, there: Entry | None, typed: Entry | None
) -> Sequence[FieldConflict]:
    """Each field of the three; `there` is None when it is gone, `typed` when it is deleted."""
    first, third = _texts(found), None if typed is None else _texts(typed)
    second = None if there is None else _texts(there)
    return [
        FieldConflict(name, text, second[name] if second else None, third[name] if third else None)
        for name, text in first.items()
    ]


def keep_mine(found: SomeEntry, there: SomeEntry, typed: SomeEntry) -> SomeEntry:
    """`there` with the fields that `typed` changed: what nobody typed stays as the file has it."""
    changed = {
        name: getattr(typed, name)
        for name in type(found).model_fields
        if getattr(typed, name) != getattr(found, name)
    }
    return cast(SomeEntry, there.model_copy(update=changed))


def find_counterpart(before: Sequence[Entry], after: Sequence[Entry], index: int) -> int | None:
    """Where the entry that was at `index` stands now that it says something else.

    It is the one that took its place, or a new one that is called the same; None when it is gone.
    """
    old, new = [repr(entry) for entry in before], [repr(entry) for entry in after]
    for name, i1, i2, j1, j2 in opcodes(old, new):
        if name == "replace" and i1 <= index < i2:
            alike = [at for at in range(j1, j2) if _name(after[at]) == _name(before[index])]
            if alike:
                return alike[0]
            return j1 + index - i1 if i2 - i1 == j2 - j1 else None
    known = set(old)
    moved = [
        at
        for at, entry in enumerate(after)
        if new[at] not in known and _name(entry) == _name(before[index])
    ]
    return moved[0] if len(moved) == 1 else None


def _name(entry: Entry) -> str:
    return entry.name or entry.if_ if isinstance(entry, DestinationFilter) else entry.pattern


def _texts(entry: Mapping | DestinationFilter) -> dict[str, str]:
    """The fields by the names that the file has for them, as texts."""
    return {
        field.alias or name: _text(getattr(entry, name))
        for name, field in type(entry).model_fields.items()
    }


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return write_fields(value) if isinstance(value, dict) else str(value)
