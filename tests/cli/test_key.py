"""`key`: the API key goes from stdin into the file and is shown nowhere."""

import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sprig_tui.cli import key
from sprig_tui.cli.main import main
from tests.cli.rival import write_meanwhile

SECRET = "canary-key-9876"


def run(folder: Path, *words: str, stdin: str = "", env: dict[str, str] | None = None) -> Result:
    arguments = ["key", *words, "--config", str(folder / "c.toml")]
    return CliRunner().invoke(main, arguments, input=stdin, env=env)


@pytest.fixture
def file(folder: Path) -> Path:
    """A config with a comment."""
    file = folder / "c.toml"
    file.write_text('# mine\n[destination]\nenvironment = "production" # now\n')
    file.chmod(0o600)
    return file


def test_a_key_is_stored_for_the_environment_in_use(folder: Path, file: Path) -> None:
    before = file.read_text()
    done = run(folder, "set", "--stdin", stdin=f"{SECRET}\n")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == f"sprig-tui: the production key ••••••••9876 is in {file}\n"
    assert file.read_text().startswith(before)
    assert f'production = "{SECRET}"\n' in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_key_is_stored_for_the_environment_that_is_named(folder: Path, file: Path) -> None:
    run(folder, "set", "--stdin", "--environment", "development", stdin=SECRET)
    assert f'development = "{SECRET}"\n' in file.read_text()


def test_a_key_is_cleared_and_its_line_stays(folder: Path, file: Path) -> None:
    run(folder, "set", "--stdin", stdin=SECRET)
    done = run(folder, "clear")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == f"sprig-tui: cleared the production key of {file}\n"
    again = run(folder, "clear", "--environment", "production")
    assert again.stderr == f"sprig-tui: {file} holds no production key: nothing was changed\n"
    assert 'production = ""\n' in file.read_text()


def test_a_key_goes_into_what_somebody_else_wrote_meanwhile(
    folder: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_meanwhile(monkeypatch, file, "# theirs\nversion = 1\n")
    done = run(folder, "set", "--stdin", stdin=SECRET)
    assert (done.exit_code, "development key" in done.stderr) == (0, True)
    assert file.read_text().startswith("# theirs\nversion = 1\n")
    write_meanwhile(monkeypatch, file, "# theirs again\n" + file.read_text())
    assert run(folder, "clear").exit_code == 0
    assert file.read_text().startswith("# theirs again\n")
    assert SECRET not in file.read_text()


def test_clearing_a_key_that_is_not_there_leaves_the_file_alone(folder: Path, file: Path) -> None:
    before = file.read_bytes()
    assert run(folder, "clear").exit_code == 0
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "stdin", "sentence"),
    [
        (("set",), SECRET, "give the key on stdin"),
        (("set", "--stdin"), " \n", "stdin holds no key"),
        (("set", "--stdin"), f"{SECRET} {SECRET}", "nothing was stored"),
        (("set", "--stdin"), f"{SECRET}\n{SECRET}\n", "nothing was stored"),
    ],
)
def test_what_is_not_a_key_is_refused(
    folder: Path, file: Path, words: tuple[str, ...], stdin: str, sentence: str
) -> None:
    before = file.read_bytes()
    done = run(folder, *words, stdin=stdin)
    assert done.exit_code == 2
    assert sentence in done.stderr
    assert SECRET not in done.output
    assert file.read_bytes() == before


def test_the_key_of_the_environment_is_told_of(folder: Path, file: Path) -> None:
    env = {"SPRIG_TUI_API_KEY": SECRET}
    for words in (("set", "--stdin"), ("clear",)):
        done = run(folder, *words, stdin="other-key-1", env=env)
        assert "$SPRIG_TUI_API_KEY is set" in done.stderr
        assert SECRET not in done.output + file.read_text()


def test_a_file_that_others_can_read_is_told_of(folder: Path, file: Path) -> None:
    file.chmod(0o644)
    done = run(folder, "set", "--stdin", stdin=SECRET)
    assert done.exit_code == 0
    assert f"chmod 600 {file}" in done.stderr


def test_the_same_key_for_both_environments_is_told_of(folder: Path, file: Path) -> None:
    for name in ("development", "production"):
        done = run(folder, "set", "--stdin", "--environment", name, stdin=SECRET)
        told = "warning: the development and production keys are the same" in done.stderr
        assert (done.exit_code, told) == (0, name == "production")
        assert SECRET not in done.output


def test_a_file_that_is_not_there_says_what_to_do(folder: Path) -> None:
    done = run(folder, "set", "--stdin", stdin=SECRET)
    assert done.exit_code == 2
    assert "sprig-tui config init" in done.stderr


def test_a_key_typed_at_a_terminal_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", type("Tty", (), {"isatty": lambda _self: True})())
    monkeypatch.setattr("getpass.getpass", lambda _prompt: f"{SECRET} ")
    assert key._read_key() == SECRET


def test_what_is_too_long_for_a_key_is_refused_and_not_cut(folder: Path, file: Path) -> None:
    before = file.read_bytes()
    done = run(folder, "set", "--stdin", stdin="x" * 5_000)
    assert (done.exit_code, file.read_bytes()) == (2, before)
    assert "no key" in done.stderr
