"""Hours of 200 events a second with the terminal open and used: no growth, warning or lost row."""

import asyncio
import csv
import os
import re
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from statistics import linear_regression

import psutil
import pytest

from sprig_tui.adapters.sandbox.sandbox import Sandbox
from sprig_tui.domain.delivery import DeliveryState
from tests.e2e.program import PROGRAM
from tests.e2e.tmux import Tmux
from tests.reliability.books import read_books, settled
from tests.reliability.ledger import Arrivals, check_kept, read_kept
from tests.reliability.rig import Rig
from tests.reliability.steady_load import Answers, make_event, send_steadily
from tests.reliability.terminal_user import TerminalUser

pytestmark = [pytest.mark.reliability, pytest.mark.tmux]

MINUTES = float(os.environ.get("SOAK_MINUTES", "5"))
FIGURES = os.environ.get("SOAK_FIGURES", "")
RATE = 200
EVENTS = int(MINUTES * 60 * RATE)
KEEP_EVENTS = EVENTS * 2 // 3
"""So that retention takes part in the last third."""
LOOK_S = min(10, MINUTES * 6)
APART_S = 0.5
"""Keys that come at once after escape are taken for one."""
ENGINE_LEFT = re.compile(
    r"the engine goes on at \S+; *end *it *with: *\S+ *stop *--config *\S+ *--store *\S+"
)
"""All that is said at the end, as tmux breaks it into lines of its width."""
CONNECTIONS = 24
"""Of senders and to the destination, which come and go."""
MEGABYTE = 1024 * 1024
MOST_GROWTH = 8 if MINUTES >= 60 else 64
"""MB an hour, and MB in a shorter second half.

A leak of one object of 100 bytes an event would be 72 MB an hour. In the first half hour SQLite's
page caches (at most 48 MB in the engine) and the allocator's free lists fill, so that a shorter run
shows only whether something grows out of hand.
"""


@dataclass(frozen=True, slots=True)
class Look:
    """The figures of one moment; memory in MB, times in milliseconds."""

    at_s: float
    accepted: int
    retries: int
    slowest_ms: float
    engine_mb: float
    engine_pss_mb: float
    engine_files: int
    engine_cpu_s: float
    terminal_mb: float
    terminal_pss_mb: float
    terminal_files: int
    terminal_cpu_s: float
    wal_mb: float
    store_mb: float
    keys: int
    key_p50_ms: float
    key_worst_ms: float
    missed: int


async def test_long_use(folder: Path, tell: Callable[[str], None]) -> None:
    async with Sandbox.start() as sandbox, Rig(folder, sandbox.url) as rig:
        with rig.places.config.open("a", encoding="utf-8") as config:
            config.write(f"[store]\nkeep_events = {KEEP_EVENTS}\n")
        rig.places.config.chmod(0o600)
        await rig.start()
        with Tmux([PROGRAM, *rig.places.options], width=120, height=36) as terminal:
            terminal.wait_for("LISTENING", "[1 Live]")
            user, answers, arrivals = TerminalUser(terminal, folder), Answers(), Arrivals(EVENTS)
            looks = await _load(rig, sandbox, terminal, user, answers, arrivals)
            _tell(tell, looks, user, arrivals)
            for key in ("Escape", "Escape", "1", "q"):
                terminal.keys(key)
                await asyncio.sleep(APART_S)
            left = await asyncio.to_thread(terminal.wait_for, "exit=")
        await settled(rig, within_s=900, every_s=1)
        arrivals.take(sandbox)
        assert answers.statuses == {200: EVENTS}
        assert rig.err.read_text().splitlines() == [f"listening on {rig.address}"]
        await _check_rows(rig, answers, arrivals, tell)
        _check_terminal(user, left)
        _check_looks(looks)


async def _load(
    rig: Rig, sandbox: Sandbox, terminal: Tmux, user: TerminalUser, answers: Answers,
    arrivals: Arrivals,
) -> list[Look]:  # fmt: skip
    """Send all events, and look every ten seconds while the terminal is used."""
    looks, began = list[Look](), time.monotonic()
    screen = psutil.Process(terminal.pid())
    load = asyncio.create_task(
        send_steadily(rig.address, EVENTS, RATE, answers, make_event), name="load"
    )
    await asyncio.to_thread(terminal.wait_for, "event #1")
    user.start()
    figures = Path(FIGURES or rig.folder / "figures.csv")
    _write_line(figures, [field.name for field in fields(Look)])
    while not load.done():
        await asyncio.wait([load], timeout=LOOK_S)
        assert user.error is None, user.error
        assert screen.is_running(), terminal.screen()
        arrivals.take(sandbox)
        looks.append(_look(time.monotonic() - began, rig, screen, user, answers))
        _write_line(figures, astuple(looks[-1]))
    await load
    user.ending.set()
    await asyncio.to_thread(user.join)
    return looks


def _write_line(path: Path, cells: Iterable[object]) -> None:
    """At once, so that a run that is cut off leaves its figures."""
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerow(cells)


