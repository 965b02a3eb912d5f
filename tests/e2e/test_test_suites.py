"""`wait`, `reset` and saved filters as a test suite uses them, on a running engine."""

import json
import subprocess

from tests.e2e.program import PROGRAM, Places, Serve, wait_for
from tests.e2e.test_engine_life import post, track


def test_a_test_waits_for_its_events_and_begins_anew(places: Places) -> None:
    with Serve(places, "--output", "quiet") as engine:
        words = ["wait", "event:Signed*", "user:u_1", "--count", "2", "--within", "20s"]
        waiting = subprocess.Popen(
            [PROGRAM, *words, *places.options], stdout=subprocess.PIPE, text=True
        )
        for number in range(2):
            post(engine.address, track(number))
        printed, _ = waiting.communicate(timeout=30)
        assert waiting.returncode == 0
        assert [json.loads(line)["message_id"] for line in printed.splitlines()] == ["m-0", "m-1"]

        assert places.run("reset").stdout == "the log is empty: 2 events removed\n"
        assert places.records() == []
        assert places.run("wait", "--within", "10ms", check=False).returncode == 4
        post(engine.address, {"userId": "u_1"}, "/v1/identify")
        post(engine.address, track(1))
        found = json.loads(places.run("wait", "type:track", "is:forwarded").stdout)
        assert (found["message_id"], found["seen"]) == ("m-1", 1)


def test_repeats_are_waited_for(places: Places) -> None:
    """A row that is there already comes to match."""
    with Serve(places, "--output", "quiet") as engine:
        post(engine.address, track(1))
        waiting = subprocess.Popen(
            [PROGRAM, "wait", "seen:>1", "--within", "20s", *places.options],
            stdout=subprocess.PIPE,
            text=True,
        )
        post(engine.address, track(1))
        printed, _ = waiting.communicate(timeout=30)
        assert json.loads(printed)["seen"] == 2


def test_the_payload_is_searched(places: Places) -> None:
    with Serve(places, "--output", "quiet") as engine:
        for number, plan in enumerate(("pro", "basic")):
            post(engine.address, {**track(number), "properties": {"plan": plan}})
        wait_for(lambda: len(places.records()) == 2, "both events")
    assert [one["message_id"] for one in places.records("properties.plan:pro")] == ["m-0"]
    assert [one["message_id"] for one in places.records("-properties.plan:pro")] == ["m-1"]


def test_a_capture_of_the_log_is_sent_again(places: Places) -> None:
    """Into an empty log it makes the same events; a second time they are repeats."""
    with Serve(places, "--output", "quiet") as engine:
        post(engine.address, {"userId": "u_1", "messageId": "m-i"}, "/v1/identify")
        for number in range(3):
            post(engine.address, track(number))
        before = [(one["message_id"], one["reason"]) for one in places.records()]
        capture = places.folder / "capture.jsonl"
        capture.write_text(places.run("events", "export", "--events").stdout, encoding="utf-8")
        places.run("reset")
        said = places.run("replay", str(capture)).stdout
        assert said.startswith("4 events sent: 4 forwarded, 0 filtered, 0 rejected, 0 repeated")
        assert [(one["message_id"], one["reason"]) for one in places.records()] == before
        assert "4 repeated" in places.run("replay", str(capture)).stdout
        assert "4 forwarded" in places.run("replay", str(capture), "--new-ids").stdout
        bad = places.run("replay", "-", stdin='{"type":"track","userId":"u_1"}\n', check=False)
        assert (bad.returncode, "rejected.missing_event" in bad.stdout) == (1, True)
