"""`sprig-tui decide`: design.md, section 7."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sprig_tui.cli.main import main
from tests.factories import BUTTON, LEFT_OUT, delete, identify, page, screen, track

CONFIG = """
version = 1
[[triggered_events]]
event = "Button Clicked"
[[triggered_events]]
event = "Old"
enabled = false
[[page_urls]]
url = "https://shop.example/pricing"
match = "exactly"
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A config that registers an event and a page."""
    path = tmp_path / "sprig.toml"
    path.write_text(CONFIG)
    return path


def run(lines: list[object], *words: str) -> Result:
    """Run the verb on lines of JSON; bytes are taken as they are."""
    raw = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    result: Result = CliRunner().invoke(main, ["decide", *words], input=b"\n".join(raw))
    return result


def records(result: Result) -> list[dict[str, Any]]:
    """The records that were printed, and nothing else."""
    assert (result.exit_code, result.stderr) == (0, "")
    return [json.loads(line) for line in result.stdout.splitlines()]


def reasons(result: Result) -> list[str]:
    """Their reasons, in order."""
    return [record["reason"] for record in records(result)]


def test_one_record_an_event_in_order(config: Path) -> None:
    """`id` is the input position, as text; batch bodies give one record an event."""
    batch = {
        "batch": [track("Other", messageId="b"), {"type": "foo", "userId": "u"}],
        "integrations": {"All": False},
    }
    result = run([identify(messageId="a"), batch, page(messageId="c")], "--config", str(config))
    assert [record["id"] for record in records(result)] == ["1", "2", "3", "4"]
    assert reasons(result) == [
        "forwarded.identify",
        "filtered.integrations",
        "rejected.unknown_type",
        "forwarded.page",
    ]
    for record in records(result):
        assert (record["received_at"], record["delivery"], record["rules_version"]) == (None,) * 3
        assert (record["seen"], record["attempts"]) == (1, 0)


def test_the_config_decides(config: Path) -> None:
    """Its mappings, its kind; the request is shown."""
    result = run(
        [track(), track("Old", messageId="2")], "--config", str(config), "--known-user", "u-1"
    )
    first, second = records(result)
    assert first["mapping"] == {"table": "triggered_events", "index": 0}
    assert first["requests"][0]["json"]["events"][0]["event"] == BUTTON
    assert (second["reason"], second["requests"]) == ("filtered.mapping_disabled", [])


def test_an_identify_makes_a_user_known_until_it_is_deleted(config: Path) -> None:
    """… as in the log; a filtered identify makes nobody known."""
    calls = [
        track(messageId="1"),
        identify(messageId="2", integrations={"All": False}),
        track(messageId="3"),
        identify(messageId="4"),
        track(messageId="5"),
        track(messageId="6", userId="u-2"),
        {"type": "alias", "userId": "u-2", "messageId": "7"},
        track(messageId="8", userId="u-2"),
        delete(messageId="9"),
        track(messageId="10"),
    ]
    assert [
        reason.partition(".")[2] for reason in reasons(run([*calls], "--config", str(config)))
    ] == [
        "unknown_user",
        "integrations",
        "unknown_user",
        "identify",
        "event",
        "unknown_user",
        "alias",
        "event",
        "delete",
        "unknown_user",
    ]


def test_known_users_are_named_one_by_one(config: Path) -> None:
    """`--known-user` may come more than once."""
    calls: list[object] = [track(userId=user, messageId=user) for user in ("a", "b", "c")]
    words = ("--config", str(config), "--known-user", "a", "--known-user", "c")
    assert reasons(run(calls, *words)) == [
        "forwarded.event",
        "filtered.unknown_user",
        "forwarded.event",
    ]


def test_a_repeated_message_id_is_a_duplicate(config: Path) -> None:
    """Only events count: a rejection is none, and an event without an id has no repeat."""
    calls: list[object] = [
        track("", messageId="m"),
        identify(messageId="m"),
        identify(messageId="m"),
        identify(messageId=LEFT_OUT),
        identify(messageId=LEFT_OUT),
    ]
    assert reasons(run(calls, "--config", str(config))) == [
        "rejected.missing_event",
        "forwarded.identify",
        "filtered.duplicate",
        "forwarded.identify",
        "forwarded.identify",
    ]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("sprig", ["filtered.unsupported_type", "filtered.unknown_user", "forwarded.page"]),
        ("sprig_actions", ["forwarded.event", "forwarded.event", "filtered.unsupported_type"]),
        ("gleap", ["forwarded.event", "forwarded.event", "forwarded.page"]),
    ],
)
def test_another_kind(config: Path, kind: str, expected: list[str]) -> None:
    """The same events decided for another kind show what a move would change."""
    calls: list[object] = [
        screen(BUTTON, messageId="1"),
        track(userId="new", messageId="2"),
        page(messageId="3"),
    ]
    words = ("--config", str(config), "--kind", kind, "--known-user", "u-1")
    assert reasons(run(calls, *words)) == expected


def test_a_line_that_is_not_json_is_a_rejected_record() -> None:
    """… and the next one is read as if nothing had happened; blank lines say nothing."""
    lines: list[object] = [b"{", b"", b"[1]", b"\xff", b"NaN", identify(), b"  "]
    assert reasons(run(lines)) == [
        "rejected.invalid_json",
        "rejected.not_an_object",
        "rejected.invalid_json",
        "rejected.invalid_json",
        "forwarded.identify",
    ]


def test_no_input_is_no_record() -> None:
    """Nothing in, nothing out."""
    assert records(run([])) == []


def test_a_missing_config_means_the_defaults(tmp_path: Path) -> None:
    """Nothing is registered then; but a file that was named must be there."""
    result = run([track()], "--known-user", "u-1")
    assert records(result)[0]["detail"] == "No triggered event is registered."
    result = run([track()], "--config", str(tmp_path / "none.toml"))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "none.toml" in result.stderr
    assert not list(tmp_path.iterdir())


def test_without_a_timestamp_none_is_sent() -> None:
    """There is no receipt whose time could take its place (design.md, section 5)."""
    words = ("--known-user", "u-1")
    (record,) = records(run([track(timestamp=LEFT_OUT)], *words, "--kind", "gleap"))
    assert record["reason"] == "filtered.invalid_field"
    assert "timestamp" in record["detail"]


@pytest.mark.parametrize(
    ("text", "kind", "part"),
    [
        ("version = ", "sprig", "sprig.toml"),
        ('[destination]\nkind = "amplitude"', "sprig", "sprig.toml"),
        ('[[page_urls]]\nurl = "a"\n' * 51, "gleap", "at most 50 mappings"),
    ],
)
def test_a_config_that_cannot_be_used(tmp_path: Path, text: str, kind: str, part: str) -> None:
    """One line on stderr, nothing on stdout, exit 2."""
    path = tmp_path / "sprig.toml"
    path.write_text(text)
    result = run([track()], "--config", str(path), "--kind", kind)
    assert (result.exit_code, result.stdout) == (2, "")
    assert part in result.stderr
    assert result.stderr.count("\n") == 1


def test_an_unknown_kind_is_a_usage_error() -> None:
    """Click names the kinds."""
    result = run([track()], "--kind", "amplitude")
    assert result.exit_code == 2
    assert "sprig_actions" in result.stderr


def start() -> subprocess.Popen[bytes]:
    """The verb as a process."""
    command = [sys.executable, "-m", "sprig_tui", "decide"]
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": ""},
    )


def test_each_record_comes_as_soon_as_its_line() -> None:
    """A script may talk with it line by line."""
    with start() as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number in range(1, 4):
            process.stdin.write(json.dumps(identify(messageId=str(number))).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == str(number)
        process.stdin.close()
        assert process.wait(30) == 0


def test_a_reader_that_leaves_is_no_error() -> None:
    """`| head -1`: it ends without a word."""
    with start() as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        line = json.dumps(identify()).encode() + b"\n"
        process.stdin.write(line)
        process.stdin.flush()
        process.stdout.readline()
        process.stdout.close()
        process.stdin.write(line)
        process.stdin.close()
        assert process.wait(30) == 0
        assert process.stderr.read() == b""


def test_an_interrupt_ends_it_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    """design.md, section 7."""

    def interrupt(*_: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr("sprig_tui.cli.decide._decided", interrupt)
    assert run([track()]).exit_code == 130
