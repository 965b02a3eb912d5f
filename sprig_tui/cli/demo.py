"""`sprig-tui demo`: the terminal on sample traffic, offline, in a throw-away folder."""

import asyncio
import sys
import tempfile
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sprig_tui.cli.exits import USAGE, PlainExit
from sprig_tui.cli.places import Places
from sprig_tui.cli.session import Session
from sprig_tui.domain.secret import Secret

if TYPE_CHECKING:
    from sprig_tui.ui.context import TerminalContext


@click.command()
@click.option(
    "--rate",
    type=click.FloatRange(0.1, 100),
    default=4.0,
    show_default=True,
    help="Events a second.",
)
def demo(*, rate: float) -> None:
    """Open the terminal on sample traffic: no key, no network, nothing kept afterwards."""
    from sprig_tui.cli.terminal import run_terminal
    from sprig_tui.services.sample_traffic import DEMO_CONFIG, sample_traffic

    if not sys.stdout.isatty():
        message = "demo opens the terminal and stdout is none; try: sprig-tui serve"
        raise PlainExit(message, USAGE)

    async def play(context: "TerminalContext") -> None:
        for event in sample_traffic(seed=1, prefix=f"demo-{uuid.uuid4().hex[:8]}"):
            await context.sender.send(event)
            await asyncio.sleep(1 / rate)

    with tempfile.TemporaryDirectory(prefix="sprig-tui-demo-") as folder:
        config = Path(folder, "sprig.toml")
        config.write_text(DEMO_CONFIG, encoding="utf-8")
        places = Places(config, config_named=True, store=Path(folder, "events.db"))
        code = run_terminal(Session(Secret()), places, background=play)
    sys.exit(code)
