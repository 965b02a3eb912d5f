"""The delivery state of rows that wait: it follows from the lane and the mode in force."""

from typing import Final

from sprig_tui.adapters.store.lanes import Run
from sprig_tui.adapters.store.rows import STATE_CODES, STATES_BY_CODE
from sprig_tui.adapters.store.tallies import Counters, of_lane
from sprig_tui.domain.delivery import DeliveryState

WAITING: Final = (DeliveryState.PENDING, DeliveryState.RETRYING, DeliveryState.HELD)


class WaitingStates:
    """Keeps the states in `events` and `outbox` and their counts together.

    The live lane stands in `meta`: its number, 0 where nothing is sent (hold and dry run); without
    an entry nothing was aligned yet, and rows keep the state that they came with.
    """

    def __init__(self, run: Run, counters: Counters) -> None:
        self._run = run
        self._counters = counters

    @property
    def live_lane(self) -> int | None:
        """The lane that is sent now, 0 for none, None while nobody said."""
        found = self._run("SELECT value FROM meta WHERE name = 'live_lane'", ()).fetchone()
        return None if found is None else int(found[0])

    def go_live(self, lane: int) -> None:
        """From now on `lane` is sent (0: none)."""
        self._run("INSERT OR REPLACE INTO meta VALUES ('live_lane', ?)", (lane,))

    def state_in(self, lane: int, *, tried: bool, came_with: DeliveryState) -> DeliveryState:
        """The state of a waiting row of `lane`."""
        live = self.live_lane
        if live is None:
            return came_with
        if live != lane:
            return DeliveryState.HELD
        return DeliveryState.RETRYING if tried else DeliveryState.PENDING

    def all_aligned(self) -> bool:
        """Whether the counts show no row in a state that it should not have."""
        live = self.live_lane
        lanes = self._run("SELECT id FROM lanes", ()).fetchall()
        return not any(
            self._counters[of_lane(lane, state)]
            for (lane,) in lanes
            for state in WAITING
            if (state is DeliveryState.HELD) == (lane == live)
        )

    def align(self, *, after: int, limit: int) -> int | None:
        """Correct the rows of one slice past a row id; returns where to go on, None at the end."""
        if self.all_aligned():
            return None
        rows = self._run(
            "SELECT event, lane, state, tries FROM outbox WHERE event > ? ORDER BY event LIMIT ?",
            (after, limit),
        ).fetchall()
        for event, lane, code, tries in rows:
            old = STATES_BY_CODE[code]
            self.change(event, lane, old, self.state_in(lane, tried=tries > 0, came_with=old))
        return int(rows[-1][0]) if len(rows) == limit else None

    def change(self, event: int, lane: int, old: DeliveryState, new: DeliveryState) -> None:
        """Give a waiting row another state."""
        if new is old:
            return
        self._run("UPDATE outbox SET state = ? WHERE event = ?", (STATE_CODES[new], event))
        self._mark(event, old, new)
        self._counters.add(of_lane(lane, old), -1)
        self._counters.add(of_lane(lane, new))

    def leave(self, event: int, lane: int, old: DeliveryState, new: DeliveryState) -> None:
        """A row waits no more: it was delivered, or it failed."""
        self._run("DELETE FROM outbox WHERE event = ?", (event,))
        self._mark(event, old, new)
        self._counters.add(of_lane(lane, old), -1)

    def enter(
        self, event: int, lane: int, user: bytes, *, was: DeliveryState, resent: bool
    ) -> None:
        """A row waits from now on; `was` is the state that `events` and the books have for it."""
        held = DeliveryState.HELD if resent else was
        state = self.state_in(lane, tried=False, came_with=held)
        self._run(
            "INSERT INTO outbox (event, lane, user, state) VALUES (?, ?, ?, ?)",
            (event, lane, user, STATE_CODES[state]),
        )
        self._mark(event, was, state)
        self._counters.add(of_lane(lane, state))

    def _mark(self, event: int, old: DeliveryState, new: DeliveryState) -> None:
        if new is not old:
            self._run("UPDATE events SET delivery = ? WHERE id = ?", (STATE_CODES[new], event))
            self._counters.add(old.value, -1)
            self._counters.add(new.value)
