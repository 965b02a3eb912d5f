"""What `mappings add|remove|enable|disable|import --dry-run` prints instead of writing the file."""

from collections.abc import Iterator
from difflib import unified_diff
from typing import TYPE_CHECKING, Final

import click

from sprig_tui.cli.log_reading import open_log, run
from sprig_tui.cli.places import Places
from sprig_tui.cli.session import Session
from sprig_tui.cli.tables import print_lines

if TYPE_CHECKING:
    from sprig_tui.adapters.config.repository import FileConfigRepository
    from sprig_tui.domain.comparison import Comparison
    from sprig_tui.domain.config_edits import ConfigSnapshot
    from sprig_tui.domain.rules import RulesSource
    from sprig_tui.domain.secret import Secret
    from sprig_tui.domain.settings import Config

NEWEST: Final = 10_000
LISTED: Final = 20

dry_run_option = click.option(
    "--dry-run",
    is_flag=True,
    help="Write nothing: print the lines that would change, and what they would change.",
)


def edited_repository(session: Session, places: Places, *, dry_run: bool) -> "FileConfigRepository":
    """The config file, with `dry_run` one that stays as it is.

    That one knows the keys of the file rather than the environment's, to mask them.
    """
    if not dry_run:
        return session.repository(places)
    from sprig_tui.adapters.config.dry_run import DryRunRepository

    return DryRunRepository(places.config)


def print_outcome(session: Session, places: Places, repository: "FileConfigRepository") -> None:
    """Of a dry run the lines that would change, and what that would do to the log's events."""
    from sprig_tui.adapters.config.dry_run import DryRunRepository

    if not isinstance(repository, DryRunRepository):
        return
    click.echo("sprig-tui: dry run: nothing was written", err=True)
    if repository.outcome is None:
        return
    from sprig_tui.cli.comparison_text import comparison_lines
    from sprig_tui.cli.rules_reading import ReadRules
    from sprig_tui.domain.rules import RulesSource

    before, after = repository.outcome
    print_lines(changed_lines(before, after))
    old, new = (
        ReadRules(RulesSource.of(state.config, state.lines), f"{places.config.name}{words}")
        for state, words in ((before, ""), (after, " after the edit"))
    )
    found = run(lambda: _compare(session, places, old.source, new.source))
    click.echo("")
    print_lines(comparison_lines(old, new, found))


def changed_lines(before: "ConfigSnapshot", after: "ConfigSnapshot") -> Iterator[str]:
    """The lines that differ, as a diff without context; secrets are masked, all is harmless."""
    from sprig_tui.adapters.config.masking import mask_texts
    from sprig_tui.domain.safe_text import safe
    from sprig_tui.domain.text_diff import split_lines

    known = [one.reveal() for one in (*_secrets(before.config), *_secrets(after.config))]
    masked = mask_texts([before.text, after.text], known=known)
    old, new = map(split_lines, masked)
    edited = f"{before.path} (dry run)"
    for line in unified_diff(old, new, before.path, edited, n=0, lineterm=""):
        yield safe(line)


def _secrets(config: "Config") -> "Iterator[Secret]":
    keys, listener = config.destination.api_keys, config.listener
    given = (keys.development, keys.production, listener.webhook_secret, *listener.write_keys)
    yield from filter(None, given)


async def _compare(
    session: Session, places: Places, before: "RulesSource", after: "RulesSource"
) -> "Comparison":
    from sprig_tui.services.change_preview import ChangePreview

    async with open_log(session, places) as log:
        return await ChangePreview(log).compare(before, after, limit=NEWEST, most=LISTED)
