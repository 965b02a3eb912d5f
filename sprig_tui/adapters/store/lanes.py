"""Which lane a row belongs to, by the rules version that decided it."""

import json
import sqlite3
import zlib
from collections.abc import Callable, Sequence
from typing import Any, Final

from sprig_tui.adapters.store.ids import to_bytes, to_text
from sprig_tui.domain.outbox import Lane
from sprig_tui.domain.settings import Environment, Kind

MAX_REMEMBERED: Final = 64

Run = Callable[[str, Sequence[Any]], sqlite3.Cursor]


class Lanes:
    """The `lanes` table on the writer's connection; `run` executes within the transaction."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._by_version: dict[str, Lane] = {}

    def id_of(self, lane: Lane) -> int:
        """The lane's number, given when it is first seen."""
        place = (to_bytes(lane.kind), to_bytes(lane.environment), to_bytes(lane.endpoint))
        select = "SELECT id FROM lanes WHERE kind = ? AND environment = ? AND endpoint = ?"
        found = self._run(select, place).fetchone()
        if found is None:
            self._run("INSERT INTO lanes (kind, environment, endpoint) VALUES (?, ?, ?)", place)
            found = self._run(select, place).fetchone()
        return int(found[0])

    def decided_for(self, version: str | None) -> Lane:
        """The lane of rows that a rules version decided; the default one where it is not kept."""
        if version is None:
            return Lane()
        if version not in self._by_version:
            found = self._run("SELECT source FROM rules WHERE version = ?", (to_bytes(version),))
            source = found.fetchone()
            if source is None:
                return Lane()
            if len(self._by_version) >= MAX_REMEMBERED:
                self._by_version.clear()
            self._by_version[version] = _lane_in(source[0])
        return self._by_version[version]


def lane_of(kind: bytes, environment: bytes, endpoint: bytes) -> Lane:
    """A row of the `lanes` table."""
    return Lane(Kind(to_text(kind)), Environment(to_text(environment)), to_text(endpoint))


def _lane_in(packed: bytes) -> Lane:
    """The lane that a stored rules version names; the default one where it is damaged."""
    try:
        source = json.loads(zlib.decompress(packed))
        kind, environment = Kind(source["kind"]), Environment(source["environment"])
        return Lane(kind, environment, str(source["endpoint"]))
    except (zlib.error, ValueError, KeyError, TypeError):
        return Lane()
