"""`sprig-tui serve`: the engine alone."""

import asyncio
import contextlib
import logging
import signal
import sys
from collections.abc import Callable, Iterator

import click

from sprig_tui.cli.collector import spare_what_stays
from sprig_tui.cli.command_words import command
from sprig_tui.cli.exits import INTERRUPTED, TAKEN, USAGE, PlainExit, plain_errors
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

    from sprig_tui.cli.state_lines import PlainFormatter

    logged = logging.StreamHandler()
    logged.setFormatter(PlainFormatter("%(asctime)s %(levelname)s %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[logged])
    with plain_errors(), asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        interrupted = runner.run(_serve(session, places, host, port, form))
    if interrupted:
        sys.exit(INTERRUPTED)


async def _serve(
    session: Session, places: Places, host: str | None, port: int | None, form: ServeOutput
) -> bool:
    """Returns whether SIGINT ended it."""
    from sprig_tui.adapters.clock import SystemClock
    from sprig_tui.cli.engine_places import engine_places
    from sprig_tui.cli.landing_lines import LandingLines
    from sprig_tui.cli.state_lines import telling_state
    from sprig_tui.engine import Engine

    owed = contextlib.ExitStack()  # said behind the address, which scripts read as the first line
    owed.callback(_say, session.write_first_config(places))
    repository = session.repository(places)
    where = engine_places(places, await repository.load(), host=host, port=port)
    ending = Ending(asyncio.get_running_loop())
    printer = RecordPrinter(form, on_closed=ending.reader_gone)
    plain = form == "plain"
    landings = LandingLines(where.store, printer.say)
    told = landings if plain else None
    engine = Engine(where, repository, sink=printer, clock=SystemClock(), landings=told)
    ending.on_signals(engine.stop)
    try:
        with _port_errors():
            async with landings, engine:
                spare_what_stays()
                _say(f"listening on {engine.address}")
                owed.close()
                follows = telling_state(session.repository(places), where, _say)
                async with follows if plain else contextlib.nullcontext():
                    await engine.wait_stopped()
    finally:
        left_out = printer.close() + landings.left_out
        owed.close()
    if left_out:
        message = f"{left_out} records were not printed because stdout did not take them; "
        click.echo(message + f"all are in the log: {command('events list')}", err=True)
    return ending.interrupted


def _say(sentence: str) -> None:
    """Print a line on stderr, which may be closed."""
    if sentence:
        with contextlib.suppress(OSError):
            click.echo(sentence, err=True)


class Ending:
    """Why the engine ends: a signal, or nobody reads stdout any more."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self.interrupted = False

    def on_signals(self, stop: Callable[[], None]) -> None:
        """Call `stop` at SIGTERM, SIGINT, SIGHUP, or when the reader of stdout is gone."""
        self._stop = stop
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            self._loop.add_signal_handler(number, self._on_signal, number)

    def reader_gone(self) -> None:
        """Called from the printing thread."""
        self._loop.call_soon_threadsafe(self._stop)

    def _on_signal(self, number: int) -> None:
        self.interrupted = number == signal.SIGINT
        self._stop()


@contextlib.contextmanager
def _port_errors() -> Iterator[None]:
    from sprig_tui.adapters.listener.listener import CannotListenError, PortTakenError
    from sprig_tui.cli.port_holder import port_taken_sentence

    try:
        yield
    except PortTakenError as error:
        raise PlainExit(port_taken_sentence(error.host, error.port), TAKEN) from None
    except CannotListenError as error:
        raise PlainExit(str(error), USAGE) from None
