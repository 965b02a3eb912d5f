"""`sprig-tui reasons`: what each reason code means and what to do about it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import click

from sprig_tui.cli.command_words import command
from sprig_tui.cli.exits import USAGE, PlainExit
from sprig_tui.cli.places import Places, places_options
from sprig_tui.cli.tables import TableOutput, print_rows, table_option

if TYPE_CHECKING:
    from sprig_tui.domain.reasons import Reason

HEADER: Final = ("reason", "meaning", "what to do")


@click.command()
@click.argument("code", required=False)
@table_option
@places_options
def reasons(*, places: Places, code: str | None, output: TableOutput | None) -> None:
    """Every reason code with its meaning and what to do, in the order of decisions.

    With CODE that one, or those that begin with it: filtered, filtered.unmapped.
    """
    from sprig_tui.domain.reasons import Reason

    del places
    wanted = [reason for reason in Reason if reason.value.startswith((code or "").lower())]
    if not wanted:
        raise PlainExit(_unknown(str(code)), USAGE)
    print_rows(output, HEADER, wanted, cells=_cells, data=_data, below=2)


def _unknown(code: str) -> str:
    from sprig_tui.domain.config_checks import nearest_name
    from sprig_tui.domain.reasons import Reason
    from sprig_tui.domain.safe_text import safe

    words = {reason.value.partition(".")[2]: reason.value for reason in Reason}
    near = nearest_name(code, list(words.values())) or words.get(nearest_name(code, list(words)))
    meant = f'did you mean "{near}"?' if near else f"all are listed by: {command('reasons')}"
    return safe(f'no reason code begins with "{code}"; {meant}')


def _cells(reason: "Reason") -> Sequence[str]:
    from sprig_tui.domain.reasons import MEANING, REMEDY

    return reason.value, MEANING[reason], REMEDY.get(reason, "")


def _data(reason: "Reason") -> dict[str, str]:
    code, meaning, remedy = _cells(reason)
    return {
        "reason": code,
        "outcome": reason.outcome.value,
        "meaning": meaning,
        "what_to_do": remedy,
    }
