"""The columns that the list of events can have."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sprig_tui.domain.query.keys import ALIASES, PAYLOAD_HEADS
from sprig_tui.domain.query.printing import field_name
from sprig_tui.domain.query.scanning import KEY, path_of
from sprig_tui.domain.query.tree import Field

OWN: Final[Mapping[str, str]] = {
    "time": "when it was received",
    "type": "the call: track, page, identify…",
    "name": "the event, the page's URL, or what else tells it",
    "who": "the userId, else the anonymousId",
    "source": "the sender: library and write key",
    "decision": "what became of it",
    "why": "the reason",
}
"""The list's own columns in their usual order, each with its line of help."""
MOST: Final = 20
LONGEST: Final = 200


class ColumnError(ValueError):
    """A text that names no column; `str()` is one sentence that says what would."""


@dataclass(frozen=True, slots=True)
class PayloadField:
    """A field of what Segment sent, written as in the search language: `properties.plan`."""

    name: str
    field: Field


def payload_field(text: str) -> PayloadField:
    """The field that `text` names; `prop.plan` is read as `properties.plan`.

    Raises:
        ColumnError: it names none.
    """
    found = KEY.fullmatch(f"{text.strip()}:") if len(text) <= LONGEST else None
    if found is None or not found["path"]:
        heads = ", ".join(head for head in PAYLOAD_HEADS if head not in ALIASES)
        raise ColumnError(f"a field is one of {heads}, a dot and its name: properties.plan")
    head = found["head"].lower()
    key, path = ALIASES.get(head, head), path_of(found["path"])
    return PayloadField(field_name(key, path), Field(key, (), path))


def known_columns(names: Iterable[str]) -> tuple[str, ...]:
    """The names of columns that there are, each once and in their order; at most 20."""
    known: list[str] = []
    for name in names:
        try:
            column = name if name in OWN else payload_field(name).name
        except ColumnError:
            continue
        if column not in known:
            known.append(column)
    return tuple(known[:MOST])


def payload_fields(columns: Sequence[str]) -> tuple[PayloadField, ...]:
    """Those of known columns that are fields of the payload."""
    return tuple(payload_field(name) for name in columns if name not in OWN)
