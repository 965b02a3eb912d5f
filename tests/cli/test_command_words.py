"""Commands in hints can be copied as they are."""

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from sprig_tui.cli.command_words import command
from sprig_tui.cli.main import main
from sprig_tui.cli.places import Places, places_options


@click.group(invoke_without_command=True)
@click.option("--host")
@click.option("--port", type=int)
@places_options
def root(*, places: Places, host: str | None, port: int | None) -> None:
    """The terminal, which says what it would."""
    del places, host, port
    if click.get_current_context().invoked_subcommand is None:
        _say()


@root.command()
@click.option("--port", type=int)
@places_options
def serve(*, places: Places, port: int | None) -> None:
    """The engine alone."""
    del places, port
    _say()


@root.command()
@click.option("--host", default="nothing of the engine's")
def sandbox(*, host: str) -> None:
    """A verb without places."""
    del host
    _say()


def _say() -> None:
    for verb in ("serve", "stop", "config init", "sandbox"):
        click.echo(command(verb))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], ["serve", "stop", "config init", "sandbox"]),
        (
            ["--config", "/a b/c.toml", "--store", "/s.db", "--host", "::1", "--port", "9000"],
            [
                "serve --config '/a b/c.toml' --store /s.db --host ::1 --port 9000",
                "stop --config '/a b/c.toml' --store /s.db",
                "config init --config '/a b/c.toml'",
                "sandbox",
            ],
        ),
        (["--store", "/s.db", "serve", "--port", "9000"],
         ["serve --store /s.db --port 9000", "stop --store /s.db", "config init", "sandbox"]),
        (["--port", "9000", "sandbox"], ["serve --port 9000", "stop", "config init", "sandbox"]),
    ],
)  # fmt: skip
def test_it_names_what_this_call_was_given(
    words: list[str], said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing else, so that it stays short; quoted for a shell."""
    monkeypatch.delenv("SPRIG_TUI_CONFIG", raising=False)
    done = CliRunner().invoke(root, words)
    assert done.stdout.splitlines() == [f"sprig-tui {one}" for one in said]


def test_outside_of_a_verb_there_is_the_name_alone() -> None:
    assert command("serve") == "sprig-tui serve"
    places = Places(Path("/c.toml"), config_named=False, store=Path("/s.db"))
    assert command("stop", places) == "sprig-tui stop --store /s.db"


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["send", "track", "A"], "no engine runs; start one with: sprig-tui serve {}"),
        (["doctor"], "none runs for this store; sprig-tui serve {} starts it alone"),
        (["key", "set"], "give the key on stdin: sprig-tui key set --stdin {} < FILE"),
        (["status"], "; start one with: sprig-tui serve {}"),
        (["stop"], "; start one with: sprig-tui serve {}"),
        (
            ["key", "check"],
            "Settings, or with: sprig-tui key set --stdin --environment development {}",
        ),
        (["doctor"], "Settings; or with: sprig-tui key set --stdin --environment development {}"),
        (["config", "show"], "write one with: sprig-tui config init --config {config}"),
    ],
)
def test_hints_of_verbs_lead_to_the_same_places(folder: Path, words: list[str], hint: str) -> None:
    config, store = folder / "c.toml", folder / "s.db"
    if words != ["config", "show"]:
        config.touch()
    places = f"--config {config} --store {store}"
    done = CliRunner().invoke(main, [*words, *places.split()])
    assert hint.format(places, config=config) in done.stderr + done.stdout
