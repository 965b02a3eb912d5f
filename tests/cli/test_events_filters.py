"""`events filters`, and saved names in queries."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sprig_tui.cli.main import main
from tests import factories
from tests.cli.filling import fill


@pytest.fixture
def store(folder: Path) -> Path:
    path = folder / "events.db"
    fill(path, factories.identify(messageId="m-0"), factories.track())
    return path


def run(store: Path, *words: str) -> Result:
    done = CliRunner().invoke(main, ["events", *words, "--store", str(store)])
    assert "Traceback" not in done.stderr
    return done


def test_a_saved_filter_is_used_by_its_name(store: Path) -> None:
    assert run(store, "filters", "tracks", "type:track", "-is:rejected").stdout == (
        "@tracks is saved\n"
    )
    assert run(store, "filters").stdout == "@tracks\ttype:track -is:rejected\n"
    assert run(store, "filters", "@tracks").stdout == "@tracks\ttype:track -is:rejected\n"
    for verb in ("list", "export"):
        lines = run(store, verb, "@tracks").stdout.splitlines()
        assert [json.loads(line)["type"] for line in lines] == ["track"]
    assert run(store, "filters", "tracks", "--remove").stdout == "@tracks is removed\n"
    assert run(store, "filters").stdout == ""


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["filters", "a", "is:nothing"], 2, 'at character 4: "nothing"'),
        (["filters", "a", "--remove"], 1, "no filter is saved as @a"),
        (["filters", "a"], 1, "no filter is saved as @a"),
        (["filters", "[red]x", "is:failed"], 2, 'no filter can be named "[red]x": a name has'),
        (["filters", "[red]x"], 2, 'no filter can be named "[red]x": a name has'),
        (["filters", "--remove"], 2, "--remove takes a name"),
        (["list", "@a"], 2, "no filter is saved as @a"),
    ],
)
def test_what_cannot_be_done_is_said(store: Path, words: list[str], code: int, said: str) -> None:
    done = run(store, *words)
    assert (done.exit_code, done.stdout) == (code, "")
    assert said in done.stderr


def test_a_broken_file_is_said(store: Path) -> None:
    store.with_name("filters.toml").write_text("[", encoding="utf-8")
    done = run(store, "list", "@a")
    assert done.exit_code == 1
    assert "is not TOML" in done.stderr
