"""A terminal that does not read holds nothing up once the program is leaving."""

import contextlib
import os
import pty
import time
from collections.abc import Iterator
from typing import TextIO

import pytest

from sprig_tui.cli.terminal_output import TerminalOutput, say_last

MUCH = "x" * 200_000


@pytest.fixture
def ends() -> Iterator[tuple[int, TextIO]]:
    """The reader's end of a pseudo terminal, and the writer's."""
    master, slave = pty.openpty()
    with os.fdopen(slave, "w", encoding="utf-8") as file:
        yield master, file


def test_what_is_written_arrives(ends: tuple[int, TextIO]) -> None:
    output = TerminalOutput(ends[1])
    output.write("größer")
    assert os.read(ends[0], 100).decode() == "größer"
    assert output.fileno() == ends[1].fileno()
    output.close()


def test_a_terminal_that_does_not_read_is_given_up(ends: tuple[int, TextIO]) -> None:
    """What is written later is dropped at once."""
    output = TerminalOutput(ends[1])
    output.give_up()
    began = time.monotonic()
    for _ in range(50):
        output.write(MUCH)
    assert time.monotonic() - began < 4
    output.close()


def test_a_terminal_that_hung_up_is_told_and_written_to_no_more(ends: tuple[int, TextIO]) -> None:
    told: list[int] = []
    output = TerminalOutput(ends[1], lambda: told.append(1))
    os.close(ends[0])
    output.write("a")
    output.write("b")
    assert told == [1]
    output.close()


def test_a_file_whose_reader_is_gone_is_told_and_written_to_no_more() -> None:
    """Nothing is raised: what writes to it is a thread that the program waits for."""
    told: list[int] = []
    reading, writing = os.pipe()
    with os.fdopen(writing, "w", encoding="utf-8", buffering=1) as file:
        output = TerminalOutput(file, lambda: told.append(1))
        os.close(reading)
        for _ in range(3):
            output.write("a\n")
            output.flush()
        output.close()
        with contextlib.suppress(OSError):
            file.close()
    assert told == [1]


def test_what_is_no_terminal_is_written_to_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    say_last(["one", "two"])
    assert capsys.readouterr().err == "one\ntwo\n"
