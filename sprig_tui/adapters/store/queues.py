"""Users with rows that wait: when each may be tried, and who is leased."""

from collections.abc import Sequence

from sprig_tui.adapters.store.lanes import Run
from sprig_tui.adapters.store.tallies import Counters, of_lane

USERS_OF = "users"


class Queues:
    """The `queues` table: `due` is when a user may be tried, NULL while leased."""

    def __init__(self, run: Run, counters: Counters) -> None:
        self._run = run
        self._counters = counters

    def add(self, lane: int, user: bytes, event: int) -> None:
        """A user has one more row; a new one is due at once."""
        added = self._run(
            "INSERT INTO queues (lane, user, due, head) VALUES (?, ?, 0, ?) ON CONFLICT DO NOTHING",
            (lane, user, event),
        )
        if added.rowcount:
            self._counters.add(of_lane(lane, USERS_OF))

    def void_leases(self, *, at_ms: int, farthest_ms: int) -> None:
        """Everybody leased is due at once; a time past `farthest_ms` becomes now."""
        self._run("UPDATE queues SET due = 0 WHERE due IS NULL", ())
        self._run("UPDATE queues SET due = ? WHERE due > ?", (at_ms, farthest_ms))

    def lease(self, lane: int, *, now_ms: int, users: int) -> Sequence[tuple[bytes, int]]:
        """Lease the users longest due: each with its count of failures."""
        due = self._run(
            "SELECT user, failures FROM queues WHERE lane = ? AND due <= ?"
            " ORDER BY due, head LIMIT ?",
            (lane, now_ms, users),
        ).fetchall()
        for user, _failures in due:
            self._run("UPDATE queues SET due = NULL WHERE lane = ? AND user = ?", (lane, user))
        return due

    def let_go(self, lane: int, user: bytes, due_ms: int) -> None:
        """The lease ends: a user with rows is due at `due_ms`, one without leaves."""
        head = self._run(
            "SELECT min(event) FROM outbox WHERE lane = ? AND user = ?", (lane, user)
        ).fetchone()[0]
        place = (lane, user)
        if head is not None:
            self._run(
                "UPDATE queues SET due = ?, head = ? WHERE lane = ? AND user = ?",
                (due_ms, head, *place),
            )
        elif self._run("DELETE FROM queues WHERE lane = ? AND user = ?", place).rowcount:
            self._counters.add(of_lane(lane, USERS_OF), -1)

    def hurry(self, lane: int, user: bytes) -> None:
        """A user who is not leased is due at once."""
        self._run(
            "UPDATE queues SET due = 0 WHERE lane = ? AND user = ? AND due IS NOT NULL",
            (lane, user),
        )

    def count_failure(self, lane: int, user: bytes, *, failed: bool) -> None:
        """One more failure, or the end of them."""
        self._run(
            "UPDATE queues SET failures = CASE WHEN ? THEN failures + 1 ELSE 0 END"
            " WHERE lane = ? AND user = ?",
            (failed, lane, user),
        )

    def next_due(self, lane: int) -> int | None:
        """When the first user who is not leased is due."""
        found = self._run(
            "SELECT due FROM queues WHERE lane = ? AND due IS NOT NULL ORDER BY due LIMIT 1",
            (lane,),
        ).fetchone()
        return None if found is None else int(found[0])
