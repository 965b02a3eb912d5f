"""Large, damaged and full stores."""

import asyncio
import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sprig_tui.adapters.sandbox.sandbox import Sandbox
from sprig_tui.domain.delivery import DeliveryState
from tests.adapters.store.stores import change
from tests.reliability.backlog import fill
from tests.reliability.books import (
    ask,
    check_arrivals,
    check_books,
    check_repeats,
    export,
    read_books,
    settled,
)
from tests.reliability.rig import Rig, until
from tests.reliability.traffic import Sent, make_traffic, send

pytestmark = pytest.mark.reliability

Tell = Callable[[str], None]
MEGABYTE = 1024 * 1024


async def test_a_start_with_100000_pending(folder: Path, tell: Tell) -> None:
    """It listens as fast as with none, in little more memory, and begins to deliver at once."""
    async with Sandbox.start() as sandbox, Rig(folder, sandbox.url) as rig:
        empty_s = await rig.start()
        await asyncio.sleep(1)
        empty = rig.figures().rss
        await rig.stop()
        await fill(rig, 100_000, users=20_000)
        began = time.monotonic()
        full_s = await rig.start()

        async def first() -> bool:
            return bool(sandbox.received)

        await until(first, "the first request")
        first_s = time.monotonic() - began
        most = 0
        while time.monotonic() - began < 20:
            most = max(most, rig.figures().rss)
            await asyncio.sleep(0.1)
        await check_books(rig.places.store)
        more = (most - empty) / MEGABYTE
        tell(
            f"listening after {full_s:.2f} s ({empty_s:.2f} s with none), first request after"
            f" {first_s:.2f} s, {more:.0f} MB more than with none, {len(sandbox.received)}"
            " requests in 20 s"
        )
        assert more < 60
        assert len(sandbox.received) <= 1000


async def test_ten_unreadable_rows_among_a_thousand(folder: Path, tell: Tell) -> None:
    """They are parked, each with a sentence; all others arrive, and the engine goes on."""
    async with Sandbox.start() as sandbox, Rig(folder, sandbox.url) as rig:
        await rig.start()
        rig.write("hold")
        await fill_and_damage(rig)
        await rig.start()
        rig.write("live")
        await settled(rig, within_s=120)
        books = await check_books(rig.places.store)
        said = ask(
            rig.places.store,
            "SELECT DISTINCT CAST(sentence AS TEXT) FROM sends WHERE method = x''",
        )
        tell(
            f"{books.deliveries[DeliveryState.DELIVERED]} delivered,"
            f" {books.deliveries[DeliveryState.FAILED]} parked: {said}"
        )
        assert books.deliveries[DeliveryState.DELIVERED] == 990
        assert books.deliveries[DeliveryState.FAILED] == 10
        assert "somebody else" not in sandbox.users
        assert rig.started == 2


async def fill_and_damage(rig: Rig) -> None:
    """A thousand waiting rows, ten of which cannot be read."""
    await rig.stop()
    await fill(rig, 1000, users=100)
    other = b'{"userId": "somebody else", "event": "Step 1"}'
    damages = (b"\xff\x00\xff", b"", "text", bytes(70), other)
    for place in range(10):
        row_id = place * 90 + 7
        sql = "UPDATE events SET payload = ? WHERE id = ?"
        change(rig.places.store, sql, damages[place % 5], row_id)


def take_all_space(path: Path) -> None:
    """Fill the file system that `path` is on."""
    with path.open("wb") as file, contextlib.suppress(OSError):
        while True:
            os.write(file.fileno(), bytes(65536))


@pytest.fixture
def small_disk(folder: Path) -> Iterator[Path]:
    """A file system of 100 MB."""
    disk = folder / "disk"
    disk.mkdir(mode=0o700)
    mount = ["mount", "-t", "tmpfs", "-o", "size=100m,mode=0700", "tmpfs", str(disk)]
    if sys.platform != "linux" or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("may not mount a tmpfs here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


async def test_a_disk_that_fills_up_while_events_leave(
    folder: Path, small_disk: Path, tell: Tell
) -> None:
    """Senders get 503 until there is room, nothing is lost and nothing is sent twice."""
    store = small_disk / "events.db"
    async with Sandbox.start(["slow=0.2"]) as sandbox, Rig(
        folder, sandbox.url, store=store
    ) as rig:  # fmt: skip
        await rig.start()
        sent = Sent()
        load = asyncio.create_task(
            send(rig.address, make_traffic(1500, 30), rate=60, sent=sent), name="load"
        )
        await asyncio.sleep(5)
        filler = small_disk / "filler"
        take_all_space(filler)

        async def refused() -> bool:
            return sent.statuses.get(503, 0) > 5

        await until(refused, "answers of 503")
        await asyncio.sleep(8)
        accepted = sent.accepted
        await asyncio.sleep(1)
        assert sent.accepted == accepted
        filler.unlink()
        began = time.monotonic()

        async def again() -> bool:
            return sent.accepted > accepted

        await until(again, "the first event after it")
        again_s = time.monotonic() - began
        await load
        await settled(rig, within_s=300)
        await read_books(store)
        await check_books(store)
        arrivals = check_arrivals(await export(rig), sandbox)
        repeats = check_repeats(arrivals, sandbox, rig, kills=0)
        tell(
            f"{arrivals.rows} rows, answers {sent.statuses}, taken again {again_s:.1f} s after"
            f" there was room; {repeats}"
        )
        assert not arrivals.repeated
        assert rig.started == 1
