"""`sprig-tui sandbox`: a stand-in for Sprig and Gleap, to rehearse against."""

import asyncio
import contextlib
import sys
from collections.abc import Iterator
from typing import Any

import click

from sprig_tui.cli.exits import INTERRUPTED, TAKEN, USAGE, PlainExit
from sprig_tui.cli.output import RecordPrinter, ServeOutput, local_time
from sprig_tui.cli.places import Places, places_options
from sprig_tui.cli.port_holder import port_taken_sentence
from sprig_tui.cli.serve import Ending
from sprig_tui.domain.sandbox.received import Received, plain_received
from sprig_tui.domain.sandbox.stand_in import SPRIG_LIMIT, SPRIG_WINDOW, Terms
from sprig_tui.domain.secret import Secret


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="A loopback address.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8766,
    show_default=True,
    help="The port to listen on; 0 takes a free one.",
)
@click.option(
    "--fault",
    "faults",
    multiple=True,
    metavar="SPEC",
    help="A scripted fault, such as 500,10% or 3x429:reset=20; may be given again.",
)
@click.option(
    "--limit",
    type=click.IntRange(1, 1_000_000),
    default=SPRIG_LIMIT,
    show_default=True,
    help="Requests to Sprig a key may make in a window.",
)
@click.option(
    "--window",
    type=click.FloatRange(0.1, 86_400),
    default=SPRIG_WINDOW,
    show_default=True,
    metavar="SECONDS",
    help="The length of that window.",
)
@click.option("--seed", type=int, metavar="N", help="Makes faults with a rate strike the same.")
@click.option("--key-stdin", is_flag=True, help="Take only the keys read from stdin, one a line.")
@click.option("--certfile", type=click.Path(), help="Serve https with this PEM certificate.")
@click.option("--keyfile", type=click.Path(), help="Its private key, if in a file of its own.")
@click.option(
    "--output",
    type=click.Choice(["jsonl", "plain", "quiet"]),
    help="What to print for each request; by default plain on a terminal, else jsonl.",
)
@places_options
def sandbox(
    *,
    places: Places,
    limit: int,
    window: float,
    key_stdin: bool,
    output: ServeOutput | None,
    **start: Any,  # noqa: ANN401 - passed on to Sandbox.start as they are
) -> None:
    """Stand in for Sprig and Gleap: take requests, fail as told, and list what came.

    It reads no config and no store, and keeps nothing after its end. Point sprig-tui at it with
    [destination].endpoint; every fault that SPEC may name is in docs/sandbox.md.
    """
    import uvloop

    del places  # every verb takes them (design.md, section 7)
    form: ServeOutput = output or ("plain" if sys.stdout.isatty() else "jsonl")
    terms = Terms(limit, window, _read_keys() if key_stdin else ())
    with _plain_errors(start), asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        interrupted = runner.run(_serve(form, terms=terms, **start))
    if interrupted:
        sys.exit(INTERRUPTED)


async def _serve(form: ServeOutput, **start: Any) -> bool:  # noqa: ANN401 - as above
    """Serve until a signal; returns whether it was SIGINT."""
    from sprig_tui.adapters.sandbox.sandbox import Sandbox

    stopped = asyncio.Event()
    ending = Ending(asyncio.get_running_loop())
    ending.on_signals(stopped.set)
    printer = RecordPrinter(form, on_closed=ending.reader_gone, plain=_plain)

    def print_entry(entry: Received) -> None:
        printer([entry.as_json()])

    try:
        async with Sandbox.start(**start, on_received=print_entry) as running:
            with contextlib.suppress(OSError):
                click.echo(f"sandbox on {running.url}", err=True)
                click.echo(f'[destination]\nendpoint = "{running.url}"', err=True)
            await stopped.wait()
    finally:
        left_out = printer.close()
    if left_out:
        click.echo(f"{left_out} requests were not printed: stdout did not take them", err=True)
    return ending.interrupted


def _plain(entry: dict[str, Any]) -> str:
    return plain_received(entry, local_time(entry["at"]))


def _read_keys() -> tuple[Secret, ...]:
    keys = [line.strip() for line in sys.stdin if line.strip()]
    if not keys:
        raise PlainExit("--key-stdin found no key on stdin", USAGE)
    return tuple(Secret(key) for key in keys)


@contextlib.contextmanager
def _plain_errors(start: dict[str, Any]) -> Iterator[None]:
    from sprig_tui.adapters.sandbox.sandbox import CannotServeError, PortTakenError
    from sprig_tui.domain.sandbox.fault_specs import FaultSpecError

    try:
        yield
    except PortTakenError:
        raise PlainExit(port_taken_sentence(start["host"], start["port"]), TAKEN) from None
    except (CannotServeError, FaultSpecError) as error:
        raise PlainExit(str(error), USAGE) from None
