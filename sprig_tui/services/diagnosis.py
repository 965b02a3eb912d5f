"""What `sprig-tui doctor` finds: every part of the way of an event, and what to do about it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sprig_tui.domain.commands import Command, plain_command
from sprig_tui.domain.config_checks import check_exposure
from sprig_tui.domain.config_edits import ConfigError, ConfigProblem, ConfigSnapshot
from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.delivery_settings import delivery_settings
from sprig_tui.domain.log import Books
from sprig_tui.domain.rules import RulesSource
from sprig_tui.domain.settings import Mode
from sprig_tui.domain.terminal_kinds import places_text
from sprig_tui.ports import EngineHangsError, EngineStatus
from sprig_tui.services.key_words import storing
from sprig_tui.services.stopping_filter import by_weight, stopping_words

PROBLEMS_TOLD: Final = 3
FIRST_REFUSAL: Final = 400
SMALLEST: Final = (60, 16)
"""Columns and rows below which the screens show one list and one line (ux.md, section 3)."""


class Health(StrEnum):
    """How a part is; `UNKNOWN` is what was not looked at."""

    OK = "ok"
    UNKNOWN = "unknown"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Finding:
    """One part: its name, how it is, one sentence, and what to do where something is to be done."""

    part: str
    health: Health
    sentence: str
    remedy: str = ""


def config_findings(
    read: ConfigSnapshot | ConfigError, *, named_explicitly: bool, command: Command = plain_command
) -> Iterator[Finding]:
    """The file, its warnings, and the key in use, which is never told."""
    if isinstance(read, ConfigError):
        lists_all = f"correct it; {command('config validate')} lists all"
        remedy = "" if read.problems[0].unread else lists_all
        yield Finding("config", Health.PROBLEM, str(read), remedy)
        return
    yield _config(read, command)
    settings = delivery_settings(read, named_explicitly=named_explicitly)
    name = settings.lane.environment.value
    if settings.stopped is None:
        source = "$SPRIG_TUI_API_KEY" if read.environment_key else "the config"
        said = f"there is one for {name}, {settings.key.masked()}, from {source}"
        yield Finding("API key", Health.OK, said)
    else:
        needed = settings.mode is Mode.LIVE
        health = Health.PROBLEM if needed else Health.WARNING
        typed = storing(read, settings, command)
        remedy = f"or with: {typed}" if typed else ""
        yield Finding("API key", health, settings.sentence.rstrip("."), remedy)


def _config(read: ConfigSnapshot, command: Command) -> Finding:
    exposed = check_exposure(read.config, read.lines)
    if exposed:
        return Finding("config", Health.PROBLEM, _told(read, exposed))
    if not read.problems:
        mode = read.config.destination.mode.value
        return Finding("config", Health.OK, f"{read.path}: mode {mode}, no problems")
    told = _told(read, by_weight(read.problems))
    lists_all = f"{command('config validate')} lists all"
    if stopping_words(read):
        remedy = f"mend that filter or set its enabled to false; {lists_all}"
        return Finding("config", Health.PROBLEM, f"no event is sent: {told}", remedy)
    return Finding("config", Health.WARNING, told, lists_all)


def _told(read: ConfigSnapshot, problems: Sequence[ConfigProblem]) -> str:
    shown = [
        f"line {problem.line}: {problem.message}" if problem.line else problem.message
        for problem in problems[:PROBLEMS_TOLD]
    ]
    left = len(problems) - len(shown)
    more = f"; and {left} more" if left else ""
    return f"{read.path}: {'; '.join(shown)}{more}"


def engine_findings(
    status: EngineStatus | EngineHangsError | None,
    read: ConfigSnapshot | ConfigError,
    *,
    port_problem: str,
    command: Command = plain_command,
) -> Iterator[Finding]:
    """The engine, its port and its rules; `port_problem` is what the port itself said.

    Without an engine it is what would keep one from listening. One that hangs holds its port.
    """
    if isinstance(status, EngineHangsError):
        remedy = f"if it was stopped: kill -CONT {status.pid}" if status.pid else ""
        yield Finding("engine", Health.PROBLEM, str(status), remedy)
        yield Finding("port", Health.UNKNOWN, "it is that engine's, which takes no events now")
        return
    if status is None:
        start = f"{command('serve')} starts it alone, the terminal starts one too"
        yield Finding("engine", Health.WARNING, "none runs for this store", start)
        if port_problem:
            yield Finding("port", Health.PROBLEM, port_problem)
        elif isinstance(read, ConfigSnapshot):
            listener = read.config.listener
            yield Finding("port", Health.OK, f"{listener.host}:{listener.port} is free")
        return
    yield Finding("engine", Health.OK, f"it runs (pid {status.pid}) for {status.config_path}")
    problem = port_problem or status.problem
    yield (
        Finding("port", Health.PROBLEM, problem)
        if problem
        else Finding("port", Health.OK, f"{status.address} takes events")
    )
    if isinstance(read, ConfigSnapshot):
        yield _in_force(status, read, command)


def _in_force(status: EngineStatus, read: ConfigSnapshot, command: Command) -> Finding:
    if status.restart_needed:
        waiting = ", ".join(status.restart_needed)
        remedy = f"{command('stop')}, then start it again"
        return Finding("rules", Health.WARNING, f"a restart is needed for: {waiting}", remedy)
    if RulesSource.of(read.config, read.lines).version() != status.rules_version:
        said = "the engine decides by others than the file has"
        return Finding("rules", Health.WARNING, said, "save the file once more")
    return Finding("rules", Health.OK, "the engine decides by the file as it is")


def book_findings(
    books: Books, status: EngineStatus | None, *, command: Command = plain_command
) -> Iterator[Finding]:
    """What was received, whether the books add up, and what became of deliveries."""
    said = (
        f"received {books.received:,}: forwarded {books.forwarded:,}, filtered {books.filtered:,},"
        f" rejected {books.rejected:,}"
    )
    if not books.balanced():
        remedy = "keep the store and report it: this is a mistake in sprig-tui"
        yield Finding("books", Health.PROBLEM, f"{said}; they do not add up", remedy)
    else:
        yield Finding("books", Health.OK, said)
    failed = books.deliveries.get(DeliveryState.FAILED, 0)
    waiting = status.delivery.waiting if status else 0
    sentence = (status.delivery.sentence if status else "") or f"{waiting:,} wait to be sent"
    if held := books.deliveries.get(DeliveryState.HELD, 0):
        sentence = f"{held:,} held; {sentence}"
    if failed:
        remedy = f"{command('events list is:failed')} tells why"
        yield Finding("deliveries", Health.WARNING, f"{failed:,} failed; {sentence}", remedy)
    else:
        yield Finding("deliveries", Health.OK, sentence)


def destination_finding(
    status: EngineStatus | None,
    *,
    host: str,
    reached: str | None,
    unfit: str = "",
    command: Command = plain_command,
) -> Finding:
    """The destination: `reached` is what a connection came to ("" for well), None if none was made.

    Without one the engine's last connection tells, or the last answer to a delivery. `unfit` is
    what is wrong with the endpoint, "" if nothing is: to such a one no connection is made.
    """
    if unfit:
        remedy = "correct [destination].endpoint"
        return Finding("destination", Health.PROBLEM, f"{host} was not asked: {unfit}", remedy)
    if reached is not None:
        return (
            Finding("destination", Health.PROBLEM, f"{host}: {reached}", "check the network")
            if reached
            else Finding("destination", Health.OK, f"{host} can be reached; nothing was sent")
        )
    if status and status.reached:
        problem = status.reached.problem
        said = f"{host}: {problem}" if problem else f"{host} can be reached; nothing was sent"
        last = status.delivery.last
        if problem or last is None or last.status is None or last.status < FIRST_REFUSAL:
            return Finding("destination", Health.PROBLEM if problem else Health.OK, said)
    last = status.delivery.last if status else None
    if last is None:
        said = f"{host} was not asked"
        remedy = f"--online connects to it, {command('key check')} asks it about the key"
        return Finding("destination", Health.UNKNOWN, said, remedy)
    if last.status is None:
        return Finding("destination", Health.PROBLEM, f"{host} gave no answer: {last.problem}")
    said = f"{host} answered {last.status} in {last.took_ms} ms"
    good = last.status < FIRST_REFUSAL
    return Finding("destination", Health.OK if good else Health.WARNING, said)


def terminal_findings(
    environ: Mapping[str, str],
    *,
    encoding: str,
    size: tuple[int, int] | None,
    command: Command = plain_command,
) -> Iterator[Finding]:
    """The terminal: what it can show, and whether a copy reaches the clipboard."""
    if size is None:
        yield Finding("terminal", Health.UNKNOWN, "none here; verbs and --output plain need none")
        return
    columns, rows = size
    said = f"{environ.get('TERM') or 'no TERM'}, {columns}x{rows}, {encoding}"
    if environ.get("NO_COLOR"):
        said += ", no colours (NO_COLOR)"
    if not places_text(environ.get("TERM")):
        remedy = f"use another terminal, or: {command('serve --output plain')}"
        yield Finding("terminal", Health.WARNING, f"{said}: it cannot place text", remedy)
    elif columns < SMALLEST[0] or rows < SMALLEST[1]:
        yield Finding("terminal", Health.WARNING, f"{said}: small, so that parts are left out")
    else:
        yield Finding("terminal", Health.OK, said)
    if environ.get("TMUX"):
        remedy = "tmux set -s set-clipboard on"
        said = "in tmux copies reach the clipboard only when set-clipboard is on"
        yield Finding("clipboard", Health.UNKNOWN, said, remedy)
