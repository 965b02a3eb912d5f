"""What arrived at the sandbox and what the log keeps, told apart by the number of the event."""

import asyncio
import json
from collections import Counter
from dataclasses import dataclass, field

from sprig_tui.adapters.sandbox.sandbox import Sandbox
from tests.e2e.program import PROGRAM
from tests.reliability.rig import Rig
from tests.reliability.steady_load import make_event, number_at

LONGEST_LINE = 1024 * 1024


class Arrivals:
    """A byte an event, so that hours of them fit; `take` empties the sandbox's lists."""

    def __init__(self, count: int) -> None:
        self._times = bytearray(count)
        self._newest: dict[str, int] = {}
        self.out_of_order = 0
        self.attributes: dict[str, object] = {}

    def take(self, sandbox: Sandbox) -> None:
        """Count what came since; of a user an event that is new must be newer than those before."""
        for name, user in sandbox.users.items():
            while user.events:
                number = number_at(user.events.popleft().timestamp)
                fresh = not self._times[number]
                self._times[number] = min(self._times[number] + 1, 255)
                if fresh and number < self._newest.get(name, -1):
                    self.out_of_order += 1
                self._newest[name] = max(number, self._newest.get(name, -1))
            self.attributes[name] = user.attributes.get("step")

    def has(self, number: int) -> bool:
        """Whether an event arrived."""
        return bool(self._times[number])

    def repeated(self) -> int:
        """How many events came more than once."""
        return sum(times > 1 for times in self._times)


@dataclass(slots=True)
class Kept:
    """The rows that the log keeps: their ids, and how often each event is there."""

    times: bytearray
    rows: int = 0
    first_id: int = 0
    last_id: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)


async def read_kept(rig: Rig, count: int) -> Kept:
    """Read `events export` line by line; each row is what its event had to become, delivered."""
    kept = Kept(bytearray(count))
    process = await asyncio.create_subprocess_exec(
        PROGRAM, "events", "export", *rig.places.options,
        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, limit=LONGEST_LINE,
    )  # fmt: skip
    assert process.stdout is not None
    async for line in process.stdout:
        record = json.loads(line)
        number, row_id = int(record["message_id"].removeprefix("m-")), int(record["id"])
        outcome = make_event(number).outcome
        delivery = "delivered" if outcome == "forwarded" else None
        assert (record["outcome"], record["delivery"]) == (outcome, delivery), record
        assert record["seen"] == 1, record
        kept.times[number] += 1
        assert kept.times[number] == 1, f"event {number} is there twice"
        assert row_id > kept.last_id, "the rows are not in the order of their ids"
        kept.first_id, kept.last_id = kept.first_id or row_id, row_id
        kept.rows += 1
        kept.outcomes[outcome] += 1
    assert await process.wait() == 0
    return kept


def check_kept(kept: Kept, arrivals: Arrivals, count: int, *, keep_events: int) -> None:
    """The log has the newest rows without a gap, and what it forwarded arrived, kept or not.

    Ids are given one by one, so the last id tells that each event got exactly one row; those that
    are gone are the oldest, past `keep_events`.
    """
    assert kept.last_id == count
    assert kept.rows == kept.last_id - kept.first_id + 1
    assert kept.rows >= min(count, keep_events)
    latest: dict[str, int] = {}
    for number in range(count):
        made = make_event(number)
        if made.outcome != "forwarded":
            assert not arrivals.has(number), f"event {number} was sent although {made.outcome}"
        elif made.route == "identify":
            latest[made.body["userId"]] = number
        else:
            assert arrivals.has(number), f"event {number} never arrived"
    assert arrivals.attributes == latest
    assert arrivals.out_of_order == 0
