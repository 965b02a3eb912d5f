"""What shells do to programs: interrupts, closed and full outputs, readers that leave."""

import fcntl
import select
import shlex
import signal
import subprocess
import termios
import uuid
from array import array
from pathlib import Path

import pytest

from tests import factories
from tests.cli.filling import fill
from tests.e2e.program import PROGRAM, Places, wait_for
from tests.e2e.test_engine_life import post, track


@pytest.fixture
def filled(places: Places) -> Places:
    """A store with enough events to fill a pipe."""
    fill(places.store, *(factories.track(messageId=f"m-{number}") for number in range(500)))
    return places


def shell(line: str, places: Places) -> "subprocess.CompletedProcess[str]":
    program = f"{shlex.quote(PROGRAM)}"
    line = line.replace("PROGRAM", program).replace("OPTIONS", shlex.join(places.options))
    return subprocess.run(
        ["bash", "-c", line], capture_output=True, text=True, timeout=60, input=""
    )


def wait_until_read(process: "subprocess.Popen[str]") -> None:
    """Returns once a verb has taken what stands in its input."""
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()
    pipe = process.stdin.fileno()
    waiting = array("i", [1])

    def taken() -> bool:
        fcntl.ioctl(pipe, termios.FIONREAD, waiting)
        return waiting[0] == 0

    wait_for(taken, "the verb to read")


def shows_what_comes(process: "subprocess.Popen[str]", places: Places) -> bool:
    """Whether a verb that follows the log prints the event that is stored now."""
    fill(places.store, factories.track(messageId=str(uuid.uuid4())))
    assert process.stdout is not None
    return bool(select.select([process.stdout], [], [], 0.2)[0])


@pytest.mark.parametrize(
    "words", [["events", "tail"], ["decide"], ["users", "import", "-"], ["key", "set", "--stdin"]]
)
def test_ctrl_c_ends_a_verb_with_130(filled: Places, words: list[str]) -> None:
    with subprocess.Popen(
        [PROGRAM, *words, *filled.options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            if words == ["events", "tail"]:
                wait_for(lambda: shows_what_comes(process, filled), "the verb to print")
            else:
                wait_until_read(process)
        finally:
            process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130
        assert process.stderr is not None
        assert "Traceback" not in process.stderr.read()


@pytest.mark.parametrize("verb", ["events export", "events list --limit 500 --output jsonl"])
def test_a_reader_that_has_seen_enough_is_no_error(filled: Places, verb: str) -> None:
    line = f"PROGRAM {verb} OPTIONS | head -1 | wc -l; echo ${{PIPESTATUS[0]}}"
    done = shell(line, filled)
    assert done.stdout.split() == ["1", "0"]
    assert done.stderr == ""


@pytest.mark.parametrize("verb", ["events export", "users list", "config path"])
def test_a_full_output_is_said_in_a_sentence(filled: Places, verb: str) -> None:
    done = shell(f"PROGRAM {verb} OPTIONS > /dev/full", filled)
    if verb == "users list":
        assert done.returncode == 0
        return
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "No space left" in done.stderr


@pytest.mark.parametrize("verb", ["events export", "config path", "decide"])
def test_a_closed_output_is_survived(filled: Places, verb: str) -> None:
    done = shell(f"PROGRAM {verb} OPTIONS >&-", filled)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("closed", ["", ">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_the_engine_lives_and_drains_whatever_the_shell_closed(places: Places, closed: str) -> None:
    line = f"exec PROGRAM serve OPTIONS --output jsonl {closed}"
    line = line.replace("PROGRAM", shlex.quote(PROGRAM))
    line = line.replace("OPTIONS", shlex.join(places.options))
    process = subprocess.Popen(
        ["bash", "-c", line],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    said = wait_for(lambda: places.run("status", check=False).stdout, "the engine")
    address = next(line for line in said.splitlines() if line.startswith("address: "))
    assert post(address.removeprefix("address: "), track(1)).status_code == 200
    places.run("stop")
    assert process.wait(20) == 0
    assert [record["message_id"] for record in places.records()] == ["m-1"]


def test_records_that_cannot_be_printed_are_counted_and_kept(places: Places) -> None:
    with Path("/dev/full").open("w") as full:
        process = subprocess.Popen(
            [PROGRAM, "serve", *places.options, "--output", "jsonl"],
            stdin=subprocess.DEVNULL,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert process.stderr is not None
    address = process.stderr.readline().strip().removeprefix("listening on ")
    for number in range(3):
        assert post(address, track(number)).status_code == 200
    process.terminate()
    _, errors = process.communicate(timeout=20)
    assert "stdout takes no records: No space left" in errors
    assert "3 records were not printed" in errors
    assert len(places.records()) == 3
