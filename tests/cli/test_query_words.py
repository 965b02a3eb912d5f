"""The QUERY argument."""

import click
import pytest
from click.testing import CliRunner

from sprig_tui.cli.query_words import QueryCommand, query_argument, refusal
from sprig_tui.domain.query import QueryError


@click.command(cls=QueryCommand, context_settings={"help_option_names": ["-h", "--help"]})
@query_argument
@click.option("--limit", type=int)
def verb(query: tuple[str, ...], limit: int | None) -> None:
    """A verb."""
    click.echo(repr((query, limit)))


@pytest.mark.parametrize(
    ("words", "query", "limit"),
    [
        (["a", "-is:failed", "--limit", "3"], ("a", "-is:failed"), 3),
        (["-hello", "-(a", "OR", "b)"], ("-hello", "-(a", "OR", "b)"), None),
        (['-"a b"', "--", "--limit"], ('-"a b"', "--limit"), None),
        ([], (), None),
    ],
)
def test_words_with_a_minus_are_no_options(
    words: list[str], query: tuple[str, ...], limit: int | None
) -> None:
    done = CliRunner().invoke(verb, words)
    assert done.stdout == f"{(query, limit)!r}\n"


def test_help_and_wrong_options_are_as_ever() -> None:
    assert "A verb." in CliRunner().invoke(verb, ["-h"]).stdout
    assert CliRunner().invoke(verb, ["--lim", "x"]).exit_code == 2


def test_a_mistake_is_shown_with_its_place() -> None:
    """Nothing of it can drive the terminal."""
    said = refusal("a is:\x1b[2J", QueryError("no \x1b", 5))
    assert said.message == 'no \\x1b (at character 6: "\\x1b[2J")'
    assert refusal("a ", QueryError("x", 2)).message == "x (at character 3)"
