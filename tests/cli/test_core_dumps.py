"""What a process that holds a key leaves to others: no core file, and nothing in /proc."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.e2e.program import PATIENCE

linux = pytest.mark.skipif(sys.platform != "linux", reason="/proc and prctl are Linux's")

NOBODY = 65534
"""Root may look into every process, so what it tests runs as somebody else."""
PLAIN = f"""
import ctypes, os, sys
from sprig_tui.cli.core_dumps import PR_SET_DUMPABLE, refuse_core_dumps
if os.getuid() == 0:
    os.setgroups([])
    os.setgid({NOBODY})
    os.setuid({NOBODY})
    ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)  # as a program of that user begins
if "close" in sys.argv:
    refuse_core_dumps()
print("ready", flush=True)
sys.stdin.read()
"""
CRASH = """
import os, resource
hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
from sprig_tui.cli.session import Session
Session.start({})
os.abort()
"""


@contextmanager
def waiting(*words: str) -> Iterator["subprocess.Popen[str]"]:
    """A process with a canary in the environment that it began with."""
    with subprocess.Popen(
        [sys.executable, "-c", PLAIN, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "CANARY": "sk_canary"},
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield process
        process.communicate(timeout=PATIENCE)


def can_open(path: str) -> bool:
    """Whether another process of the same user can."""
    other = NOBODY if os.getuid() == 0 else None
    done = subprocess.run(
        ["/bin/sh", "-c", f": < {path}"], stderr=subprocess.DEVNULL, user=other, group=other
    )
    return done.returncode == 0


@linux
@pytest.mark.parametrize("name", ["environ", "mem"])
def test_another_program_of_the_user_sees_neither_memory_nor_environment(name: str) -> None:
    """As it could without."""
    with waiting("close") as process:
        assert not can_open(f"/proc/{process.pid}/{name}")
    with waiting() as process:
        assert can_open(f"/proc/{process.pid}/{name}")


@linux
def test_what_everybody_may_see_of_a_process_stays() -> None:
    with waiting("close") as process:
        assert can_open(f"/proc/{process.pid}/status")
        assert b"canary" not in Path(f"/proc/{process.pid}/cmdline").read_bytes()


def test_a_crash_leaves_no_core_file(tmp_path: Path) -> None:
    """Whatever limit the shell set."""
    pid = os.posix_spawn(
        sys.executable, [sys.executable, "-c", f"import os; os.chdir({str(tmp_path)!r})\n{CRASH}"],
        os.environ,
    )  # fmt: skip
    _, status = os.waitpid(pid, 0)
    assert os.WIFSIGNALED(status)
    assert not os.WCOREDUMP(status)
    assert list(tmp_path.iterdir()) == []


def test_a_system_that_knows_none_of_it_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    from sprig_tui.cli import core_dumps

    def refuse(*_args: object) -> None:
        raise ValueError

    monkeypatch.setattr("resource.setrlimit", refuse)
    monkeypatch.setattr("ctypes.CDLL", lambda _name: object())
    core_dumps.refuse_core_dumps()
    assert core_dumps.PR_SET_DUMPABLE == 4
