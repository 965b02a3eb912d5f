"""`sprig-tui mappings import`: mappings of a spreadsheet, a tracking plan or another config."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from sprig_tui.cli.config_writing import run_edit
from sprig_tui.cli.exits import USAGE, PlainExit
from sprig_tui.cli.mapping_dry_run import dry_run_option, edited_repository, print_outcome
from sprig_tui.cli.mapping_export import FORMATS
from sprig_tui.cli.places import Places, places_options
from sprig_tui.cli.session import Session

if TYPE_CHECKING:
    from sprig_tui.domain.mapping_exchange.exchanged import ReadMappings
    from sprig_tui.ports import ConfigRepository
    from sprig_tui.services.mapping_import import ImportPlan

SAID: Final = 50
"""So many refused lines are told one by one."""


@click.command("import")
@click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)
)
@click.option("--format", "form", type=click.Choice(FORMATS), help="Else by FILE's name, or looks.")
@click.option("--replace", is_flag=True, help="Remove the mappings that FILE does not name.")
@click.option("--skip-bad", is_flag=True, help="Import the others when lines are refused.")
@click.option("--yes", is_flag=True, help="Remove also what a tracking plan cannot name.")
@dry_run_option
@places_options
@click.pass_obj
def import_mappings(
    session: Session,
    /,
    *,
    places: Places,
    file: Path,
    form: str | None,
    replace: bool,
    skip_bad: bool,
    yes: bool,
    dry_run: bool,
) -> None:
    """Merge the mappings of FILE into the config, in one save; - is stdin.

    FILE is CSV as `export` writes it, a Segment tracking plan (JSON), or TOML.
    """
    from sprig_tui.domain.safe_text import safe

    read = _read(file, form)
    _refuse(session, read, skip_bad=skip_bad, replace=replace)
    repository = edited_repository(session, places, dry_run=dry_run)
    plan = run_edit(lambda: _save(repository, read, file, replace=replace, lose=yes or dry_run))
    if plan.loss:
        session.warn(plan.loss)
    for note in plan.notes:
        session.warn(note)
    done = f"dry run: {plan.intention}" if dry_run else plan.sentence
    click.echo(safe(f"{done}: {places.config}"))
    print_outcome(session, places, repository)


def _read(file: Path, form: str | None) -> "ReadMappings":
    from sprig_tui.domain.mapping_exchange.exchanged import MAX_BYTES, UnreadableError
    from sprig_tui.domain.mapping_exchange.formats import format_of, read_mappings
    from sprig_tui.domain.safe_text import safe

    try:
        with click.open_file(str(file), "rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
        return read_mappings(raw, format_of(f".{form}" if form else file.name, raw))
    except UnreadableError as error:
        raise PlainExit(safe(f"{file}: {error}; nothing was written"), USAGE) from None
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        raise PlainExit(safe(f"{file}: {reason}"), USAGE) from None


def _refuse(session: Session, read: "ReadMappings", *, skip_bad: bool, replace: bool) -> None:
    """Tell every line that is refused; that ends the verb, or --skip-bad leaves them out.

    What a refused line was to say is not known, so that with --replace its mapping would be removed
    as one that the file does not name.
    """
    count = len(read.refusals)
    for refusal in read.refusals[:SAID]:
        session.warn(f"refused: {refusal}")
    if count > SAID:
        session.warn(f"{count - SAID:,} more are refused")
    if count and replace:
        message = (
            f"{count:,} refused, nothing was written: --replace would remove the mappings of those "
            "lines; correct them, or leave --replace out"
        )
        raise PlainExit(message, USAGE)
    if count and not skip_bad:
        message = f"{count:,} refused, nothing was written; --skip-bad imports the others"
        raise PlainExit(message, USAGE)


async def _save(
    repository: "ConfigRepository",
    read: "ReadMappings",
    file: Path,
    *,
    replace: bool,
    lose: bool,
) -> "ImportPlan":
    from sprig_tui.services.edit_history import EditHistory
    from sprig_tui.services.mapping_import import plan_import

    plan = plan_import(read, await repository.load(), label=file.name, replace=replace)
    if plan.problem:
        raise PlainExit(f"{plan.problem}; nothing was written", USAGE)
    if plan.loss and not lose:
        message = f"{plan.loss}; nothing was written; --yes removes them, --dry-run shows them"
        raise PlainExit(message, USAGE)
    if plan.planned.edits:
        await EditHistory(repository).save(plan.planned)
    return plan
