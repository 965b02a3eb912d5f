"""P11: requests that a backlog needs, against one request an event."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import httpx

from bench.figures import Figure, Goal
from bench.load import send_all
from bench.processes import engine, program, running
from bench.traffic import NAMES, USERS, batches

EACH: Final = 10
BATCH: Final = 100
PATIENCE: Final = 120.0


def measure(folder: Path) -> Iterator[Figure]:
    """Ten events for each of 500 users are held, released, and counted at the sandbox.

    500 users, because their requests leave without the pace that the rate limit asks for; each
    user needs as many as among a thousand. A count has no mood, so once is enough.
    """
    events = USERS * EACH
    command = [*program(), "sandbox", "--port", "0", "--output", "quiet"]
    with running(command, stream="stderr", core=-1) as (_process, line):
        sandbox = line.split()[-1]
        with engine(folder, config=_config("hold", sandbox)) as port:
            send_all(port, batches(events // BATCH, BATCH), connections=4)
            (folder / "sprig.toml").write_text(_config("live", sandbox), encoding="utf-8")
            requests = _requests_until(sandbox, events)
    sides = f"{requests:,} / {events:,} requests"
    yield Figure("requests / events", 0.12, requests / events, sides)


def _config(mode: str, sandbox: str) -> str:
    events = "\n".join(f'[[triggered_events]]\nevent = "{name}"' for name in NAMES)
    return (
        f'[destination]\nmode = "{mode}"\nendpoint = "{sandbox}"\nunknown_users = "forward"\n'
        f'[destination.api_keys]\ndevelopment = "bench"\n[listener]\nport = 0\n{events}\n'
    )


def _requests_until(sandbox: str, events: int) -> int:
    """How many requests the sandbox took until it had so many events."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        received = _ask(f"{sandbox}/_sandbox/requests")
        if sum(int(one["events"]) for one in received) >= events:
            return len(received)
        time.sleep(0.5)
    message = "the backlog was not delivered in time"
    raise TimeoutError(message)


def _ask(url: str) -> list[dict[str, Any]]:
    with httpx.Client(trust_env=False) as client:
        return [json.loads(line) for line in client.get(url).text.splitlines() if line]


GOAL: Final = Goal(
    "P11",
    "a backlog of 10 events each for many users at most 0.12 x one request an event",
    measure,
)
