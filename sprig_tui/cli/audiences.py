"""`sprig-tui audiences`: Engage audiences and computed traits, and who is in one."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

import click

from sprig_tui.cli.exits import FAILED, PlainExit
from sprig_tui.cli.log_reading import open_log, run
from sprig_tui.cli.places import Places, places_options
from sprig_tui.cli.session import Session
from sprig_tui.cli.tables import TableOutput, local_time, print_rows, table_option
from sprig_tui.domain.record import timestamp
from sprig_tui.domain.safe_text import safe, safe_name

if TYPE_CHECKING:
    from sprig_tui.domain.log import Audience, AudienceMember
    from sprig_tui.ports import LogReader

HEADER: Final = ("key", "class", "members", "entered", "left", "last change")
NAMED: Final = 10
"""How many keys are named to somebody who asks for none of them."""
MEMBER_HEADER: Final = ("now", "since", "class", "user")


@click.command()
@click.argument("key", required=False)
@table_option
@places_options
@click.pass_obj
def audiences(
    session: Session, *, places: Places, key: str | None, output: TableOutput | None
) -> None:
    """The Engage audiences and computed traits seen; with KEY who is in it and who left, and when.

    Of a computed trait the members are the users that have a value.
    """

    async def work() -> None:
        async with open_log(session, places) as log:
            seen = await log.audiences()
            if key is None:
                print_rows(output, HEADER, seen, cells=_cells, data=_data)
                return
            named = [audience for audience in seen if audience.key == key]
            if not named:
                raise PlainExit(_not_seen(key, seen), FAILED)
            header: Sequence[str] = MEMBER_HEADER
            for audience in named:
                await _print_members(log, audience, output, header)
                header = ()

    run(work)


async def _print_members(
    log: "LogReader", audience: "Audience", output: TableOutput | None, header: Sequence[str]
) -> None:
    """Print the members page by page; `header` is empty below what was printed already."""
    members, after = 0, ""
    while page := await log.audience_members(audience.key, audience.computation_class, after=after):
        print_rows(
            output,
            header,
            page,
            cells=lambda member: _member_cells(audience, member),
            data=lambda member: _member_data(audience, member),
            gives=(3,),
        )
        members += sum(member.member for member in page)
        after, header = page[-1].user_id, ()
    if members < audience.members:
        more = audience.members - members
        click.echo(f"sprig-tui: {more} more were counted before ids were kept", err=True)


def _not_seen(key: str, seen: "Sequence[Audience]") -> str:
    from sprig_tui.domain.config_checks import nearest_name

    keys = list(dict.fromkeys(audience.key for audience in seen))
    near = nearest_name(key, keys)
    meant = f'; did you mean "{near}"?' if near else ""
    if keys and not near:
        more = f" and {len(keys) - NAMED} more" if len(keys) > NAMED else ""
        meant = f"; seen were {', '.join(keys[:NAMED])}{more}"
    return safe(f'no audience or computed trait "{key}" was seen{meant}')


def _cells(audience: "Audience") -> Sequence[str]:
    counts = (audience.members, audience.entered, audience.left)
    kind, last = audience.computation_class, local_time(audience.last_ms)
    return safe_name(audience.key), kind, *map(str, counts), last


def _data(audience: "Audience") -> Mapping[str, object]:
    return {
        "key": audience.key,
        "class": audience.computation_class,
        "members": audience.members,
        "entered": audience.entered,
        "left": audience.left,
        "last": timestamp(audience.last_ms),
    }


def _member_cells(audience: "Audience", member: "AudienceMember") -> Sequence[str]:
    since = local_time(member.since_ms).ljust(len("2026-11-22 12:04:28"))
    now = "in " if member.member else "out"
    kind = audience.computation_class.ljust(len("audience"))
    return now, since, kind, safe_name(member.user_id)


def _member_data(audience: "Audience", member: "AudienceMember") -> Mapping[str, object]:
    return {
        "key": audience.key,
        "class": audience.computation_class,
        "user_id": member.user_id,
        "member": member.member,
        "since": None if member.since_ms is None else timestamp(member.since_ms),
    }
