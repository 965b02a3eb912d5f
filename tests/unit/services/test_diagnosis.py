"""What the doctor says of each part."""

from dataclasses import replace

import pytest

from sprig_tui.adapters.config.reading import read_config
from sprig_tui.domain.config_edits import ConfigError, ConfigProblem, ConfigSnapshot
from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.flow import DeliveryStatus, Flow, LastAnswer, Reached
from sprig_tui.domain.log import Books
from sprig_tui.domain.rules import RulesSource
from sprig_tui.domain.secret import Secret
from sprig_tui.ports import EngineHangsError, EngineStatus
from sprig_tui.services.diagnosis import (
    Finding,
    Health,
    book_findings,
    config_findings,
    destination_finding,
    engine_findings,
    terminal_findings,
)

STATUS = EngineStatus(7, "http://127.0.0.1:8765", "/c.toml", "/s.db", 1, "v")
BROKEN = ConfigError("/c.toml", (ConfigProblem("error", "it is not TOML", line=3),))
KEY = '[destination.api_keys]\ndevelopment = "key-canary-1234"\n'


def _snapshot(text: str = "", key: str = "") -> ConfigSnapshot:
    return read_config(text, "/c.toml", environment_key=Secret(key))


def _by_part(findings: list[Finding]) -> dict[str, Finding]:
    return {finding.part: finding for finding in findings}


def test_a_broken_config_is_the_problem_with_its_place() -> None:
    (finding,) = config_findings(BROKEN, named_explicitly=False)
    assert (finding.health, finding.sentence) == (Health.PROBLEM, "/c.toml:3: it is not TOML")


@pytest.mark.parametrize(("pid", "remedy"), [(7, "if it was stopped: kill -CONT 7"), (0, "")])
def test_an_engine_that_hangs_is_neither_started_nor_given_another_port(
    pid: int, remedy: str
) -> None:
    hangs = EngineHangsError(pid)
    engine, port = engine_findings(hangs, _snapshot(), port_problem="taken; --port N")
    assert (engine.health, engine.sentence) == (Health.PROBLEM, str(hangs))
    assert engine.remedy == remedy
    assert (port.health, "--port" in port.sentence) == (Health.UNKNOWN, False)


def test_a_file_that_is_not_there_is_not_to_be_validated() -> None:
    """The sentence says itself what makes one."""
    problem = ConfigProblem("error", "there is no such file: write one with: X", unread=True)
    missing = ConfigError("/c.toml", (problem,))
    (finding,) = config_findings(missing, named_explicitly=False)
    assert finding.remedy == ""


def test_a_key_that_is_missing_is_told_with_what_stores_it() -> None:
    """Not where the one of the environment would still go before it."""
    found = _by_part(list(config_findings(_snapshot(), named_explicitly=False)))["API key"]
    assert found.sentence.endswith("environment: set one in Settings")
    assert found.remedy == "or with: sprig-tui key set --stdin --environment development"
    elsewhere = _snapshot('[destination]\nendpoint = "https://far.example"', key="e" * 9)
    found = _by_part(list(config_findings(elsewhere, named_explicitly=False)))["API key"]
    assert found.remedy == ""


def test_an_endpoint_that_is_not_connected_to_is_no_fault_of_the_network() -> None:
    found = destination_finding(STATUS, host="far.example", reached=None, unfit="use https")
    assert (found.health, found.sentence) == (
        Health.PROBLEM, "far.example was not asked: use https",
    )  # fmt: skip
    assert found.remedy == "correct [destination].endpoint"


def test_warnings_are_counted_and_the_first_are_told() -> None:
    text = "".join(f"unknown_{number} = 1\n" for number in range(5))
    found = _by_part(list(config_findings(_snapshot(text), named_explicitly=False)))["config"]
    assert found.health is Health.WARNING
    assert "line 1: " in found.sentence
    assert found.sentence.endswith("; and 2 more")


def test_a_filter_that_stops_every_event_is_a_problem() -> None:
    """Though the file can be used; it is told before other warnings."""
    read = _snapshot('[listener]\nprot = 1\n[[filters]]\nif = "("\n')
    found = _by_part(list(config_findings(read, named_explicitly=False)))["config"]
    assert found.health is Health.PROBLEM
    assert found.sentence.startswith("no event is sent: ")
    assert found.sentence.index("does not parse") < found.sentence.index("prot")
    assert "enabled" in found.remedy


def test_a_listener_that_nothing_guards_is_a_problem() -> None:
    """It would not start (design.md, section 3)."""
    text = '[listener]\nhost = "0.0.0.0"\n'
    found = _by_part(list(config_findings(_snapshot(text), named_explicitly=False)))["config"]
    assert found.health is Health.PROBLEM
    assert "lets other machines in" in found.sentence


@pytest.mark.parametrize(
    ("text", "key", "health", "said"),
    [
        ("", "", Health.WARNING, "There is no API key for the development environment"),
        ('[destination]\nmode = "live"\n', "", Health.PROBLEM, "There is no API key"),
        (KEY, "", Health.OK, "there is one for development"),
        ("", "from-environment", Health.OK, "from $SPRIG_TUI_API_KEY"),
    ],
)
def test_the_key_is_told_of_and_never_told(text: str, key: str, health: Health, said: str) -> None:
    found = _by_part(list(config_findings(_snapshot(text, key), named_explicitly=True)))["API key"]
    assert found.health is health
    assert said in found.sentence
    assert "canary" not in found.sentence
    assert "from-environment" not in found.sentence


