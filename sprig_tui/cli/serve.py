"""`sprig-tui serve`: the engine alone."""

import asyncio
import contextlib
import logging
import signal
import sys

import click

from sprig_tui.cli.exits import INTERRUPTED, TAKEN, PlainExit, plain_errors
from sprig_tui.cli.output import RecordPrinter, ServeOutput
from sprig_tui.cli.places import Places, places_options
from sprig_tui.cli.session import Session


@click.command()
@click.option("--host", help="Listen on this address instead of the config's.")
@click.option("--port", type=click.IntRange(0, 65535), help="Listen on this port instead.")
@click.option(
    "--output",
    type=click.Choice(["jsonl", "plain", "quiet"]),
    help="What to print for each event; by default plain on a terminal, else jsonl.",
)
@places_options
@click.pass_obj
def serve(
    session: Session,
    *,
    places: Places,
    host: str | None,
    port: int | None,
    output: ServeOutput | None,
) -> None:
    """Run the engine alone: take events, decide, store, and print each record."""
    form: ServeOutput = output or ("plain" if sys.stdout.isatty() else "jsonl")
    run_engine(session, places, host=host, port=port, form=form)


def run_engine(
    session: Session, places: Places, *, host: str | None, port: int | None, form: ServeOutput
) -> None:
    """Serve until a signal or `sprig-tui stop`; exits as design.md, section 7 says."""
    import uvloop

    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    with plain_errors(), asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        interrupted = runner.run(_serve(session, places, host, port, form))
    if interrupted:
        sys.exit(INTERRUPTED)


async def _serve(
    session: Session, places: Places, host: str | None, port: int | None, form: ServeOutput
) -> bool:
    """Returns whether SIGINT ended it."""
    from sprig_tui.adapters.clock import SystemClock
    from sprig_tui.adapters.listener.listener import PortTakenError
    from sprig_tui.cli.engine_places import engine_places
    from sprig_tui.cli.port_holder import port_taken_sentence
    from sprig_tui.engine import Engine

    repository = session.repository(places)
    if not places.config.exists():
        session.write_first_config(places)
    snapshot = await repository.load()
    where = engine_places(places, snapshot, host=host, port=port)
    loop = asyncio.get_running_loop()
    engine: Engine | None = None
    interrupted = False

    def on_signal(number: int) -> None:
        nonlocal interrupted
        interrupted = number == signal.SIGINT
        if engine is not None:
            engine.stop()

    def on_reader_gone() -> None:
        loop.call_soon_threadsafe(on_signal, signal.SIGPIPE)

    printer = RecordPrinter(form, on_closed=on_reader_gone)
    engine = Engine(where, repository, sink=printer, clock=SystemClock())
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        loop.add_signal_handler(number, on_signal, number)
    try:
        async with engine:
            with contextlib.suppress(OSError):
                click.echo(f"listening on {engine.address}", err=True)
            await engine.wait_stopped()
    except PortTakenError as error:
        raise PlainExit(port_taken_sentence(error.host, error.port), TAKEN) from None
    finally:
        left_out = printer.close()
        if left_out:
            click.echo(
                f"{left_out} records were not printed because stdout stood still; "
                "all are in the log: sprig-tui events list",
                err=True,
            )
    return interrupted
