"""What a process that dies, or a disk that is full, may cost: nothing that was acknowledged."""

import asyncio
import json
import signal
import subprocess
import sys
from pathlib import Path

from sprig_tui.adapters.store.reader import SqliteLogReader
from sprig_tui.adapters.store.writer import SqliteEventLog
from tests.adapters.store.stores import ask

WRITE = """
import asyncio, sys
from operator import methodcaller
from pathlib import Path
from sprig_tui.adapters.store.writer import SqliteEventLog
from tests.log_rows import new_row

async def send(log, number):
    row = new_row(number, message_id=f"{sys.argv[2]}-{number}")
    row_id = await log.transact(methodcaller("append", row))
    print(row_id, flush=True)

async def main():
    log = await SqliteEventLog.open(Path(sys.argv[1]))
    number = 0
    while True:
        await asyncio.gather(*(send(log, number + k) for k in range(5)))
        number += 5

asyncio.run(main())
"""

FILL = """
import asyncio, json, resource, sys
from operator import methodcaller
from pathlib import Path
from sprig_tui.adapters.store.writer import SqliteEventLog
from sprig_tui.ports import StoreUnavailableError
from tests.log_rows import new_row

def limit(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

async def main():
    log = await SqliteEventLog.open(Path(sys.argv[1]))
    acked, refused, in_a_row, number = [], [], 0, 0
    limit(2_000_000)
    while in_a_row < 5:
        number += 1
        work = methodcaller("append", new_row(number, payload=b"x" * 8_000))
        try:
            acked.append(await log.transact(work))
            in_a_row = 0
        except StoreUnavailableError as error:
            refused.append(str(error))
            in_a_row += 1
    limit(resource.RLIM_INFINITY)
    acked.append(await log.transact(methodcaller("append", new_row(0))))
    await log.probe()
    await log.close()
    print(json.dumps({"acked": acked, "refused": refused, "notice": log.notice}))

asyncio.run(main())
"""


async def kept(path: Path) -> list[int]:
    """The ids that a reader finds, with no engine running."""
    reader = await SqliteLogReader.open(path)
    rows = await reader.rows(limit=100_000)
    assert (await reader.books()).received == len(rows)
    await reader.close()
    return [row.id for row in reversed(rows)]


def kill_while_writing(path: Path, run: int, after: int) -> list[int]:
    """The ids that a process was told of before it was killed."""
    process = subprocess.Popen(
        [sys.executable, "-c", WRITE, str(path), str(run)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    acked = [int(process.stdout.readline()) for _ in range(after)]
    process.send_signal(signal.SIGKILL)
    rest, _ = process.communicate()
    return acked + [int(line) for line in rest.splitlines(keepends=True) if line.endswith("\n")]


async def test_a_killed_writer_loses_nothing_it_acknowledged(path: Path) -> None:
    """Three times at another moment, with a restart between; the store stays sound."""
    acked: set[int] = set()
    for run, after in enumerate((3, 40, 111)):
        acked.update(await asyncio.to_thread(kill_while_writing, path, run, after))
        ids = await kept(path)
        assert acked <= set(ids)
        assert ids == list(range(1, len(ids) + 1))
    assert ask(path, "PRAGMA integrity_check") == [("ok",)]
    log = await SqliteEventLog.open(path)
    assert log.notice == ""
    await log.close()


async def test_a_full_disk_refuses_and_recovers(path: Path) -> None:
    """Nothing is acknowledged that is not there; with space it goes on without a restart."""
    done = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-c", FILL, str(path)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    said = json.loads(done.stdout)
    assert len(said["refused"]) >= 5
    assert said["notice"] == ""
    assert len(said["acked"]) > 10
    assert await kept(path) == said["acked"]
    assert ask(path, "PRAGMA integrity_check") == [("ok",)]
