"""The engine's life: one owner for a store, a port of its own, stop, status, kill -9."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
from collections.abc import Mapping
from pathlib import Path

import httpx
import pytest

from tests.e2e.program import PROGRAM, Places, Serve, verdicts, wait_for


class ByConfig(Places):
    """Verbs that find the store by the config."""

    @property
    def options(self) -> list[str]:
        return ["--config", str(self.config)]


def post(address: str, event: Mapping[str, object], path: str = "/v1/track") -> httpx.Response:
    return httpx.post(address + path, json=event, trust_env=False)


def track(number: int) -> dict[str, object]:
    return {"event": "Signed Up", "userId": "u_1", "messageId": f"m-{number}"}


def test_stdout_carries_one_record_an_event_and_nothing_else(places: Places) -> None:
    with Serve(places, "--output", "jsonl") as engine:
        assert post(engine.address, {"userId": "u_1"}, "/v1/identify").json() == {"success": True}
        for number in range(3):
            assert post(engine.address, track(number)).status_code == 200
        assert post(engine.address, track(0)).status_code == 200
        httpx.post(engine.address + "/v1/track", content=b"{", trust_env=False)
    assert engine.wait() == 0
    records = [json.loads(line) for line in engine.lines]
    assert verdicts(records) == [
        ("identify", "forwarded.identify"),
        *[("track", "forwarded.event")] * 3,
        ("track", "filtered.duplicate"),
        (None, "rejected.invalid_json"),
    ]
    assert list(records[0]) == [
        "v", "id", "received_at", "type", "name", "user_id", "anonymous_id", "message_id",
        "outcome", "reason", "detail", "mapping", "warnings", "requests", "delivery", "attempts",
        "seen", "rules_version",
    ]  # fmt: skip
    assert engine.errors == [f"listening on {engine.address}"]


def test_a_repeat_makes_no_new_row_but_counts(places: Places) -> None:
    with Serve(places, "--output", "quiet") as engine:
        for _ in range(3):
            post(engine.address, track(1))
    (record,) = places.records()
    assert (record["seen"], record["message_id"]) == (3, "m-1")


def test_a_second_engine_on_the_store_names_the_first(places: Places) -> None:
    with Serve(places, "--output", "quiet") as engine:
        done = places.run("serve", check=False)
        assert done.returncode == 3
        assert str(engine.process.pid) in done.stderr
        assert engine.address in done.stderr
        assert len(done.stderr.splitlines()) == 1


def test_a_taken_port_is_said_in_one_sentence(places: Places) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = places.run("serve", "--port", port, check=False)
    assert done.returncode == 3
    assert f"port {port}" in done.stderr
    assert f"pid {os.getpid()}" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_stop_and_status_speak_of_the_engine_that_owns_the_store(places: Places) -> None:
    assert places.run("status", check=False).returncode == 1
    with Serve(places, "--output", "quiet") as engine:
        said = places.run("status").stdout
        for fact in (str(engine.process.pid), engine.address, places.config, places.store):
            assert str(fact) in said
        assert post(engine.address, {}, "/v2/track").status_code == 404
        said = places.run("status").stdout
        assert "refused: unknown path or method 1" in said
        assert "unknown path or method: POST to /v1/identify, /v1/track" in said
        assert str(engine.process.pid) in places.run("stop").stdout
        assert engine.wait() == 0
    assert places.run("stop", check=False).returncode == 1


def test_kill_9_loses_nothing_that_was_answered(places: Places) -> None:
    answered: list[str] = []
    for _ in range(3):
        with Serve(places, "--output", "quiet") as engine:
            for _ in range(20):
                number = len(answered)
                if post(engine.address, track(number)).status_code == 200:
                    answered.append(f"m-{number}")
            engine.process.send_signal(signal.SIGKILL)
            engine.wait()
    assert [record["message_id"] for record in places.records()] == answered
    with sqlite3.connect(f"file:{places.store}?mode=ro", uri=True) as store:
        assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    store.close()


def test_an_interrupt_ends_with_130(places: Places) -> None:
    with Serve(places, "--output", "quiet") as engine:
        engine.process.send_signal(signal.SIGINT)
        assert engine.wait() == 130


def test_a_broken_config_ends_with_2_and_names_the_line(folder: Path) -> None:
    done = Places(folder, "version = 1\n[listener]\nport = 'x'\n").run("serve", check=False)
    assert done.returncode == 2
    assert "sprig.toml:3" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_hand_edit_changes_the_rules_while_the_engine_runs(places: Places) -> None:
    with Serve(places, "--output", "jsonl") as engine:
        post(engine.address, {"userId": "u_1", "messageId": "i"}, "/v1/identify")
        event = {"event": "Order Completed", "userId": "u_1"}
        post(engine.address, event)
        text = places.config.read_text(encoding="utf-8")
        places.config.write_text(text.replace("Signed Up", "Order Completed"), encoding="utf-8")

        def forwarded() -> bool:
            post(engine.address, event)
            return bool(engine.records(1)[-1]["reason"] == "forwarded.event")

        wait_for(forwarded, "the new rules")
        versions = {record["rules_version"] for record in engine.records(2)}
        assert len(versions) == 2


def test_a_broken_hand_edit_leaves_the_last_good_rules(places: Places) -> None:
    with Serve(places, "--output", "jsonl") as engine:
        post(engine.address, {"userId": "u_1"}, "/v1/identify")
        places.config.write_text("[listener\n", encoding="utf-8")
        wait_for(lambda: any("last good rules" in line for line in engine.errors), "the warning")
        assert post(engine.address, track(1)).status_code == 200
        assert engine.records(2)[1]["reason"] == "forwarded.event"


def test_a_broken_hand_edit_locks_nobody_out(folder: Path) -> None:
    """The verbs find engine and store by the file's place, and say what is wrong with it."""
    places = ByConfig(folder)
    with Serve(places, "--output", "quiet") as engine:
        text = places.config.read_text(encoding="utf-8")
        places.config.write_text(f"destination.kind = 'sprigg'\n{text}", encoding="utf-8")
        for words in (
            ["status"],
            ["send", "identify", "--user", "u_1"],
            ["events", "list"],
            ["events", "resend", "1"],
            ["users", "list"],
            ["audiences"],
            ["stop"],
        ):
            done = places.run(*words)
            assert "warning: " in done.stderr, words
            assert "[destination].kind" in done.stderr
        assert engine.wait() == 0
        assert places.run("status", check=False).returncode == 1


