"""`sprig-tui send`: post one event to the running listener and print its record."""

import json
import uuid
from pathlib import Path
from typing import Any

import click

from sprig_tui.cli.exits import FAILED, USAGE, PlainExit
from sprig_tui.cli.given_files import whole_of
from sprig_tui.cli.log_reading import run
from sprig_tui.cli.output import json_line
from sprig_tui.cli.places import Places, places_options
from sprig_tui.cli.session import Session
from sprig_tui.domain.events import CallType
from sprig_tui.domain.safe_text import safe

NAME_FIELD = {"track": "event", "page": "name", "screen": "name", "group": "groupId"}


@click.command()
@click.argument("type_", metavar="TYPE", type=click.Choice([call.value for call in CallType]))
@click.argument("name", required=False)
@click.option("--user", default="sprig-tui-test", show_default=True, help="The userId.")
@click.option("--prop", "props", multiple=True, metavar="K=V", help="A property (or trait).")
@click.option(
    "--json",
    "body",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
    help="A file with the event's other fields; `-` for stdin.",
)
@places_options
@click.pass_obj
def send(
    session: Session,
    *,
    places: Places,
    type_: str,
    name: str | None,
    user: str,
    props: tuple[str, ...],
    body: Path | None,
) -> None:
    """Post one event to the running listener and print its record.

    Exit 1 when no engine runs, when it refuses the request, and when the event is rejected.

    NAME is the event of a track, the URL (or name) of a page, the name of a screen, the
    groupId of a group, the previousId of an alias.
    """
    event = _event(type_, name, user, props, _read(body))

    async def work() -> None:
        from sprig_tui.cli.engine_places import read_for_store
        from sprig_tui.cli.launch import sender_for

        config, store = await read_for_store(session, places)
        async with sender_for(config, store) as sender:
            result = await sender.send(event)
        if result.record is not None:
            click.echo(json_line(result.record))
        if result.status >= 300:
            message = f"the listener answered {result.status}: {result.message}"
            raise PlainExit(safe(message), FAILED)
        if result.record is not None and result.record["outcome"] == "rejected":
            raise PlainExit(safe(f"the event was rejected: {result.record['detail']}"), FAILED)

    run(work)


def _event(
    type_: str, name: str | None, user: str, props: tuple[str, ...], given: dict[str, Any]
) -> dict[str, Any]:
    event: dict[str, Any] = {
        "type": type_,
        "messageId": f"sprig-tui-send-{uuid.uuid4()}",
        "context": {"library": {"name": "sprig-tui", "version": "send"}},
        "userId": user,
        **given,
    }
    details = dict(_pair(prop) for prop in props)
    key = "traits" if type_ in ("identify", "group") else "properties"
    if type_ == "page" and name is not None and "/" in name:
        details = {"url": name, **details}
    elif type_ == "alias" and name is not None:
        event["previousId"] = name
    elif name is not None and type_ in NAME_FIELD:
        event[NAME_FIELD[type_]] = name
    if details:
        event[key] = {**event.get(key, {}), **details}
    return event


def _pair(prop: str) -> tuple[str, Any]:
    """`k=v`, where v is JSON if it reads as JSON and text otherwise."""
    key, equals, value = prop.partition("=")
    if not equals or not key:
        raise PlainExit(f"--prop takes K=V, not {prop!r}", USAGE)
    try:
        return key, json.loads(value)
    except ValueError:
        return key, value


def _read(body: Path | None) -> dict[str, Any]:
    if body is None:
        return {}
    try:
        with click.open_file(str(body), "rb") as stream:
            given = json.loads(whole_of(stream, str(body)))
    except ValueError as error:
        raise PlainExit(f"{body} is not JSON: {error}", USAGE) from None
    if not isinstance(given, dict):
        raise PlainExit(f"{body} must hold one JSON object", USAGE)
    return given