def test_without_an_engine_the_port_is_told() -> None:
    read = _snapshot()
    found = _by_part(list(engine_findings(None, read, port_problem="")))
    assert found["engine"].health is Health.WARNING
    assert (found["port"].health, found["port"].sentence) == (Health.OK, "127.0.0.1:8765 is free")
    found = _by_part(list(engine_findings(None, read, port_problem="it is taken")))
    assert (found["port"].health, found["port"].sentence) == (Health.PROBLEM, "it is taken")
    assert list(_by_part(list(engine_findings(None, BROKEN, port_problem="")))) == ["engine"]


def test_an_engine_is_well_when_its_port_answers_and_its_rules_are_the_files() -> None:
    read = _snapshot()
    version = RulesSource.of(read.config, read.lines).version()
    status = replace(STATUS, rules_version=version)
    findings = list(engine_findings(status, read, port_problem=""))
    assert {finding.health for finding in findings} == {Health.OK}
    assert [finding.part for finding in findings] == ["engine", "port", "rules"]


@pytest.mark.parametrize(
    ("status", "port_problem", "part", "health"),
    [
        (STATUS, "nothing answers", "port", Health.PROBLEM),
        (replace(STATUS, problem="the disk is full"), "", "port", Health.PROBLEM),
        (STATUS, "", "rules", Health.WARNING),
        (replace(STATUS, restart_needed=("listener.port",)), "", "rules", Health.WARNING),
    ],
)
def test_what_is_wrong_with_an_engine(
    status: EngineStatus, port_problem: str, part: str, health: Health
) -> None:
    findings = engine_findings(status, _snapshot(), port_problem=port_problem)
    assert _by_part(list(findings))[part].health is health
    parts = [one.part for one in engine_findings(status, BROKEN, port_problem=port_problem)]
    assert parts == ["engine", "port"]


def test_the_books_and_what_failed() -> None:
    books = Books(received=3, forwarded=1, filtered=2, deliveries={DeliveryState.DELIVERED: 1})
    found = _by_part(list(book_findings(books, None)))
    assert {one.health for one in found.values()} == {Health.OK}
    failed = replace(books, deliveries={DeliveryState.FAILED: 1})
    status = replace(STATUS, delivery=DeliveryStatus(Flow.PACED, "The rest wait.", waiting=2))
    found = _by_part(list(book_findings(failed, status)))
    assert found["deliveries"].sentence == "1 failed; The rest wait."
    assert found["deliveries"].health is Health.WARNING
    held = replace(books, deliveries={DeliveryState.HELD: 1})
    found = _by_part(list(book_findings(held, STATUS)))
    assert found["deliveries"].sentence == "1 held; 0 wait to be sent"
    wrong = _by_part(list(book_findings(Books(received=1), status)))["books"]
    assert wrong.health is Health.PROBLEM


@pytest.mark.parametrize(
    ("last", "reached", "health", "said"),
    [
        (None, None, Health.UNKNOWN, "was not asked"),
        (None, "", Health.OK, "can be reached"),
        (None, "no route", Health.PROBLEM, "api.sprig.com: no route"),
        (LastAnswer(202, 41, 0), None, Health.OK, "answered 202 in 41 ms"),
        (LastAnswer(503, 41, 0), None, Health.WARNING, "answered 503"),
        (LastAnswer(None, 0, 0, "No route."), None, Health.PROBLEM, "gave no answer: No route."),
    ],
)
def test_the_destination(
    last: LastAnswer | None, reached: str | None, health: Health, said: str
) -> None:
    status = replace(STATUS, delivery=DeliveryStatus(Flow.IDLE, last=last))
    found = destination_finding(status, host="api.sprig.com", reached=reached)
    assert found.health is health
    assert said in found.sentence


def test_without_an_engine_nobody_knows_the_destination() -> None:
    found = destination_finding(None, host="api.sprig.com", reached=None)
    assert found.health is Health.UNKNOWN


@pytest.mark.parametrize(
    ("environ", "size", "health", "said"),
    [
        ({"TERM": "xterm-256color"}, (80, 24), Health.OK, "xterm-256color, 80x24, utf-8"),
        ({"TERM": "xterm", "NO_COLOR": "1"}, (80, 24), Health.OK, "no colours (NO_COLOR)"),
        ({"TERM": "dumb"}, (80, 24), Health.WARNING, "cannot place text"),
        ({}, (80, 24), Health.WARNING, "no TERM"),
        ({"TERM": "xterm"}, (59, 24), Health.WARNING, "small"),
        ({"TERM": "xterm"}, (80, 15), Health.WARNING, "small"),
        ({"TERM": "xterm"}, None, Health.UNKNOWN, "none here"),
    ],
)
def test_the_terminal(
    environ: dict[str, str], size: tuple[int, int] | None, health: Health, said: str
) -> None:
    (found,) = terminal_findings(environ, encoding="utf-8", size=size)
    assert found.health is health
    assert said in found.sentence


def test_in_tmux_copies_depend_on_a_setting() -> None:
    found = list(terminal_findings({"TERM": "tmux", "TMUX": "x"}, encoding="utf-8", size=(80, 24)))
    assert [one.part for one in found] == ["terminal", "clipboard"]


@pytest.mark.parametrize(
    ("last", "reached", "health", "said"),
    [
        (202, Reached(4), Health.OK, "h can be reached; nothing was sent"),
        (202, Reached(4, "it is gone"), Health.PROBLEM, "h: it is gone"),
        (401, Reached(4), Health.WARNING, "h answered 401 in 7 ms"),
    ],
)
def test_the_engines_last_connection_is_newer_than_a_good_answer(
    last: int, reached: Reached, health: Health, said: str
) -> None:
    """One that refuses still refuses when it can be reached."""
    delivery = DeliveryStatus(Flow.IDLE, last=LastAnswer(last, 7, 0))
    status = replace(STATUS, delivery=delivery, reached=reached)
    found = destination_finding(status, host="h", reached=None)
    assert (found.health, found.sentence) == (health, said)
