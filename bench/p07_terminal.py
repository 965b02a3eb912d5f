"""P7: what the terminal costs while events stream, and over a long log."""

import asyncio
import contextlib
import sqlite3
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import psutil

from bench.figures import Figure, Goal, compare, percentile, tell
from bench.load import addressed, send_paced
from bench.processes import apart, engine, places, program, running, store_in
from bench.stores import fill
from bench.terminal import Terminal, terminal
from bench.traffic import batches

SLOW, MIDDLE, FAST = 1_000, 5_000, 20_000
"""Events a second."""
STREAM_SECONDS: Final = 3.0
BATCH: Final = 100
FEW, MANY = 1_000, 1_000_000
"""Events in a log."""
KEYS: Final = 40
PAUSES: Final = 100
REST_SECONDS: Final = 0.2
SETTLE_SECONDS: Final = 1.0
KEPT_UP: Final = 0.9
"""Share of the rate that the engine must have taken for a figure to count."""
DOWN, UP, LAST, FIRST = "\x1b[B", "\x1b[A", "\x1b[F", "\x1b[H"
PAUSE, PAUSED, FOLLOWING = "p", "PAUSED", "FOLLOWING"


def measure(folder: Path) -> Iterator[Figure]:
    """The real terminal in a pseudo-terminal of 120 x 36, on the log of a real engine."""
    with _shown(folder / "streaming") as (shown, port):
        yield _cpu(shown, port, MIDDLE)
    yield _cpu_appending(folder / "appending")
    tell("    building a store of a million events takes a minute or two")
    few, many = folder / "few", folder / "many"
    for place, count in ((few, FEW), (many, MANY)):
        store_in(place).parent.mkdir(parents=True)
        fill(store_in(place), count)
    yield _memory(few, many)
    yield _repaints(few, many)
    yield _repaints_under_load(few)


@contextlib.contextmanager
def _shown(place: Path) -> Iterator[tuple[Terminal, int]]:
    """A terminal on an engine in `place`, once it rests; and the engine's port."""
    place.mkdir(exist_ok=True)
    command = [*program(), *places(place)]
    with apart(), engine(place) as port, terminal(command, shows="LISTENING") as shown:
        shown.wait_until_quiet()
        yield shown, port


def _cpu(shown: Terminal, port: int, rate: int) -> Figure:
    """The terminal's processor time at `rate` events/s against 1,000."""
    kept_up: list[float] = []

    def stream(a_second: int) -> float:
        process = psutil.Process(shown.process.pid)
        before, began = process.cpu_times(), time.perf_counter()
        count = int(a_second * STREAM_SECONDS) // BATCH
        asyncio.run(send_paced(port, addressed(batches(count, BATCH), port), a_second / BATCH))
        took = time.perf_counter() - began
        after = process.cpu_times()
        kept_up.append(count * BATCH / took / a_second)
        return 100 * (after.user + after.system - before.user - before.system) / took

    words = f"terminal CPU at {rate:,} events/s / at 1,000"
    stream(rate)
    if kept_up[0] < KEPT_UP:
        reason = f"the engine took {kept_up[0] * rate:,.0f} events/s here"
        return Figure(words, 1.3, None, reason)
    ratio = compare(lambda: stream(rate), lambda: stream(SLOW))
    return Figure(words, 1.3, ratio.value, ratio.sides("% of a core"))


def _cpu_appending(place: Path) -> Figure:
    """The same at 20,000 events/s, more than the engine takes: another process appends them.

    It has the first core and writes through the store's own writer; the engine stands idle.
    """
    store = store_in(place)
    rates: list[float] = []

    def newest() -> int:
        with contextlib.closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as connection:
            return int(connection.execute("SELECT max(id) FROM events").fetchone()[0] or 0)

    def share(a_second: int) -> float:
        command = [sys.executable, "-m", "bench.appending", str(store), str(a_second)]
        with running(command):
            time.sleep(SETTLE_SECONDS)
            first, before, began = newest(), process.cpu_times(), time.perf_counter()
            time.sleep(STREAM_SECONDS)
            after, took = process.cpu_times(), time.perf_counter() - began
            rates.append((newest() - first) / took / a_second)
        return 100 * (after.user + after.system - before.user - before.system) / took

    words = f"terminal CPU at {FAST:,} appended events/s / at 1,000"
    with _shown(place) as (shown, _port):
        process = psutil.Process(shown.process.pid)
        ratio = compare(lambda: share(FAST), lambda: share(SLOW))
    if min(rates) < KEPT_UP:
        return Figure(words, 1.3, None, f"only {min(rates):.0%} of the rate was appended here")
    return Figure(words, 1.3, ratio.value, ratio.sides("% of a core"))


def _memory(few: Path, many: Path) -> Figure:
    """The terminal's resident memory after a look at both ends of the log."""

    def megabytes(place: Path) -> float:
        with _shown(place) as (shown, _port):
            for keys in (LAST, FIRST):
                shown.press(keys)
                shown.wait_until_quiet()
            return float(psutil.Process(shown.process.pid).memory_info().rss) / 1e6

    ratio = compare(lambda: megabytes(many), lambda: megabytes(few))
    return Figure("memory with 1M events / with 1k", 1.2, ratio.value, ratio.sides("MB"))


def _repaints(few: Path, many: Path) -> Figure:
    """From a key to what it changes on the screen."""

    def milliseconds(place: Path) -> float:
        with _shown(place) as (shown, _port):
            waits = []
            for keys in [DOWN] * (KEYS // 2) + [UP] * (KEYS // 2):
                shown.wait_until_quiet(0.05)
                waits.append(shown.answer_ms(keys))
            return statistics.median(waits)

    ratio = compare(lambda: milliseconds(many), lambda: milliseconds(few))
    return Figure("key to repaint p50, 1M events / 1k", 1.5, ratio.value, ratio.sides("ms"))


def _repaints_under_load(place: Path) -> Figure:
    """From `p` to PAUSED on the screen, while 1,000 events a second come."""
    with _shown(place) as (shown, port):
        command = [sys.executable, "-m", "bench.stream", str(port), str(SLOW)]
        with running(command) as (_process, _line):
            waits = []
            for _ in range(PAUSES):
                waits.append(shown.answer_ms(PAUSE, PAUSED))
                time.sleep(REST_SECONDS)
                shown.answer_ms(PAUSE, FOLLOWING)
                time.sleep(REST_SECONDS)
    slowest = percentile(waits, 0.99)
    words = "key to repaint p99 at 1,000 events/s, of 100 ms"
    return Figure(words, 1, slowest / 100, f"{slowest:.0f} ms, p50 {percentile(waits, 0.5):.0f} ms")


GOAL: Final = Goal(
    "P7",
    "terminal CPU at 20k events/s at most 1.3 x that at 1k; memory with 1M events in the log at "
    "most 1.2 x that with 1k; key-to-repaint p50 with 1M at most 1.5 x that with 1k, and p99 at "
    "most 100 ms at 1k events/s",
    measure,
)
