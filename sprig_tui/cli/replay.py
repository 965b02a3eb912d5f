"""`sprig-tui replay`: send a capture through the running listener."""

import sys
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sprig_tui.cli.exits import FAILED, USAGE, PlainExit
from sprig_tui.cli.given_files import lines_of, whole_of
from sprig_tui.cli.log_reading import open_log, run
from sprig_tui.cli.places import Places, places_options
from sprig_tui.cli.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sprig_tui.services.captures import CapturedEvent
    from sprig_tui.services.replaying import Replayed


@click.command()
@click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)
)
@click.option("--rate", type=click.FloatRange(0.1), metavar="N", help="At most N events a second.")
@click.option("--keep-ids/--new-ids", "keep_ids", default=True,
              help="Keep the messageIds (unless said), or give new ones.")  # fmt: skip
@places_options
@click.pass_obj
def replay(
    session: Session, *, places: Places, file: Path, rate: float | None, keep_ids: bool
) -> None:
    """Send the events of FILE through the listener, as if they came again.

    FILE holds JSON events or batch bodies, one a line, or one JSON text; - is stdin.
    """

    async def work() -> "Replayed":
        from sprig_tui.adapters.store.lock import read_owner
        from sprig_tui.cli.engine_places import store_of
        from sprig_tui.cli.launch import client_for
        from sprig_tui.ports import EngineUnreachableError
        from sprig_tui.services.replaying import Replay

        snapshot = await session.repository(places).load()
        store = store_of(places, snapshot)
        owner = read_owner(store)
        if owner is None:
            raise EngineUnreachableError("no engine runs")
        client = client_for(lambda: owner.address, lambda: snapshot.config, store)
        async with open_log(session, places) as log:
            replaying = Replay(client, log, make_id=_new_id, new_ids=not keep_ids, rate=rate)
            return await replaying.send(read_events(file))

    replayed = run(work)
    for line in summary(replayed, keep_ids=keep_ids):
        click.echo(line)
    if not replayed.all_taken:
        sys.exit(FAILED)


def _new_id() -> str:
    return f"sprig-tui-replay-{uuid.uuid4()}"


def read_events(file: Path) -> "Iterator[CapturedEvent]":
    """The events of a capture, read as they are needed.

    Raises:
        PlainExit: a line holds none; nothing after the lines before it was sent.
    """
    from sprig_tui.services.captures import CaptureError, events_in

    with click.open_file(str(file), "rb") as stream:
        for number, line in enumerate(lines_of(stream, str(file)), start=1):
            if not line.strip():
                continue
            try:
                if number == 1 and _begins_text(line):
                    yield from events_in(line + whole_of(stream, str(file)))
                    return
                yield from events_in(line)
            except CaptureError as error:
                raise PlainExit(f"{file}, line {number}: {error}", USAGE) from None


def _begins_text(line: bytes) -> bool:
    """Whether a line is the first of one JSON text over several lines."""
    return line.strip() in (b"{", b"[") or line.rstrip().endswith((b"[", b"{", b","))


def summary(replayed: "Replayed", *, keep_ids: bool) -> "Iterator[str]":
    """What to say of a replay, line by line."""
    from sprig_tui.domain.reasons import Outcome
    from sprig_tui.domain.safe_text import safe

    counts = ", ".join(f"{replayed.outcomes[one]:,} {one.value}" for one in Outcome)
    yield f"{replayed.sent:,} events sent: {counts}, {replayed.repeats:,} repeated"
    for reason, count in replayed.reasons.most_common():
        yield f"  {count:>8,}  {reason}"
    if replayed.repeats and keep_ids:
        yield "  repeats were counted, not decided anew; --new-ids sends them as new events"
    for answer, count in replayed.refused.items():
        yield f"{count:,} events not taken: the listener answered {safe(answer, 200)}"
