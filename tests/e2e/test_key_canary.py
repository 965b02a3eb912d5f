"""The key stands in no log, record, export, screen or crash, whatever the destination does."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.adapters.sender.scripted import reply, serving
from tests.e2e.program import PROGRAM, wait_for
from tests.e2e.tmux import Tmux
from tests.reliability.books import ask
from tests.reliability.rig import KEY, Rig, until
from tests.reliability.traffic import make_traffic, send

CANARIES = (KEY.encode(), KEY[:12].encode(), KEY.upper().encode(), KEY.encode("utf-16-le"))

CRASHING = """
import os, sys
from sprig_tui.adapters.sender.sender import HttpSender
from sprig_tui.cli.main import run

async def fail(self, client, request, headers, started):
    if "{how}" == "abort":
        os.abort()
    raise RuntimeError(headers)

HttpSender._ask = fail
run()
"""


def assert_no_key(folder: Path, *but: Path) -> None:
    """No file below the folder holds the key, but those that are named."""
    looked = 0
    for path in folder.rglob("*"):
        if path.is_file() and path not in but:
            content = path.read_bytes()
            looked += 1
            assert not any(canary in content for canary in CANARIES), path.name
    assert looked > 2


@contextmanager
def sandbox_process(folder: Path, *options: str) -> Iterator[str]:
    """`sprig-tui sandbox`, its output in files of the folder; gives its address."""
    said = folder / "sandbox.err"
    with (folder / "sandbox.out").open("wb") as out, said.open("wb") as err:
        process = subprocess.Popen(
            [PROGRAM, "sandbox", "--port", "0", *options],
            stdin=subprocess.DEVNULL, stdout=out, stderr=err,
        )  # fmt: skip
    try:
        wait_for(lambda: b"endpoint" in said.read_bytes(), "the sandbox")
        yield said.read_text(encoding="utf-8").splitlines()[0].removeprefix("sandbox on ")
    finally:
        process.terminate()
        process.wait(20)


async def tried(rig: Rig, count: int) -> None:
    """Wait until so many requests have ended."""

    async def ended() -> bool:
        rows = ask(rig.places.store, "SELECT count(*) FROM sends WHERE ended_at IS NOT NULL")
        return bool(rows[0][0] >= count)

    await until(ended, f"{count} requests")


@pytest.mark.tmux
@pytest.mark.parametrize("from_environment", [False, True], ids=["config", "environment"])
async def test_no_output_of_any_verb_has_the_key(folder: Path, *, from_environment: bool) -> None:
    faults = ("--fault", "1x400", "--fault", "1x401", "--fault", "1xreset", "--output", "plain")
    environ = {"SPRIG_TUI_API_KEY": KEY} if from_environment else {}
    with sandbox_process(folder, *faults) as endpoint:
        async with Rig(folder, endpoint, key="" if from_environment else KEY) as rig:
            await rig.start(output="jsonl", environ=environ)
            await send(rig.address, make_traffic(8, 4))
            await tried(rig, 2)
            for number, words in enumerate(VERBS):
                said = await rig.run(*words, environ=environ)
                (folder / f"verb.{number}").write_text(said, encoding="utf-8")
            with Tmux([PROGRAM, *rig.places.options], width=120, environ=environ) as terminal:
                terminal.wait_for("Deliveries")
                keys = ("1", "Enter", "Escape", "2", "3", "4", "5", "End", "?")
                for number, key in enumerate(keys):
                    terminal.keys(key)
                    await asyncio.sleep(0.4)
                    screen = terminal.screen()
                    (folder / f"screen.{number}").write_text(screen, encoding="utf-8")
            await rig.stop()
        assert_no_key(folder, rig.places.config)
        if from_environment:
            assert_no_key(folder)
    assert (folder / "sandbox.out").read_text(encoding="utf-8").count("6789") >= 2


VERBS = (
    ("status",),
    ("config", "show"),
    ("config", "show", "--output", "json"),
    ("config", "validate"),
    ("key", "check", "--yes"),
    ("events", "export", "--output", "jsonl"),
    ("events", "export", "--output", "csv"),
    ("events", "export", "--output", "table"),
    ("events", "list"),
    ("events", "show", "1"),
    ("events", "show", "2"),
    ("mappings", "list"),
    ("users", "list"),
)


async def test_a_destination_that_echoes_the_key_does_not_put_it_on_record(folder: Path) -> None:
    """In a body, a header, an address; as it is and in capitals."""
    answers = (
        reply("400 Bad", f"no such key: {KEY}, {KEY.upper()}".encode()),
        reply("302 Found", KEY.encode(), Location=f"http://{KEY}/"),
        reply("500 Oops", KEY.encode(), RateLimit_Reset=KEY),
    )
    async with serving(*answers) as server, Rig(folder, server.url("")) as rig:
        await rig.start(output="jsonl")
        await send(rig.address, make_traffic(5, 5))
        await tried(rig, 5)
        for row in range(1, 6):
            said = await rig.run("events", "show", str(row))
            (folder / f"event.{row}").write_text(said, encoding="utf-8")
        await rig.stop()
    assert any(KEY in head for head, _body in server.requests)
    assert_no_key(folder, rig.places.config)


@pytest.mark.parametrize("how", ["abort", "raise"])
async def test_a_crash_while_sending_does_not_tell_the_key(folder: Path, how: str) -> None:
    """A mistake in the sender keeps the row; a sudden end leaves no core file."""
    async with Rig(folder, "http://127.0.0.1:9") as rig:
        rig.program = (sys.executable, "-X", "faulthandler", "-c", CRASHING.format(how=how))
        await rig.start(output="jsonl")
        try:
            await asyncio.wait_for(send(rig.address, make_traffic(1, 1)), 5)
        except TimeoutError:
            assert how == "abort"
        if how == "abort":
            await until(rig.ended, "the crash")
            assert b"Aborted" in rig.err.read_bytes()
        else:
            await tried(rig, 1)
            assert b"RuntimeError" in rig.err.read_bytes()
            await rig.stop()
    assert not [name for name in (*os.listdir(folder), *os.listdir()) if name.startswith("core")]  # noqa: PTH208
    assert_no_key(folder, rig.places.config)
