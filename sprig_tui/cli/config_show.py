"""`sprig-tui config show`: the configuration in force, and where each value comes from."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import click

from sprig_tui.cli.log_reading import run
from sprig_tui.cli.output import json_page
from sprig_tui.cli.places import Places, places_options
from sprig_tui.cli.session import Session
from sprig_tui.domain.safe_text import safe

if TYPE_CHECKING:
    from sprig_tui.cli.running_engine import RunningEngine
    from sprig_tui.domain.config_edits import ConfigSnapshot
    from sprig_tui.services.config_origins import OriginatedValue

BARE: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")


@click.command()
@click.option(
    "--output",
    type=click.Choice(["toml", "json"]),
    default="toml",
    show_default=True,
    help="TOML with comments, or one JSON object with config and origins.",
)
@click.option("--defaults", is_flag=True, help="The built-in values; no file is read.")
@places_options
@click.pass_obj
def show(session: Session, *, places: Places, output: str, defaults: bool) -> None:
    """Print every value in force and where it comes from; secrets are masked.

    Where an engine runs, what it does otherwise is said too.
    """
    from sprig_tui.cli.running_engine import running_engine
    from sprig_tui.services.config_origins import originated_values

    snapshot = _built_in() if defaults else _in_force(session, places)
    engine = None if defaults else run(lambda: running_engine(places, snapshot))
    values = list(originated_values(snapshot))
    if output == "json":
        click.echo(json_page(_data(snapshot, values, places) | {"engine": _engine_data(engine)}))
        return
    lines = [] if defaults else [f"# {safe(snapshot.path)}"]
    lines += [f"# {safe(sentence)}" for sentence in (engine.sentences() if engine else ())]
    lines += _toml_lines(values, places)
    sys.stdout.writelines(f"{line}\n" for line in lines)


def _built_in() -> "ConfigSnapshot":
    from sprig_tui.domain.config_edits import ConfigSnapshot
    from sprig_tui.domain.settings import Config

    return ConfigSnapshot(Config(), "", "")


def _in_force(session: Session, places: Places) -> "ConfigSnapshot":
    """What the file and the environment say, the store as `--store` named it."""
    snapshot = run(session.repository(places).load)
    if places.store is None:
        return snapshot
    store = snapshot.config.store.model_copy(update={"path": str(places.store)})
    return replace(snapshot, config=snapshot.config.model_copy(update={"store": store}))


def _origin(value: "OriginatedValue", places: Places) -> str:
    """Where a value comes from: `config.toml:12`, `default`, `--store` or the variable."""
    from sprig_tui.adapters.config.location import KEY_VARIABLE

    if value.key == "store.path" and value.origin == "file" and places.store is not None:
        return "--store"
    if value.origin == "environment":
        return f"${KEY_VARIABLE}"
    if value.origin == "default":
        return "default"
    line = "" if value.line is None else f":{value.line}"
    return f"{places.config.name}{line}"


def _data(
    snapshot: "ConfigSnapshot", values: Iterable["OriginatedValue"], places: Places
) -> dict[str, Any]:
    from sprig_tui.services.config_origins import plain_config

    return {
        "path": snapshot.path or None,
        "config": plain_config(snapshot.config),
        "origins": {value.key: _origin(value, places) for value in values},
    }


def _engine_data(engine: "RunningEngine | None") -> dict[str, Any] | None:
    if engine is None:
        return None
    return {
        "pid": engine.status.pid,
        "address": engine.status.address,
        "command_line": list(engine.given),
        "restart_needed": list(engine.status.restart_needed),
    }


def _toml_lines(values: Iterable["OriginatedValue"], places: Places) -> Iterator[str]:
    """The values as TOML: those of no table (an empty list is one) come before all tables."""
    table: tuple[str | int, ...] = ()
    for value in sorted(values, key=lambda value: len(value.path) > 1):
        if value.path[:-1] != table:
            table = value.path[:-1]
            name = ".".join(part for part in table if isinstance(part, str))
            yield ""
            yield f"[[{name}]]" if isinstance(table[-1], int) else f"[{name}]"
        origin = safe(_origin(value, places))
        yield f"{_key(str(value.path[-1]))} = {_toml(value.value)}  # {origin}"


def _key(name: str) -> str:
    return name if name and set(name) <= BARE else _toml(name)


def _toml(value: Any) -> str:  # noqa: ANN401 - TOML is any
    """A value in TOML on one line, in which nothing can drive a terminal."""
    if isinstance(value, str):
        return f'"{"".join(map(_character, value))}"'
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, dict):
        pairs = ", ".join(f"{_key(name)} = {_toml(item)}" for name, item in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    return str(value).lower() if isinstance(value, bool) else repr(value)


def _character(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"
