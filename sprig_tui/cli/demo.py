"""`sprig-tui demo`: the terminal on sample traffic that a local stand-in for Sprig receives."""

import asyncio
import os
import sys
import uuid
from typing import TYPE_CHECKING

import click

from sprig_tui.cli.command_words import command
from sprig_tui.cli.exits import USAGE, PlainExit
from sprig_tui.cli.no_screens import why_no_screens
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
    """Open the terminal on sample traffic, delivered to a stand-in for Sprig on this machine.

    It needs no key and no network, and nothing is kept afterwards.
    """
    from sprig_tui.cli.demo_stage import open_stage
    from sprig_tui.cli.entrance import open_terminal
    from sprig_tui.services.sample_traffic import demo_config, sample_traffic

    if lacking := why_no_screens(os.environ):
        message = f"demo opens the screens of the terminal: {lacking}; try: {command('serve')}"
        raise PlainExit(message, USAGE)

    async def play(context: "TerminalContext") -> None:
        for event in sample_traffic(seed=1, prefix=f"demo-{uuid.uuid4().hex[:8]}"):
            await context.sender.send(event)
            await asyncio.sleep(1 / rate)

    with open_stage() as stage:
        stage.config.write_text(demo_config(stage.url), encoding="utf-8")
        places = Places(stage.config, config_named=True, store=stage.store)
        code = open_terminal(Session(Secret()), places, background=play)
    sys.exit(code)
