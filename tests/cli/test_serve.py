"""`serve` in the cases that a shell makes easy to get wrong."""

import json
import socket
import subprocess
from pathlib import Path

from tests.e2e.program import PROGRAM, Places, Serve, wait_for
from tests.e2e.test_engine_life import post, track


def test_the_first_start_writes_the_commented_config(folder: Path) -> None:
    places = Places(folder)
    places.config.unlink()
    with Serve(places, "--port", "0", "--output", "quiet") as engine:
        assert "[destination]" in places.config.read_text(encoding="utf-8")
    assert engine.errors[1:] == [f"sprig-tui: wrote a new config at {places.config}"]


def test_a_first_config_is_said_also_when_the_start_fails(folder: Path) -> None:
    places = Places(folder)
    places.config.unlink()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = places.run("serve", "--port", port, check=False)
    assert done.returncode == 3
    assert done.stderr.startswith(f"sprig-tui: wrote a new config at {places.config}\n")


def test_a_mistyped_config_starts_nothing(folder: Path) -> None:
    places = Places(folder)
    places.config = folder / "x" / "c.toml"
    done = places.run("serve", check=False)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert str(places.config) in done.stderr
    assert not places.config.parent.exists()


def test_a_reader_that_leaves_ends_it_quietly(folder: Path) -> None:
    places = Places(folder)
    process = subprocess.Popen(
        [PROGRAM, "serve", *places.options, "--output", "jsonl"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    address = process.stderr.readline().strip().removeprefix("listening on ")
    post(address, track(1))
    assert json.loads(process.stdout.readline())["message_id"] == "m-1"
    process.stdout.close()
    post(address, track(2))
    assert process.wait(20) == 0
    assert process.stderr.read() == ""
    process.stderr.close()
    assert [record["message_id"] for record in places.records()] == ["m-1", "m-2"]


def test_plain_output_is_one_line_an_event(folder: Path) -> None:
    with Serve(Places(folder), "--output", "plain") as engine:
        post(engine.address, track(1))
        wait_for(lambda: engine.lines, "a line")
    assert 'FILTERED track "Signed Up" user u_1: ' in engine.lines[0]
    assert engine.lines[0].endswith("(filtered.unknown_user)")
