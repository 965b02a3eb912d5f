"""What a config file with errors says beside them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from sprig_tui.adapters.config.document import Path
from sprig_tui.domain.config_edits import ConfigProblem

KIND: Final[Path] = ("destination", "kind")
"""What an error about the whole file (more mappings than the kind takes) is laid to."""
_LOOKS_AT: Final[Mapping[str, frozenset[str]]] = {
    "listener": frozenset({"listener", "destination"}),
    "filters": frozenset({"filters", "destination"}),
}
"""The tables that a warning about a table depends on, where it is not that table alone."""


def without_values(data: Mapping[str, Any], paths: Sequence[Path]) -> dict[str, Any]:
    """A copy of `data` without the keys of tables, and without the lists, that `paths` lead into.

    A list goes as a whole: what stands behind a wrong entry would get another number.
    """
    kept = {name: dict(value) if isinstance(value, dict) else value for name, value in data.items()}
    for path in paths:
        table, *rest = path or KIND
        part = kept.get(str(table))
        if rest and isinstance(part, dict):
            part.pop(rest[0], None)
        else:
            kept.pop(str(table), None)
    return kept


def unaffected(
    warnings: Sequence[ConfigProblem], errors: Sequence[ConfigProblem]
) -> Iterator[ConfigProblem]:
    """The warnings about values that are told of tables without an error in them."""
    broken = {_table(error.key or KIND[0]) for error in errors}
    for warning in warnings:
        table = _table(warning.key)
        if not broken & _LOOKS_AT.get(table, frozenset({table})):
            yield warning


def _table(key: object) -> str:
    return str(key).partition(".")[0]
