"""The verb as a process of its own."""

import json
import re
import signal
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.adapters.sandbox.certificates import write_certificate
from tests.e2e.program import PATIENCE, PROGRAM

KEY = "key-12345678"
USER = {"userId": "u\x1b[2J", "events": [{"event": "A"}]}


class Running:
    """A `sprig-tui sandbox` process that has said where it is."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdout is not None
        assert process.stderr is not None
        self.process = process
        self.stdout = process.stdout
        self.said = [process.stderr.readline().rstrip("\n") for _ in range(3)]
        self.url = self.said[0].removeprefix("sandbox on ")

    def post(self, path: str = "/v2/users", value: object = USER, key: str = KEY) -> httpx.Response:
        headers = {"authorization": f"Bearer {key}"}
        with httpx.Client(trust_env=False, timeout=PATIENCE) as client:
            return client.post(f"{self.url}{path}", json=value, headers=headers)


@contextmanager
def running(*options: str, stdin: str = "") -> Iterator[Running]:
    process = subprocess.Popen(
        [PROGRAM, "sandbox", "--port", "0", *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    guard = threading.Timer(3 * PATIENCE, process.kill)
    guard.start()
    with process:
        assert process.stdin is not None
        process.stdin.write(stdin)
        process.stdin.close()
        try:
            yield Running(process)
        finally:
            process.kill()
            guard.cancel()


def refused(*options: str, stdin: str = "") -> tuple[int, str]:
    """The exit code and stderr of a sandbox that does not start."""
    done = subprocess.run(
        [PROGRAM, "sandbox", *options],
        input=stdin,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.stdout == ""
    return done.returncode, done.stderr


def test_it_says_where_it_is_and_how_to_point_at_it() -> None:
    with running() as sandbox:
        assert re.fullmatch(r"sandbox on http://127\.0\.0\.1:\d+", sandbox.said[0])
        assert sandbox.said[1:] == ["[destination]", f'endpoint = "{sandbox.url}"']


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_a_signal_ends_it(number: signal.Signals, code: int) -> None:
    with running("--fault", "slow=600") as sandbox:
        hanging = threading.Thread(target=pytest.raises, args=(httpx.HTTPError, sandbox.post))
        hanging.start()
        assert json.loads(sandbox.stdout.readline())["fault"] == "slow=600"
        sandbox.process.send_signal(number)
        assert sandbox.process.wait(PATIENCE) == code
        hanging.join(PATIENCE)
        assert sandbox.process.stderr is not None
        assert sandbox.process.stderr.read() == ""


def test_each_request_is_one_line_of_json_without_its_key() -> None:
    with running("--fault", "1x500:applied") as sandbox:
        assert [sandbox.post().status_code for _ in range(2)] == [500, 202]
        lines = [sandbox.stdout.readline() for _ in range(2)]
        first, second = (json.loads(line) for line in lines)
    assert (first["status"], first["fault"], first["applied"]) == (500, "1x500:applied", True)
    assert (second["status"], second["user_id"], second["events"]) == (202, USER["userId"], 1)
    assert all(line.rstrip("\n").isprintable() and KEY not in line for line in lines)


def test_a_plain_line_is_harmless() -> None:
    with running("--output", "plain") as sandbox:
        sandbox.post()
        line = sandbox.stdout.readline().rstrip("\n")
    assert re.fullmatch(
        r"\d\d:\d\d:\d\d  202  POST      1 event   ••••••••5678  /v2/users +user u\\x1b\[2J", line
    )


def test_quiet_prints_nothing() -> None:
    with running("--output", "quiet") as sandbox:
        assert sandbox.post().status_code == 202
        sandbox.process.terminate()
        assert sandbox.stdout.read() == ""


def test_it_ends_when_nobody_reads_its_lines() -> None:
    with running() as sandbox:
        sandbox.stdout.close()
        sandbox.post()
        assert sandbox.process.wait(PATIENCE) == 0


def test_the_limit_the_window_and_the_keys_are_options() -> None:
    options = ("--limit", "1", "--window", "500", "--key-stdin")
    with running(*options, stdin=f"{KEY}\n\nother-key\n") as sandbox:
        assert sandbox.post(key="a-third-key").status_code == 401
        assert sandbox.post().status_code == 202
        answer = sandbox.post()
        assert (answer.status_code, 400 < int(answer.headers["ratelimit-reset"]) <= 500) == (
            429,
            True,
        )


def test_a_seed_makes_faults_repeat() -> None:
    def statuses() -> list[int]:
        with running("--fault", "500,50%", "--seed", "5", "--output", "quiet") as sandbox:
            return [sandbox.post().status_code for _ in range(12)]

    first = statuses()
    assert set(first) == {202, 500}
    assert statuses() == first


def test_it_serves_https_with_a_certificate(tmp_path: Path) -> None:
    certfile, keyfile = write_certificate(tmp_path)
    with running("--certfile", certfile, "--keyfile", keyfile) as sandbox:
        assert sandbox.url.startswith("https://")
        with pytest.raises(httpx.ConnectError, match="certificate verify failed"):
            sandbox.post()


def test_it_stores_nothing() -> None:
    home = Path.cwd()
    before = set(home.rglob("*"))
    with running() as sandbox:
        sandbox.post()
        sandbox.stdout.readline()
    assert set(home.rglob("*")) == before


def test_it_takes_the_options_of_every_verb_and_touches_neither(tmp_path: Path) -> None:
    config, store = tmp_path / "sprig.toml", tmp_path / "events.db"
    config.write_text("not toml [", encoding="utf-8")
    with running("--config", str(config), "--store", str(store)) as sandbox:
        assert sandbox.post().status_code == 202
    assert list(tmp_path.iterdir()) == [config]


def test_a_taken_port_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        code, said = refused("--port", port)
    assert code == 3
    assert f"port {port} on 127.0.0.1 is taken" in said


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--fault", "boom"), 'fault "boom": "boom" is no fault; expected a status from 400'),
        (("--host", "0.0.0.0"), "0.0.0.0 is not loopback"),
        (("--certfile", "none.pem"), "cannot use the certificate none.pem"),
        (("--keyfile", "none.pem"), "a keyfile needs a certfile"),
        (("--key-stdin",), "--key-stdin found no key on stdin"),
        (("--limit", "0"), "--limit"),
    ],
)
def test_what_cannot_be_used_is_a_usage_error(options: tuple[str, ...], sentence: str) -> None:
    code, said = refused("--port", "0", *options)
    assert code == 2
    assert sentence in said
    assert "Traceback" not in said
