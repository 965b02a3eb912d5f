"""The forms in which an event can be copied."""

import json
import os
import shutil
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sprig_tui.domain.decision import OutgoingRequest
from sprig_tui.domain.reasons import Reason
from sprig_tui.domain.rules import RulesSource
from sprig_tui.domain.settings import Kind
from sprig_tui.services.copy_forms import copy_forms, destination_curl, listener_curl
from sprig_tui.services.event_story import EventStories, EventStory
from sprig_tui.services.sdk_calls import browser_call, node_call
from tests.factories import body, delete, identify, registered, track
from tests.fakes.log import MemoryLog
from tests.log_rows import new_row

ADDRESS = "http://127.0.0.1:8765"
TEXT = st.text(st.characters(codec="utf-8"))
EVIL = 'it\'s "$HOME" `id` $(id) \\ ! \x1b]0;t\x07 \u202e \x7f \n @x [a-z] {b,c} \U0001f600'
STAND_IN = """#!/bin/sh
# keeps its arguments, one a file
n=0
for argument in "$@"; do n=$((n+1)); printf %s "$argument" > "$OUT/$CALLS.$n"; done
"""


@pytest.fixture
def curl(tmp_path: Path) -> Path:
    """A `curl` that writes down what it is given."""
    program = tmp_path / "bin" / "curl"
    program.parent.mkdir()
    program.write_text(STAND_IN)
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return program


def arguments(curl: Path, command: str) -> list[str]:
    """What a real shell makes of a command, each argument as curl would get it."""
    out = curl.parent.parent / "out"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    surroundings = {
        "PATH": f"{curl.parent}{os.pathsep}{os.environ['PATH']}",
        "OUT": str(out),
        "CALLS": "1",
        "SEGMENT_WRITE_KEY": "wk-canary",
        "SPRIG_TUI_API_KEY": "dev-canary",
    }
    subprocess.run(["sh", "-c", command], env=surroundings, check=True, capture_output=True)
    files = sorted(out.iterdir(), key=lambda path: int(path.suffix[1:]))
    return [path.read_text() for path in files]


async def told(payload: object, reason: Reason = Reason.EVENT) -> EventStory:
    log = MemoryLog()
    source = registered().source
    log.writes.save_rules("v1", source.to_json())
    raw = payload if isinstance(payload, bytes) else body(payload)
    log.writes.append(new_row(1, reason, payload=raw, rules_version="v1", known_user=True))
    story = await EventStories(log).tell(1, RulesSource())
    assert story is not None
    return story


def forms_of(story: EventStory) -> dict[str, str]:
    return {form.name: form.text for form in copy_forms(story, ADDRESS, receiver="Sprig")}


@given(
    properties=st.dictionaries(TEXT, TEXT | st.lists(TEXT)),
    name=TEXT.filter(bool),
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_shell_gives_curl_the_same_event_whatever_is_in_it(
    curl: Path, properties: dict[str, object], name: str
) -> None:
    event = track(name, properties=properties)
    command = listener_curl(event, ADDRESS)
    given_to = arguments(curl, command)
    assert json.loads(given_to[given_to.index("--data-raw") + 1]) == event
    assert given_to[given_to.index("-u") + 1] == "wk-canary:"
    assert f"{ADDRESS}/v1/track" in given_to
    assert all(line.isprintable() for line in command.split("\n"))


@pytest.mark.parametrize(
    ("kind", "header"),
    [
        (Kind.SPRIG, "Authorization: API-Key dev-canary"),
        (Kind.SPRIG_ACTIONS, "Authorization: Bearer dev-canary"),
        (Kind.GLEAP, "Api-Token: dev-canary"),
    ],
)
def test_the_destination_s_key_is_read_by_the_shell(curl: Path, kind: Kind, header: str) -> None:
    request = OutgoingRequest("POST", "https://x.example/a?b=[1]'$HOME", {"name": EVIL})
    command = destination_curl([request], kind)
    assert "canary" not in command
    assert all(line.isprintable() for line in command.split("\n"))
    given_to = arguments(curl, command)
    assert header in given_to
    assert request.url in given_to
    assert "-g" in given_to
    assert json.loads(given_to[given_to.index("--data-raw") + 1]) == {"name": EVIL}


def test_a_request_without_a_body_sends_none(curl: Path) -> None:
    command = destination_curl([OutgoingRequest("DELETE", "https://x.example/u", None)], Kind.SPRIG)
    given_to = arguments(curl, command)
    assert "--data-raw" not in given_to
    assert given_to[given_to.index("-X") + 1] == "DELETE"


def test_a_deletion_goes_by_the_path_for_all(curl: Path) -> None:
    given_to = arguments(curl, listener_curl(delete(), ADDRESS))
    assert f"{ADDRESS}/v1/batch" in given_to
    assert json.loads(given_to[given_to.index("--data-raw") + 1]) == {"batch": [delete()]}


async def test_every_form_of_a_forwarded_event_holds_it_and_no_key() -> None:
    event = track(writeKey="wk-canary-1", properties={"evil": EVIL})
    forms = forms_of(await told(event))
    assert list(forms) == [
        "payload", "curl", "node", "python", "browser", "batch", "gets", "send",
    ]  # fmt: skip
    assert not any("canary" in text for text in forms.values())
    without = {name: value for name, value in event.items() if name != "writeKey"}
    assert json.loads(forms["batch"]) == {"batch": [without]}
    assert json.loads(forms["payload"]) == {**event, "writeKey": "***"}
    assert json.loads(forms["gets"])[0]["userId"] == "u-1"


async def test_what_is_not_forwarded_has_nothing_of_the_destination() -> None:
    forms = forms_of(await told(track("Other"), Reason.UNMAPPED_EVENT))
    assert "gets" not in forms
    assert "send" not in forms
    assert "curl" in forms


@pytest.mark.parametrize("payload", [b"{", b'{"type": ["x"]}', b'{"event": "A"}'])
async def test_what_names_no_call_can_only_be_copied_as_it_is(payload: bytes) -> None:
    forms = forms_of(await told(payload, Reason.INVALID_JSON))
    assert set(forms) <= {"payload", "batch"}


async def test_a_deletion_is_no_call_of_an_sdk() -> None:
    forms = forms_of(await told(delete(), Reason.DELETE))
    assert "curl" in forms
    assert not {"node", "python", "browser"} & set(forms)


@pytest.mark.skipif(shutil.which("node") is None, reason="there is no node here")
@pytest.mark.parametrize("write", [node_call, browser_call])
def test_node_reads_the_modules(
    tmp_path: Path, write: Callable[[dict[str, Any], str], str]
) -> None:
    for number, event in enumerate((track(EVIL, properties={EVIL: EVIL}), identify())):
        module = tmp_path / f"call{number}.mjs"
        module.write_text(write(event, ADDRESS), "utf-8")
        subprocess.run(["node", "--check", module], check=True, capture_output=True)
