"""What stands behind `sprig-tui demo`: a stand-in for Sprig that tidies up when the demo is over.

It is a process of its own, which learns the end of the terminal by a pipe, so that also after a
terminal that was killed no engine goes on and no file stays.
"""

import asyncio
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from sprig_tui.adapters.sandbox.sandbox import Sandbox
from sprig_tui.adapters.store.lock import read_owner
from sprig_tui.cli.exits import FAILED, PlainExit
from sprig_tui.cli.session import Session

FAULTS: Final = ("500,3%", "422,1%", "429:reset=5,every=97")
"""Retries, now and then an event that is refused for good, and a pause: enough to see each."""
SEED: Final = 1
GOODBYE: Final = b"ended\n"
STARTING_SECONDS: Final = 3.0
DRAIN_SECONDS: Final = 10.0
POLL_SECONDS: Final = 0.05


@dataclass(frozen=True, slots=True)
class Stage:
    """A throw-away folder, and the address of the stand-in."""

    folder: Path
    url: str

    @property
    def config(self) -> Path:
        """Where the demo's config file goes."""
        return self.folder / "sprig.toml"

    @property
    def store(self) -> Path:
        """Where its events go."""
        return self.folder / "events.db"


@contextmanager
def open_stage() -> Iterator[Stage]:
    """A stage for the length of the block; its engine and its folder do not outlive it.

    Raises:
        PlainExit: the stand-in did not start.
    """
    prefix = "sprig-tui-demo-"
    with (
        tempfile.TemporaryDirectory(prefix=prefix, ignore_cleanup_errors=True) as folder,
        subprocess.Popen(  # noqa: S603 - our own program, no shell
            [sys.executable, "-m", "sprig_tui.cli.demo_stage", folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as process,
    ):
        url = _pipe(process.stdout).readline().decode().strip()
        if not url:
            raise PlainExit("the demo's stand-in for Sprig did not start", FAILED)
        try:
            yield Stage(Path(folder), url)
            with contextlib.suppress(BrokenPipeError):
                _pipe(process.stdin).write(GOODBYE)
                _pipe(process.stdin).flush()
        finally:
            process.communicate()


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise RuntimeError("the stage was started without pipes")
    return stream


async def keep_stage(folder: Path, *, source: int) -> None:
    """Stand in for Sprig until the pipe `source` ends or SIGTERM comes, then tidy up."""
    over = asyncio.Event()
    heard = bytearray()

    def listen() -> None:
        given = os.read(source, 64)
        heard.extend(given)
        if not given:
            asyncio.get_running_loop().remove_reader(source)
            over.set()

    loop = asyncio.get_running_loop()
    loop.add_reader(source, listen)
    loop.add_signal_handler(signal.SIGTERM, over.set)
    async with Sandbox.start(FAULTS, seed=SEED) as running:
        print(running.url, flush=True)  # noqa: T201 - the one line that `open_stage` reads
        await over.wait()
        await _end_engine(Stage(folder, "").store, ended=heard == GOODBYE)
    shutil.rmtree(folder, ignore_errors=True)


async def _end_engine(store: Path, *, ended: bool) -> None:
    """Drain what owns the store; one that is only starting is waited for unless it ended well."""
    patience = 0.0 if ended else STARTING_SECONDS
    while (owner := read_owner(store)) is None and patience > 0:
        patience -= POLL_SECONDS
        await asyncio.sleep(POLL_SECONDS)
    if owner is None or not owner.pid:
        return
    for number in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.kill(owner.pid, number)
        patience = DRAIN_SECONDS
        while read_owner(store) is not None and patience > 0:
            patience -= POLL_SECONDS
            await asyncio.sleep(POLL_SECONDS)
        if patience > 0:
            return


def main() -> None:
    """The process that `open_stage` starts; a hang-up and Ctrl-C are the terminal's affair."""
    Session.start(os.environ)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    asyncio.run(keep_stage(Path(sys.argv[1]), source=sys.stdin.fileno()))


if __name__ == "__main__":
    main()
