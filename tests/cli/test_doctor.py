"""`doctor`: one line for each part, and an exit code that scripts can use."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sprig_tui.cli.main import main
from tests.cli.filling import fill


@pytest.fixture
def file(folder: Path) -> Path:
    path = folder / "c.toml"
    path.write_text('[listener]\nport = 0\n[destination]\nendpoint = "http://127.0.0.1:1"\n')
    return path


def doctor(file: Path, *words: str) -> Result:
    store = str(file.with_name("events.db"))
    return CliRunner().invoke(main, ["doctor", "--config", str(file), "--store", store, *words])


def test_every_part_has_a_line_and_nothing_wrong_is_success(file: Path) -> None:
    done = doctor(file)
    parts = [line.split()[1] for line in done.stdout.splitlines()]
    assert parts == ["config", "API", "engine", "port", "store", "destination", "terminal"]
    assert done.exit_code == 0
    assert "not made yet" in done.stdout
    assert not file.with_name("events.db").exists()


def test_the_key_is_never_printed(file: Path) -> None:
    file.write_text('[destination.api_keys]\ndevelopment = "key-canary-1234"\n')
    done = doctor(file)
    assert "there is one for development" in done.stdout
    assert "canary" not in done.output


def test_a_broken_config_is_the_first_line_and_fails(file: Path) -> None:
    file.write_text("[")
    done = doctor(file)
    assert done.stdout.startswith("problem  config")
    assert done.exit_code == 1


def test_a_destination_that_cannot_be_reached_fails_only_when_asked(file: Path) -> None:
    done = doctor(file, "--online")
    assert "problem  destination  127.0.0.1:1: it cannot be reached" in done.stdout
    assert done.exit_code == 1


@pytest.mark.parametrize("words", [(), ("--online",)])
def test_the_login_of_an_endpoint_is_never_printed(file: Path, words: tuple[str, ...]) -> None:
    """Nor connected to: where its password ends is not known."""
    file.write_text("[destination]\nendpoint = 'https://me:can/a@ry[?@a.example'\n")
    done = doctor(file, *words)
    assert "***@a.example" in done.stdout
    assert "can/a" not in done.output
    assert "ry[" not in done.output
    assert not isinstance(done.exception, ValueError)


def test_the_books_are_told_where_there_is_a_store(file: Path) -> None:
    fill(file.with_name("events.db"), {"type": "track", "event": "A", "userId": "u"})
    done = doctor(file)
    assert "books        received 1: " in done.stdout
