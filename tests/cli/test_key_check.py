"""`key check` against the stand-in, and against places that are no destination."""

import asyncio
import os
import pty
import socket
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sprig_tui.adapters.sandbox.sandbox import Sandbox, Terms
from sprig_tui.cli.main import main
from sprig_tui.domain.secret import Secret
from tests.e2e.program import PATIENCE, PROGRAM

GOOD, BAD = "sk_good_canary_1111", "sk_bad_canary_2222"


@contextmanager
def sandbox(*faults: str) -> Iterator[Sandbox]:
    """In a thread of its own, because the verb has the loop of this one; it takes one key."""
    loop = asyncio.new_event_loop()
    started: list[Sandbox] = []
    ready, done = threading.Event(), asyncio.Event()

    async def serve() -> None:
        async with Sandbox.start(faults, terms=Terms(keys=(Secret(GOOD),))) as running:
            started.append(running)
            ready.set()
            await done.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    assert ready.wait(PATIENCE)
    try:
        yield started[0]
    finally:
        loop.call_soon_threadsafe(done.set)
        thread.join(PATIENCE)
        loop.close()


def configured(folder: Path, endpoint: str, *, kind: str = "sprig", key: str = GOOD) -> Path:
    file = folder / "sprig.toml"
    file.write_text(
        f'[destination]\nkind = "{kind}"\nendpoint = "{endpoint}"\n'
        f'[destination.api_keys]\ndevelopment = "{key}"\n'
    )
    file.chmod(0o600)
    return file


def check(
    file: Path, *words: str, named: Sequence[str] = ("--config",), key: str | None = None
) -> Result:
    config = [*named, str(file)] if named else []
    env = {"SPRIG_TUI_API_KEY": key} if key else None
    done = CliRunner().invoke(main, ["key", "check", *words, *config], env=env)
    assert not {GOOD, BAD} & set(done.output.replace(",", " ").split())
    assert "canary" not in done.output
    return done


@pytest.mark.parametrize(
    ("kind", "status", "path"),
    [
        ("sprig", 404, "/v2/users/sprig-tui-check"),
        ("sprig_actions", 404, "/v2/users/sprig-tui-check"),
        ("gleap", 200, "/admin/auth"),
    ],
)
def test_a_good_key_is_accepted_and_nothing_changes(
    folder: Path, kind: str, status: int, path: str
) -> None:
    with sandbox() as stand_in:
        done = check(configured(folder, stand_in.url, kind=kind), "--yes")
        received = [(entry.method, entry.path, entry.applied) for entry in stand_in.received]
        assert (stand_in.users, stand_in.contacts) == ({}, {})
    assert done.exit_code == 0
    assert done.stdout.startswith(f"accepted: 127.0.0.1:{stand_in.port} answered {status} in ")
    assert done.stdout.endswith("the development key ••••••••1111 works\n")
    assert received == [("GET", path, False)]


@pytest.mark.parametrize("kind", ["sprig", "sprig_actions", "gleap"])
def test_a_bad_key_is_refused(folder: Path, kind: str) -> None:
    with sandbox() as stand_in:
        done = check(configured(folder, stand_in.url, kind=kind, key=BAD), "--yes")
    assert done.exit_code == 1
    assert done.stdout.startswith("refused: ")
    assert "key set --stdin" in done.stdout


def test_another_host_sees_no_key_when_the_first_redirects(folder: Path) -> None:
    with sandbox() as other, sandbox(f"redirect={other.url}/v2/users") as stand_in:
        done = check(configured(folder, stand_in.url), "--yes")
        assert other.received == []
    assert (done.exit_code, "a redirect to 127.0.0.1, which" in done.stdout) == (1, True)


@pytest.mark.parametrize("fault", ["500", "429:reset=7", "html", "reset"])
def test_what_says_nothing_of_the_key_is_no_success(folder: Path, fault: str) -> None:
    with sandbox(fault) as stand_in:
        done = check(configured(folder, stand_in.url), "--yes")
    assert (done.exit_code, done.stdout.startswith("unknown: ")) == (1, True)


def test_a_port_where_nothing_listens_is_said(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    done = check(configured(folder, f"http://127.0.0.1:{port}"), "--yes")
    assert done.exit_code == 1
    assert "nothing listens there" in done.stdout


def test_without_a_terminal_it_does_not_ask_and_sends_nothing(folder: Path) -> None:
    """It says what it would send."""
    with sandbox() as stand_in:
        done = check(configured(folder, stand_in.url))
        assert stand_in.received == []
    assert (done.exit_code, done.stdout) == (2, "")
    assert f"GET {stand_in.url}/v2/users/sprig-tui-check" in done.stderr
    assert "kind sprig, with the development key ••••••••1111" in done.stderr
    assert "--yes" in done.stderr


@pytest.mark.parametrize(("typed", "code", "sent"), [("y\n", 0, 1), ("n\n", 1, 0), ("\n", 1, 0)])
def test_at_a_terminal_it_asks(folder: Path, typed: str, code: int, sent: int) -> None:
    """Enter alone is no."""
    with sandbox() as stand_in:
        file = configured(folder, stand_in.url)
        ours, theirs = pty.openpty()
        os.write(ours, typed.encode())
        done = subprocess.run(
            [PROGRAM, "key", "check", "--config", str(file)],
            stdin=theirs,
            capture_output=True,
            text=True,
            timeout=3 * PATIENCE,
        )
        os.close(theirs)
        os.close(ours)
        assert (done.returncode, len(stand_in.received)) == (code, sent)
    assert f"Send the development key to 127.0.0.1:{stand_in.port}? [y/N]" in done.stderr
    assert ("nothing was sent" in done.stderr) == (sent == 0)


def test_the_key_of_another_environment_can_be_checked(folder: Path) -> None:
    done = check(configured(folder, ""), "--yes", "--environment", "production")
    assert done.exit_code == 2
    assert "no API key for the production environment" in done.stderr


def test_the_variable_s_key_does_not_go_where_an_unnamed_config_says(folder: Path) -> None:
    """A `./sprig.toml` may lie in a folder that somebody else made (design.md, section 3)."""
    file = configured(Path.cwd(), "https://127.0.0.2.example")
    done = check(file, "--yes", named=(), key=GOOD)
    assert done.exit_code == 2
    assert "is not sent to 127.0.0.2.example" in done.stderr


def test_the_variable_s_key_goes_to_this_machine(folder: Path) -> None:
    with sandbox() as stand_in:
        file = configured(Path.cwd(), stand_in.url, key=BAD)
        done = check(file, "--yes", named=(), key=GOOD)
    assert done.exit_code == 0
    assert "from $SPRIG_TUI_API_KEY works" in done.stdout


def test_a_config_that_is_not_there_is_said(folder: Path) -> None:
    done = check(folder / "none.toml", "--yes")
    assert (done.exit_code, done.stdout) == (2, "")
