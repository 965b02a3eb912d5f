"""An engine process on a folder of its own, which can be killed and started again."""

import asyncio
import os
import signal
import socket
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import psutil

from tests.e2e.program import PATIENCE, PROGRAM, Places

KEY = "canary-key-0123456789"
PRODUCTION_KEY = "canary-production-9876543210"
CONFIG = """\
[listener]
port = {port}
[destination]
kind = "{kind}"
mode = "{mode}"
endpoint = "{endpoint}"
environment = "{environment}"
[destination.api_keys]
development = "{key}"
production = "{production_key}"
[[triggered_events]]
event = "Step"
match = "startsWith"
[[page_urls]]
url = "https://shop.example/"
match = "startsWith"
sprig_event = "Shop"
"""


async def until(
    condition: Callable[[], Awaitable[bool]],
    what: str,
    *,
    within_s: float = PATIENCE,
    every_s: float = 0.05,
) -> float:
    """Wait until it holds; returns the seconds that it took."""
    began = time.monotonic()
    while not await condition():
        waited_s = time.monotonic() - began
        assert waited_s < within_s, f"waited {waited_s:.0f} s for {what}"
        await asyncio.sleep(every_s)
    return time.monotonic() - began


def free_port() -> int:
    """A port that nobody has now."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@dataclass(frozen=True, slots=True)
class Figures:
    """What a process holds: bytes of memory, open files (0: not told), bytes of the WAL."""

    rss: int
    files: int
    wal: int


class Rig:
    """A config that points at `endpoint`, a store, and engines on them one after the other.

    What the engines print is in the files `out` and `err` of the folder. Use as an async context
    manager: leaving it kills an engine that still runs.
    """

    def __init__(
        self,
        folder: Path,
        endpoint: str,
        *,
        mode: str = "live",
        key: str = KEY,
        kind: str = "sprig",
        store: Path | None = None,
    ) -> None:
        self._endpoint = endpoint
        self._key = key
        self._kind = kind
        self.folder = folder
        self.port = free_port()
        self.places = Places(folder, "")
        if store is not None:
            self.places.store = store
        self.address = f"http://127.0.0.1:{self.port}"
        self.out, self.err = folder / "out", folder / "err"
        self.program: Sequence[str] = (PROGRAM,)
        self.environ: dict[str, str] = {}
        self.started = 0
        self._process: asyncio.subprocess.Process | None = None
        self.write(mode)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_exc: object) -> None:
        if self._process is not None:
            await self.kill()

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def write(
        self,
        mode: str = "live",
        *,
        endpoint: str | None = None,
        environment: str = "development",
    ) -> None:
        """The config from now on."""
        text = CONFIG.format(
            port=self.port,
            kind=self._kind,
            mode=mode,
            endpoint=endpoint or self._endpoint,
            environment=environment,
            key=self._key,
            production_key=PRODUCTION_KEY if self._key else "",
        )
        self.places.config.write_text(text, encoding="utf-8")

    async def start(
        self, *, output: str = "quiet", environ: Mapping[str, str] | None = None
    ) -> float:
        """Start an engine; returns the seconds until it listened."""
        began = time.monotonic()
        said = self.err.stat().st_size if self.err.exists() else 0
        with self.out.open("ab") as out, self.err.open("ab") as err:
            self._process = await asyncio.create_subprocess_exec(
                *self.program, "serve", "--output", output, *self.places.options,
                stdin=asyncio.subprocess.DEVNULL, stdout=out, stderr=err,
                env={**os.environ, **self.environ, **(environ or {})},
            )  # fmt: skip
        self.started += 1

        async def listening() -> bool:
            text = self.err.read_bytes()[said:]
            assert self._process is not None
            assert self._process.returncode is None, text.decode()
            return b"listening on" in text

        await until(listening, "the engine")
        return time.monotonic() - began

    async def kill(self) -> None:
        """End the engine by SIGKILL."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> int:
        """Drain the engine by SIGTERM; returns its exit code."""
        return await self._end(signal.SIGTERM)

    async def _end(self, number: signal.Signals) -> int:
        assert self._process is not None
        process, self._process = self._process, None
        if process.returncode is None:
            process.send_signal(number)
        async with asyncio.timeout(PATIENCE):
            return await process.wait()

    async def ended(self) -> bool:
        """Whether the engine ended by itself."""
        return self._process is not None and self._process.returncode is not None

    async def run(self, *words: str, environ: Mapping[str, str] | None = None) -> str:
        """What a verb prints to stdout; it must succeed."""
        process = await asyncio.create_subprocess_exec(
            PROGRAM,
            *words,
            *self.places.options,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env={**os.environ, **(environ or {})},
        )
        out, err = await process.communicate()
        assert process.returncode == 0, err.decode()
        return out.decode()

    def figures(self) -> Figures:
        """The running engine's memory and files now."""
        process = psutil.Process(self.pid)
        wal = Path(f"{self.places.store}-wal")
        try:
            files = process.num_fds()
        except psutil.AccessDenied:  # the engine shuts other programs of its user out
            files = 0
        size = wal.stat().st_size if wal.exists() else 0
        return Figures(process.memory_info().rss, files, size)
