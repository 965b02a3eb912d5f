"""`sprig-tui events filters`: queries saved under a name."""

import click

from sprig_tui.cli.exits import FAILED, USAGE, PlainExit
from sprig_tui.cli.log_reading import run
from sprig_tui.cli.places import Places, places_options
from sprig_tui.cli.query_words import QueryCommand, filters_of, query_argument, refusal
from sprig_tui.cli.session import Session


@click.command(cls=QueryCommand)
@click.argument("name", required=False)
@query_argument
@click.option("--remove", is_flag=True, help="Take the name away.")
@places_options
@click.pass_obj
def filters(
    session: Session, *, places: Places, name: str | None, query: tuple[str, ...], remove: bool
) -> None:
    """List saved filters, or save QUERY under NAME; @NAME stands for it in any query."""
    if remove and (name is None or query):
        raise PlainExit("--remove takes a name and nothing else", USAGE)
    name = None if name is None else name.removeprefix("@")

    async def work() -> list[str]:
        saved = await filters_of(session, places)
        if name is None:
            return [f"@{one}\t{text}" for one, text in (await saved.load()).items()]
        if remove:
            if await saved.remove(name):
                return [f"@{name} is removed"]
            raise PlainExit(f"no filter is saved as @{name}", FAILED)
        return await _save(session, places, name, " ".join(query))

    from sprig_tui.domain.safe_text import safe

    for line in run(work):
        click.echo("\t".join(safe(part) for part in line.split("\t")))


async def _save(session: Session, places: Places, name: str, text: str) -> list[str]:
    from sprig_tui.adapters.clock import SystemClock
    from sprig_tui.domain.query import QueryError
    from sprig_tui.domain.safe_text import safe
    from sprig_tui.services.filter_names import name_problem, save_filter
    from sprig_tui.services.local_time import local_now

    saved = await filters_of(session, places)
    if problem := name_problem(name):
        raise PlainExit(f'no filter can be named "{safe(name, 60)}": {problem}', USAGE)
    if not text:
        present = (await saved.load()).get(name)
        if present is None:
            raise PlainExit(f"no filter is saved as @{name}", FAILED)
        return [f"@{name}\t{present}"]
    try:
        await save_filter(saved, name, text, now=local_now(SystemClock()))
    except QueryError as error:
        raise refusal(text, error) from None
    return [f"@{name} is saved"]