def test_send_fails_when_the_event_is_no_good(places: Places) -> None:
    """The record is printed all the same where there is one."""
    with Serve(places, "--output", "quiet"):
        done = places.run("send", "track", "--user", "u_1", check=False)
        assert (done.returncode, json.loads(done.stdout)["reason"]) == (
            1,
            "rejected.missing_event",
        )
        assert "rejected" in done.stderr


@pytest.mark.parametrize("verb", ["list", "export"])
def test_the_log_can_be_read_with_and_without_an_engine(places: Places, verb: str) -> None:
    with Serve(places, "--output", "quiet") as engine:
        post(engine.address, track(1))
        running = places.run("events", verb, "--output", "jsonl").stdout
    assert running == places.run("events", verb, "--output", "jsonl").stdout
    assert json.loads(running)["message_id"] == "m-1"


def test_import_makes_users_known_with_and_without_an_engine(places: Places) -> None:
    places.run("users", "import", "-", stdin="u_0\nu_1\n")
    with Serve(places, "--output", "jsonl") as engine:
        assert (
            "1 users are newly known" in places.run("users", "import", "-", stdin="u_1\nu_2").stdout
        )
        post(engine.address, {**track(1), "userId": "u_0"})
        assert engine.records(1)[0]["reason"] == "forwarded.event"
    listed = [line.split("\t")[0] for line in places.run("users", "list").stdout.splitlines()]
    assert listed == ["u_0", "u_1", "u_2"]


def test_send_prints_the_record_of_what_it_sent(places: Places) -> None:
    assert places.run("send", "track", "Signed Up", check=False).returncode == 1
    with Serve(places, "--output", "quiet"):
        places.run("send", "identify", "--user", "u_9")
        said = places.run("send", "track", "Signed Up", "--user", "u_9", "--prop", "total=3").stdout
    record = json.loads(said)
    assert (record["reason"], record["user_id"]) == ("forwarded.event", "u_9")


def test_without_a_terminal_it_serves_json_lines(places: Places) -> None:
    process = subprocess.Popen(
        [PROGRAM, *places.options],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    assert process.stdout is not None
    assert "serve --output jsonl" in process.stderr.readline()
    address = process.stderr.readline().strip().removeprefix("listening on ")
    post(address, track(1))
    assert json.loads(process.stdout.readline())["message_id"] == "m-1"
    process.terminate()
    process.communicate(timeout=20)
    assert process.returncode == 0


def test_a_stopped_engine_is_named_and_not_to_be_started(places: Places) -> None:
    """It owns the store; what it was asked for it does when it goes on."""
    with Serve(places, "--output", "quiet") as engine:
        os.kill(engine.process.pid, signal.SIGSTOP)
        verbs = (["status"], ["doctor"], ["send", "track", "A"], ["stop"])
        asked = [
            subprocess.Popen(
                [PROGRAM, *verb, *places.options], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                text=True,
            )
            for verb in verbs
        ]  # fmt: skip
        said = [process.communicate(timeout=30)[0] for process in asked]
        os.kill(engine.process.pid, signal.SIGCONT)
        assert engine.wait() == 0
    for words in said:
        assert f"process {engine.process.pid} owns the store and does not answer" in words
        assert "start one" not in words
        assert "--port" not in words
    assert [process.returncode for process in asked] == [1, 1, 1, 4]
    assert "it will stop when it goes on" in said[-1]
