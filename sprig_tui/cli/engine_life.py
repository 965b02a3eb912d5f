"""`sprig-tui stop` and `sprig-tui status`."""

import asyncio
from typing import Final

import click

from sprig_tui.cli.exits import FAILED, TIMED_OUT, PlainExit, plain_errors
from sprig_tui.cli.places import Places, places_options
from sprig_tui.cli.session import Session
from sprig_tui.domain.refusals import refusal_advice
from sprig_tui.domain.safe_text import safe
from sprig_tui.ports import EngineHangsError, EngineUnreachableError

STOP_SECONDS: Final = 30.0


@click.command()
@places_options
@click.pass_obj
def stop(session: Session, *, places: Places) -> None:
    """Drain and end the engine that owns the store."""
    from sprig_tui.adapters.store.lock import read_owner
    from sprig_tui.cli.control import client_of
    from sprig_tui.cli.engine_places import find_store

    async def run() -> int:
        store = await find_store(session, places)
        owner = read_owner(store)
        if owner is None:
            raise EngineUnreachableError(f"no engine runs for {store}")
        client = client_of(store, owner)
        try:
            await client.stop()
        except EngineHangsError as error:
            later = "; it will stop when it goes on" if error.asked else ""
            raise PlainExit(f"{error}{later}", TIMED_OUT if error.asked else FAILED) from None
        await client.close()
        try:
            async with asyncio.timeout(STOP_SECONDS):
                while (now := read_owner(store)) is not None and now.pid == owner.pid:  # noqa: ASYNC110 - another process
                    await asyncio.sleep(0.02)
        except TimeoutError:
            message = f"the engine (pid {owner.pid}) is still draining after {STOP_SECONDS:.0f} s"
            raise PlainExit(message, TIMED_OUT) from None
        return owner.pid

    with plain_errors():
        click.echo(f"stopped the engine (pid {asyncio.run(run())})")


@click.command()
@places_options
@click.pass_obj
def status(session: Session, *, places: Places) -> None:
    """Print pid, address, config and store of the engine that owns the store."""
    from sprig_tui.adapters.store.lock import read_owner
    from sprig_tui.cli.control import client_of
    from sprig_tui.cli.engine_places import find_store

    async def run() -> str:
        store = await find_store(session, places)
        owner = read_owner(store)
        if owner is None:
            raise EngineUnreachableError(f"no engine runs for {store}")
        client = client_of(store, owner)
        found = await client.status()
        await client.close()
        rows = {
            "pid": found.pid,
            "address": found.address,
            "config": found.config_path,
            "store": found.store_path,
            "terminals": found.terminals,
            "rules": found.rules_version,
            "restart needed for": ", ".join(found.restart_needed),
            "refused": ", ".join(f"{safe(why)} {n}" for why, n in found.refused.items()),
            "problem": found.problem,
            "notice": safe(found.notice),
        }
        lines = [f"{name}: {value}" for name, value in rows.items() if value != ""]
        lines += [
            f"{safe(why)}: {advice}" for why in found.refused if (advice := refusal_advice(why))
        ]
        return "\n".join(lines)

    with plain_errors():
        click.echo(asyncio.run(run()))
