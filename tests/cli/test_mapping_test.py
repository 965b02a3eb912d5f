"""`sprig-tui mappings test`: design.md, section 7."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sprig_tui.cli.main import main
from tests import factories
from tests.cli.filling import fill

CONFIG = """
version = 1
[[triggered_events]]
event = "Button Clicked"
[[page_urls]]
url = "https://shop.example/pricing"
match = "exactly"
"""


@pytest.fixture
def config(folder: Path) -> Path:
    path = folder / "sprig.toml"
    path.write_text(CONFIG)
    return path


@pytest.fixture
def capture(folder: Path) -> Path:
    """An identify, then a batch body of a track and a page, then a line that is no JSON."""
    path = folder / "capture.jsonl"
    batch = {"batch": [factories.track(messageId="t"), factories.page(messageId="p")]}
    lines = (json.dumps(factories.identify()), "", json.dumps(batch), "not JSON")
    path.write_text("\n".join(lines))
    return path


@pytest.fixture
def store(folder: Path) -> Path:
    path = folder / "events.db"
    fill(
        path,
        factories.identify(messageId="m-0"),
        factories.track(),
        factories.track("Cart", messageId="m-2"),
    )
    return path


def run(config: Path, *words: object, stdin: str | None = None) -> Result:
    given = ["mappings", "test", *map(str, words), "--config", str(config)]
    done = CliRunner().invoke(main, given, input=stdin)
    assert "Traceback" not in done.stderr
    return done


def objects(done: Result) -> list[dict[str, Any]]:
    assert done.exit_code == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_the_report_of_a_capture(config: Path, capture: Path) -> None:
    report, *_ = objects(run(config, capture))
    assert report["reasons"] == {
        "forwarded.event": 1,
        "forwarded.identify": 1,
        "forwarded.page": 1,
        "rejected.invalid_json": 1,
    }


def test_the_report_of_the_log(config: Path, store: Path) -> None:
    report, event, page, unmapped = objects(run(config, "--store", store))
    assert (report["looked_at"], report["older"]) == (3, False)
    assert (event["hits"], page["hits"], unmapped["name"]) == (1, 0, "Cart")


def test_the_newest_events_of_the_log_alone(config: Path, store: Path) -> None:
    report, *_ = objects(run(config, "--store", store, "--limit", "2"))
    assert (report["looked_at"], report["older"]) == (2, True)


def test_the_first_events_of_stdin_alone(config: Path, capture: Path) -> None:
    report, *_ = objects(run(config, "-", "--limit", "2", stdin=capture.read_text()))
    assert (report["looked_at"], report["outcomes"]["forwarded"]) == (2, 2)


def test_users_may_be_known_before_the_file(config: Path) -> None:
    line = json.dumps(factories.track())
    report, *_ = objects(run(config, "-", "--known-user", factories.USER, stdin=line))
    assert report["outcomes"]["forwarded"] == 1


def test_against_another_config(config: Path, store: Path, folder: Path) -> None:
    new = folder / "new.toml"
    new.write_text('version = 1\n[[triggered_events]]\nevent = "Cart"\n')
    sums, *changes = objects(run(config, "--store", store, "--against", new))
    assert (sums["gained"], sums["lost"]) == (1, 1)
    assert [change["name"] for change in changes] == ["Cart", factories.BUTTON]
    assert sums["after"]["config"] == str(new)


def test_a_relative_config_is_one_of_this_folder(config: Path, capture: Path) -> None:
    Path("new.toml").write_text(CONFIG)
    sums, *changes = objects(run(config, capture, "--against", "new.toml"))
    assert (sums["after"]["config"], changes) == ("new.toml", [])


@pytest.mark.parametrize("words", [(), ("--against", "new.toml")])
def test_for_another_kind_of_destination(
    config: Path, capture: Path, words: tuple[str, ...]
) -> None:
    """The config itself, or the one that it is compared with."""
    Path("new.toml").write_text(CONFIG)
    sums, *changes = objects(run(config, capture, "--kind", "sprig_actions", *words))
    assert (sums["before"]["kind"], sums["after"]["kind"]) == ("sprig", "sprig_actions")
    page = next(change for change in changes if change["type"] == "page")
    assert page["after"]["reason"] == "filtered.unsupported_type"


def test_tables_are_for_people(config: Path, capture: Path) -> None:
    report = run(config, capture, "--output", "table")
    assert "Mappings, triggered events" in report.stdout
    moved = run(config, capture, "--output", "table", "--kind", "gleap", "--changes", "1")
    assert "Changes: + forwarded after" in moved.stdout
    assert moved.stdout.splitlines()[-1].endswith("(--changes N lists N)")


def test_a_change_fails_when_asked_to(config: Path, capture: Path, folder: Path) -> None:
    done = run(config, capture, "--kind", "sprig_actions", "--fail-on-change")
    assert done.exit_code == 1
    assert done.stdout
    same = folder / "same.toml"
    same.write_text(CONFIG)
    assert run(config, capture, "--against", same, "--fail-on-change").exit_code == 0


def test_an_event_that_is_only_sent_differently_fails_too(config: Path, folder: Path) -> None:
    new = folder / "new.toml"
    new.write_text(CONFIG.replace('"Button Clicked"', '"Button Clicked"\nsprig_event = "B"'))
    words = ("-", "--known-user", factories.USER, "--against", new, "--fail-on-change")
    assert run(config, *words, stdin=json.dumps(factories.track())).exit_code == 1


def test_nothing_looked_at_is_a_failure_too(config: Path, folder: Path) -> None:
    """A mistyped path must not stay green for ever."""
    same = folder / "same.toml"
    same.write_text(CONFIG)
    compare = ("--against", same, "--fail-on-change")
    done = run(config, "--store", folder / "none.db", *compare)
    assert (done.exit_code, done.stdout) == (2, "")
    assert f"there is no store at {folder / 'none.db'} (--store)" in done.stderr
    done = run(config, "-", *compare, stdin="")
    assert done.exit_code == 1
    assert "no event was looked at" in done.stderr
    done = run(config, "--store", "none.db", "--against", same)
    assert done.exit_code == 0
    assert "there is no store at" in done.stderr


def test_failing_needs_something_to_compare_with(config: Path, capture: Path) -> None:
    done = run(config, capture, "--fail-on-change")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "--against" in done.stderr


@pytest.mark.parametrize(
    "words",
    [("nothing.jsonl",), ("-", "--against", "nothing.toml"), ("-", "--against", "broken.toml")],
)
def test_files_that_cannot_be_used_are_named(config: Path, words: tuple[str, ...]) -> None:
    Path("broken.toml").write_text("version = \n")
    done = run(config, *words, stdin="")
    assert (done.exit_code, done.stdout) == (2, "")
    assert words[-1] in done.stderr


def test_gleap_takes_fifty_mappings(config: Path) -> None:
    config.write_text("version = 1\n" + '[[triggered_events]]\nevent = "A"\n' * 51)
    done = run(config, "-", "--kind", "gleap", stdin="")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "at most 50" in done.stderr


def test_an_empty_log_is_said_with_what_to_do(config: Path, capture: Path) -> None:
    """Each config has its own; with a FILE nobody asks for it."""
    for words in ([], ["--kind", "gleap"]):
        done = run(config, *words)
        assert done.exit_code == 0
        assert "Each config has its own" in done.stderr
        assert "events.db holds no event" in done.stderr
    assert run(config, capture).stderr == ""


def test_a_config_to_compare_with_that_is_not_there(config: Path) -> None:
    """Nobody wants a new one written there."""
    done = run(config, "--against", config.with_name("none.toml"))
    assert done.exit_code == 2
    assert "no such file to compare with" in done.stderr
    assert "config init" not in done.stderr