def _look(
    at_s: float, rig: Rig, screen: psutil.Process, user: TerminalUser, answers: Answers
) -> Look:
    engine, slowest_s, waits = psutil.Process(rig.pid), answers.slowest_s, sorted(user.waits[-60:])
    answers.slowest_s = 0.0
    store = rig.places.store
    wal = Path(f"{store}-wal")
    return Look(
        round(at_s, 1), answers.accepted, answers.retries, round(slowest_s * 1e3, 1),
        *_process_figures(engine), *_process_figures(screen),
        _megabytes(wal.stat().st_size if wal.exists() else 0), _megabytes(store.stat().st_size),
        user.steps, round(waits[len(waits) // 2] * 1e3 if waits else 0, 1),
        round(waits[-1] * 1e3 if waits else 0, 1), len(user.missed),
    )  # fmt: skip


def _process_figures(process: psutil.Process) -> tuple[float, float, int, float]:
    """Memory, its share of what is shared, open files, processor seconds; 0 where not told."""
    try:
        pss, files = process.memory_full_info().pss, process.num_fds()
    except psutil.AccessDenied:  # the program shuts other programs of its user out
        pss, files = 0, 0
    times = process.cpu_times()
    return (
        _megabytes(process.memory_info().rss),
        _megabytes(pss),
        files,
        round(times.user + times.system, 1),
    )


def _megabytes(size: int) -> float:
    return round(size / MEGABYTE, 2)


def _growth(looks: Sequence[Look], name: str) -> float:
    """MB an hour over the second half: of the line that fits best, so no odd look decides."""
    half = [look for look in looks if look.at_s >= looks[-1].at_s / 2]
    hours = [look.at_s / 3600 for look in half]
    return linear_regression(hours, [getattr(look, name) for look in half]).slope


def _check_looks(looks: Sequence[Look]) -> None:
    hours = min(looks[-1].at_s / 2 / 3600, 1)
    for name in ("engine_mb", "terminal_mb"):
        assert _growth(looks, name) * hours < MOST_GROWTH, name
    half = looks[len(looks) // 2 :]
    for name in ("engine_files", "terminal_files"):
        files = [getattr(look, name) for look in half]
        assert max(files) - min(files) <= CONNECTIONS, name
    assert max(look.wal_mb for look in looks) < 64
    assert max(look.slowest_ms for look in looks) < 5_000


def _check_terminal(user: TerminalUser, left: str) -> None:
    assert user.rounds >= MINUTES // 2
    assert not user.missed
    assert not user.notices
    assert not user.alarms
    lines = [line for line in left.splitlines() if line.strip()]
    assert lines[-1] == "exit=0"
    assert ENGINE_LEFT.fullmatch("".join(lines[:-1]))


async def _check_rows(
    rig: Rig, answers: Answers, arrivals: Arrivals, tell: Callable[[str], None]
) -> None:
    books = await read_books(rig.places.store)
    outcomes = {"forwarded": books.forwarded, "filtered": books.filtered}
    assert outcomes | {"rejected": books.rejected} == answers.outcomes
    assert {state: count for state, count in books.deliveries.items() if count} == {
        DeliveryState.DELIVERED: books.forwarded
    }
    kept = await read_kept(rig, EVENTS)
    check_kept(kept, arrivals, EVENTS, keep_events=KEEP_EVENTS)
    tell(
        f"{books.received} received = {books.forwarded} forwarded + {books.filtered} filtered"
        f" + {books.rejected} rejected; {kept.rows} rows kept (ids {kept.first_id} to"
        f" {kept.last_id}), each event once; all forwarded arrived, in order,"
        f" {arrivals.repeated()} of them twice"
    )


def _tell(
    tell: Callable[[str], None], looks: Sequence[Look], user: TerminalUser, arrivals: Arrivals
) -> None:
    last, slowest = looks[-1], max(look.slowest_ms for look in looks)
    waits = sorted(user.waits)
    tell(
        f"{last.accepted} events in {last.at_s:.0f} s, {last.retries} retries, slowest answer"
        f" {slowest:.0f} ms; engine {last.engine_mb:.0f} MB, {_growth(looks, 'engine_mb'):+.1f}"
        f" MB/h, {last.engine_cpu_s:.0f} s of CPU, {last.engine_files} files; terminal"
        f" {last.terminal_mb:.0f} MB, {_growth(looks, 'terminal_mb'):+.1f} MB/h,"
        f" {last.terminal_cpu_s:.0f} s of CPU, {last.terminal_files} files; WAL at most"
        f" {max(look.wal_mb for look in looks):.1f} MB, store {last.store_mb:.0f} MB"
    )
    tell(
        f"{user.rounds} rounds, {user.steps} keys, shown after {waits[len(waits) // 2] * 1e3:.0f}"
        f" ms (p50), {waits[int(len(waits) * 0.99)] * 1e3:.0f} ms (p99), {waits[-1] * 1e3:.0f} ms"
        f" (slowest); missed {user.missed}, notices {dict(user.notices)}, alarms"
        f" {user.alarms}; {arrivals.out_of_order} out of order"
    )
