"""`mappings import`: one save of all that is sound, or of nothing."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sprig_tui.cli.main import main
from tests.cli.rival import write_meanwhile

CONFIG = """\
[destination.api_keys]
production = "canary-key-9876"

[[triggered_events]]
event = "Signed Up"   # the big one
"""
HEAD = "table,pattern,match,sprig_event,enabled,note\n"
TWO = HEAD + "event,Signed Up,,,,\nurl,/pricing,startsWith,,false,n\n"
BOTH = '[[page_urls]]\nurl = "/pricing"\nmatch = "startsWith"\nenabled = false\nnote = "n"\n'


@pytest.fixture
def file(folder: Path) -> Path:
    file = folder / "c.toml"
    file.write_text(CONFIG)
    return file


def run(file: Path, text: str, *words: str, name: str = "m.csv") -> Result:
    source = file.with_name(name)
    source.write_text(text)
    options = ["--config", str(file), "--store", str(file.with_name("s.db"))]
    done = CliRunner().invoke(main, ["mappings", "import", str(source), *words, *options])
    assert "canary" not in done.output
    return done


def test_mappings_are_merged_and_counted(file: Path) -> None:
    done = run(file, TWO)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == f"added 1, changed 0, already there 1: {file}\n"
    assert file.read_text() == CONFIG + "\n" + BOTH
    assert "already there 2" in run(file, TWO).stdout


def test_stdin_is_read_and_its_form_is_seen(file: Path) -> None:
    words = ["mappings", "import", "-", "--config", str(file)]
    done = CliRunner().invoke(main, words, input='{"rules": [{"type": "PAGE", "key": "Home"}]}')
    assert done.exit_code == 0
    assert done.stdout.startswith("added 0, changed 0, already there 0")
    assert "1 page rule passed over" in done.stderr


def test_the_form_can_be_said(file: Path) -> None:
    assert "added 1" in run(file, json.dumps(["Bought"]), "--format", "json", name="x.csv").stdout


def test_in_the_place_of_what_is_there(file: Path) -> None:
    done = run(file, HEAD + "url,/pricing,startsWith,,false,n\n", "--replace")
    assert "removed 1" in done.stdout
    assert "Signed Up" not in file.read_text()


BAD = HEAD + "event,,,,,\nevent,Bought,,,,\nevent,\x1b[31m,like,,,\n"


def test_every_bad_line_is_told_and_nothing_is_written(file: Path) -> None:
    done = run(file, BAD)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "refused: line 2: the pattern is missing" in done.stderr
    assert "refused: line 4: match must be" in done.stderr
    assert "2 refused, nothing was written; --skip-bad imports the others" in done.stderr
    assert "\x1b" not in done.output
    assert file.read_text() == CONFIG


def test_bad_lines_can_be_skipped(file: Path) -> None:
    done = run(file, BAD, "--skip-bad")
    assert done.exit_code == 0
    assert done.stdout == f"added 1, changed 0, already there 0, refused 2: {file}\n"
    assert 'event = "Bought"' in file.read_text()


def test_replacing_never_removes_what_a_refused_line_is_about(file: Path) -> None:
    """Nobody knows what the line was to say, so nothing goes."""
    done = run(file, HEAD + "event,Signed Up,like,,,\nevent,B,,,,\n", "--replace", "--skip-bad")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "--replace would remove the mappings of those lines" in done.stderr
    assert file.read_text() == CONFIG


RICH = (
    CONFIG
    + """
[[triggered_events]]
event = "^Bought .+"
match = "regex"

[[triggered_events]]
event = "Left"
enabled = false
"""
)


def test_what_a_tracking_plan_cannot_name_is_not_removed_unasked(file: Path) -> None:
    """The count is told; --yes removes it, a dry run shows it."""
    file.write_text(RICH)
    said = "2 of the 3 mappings that would be removed are of kinds that this file cannot name"
    done = run(file, '["New"]', "--replace", name="plan.json")
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr
    assert "nothing was written; --yes removes them" in done.stderr
    assert file.read_text() == RICH
    assert said in run(file, '["New"]', "--replace", "--dry-run", name="plan.json").stderr
    assert file.read_text() == RICH
    done = run(file, '["New"]', "--replace", "--yes", name="plan.json")
    assert (done.exit_code, said in done.stderr) == (0, True)
    assert "removed 3" in done.stdout
    assert "regex" not in file.read_text()


def test_a_plan_that_loses_nothing_it_cannot_name_replaces_at_once(file: Path) -> None:
    done = run(file, '["New"]', "--replace", name="plan.json")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "removed 1" in done.stdout


def test_of_many_bad_lines_some_are_told(file: Path) -> None:
    done = run(file, HEAD + "event,,,,,\n" * 60)
    assert done.stderr.count("refused: line") == 50
    assert "10 more are refused" in done.stderr


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("[[", "m.toml", "this is no TOML"),
        ("{", "m.json", "line 1, column 2: this is no JSON"),
        ("x,y\n", "m.csv", "must name the columns"),
    ],
)
def test_what_cannot_be_read_says_why(file: Path, text: str, name: str, said: str) -> None:
    done = run(file, text, name=name)
    assert done.exit_code == 2
    assert said in done.stderr
    assert file.read_text() == CONFIG


def test_a_file_that_may_not_be_read_is_said(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("click.open_file", refuse)
    done = run(file, TWO)
    assert (done.exit_code, "permission denied" in done.stderr) == (2, True)


def test_gleap_takes_no_more_than_fifty(file: Path) -> None:
    file.write_text('[destination]\nkind = "gleap"\n')
    rows = "".join(f"event,E{number}\n" for number in range(51))
    done = run(file, "table,pattern\n" + rows)
    assert (done.exit_code, "at most 50" in done.stderr) == (2, True)


def test_a_dry_run_prints_the_lines_and_writes_nothing(file: Path) -> None:
    done = run(file, TWO, "--dry-run")
    assert done.exit_code == 0
    assert done.stdout.startswith("dry run: would add 1, would change 0, already there")
    assert '+url = "/pricing"' in done.stdout.splitlines()
    assert "nothing was written" in done.stderr
    assert file.read_text() == CONFIG


def test_what_others_write_meanwhile_stays(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_meanwhile(monkeypatch, file, "# theirs\n" + CONFIG)
    assert run(file, TWO).exit_code == 0
    assert file.read_text() == "# theirs\n" + CONFIG + "\n" + BOTH


def test_what_was_exported_comes_back(file: Path) -> None:
    run(file, TWO)
    there = file.read_text()
    for form in ("csv", "toml"):
        words = ["mappings", "export", "--format", form, "--config", str(file)]
        text = CliRunner().invoke(main, words).stdout_bytes.decode()
        done = run(file, text, "--replace", name=f"m.{form}")
        assert "added 0, changed 0, already there 2" in done.stdout
        assert file.read_text() == there
