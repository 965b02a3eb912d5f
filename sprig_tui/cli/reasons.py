"""`sprig-tui reasons`: what each reason code means and what to do about it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import click

from sprig_tui.cli.places import Places, places_options
from sprig_tui.cli.tables import TableOutput, print_rows, table_option

if TYPE_CHECKING:
    from sprig_tui.domain.reasons import Reason

HEADER: Final = ("reason", "meaning", "what to do")


@click.command()
@table_option
@places_options
def reasons(*, places: Places, output: TableOutput | None) -> None:
    """Every reason code with its meaning and what to do, in the order of decisions."""
    from sprig_tui.domain.reasons import Reason

    del places
    print_rows(output, HEADER, list(Reason), cells=_cells, data=_data, below=2)


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
