"""`mappings`: the group of verbs."""

import click

from sprig_tui.cli.mappings import mappings


def test_the_verbs_that_change_and_show_mappings_are_there() -> None:
    assert {"list", "add", "remove", "enable", "disable"} <= set(
        mappings.list_commands(click.Context(mappings))
    )
