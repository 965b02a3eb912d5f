"""Drives the installed program: starts it, reads what it prints, stops it."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Self, TypeVar

T = TypeVar("T")

PROGRAM = str(Path(sys.executable).with_name("sprig-tui"))
PATIENCE = 20.0

CONFIG = """\
version = 1

[listener]
port = 0

[[triggered_events]]
event = "Signed Up"          # registered by the product team

[[triggered_events]]
event = "Cart Viewed"
enabled = false

[[page_urls]]
url = "https://shop.example/pricing"
match = "startsWith"
sprig_event = "Pricing viewed"
"""


def wait_for(condition: Callable[[], T], what: str) -> T:
    """The first true answer of `condition`; fails after 20 s."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if found := condition():
            return found
        time.sleep(0.02)
    raise AssertionError(f"waited {PATIENCE:.0f} s for {what}")


class Places:
    """A folder with a config and a store, and verbs on them."""

    def __init__(self, folder: Path, config: str = CONFIG) -> None:
        self.folder = folder
        self.config = folder / "sprig.toml"
        self.store = folder / "state" / "events.db"
        self.config.write_text(config, encoding="utf-8")

    @property
    def options(self) -> list[str]:
        return ["--config", str(self.config), "--store", str(self.store)]

    def run(
        self, *words: str, stdin: str | None = None, check: bool = True, **extra: str
    ) -> "subprocess.CompletedProcess[str]":
        done = subprocess.run(
            [PROGRAM, *words, *self.options],
            input=stdin if stdin is not None else "",
            capture_output=True,
            text=True,
            timeout=60,
            env={**os.environ, **extra},
        )
        if check:
            assert done.returncode == 0, done.stderr
        return done

    def records(self, *query: str) -> list[dict[str, Any]]:
        lines = self.run("events", "export", *query).stdout.splitlines()
        return [json.loads(line) for line in lines]


class Serve:
    """`sprig-tui serve` as a child process; use as a context manager."""

    def __init__(
        self, places: Places, *options: str, environ: dict[str, str] | None = None
    ) -> None:
        self.places = places
        self._options = options
        self._environ = environ or {}
        self.lines: list[str] = []
        self.errors: list[str] = []

    def __enter__(self) -> Self:
        self.process = subprocess.Popen(
            [PROGRAM, "serve", *self.places.options, *self._options],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, **self._environ},
        )
        pairs = ((self.process.stdout, self.lines), (self.process.stderr, self.errors))
        self._readers = [
            threading.Thread(target=self._read, args=pair, daemon=True) for pair in pairs
        ]
        for reader in self._readers:
            reader.start()
        wait_for(lambda: self.errors or self.process.poll() is not None, "the engine")
        assert self.errors[0].startswith("listening on http://"), self.errors
        self.address = self.errors[0].removeprefix("listening on ")
        return self

    def __exit__(self, *_exc: object) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        self.wait()

    def wait(self) -> int:
        """The exit code, once everything printed has been read."""
        code = self.process.wait(PATIENCE)
        for reader in self._readers:
            reader.join(PATIENCE)
        for stream in (self.process.stdout, self.process.stderr):
            if stream is not None:
                stream.close()
        return code

    def records(self, count: int) -> list[dict[str, Any]]:
        """The first `count` records printed."""
        wait_for(lambda: len(self.lines) >= count, f"{count} records, have {len(self.lines)}")
        return [json.loads(line) for line in self.lines]

    @staticmethod
    def _read(stream: Iterable[str], lines: list[str]) -> None:
        for line in stream:
            lines.append(line.rstrip("\n"))  # noqa: PERF401 - each line counts as it comes


def verdicts(records: Sequence[dict[str, Any]]) -> list[tuple[str, str]]:
    """Type and reason of each record."""
    return [(record["type"], record["reason"]) for record in records]
