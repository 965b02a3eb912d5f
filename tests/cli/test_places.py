"""Which config and store a verb works on."""

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from sprig_tui.cli.places import Places, find_places, places_options


@click.group(invoke_without_command=True)
@places_options
def root(*, places: Places) -> None:
    """A program of one verb."""


@root.command()
@places_options
def verb(*, places: Places) -> None:
    """Says what it was given."""
    click.echo(f"{places.config} {places.config_named} {places.store}")


@pytest.mark.parametrize(
    "words",
    [
        ["verb", "--config", "/a/c.toml", "--store", "/a/s.db"],
        ["--config", "/a/c.toml", "--store", "/a/s.db", "verb"],
        ["--config", "/x/c.toml", "--store", "/a/s.db", "verb", "--config", "/a/c.toml"],
    ],
)
def test_the_options_stand_before_or_after_the_verb(words: list[str]) -> None:
    assert CliRunner().invoke(root, words).stdout == "/a/c.toml True /a/s.db\n"


def test_a_relative_store_is_made_absolute() -> None:
    assert find_places(Path("c.toml"), Path("s.db")) == Places(
        Path.cwd() / "c.toml", config_named=True, store=Path.cwd() / "s.db"
    )


def test_without_options_the_platform_decides() -> None:
    places = find_places(None, None)
    assert places.config.name == "config.toml"
    assert not places.config_named
    assert places.store is None
