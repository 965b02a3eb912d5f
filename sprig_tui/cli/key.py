"""`sprig-tui key`: put the API key into the config file, take it out, or have it checked."""

import sys
from functools import partial
from typing import TYPE_CHECKING, Final

import click

from sprig_tui.cli.command_words import command
from sprig_tui.cli.config_writing import run_edit
from sprig_tui.cli.exits import FAILED, USAGE, PlainExit
from sprig_tui.cli.key_check import check_key, environment_option
from sprig_tui.cli.key_release import agree_to_release
from sprig_tui.cli.places import Places, places_options
from sprig_tui.cli.session import Session

if TYPE_CHECKING:
    from sprig_tui.domain.config_edits import ConfigSnapshot
    from sprig_tui.services.settings_edits import Agree

LIMIT: Final = 4096
"""Bytes of stdin that are looked at: no key is longer."""


@click.group()
def key() -> None:
    """Store, check or clear the API key; it is read from stdin, never from an argument."""


key.add_command(check_key)


@key.command("set")
@click.option("--stdin", "from_stdin", is_flag=True, help="Read the key from stdin.")
@click.option("--yes", is_flag=True, help="Also when waiting events leave by it at once.")
@environment_option
@places_options
@click.pass_obj
def set_key(
    session: Session, *, places: Places, from_stdin: bool, environment: str | None, yes: bool
) -> None:
    """Store the API key that stdin holds in the config file."""
    if not from_stdin:
        typed = command("key set --stdin")
        raise PlainExit(f"give the key on stdin: {typed} < FILE", USAGE)
    text = _read_key()
    if not text:
        raise PlainExit("stdin holds no key: nothing was stored", USAGE)
    agree = None if yes else partial(agree_to_release, session, places)
    saved, name, _ = _store(session, places, environment, text, agree)
    from sprig_tui.domain.secret import Secret

    _say(f"the {name} key {Secret(text).masked()} is in {places.config}")
    if session.environment_key:
        _say("$SPRIG_TUI_API_KEY is set and wins over it")
    for problem in saved.problems:
        if problem.key in ("", "destination.api_keys.production"):
            _say(f"{problem.severity}: {problem.message}")


@key.command()
@environment_option
@places_options
@click.pass_obj
def clear(session: Session, *, places: Places, environment: str | None) -> None:
    """Take the API key out of the config file."""
    _, name, changed = _store(session, places, environment, "")
    if changed:
        _say(f"cleared the {name} key of {places.config}")
    else:
        _say(f"{places.config} holds no {name} key: nothing was changed")
    if session.environment_key:
        _say("$SPRIG_TUI_API_KEY is set and goes on being used")


def _read_key() -> str:
    """What stdin holds; bytes that are no text make it a bad key. What is typed is not shown."""
    if sys.stdin.isatty():
        from getpass import getpass

        return getpass("API key: ").strip()
    given = sys.stdin.buffer.read(LIMIT + 1)
    if len(given) > LIMIT:
        raise PlainExit(f"stdin holds over {LIMIT} bytes, which is no key", USAGE)
    return given.decode(errors="replace").strip()


def _store(
    session: Session,
    places: Places,
    environment: str | None,
    text: str,
    agree: "Agree | None" = None,
) -> tuple["ConfigSnapshot", str, bool]:
    """Write the key of an environment; also gives which one it was and whether the file changed."""
    from sprig_tui.services.edit_history import DeclinedError
    from sprig_tui.services.settings_edits import SettingError, SettingsEdits

    async def work() -> "tuple[ConfigSnapshot, str, bool]":
        repository = session.repository(places)
        base = await repository.load()
        name = environment or base.config.destination.environment.value
        setting = f"destination.api_keys.{name}"
        if not text and setting not in base.lines:
            return base, name, False
        saved = await SettingsEdits(repository, agree).set(setting, text, base=base)
        return saved, name, saved.text != base.text

    try:
        return run_edit(work)
    except SettingError as error:
        raise PlainExit(f"{error}: nothing was stored", USAGE) from None
    except DeclinedError:
        raise PlainExit("nothing was stored", FAILED) from None


def _say(sentence: str) -> None:
    click.echo(f"sprig-tui: {sentence}", err=True)
