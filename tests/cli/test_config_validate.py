"""`config validate`: the file by itself, and against the log."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sprig_tui.cli.main import main
from tests import factories
from tests.cli.filling import fill

CONFIG = """
[[triggered_events]]
event = "Invoice Paid"

[[triggered_events]]
event = "Order"
match = "contains"

[[triggered_events]]
event = "Order Completed"

[[filters]]
name = "no pages"
if = 'type = "Page"'
action = "drop_event"
"""


@pytest.fixture
def file(folder: Path) -> Path:
    path = folder / "c.toml"
    path.write_text(CONFIG)
    return path


def validate(file: Path, *words: str) -> Result:
    done = CliRunner().invoke(main, ["config", "validate", "--config", str(file), *words])
    assert "Traceback" not in done.stderr
    return done


def fill_with_names(store: Path) -> None:
    fill(store, *(factories.track(f"Order {n}", messageId=f"m-{n}") for n in range(20)))


def test_every_warning_stands_at_its_line(file: Path) -> None:
    """What never wins, what is never true; without a store only these."""
    done = validate(file)
    assert (done.exit_code, done.stderr) == (0, "")
    places = [line.removeprefix(str(file)).split(": ")[:3] for line in done.stdout.splitlines()]
    assert places == [
        [":10", "warning", "[[triggered_events]] #3"],
        [":14", "warning", "[[filters]] #1"],
    ]


def test_the_log_tells_more_in_the_order_of_the_lines(file: Path) -> None:
    store = file.parent / "events.db"
    fill_with_names(store)
    done = validate(file, "--store", str(store))
    assert done.exit_code == 0
    first, *rest = done.stdout.splitlines()
    assert first.startswith(
        f"{file}:3: warning: [[triggered_events]] #1: it matches none of the 20"
    )
    assert len(rest) == 2
    assert validate(file, "--store", str(store), "--no-log").stdout.splitlines() == rest


def test_a_log_that_cannot_be_read_is_no_failure(file: Path) -> None:
    store = file.parent / "events.db"
    store.write_bytes(b"this is no SQLite file" * 100)
    done = validate(file, "--store", str(store))
    assert done.exit_code == 0
    assert done.stderr.startswith("sprig-tui: checked without the log: ")
    assert len(done.stderr.splitlines()) == 1


def test_a_store_that_was_named_and_is_not_there_is_said(file: Path) -> None:
    done = validate(file, "--store", "none.db")
    assert done.exit_code == 0
    assert done.stderr.startswith("sprig-tui: checked without the log: there is no store at ")


def test_a_broken_file_is_not_held_against_the_log(file: Path) -> None:
    store = file.parent / "events.db"
    fill_with_names(store)
    file.write_text("[[triggered_events]]\nevent = 1\n")
    done = validate(file, "--store", str(store))
    assert done.exit_code == 2
    assert len(done.stdout.splitlines()) == 1


def test_warnings_are_a_failure_only_when_they_shall_be(file: Path) -> None:
    """An error is one always; a file without problems never."""
    assert validate(file).exit_code == 0
    assert validate(file, "--strict").exit_code == 1
    file.write_text("version = 1\n")
    assert validate(file, "--strict").exit_code == 0
    file.write_text('version = "1"\n')
    assert validate(file, "--strict").exit_code == 2


def test_an_error_hides_nothing_else_that_is_wrong(file: Path) -> None:
    """Unknown keys, values, an open listener: all in the order of their lines."""
    file.write_text(f'colour = 1\nlistener.host = "::"\nstore.keep_days = 0\n{CONFIG}')
    done = validate(file)
    assert done.exit_code == 2
    told = [line.removeprefix(f"{file}:").split(": ")[:2] for line in done.stdout.splitlines()]
    assert told == [
        ["1:1", "warning"],
        ["2", "error"],
        ["2", "warning"],
        ["3:19", "error"],
        ["13", "warning"],
        ["17", "warning"],
    ]


def test_a_link_that_leads_in_a_circle_is_one_line(file: Path) -> None:
    """It says what to do."""
    file.unlink()
    file.symlink_to(file)
    done = validate(file)
    assert done.exit_code == 2
    assert done.stdout == f"{file}: error: this link leads in a circle: mend it, or remove it\n"


def test_a_listener_is_not_called_open_when_its_key_may_be_what_is_wrong(file: Path) -> None:
    file.write_text('listener.host = "::"\nlistener.write_keys = 3\n')
    (line,) = validate(file).stdout.splitlines()
    assert "write_keys" in line


def test_a_filter_that_stops_every_event_comes_first_and_plainly(file: Path) -> None:
    """It is a warning by contract: exit 0, and 1 with --strict."""
    file.write_text(CONFIG + '[[filters]]\nif = "type = ("\n')
    done = validate(file)
    assert done.exit_code == 0
    first = done.stdout.splitlines()[0]
    assert "warning: [[filters]] #2: it does not parse, so nothing is sent" in first
    assert "NOTHING IS SENT" in done.stderr
    assert validate(file, "--strict").exit_code == 1
    file.write_text(file.read_text() + "enabled = false\n")
    assert "NOTHING IS SENT" not in validate(file).stderr
