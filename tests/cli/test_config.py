"""`config`: the file's place, a first file, and its problems."""

import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sprig_tui.adapters.config.first_start import example_text
from sprig_tui.cli.main import main


def run(*words: str, env: dict[str, str] | None = None) -> Result:
    return CliRunner().invoke(main, ["config", *words], env=env)


def test_the_path_is_printed_whether_there_is_a_file_or_not(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    assert run("path", "--config", "a.toml").stdout == f"{folder / 'a.toml'}\n"
    (folder / "sprig.toml").touch()
    assert run("path").stdout == f"{folder / 'sprig.toml'}\n"


def test_a_first_config_is_written_with_its_folders_for_the_owner_only(folder: Path) -> None:
    file = folder / "new" / "config.toml"
    done = run("init", "--config", str(file))
    assert (done.exit_code, done.stdout) == (0, f"{file}\n")
    assert file.read_text() == example_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_an_existing_file_is_never_overwritten(folder: Path) -> None:
    file = folder / "c.toml"
    file.write_text("# mine\n")
    done = run("init", "--config", str(file))
    assert done.exit_code == 2
    assert done.stderr == f"sprig-tui: {file} exists already: nothing was written\n"
    assert file.read_text() == "# mine\n"


def test_a_config_that_cannot_be_written_is_one_sentence(folder: Path) -> None:
    (folder / "file").touch()
    done = run("init", "--config", str(folder / "file" / "c.toml"))
    assert done.exit_code == 2
    assert len(done.stderr.splitlines()) == 1


def test_a_good_file_has_no_problems(folder: Path) -> None:
    file = folder / "c.toml"
    run("init", "--config", str(file))
    done = run("validate", "--config", str(file))
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == f"sprig-tui: {file} has no problems\n"


def test_warnings_are_printed_and_are_no_failure(folder: Path) -> None:
    file = folder / "c.toml"
    file.write_text("[listener]\n  prot = 1\n")
    done = run("validate", "--config", str(file))
    assert done.exit_code == 0
    sentence = '[listener].prot is not a setting; did you mean "port"?'
    assert done.stdout == f"{file}:2:3: warning: {sentence}\n"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("version = \n", [":1:11: error: this is not TOML: Invalid value"]),
        (
            'version = "1"\n[listener]\nport = -1\n',
            [
                ":1:11: error: version must be a whole number, not a text",
                ":3:8: error: [listener].port must be at least 0",
            ],
        ),
    ],
)
def test_errors_are_printed_with_their_places(folder: Path, text: str, lines: list[str]) -> None:
    file = folder / "c.toml"
    file.write_text(text)
    done = run("validate", "--config", str(file))
    assert (done.exit_code, done.stderr) == (2, "")
    assert done.stdout.splitlines() == [f"{file}{line}" for line in lines]


def test_a_listener_that_nothing_guards_is_an_error(folder: Path) -> None:
    file = folder / "c.toml"
    file.write_text('\n[listener]\nhost = "::"\n')
    done = run("validate", "--config", str(file))
    assert done.exit_code == 2
    assert done.stdout.splitlines()[0].startswith(f"{file}:3: error: [listener].host")
    done = run("validate", "--config", str(file), env={"SPRIG_TUI_API_KEY": "key-1234"})
    assert done.exit_code == 0
    assert "key-1234" not in done.output


def test_a_file_that_is_not_there_says_what_to_do(folder: Path) -> None:
    done = run("validate", "--config", str(folder / "none.toml"))
    assert done.exit_code == 2
    assert "sprig-tui config init" in done.stdout


def test_text_of_the_file_is_printed_harmlessly(folder: Path) -> None:
    file = folder / "c.toml"
    file.write_text('"\\u001b]0;x" = 1\n')
    assert "\x1b" not in run("validate", "--config", str(file)).output
