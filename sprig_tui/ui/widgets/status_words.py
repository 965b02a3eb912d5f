"""What the head of every screen says: lights, mode, queue, config, and what is wrong."""

from pathlib import PurePath
from typing import Final

from sprig_tui.domain.config_edits import ConfigError, ConfigSnapshot
from sprig_tui.domain.flow import DeliveryStatus, Flow
from sprig_tui.domain.safe_text import safe
from sprig_tui.domain.settings import Environment, Mode
from sprig_tui.ui.engine_state import MINUTE_S, EngineState
from sprig_tui.ui.flow_words import FLOWS, until_text
from sprig_tui.ui.glyphs import GlyphSet
from sprig_tui.ui.widgets.fitting import fit_lines
from sprig_tui.ui.widgets.kind_words import RECEIVERS
from sprig_tui.ui.widgets.status_fitting import Part
from sprig_tui.ui.widgets.time_words import count_text

BROKEN: Final = "The last good rules stay in force"
SHOWS: Final = "; ! shows what is wrong with the config."
ENGINE_LINES: Final = 2
PUT_AWAY: Final = " (esc)"
FIRST_REFUSAL: Final = 400
ERROR_LINES: Final = 2

DEMO: Final = Part("sprig-tui DEMO", "DEMO", "bold $text-accent")
"""Stands where the program's name does, so that made-up traffic is taken for what it is."""


def status_parts(
    snapshot: ConfigSnapshot,
    error: ConfigError | None,
    engine: EngineState,
    address: str,
    glyphs: GlyphSet,
) -> list[Part]:
    """What the status line says, the most important first."""
    return [
        Part("sprig-tui", "sprig-tui", "bold $text-primary", tight=""),
        _environment(snapshot),
        _listener(engine, address, glyphs),
        _mode(snapshot, engine),
        *_destination(snapshot, engine, glyphs),
        *_queue(engine),
        *_broken_filter(snapshot),
        _config(snapshot, error, engine),
        *_restart(engine),
        *_refused(engine),
    ]


def _environment(snapshot: ConfigSnapshot) -> Part:
    if snapshot.config.destination.environment is Environment.PRODUCTION:
        return Part("! PRODUCTION !", "! PROD !", "bold $text-warning", tight="! PROD")
    return Part("development", "dev", "$text-muted")


def _listener(engine: EngineState, address: str, glyphs: GlyphSet) -> Part:
    place = (engine.status.address if engine.status else address).partition("://")[2]
    if not engine.asked:
        text = f"{glyphs.waiting} ASKING {place}"
        return Part(text, text, "$text-muted")
    if engine.listening:
        text = f"{glyphs.light} LISTENING {place}"
        tight = f"{glyphs.light} :{place.rpartition(':')[2]}"
        return Part(text, text, "$text-success", tight=tight)
    word = "DOWN" if engine.status is None else "NOT TAKING EVENTS"
    text = f"{glyphs.rejected} {word} {place}"
    return Part(text, text, "bold $text-error")


def _mode(snapshot: ConfigSnapshot, engine: EngineState) -> Part:
    """The mode, and what keeps it from sending."""
    destination = snapshot.config.destination
    if destination.mode is Mode.DRY_RUN:
        return Part("DRY RUN", "DRY RUN", "bold $text-accent")
    if destination.mode is Mode.HOLD:
        return Part("HOLD", "HOLD", "bold $text-warning")
    if not destination.api_key():
        return Part("LIVE, NO KEY", "NO KEY", "bold $text-error")
    delivery = engine.status.delivery if engine.status else DeliveryStatus(Flow.IDLE)
    flow = FLOWS[delivery.flow]
    if not flow.problem:
        return Part("LIVE", "LIVE", "bold $text-success")
    until = until_text(delivery)
    return Part(
        f"LIVE, {flow.word}{until}",
        f"{flow.short}{until}",
        f"bold $text-{flow.tone}",
        tight=f"{flow.short}{until.replace(' until', '')}",
        medium=f"LIVE, {flow.short}{until}",
    )


def _destination(snapshot: ConfigSnapshot, engine: EngineState, glyphs: GlyphSet) -> list[Part]:
    """What the destination answered last and when, or that it can be reached; nothing before."""
    destination = snapshot.config.destination
    if engine.status is None or destination.mode is not Mode.LIVE:
        return []
    name = RECEIVERS[destination.kind].upper()
    last, reached = engine.status.delivery.last, engine.status.reached
    bad = last is not None and (last.status or 0) >= FIRST_REFUSAL
    if reached is not None and not reached.problem and not bad:
        text = f"{glyphs.light} {name} reached"
        return [Part(f"{text} {reached.took_ms} ms", text, "$text-success", tight="")]
    if reached is None and last is None:
        return []
    told = FLOWS[engine.status.delivery.flow].problem  # in the word of the mode
    if last is None or last.status is None or (reached is not None and reached.problem):
        text = f"{glyphs.rejected} {name} no answer"
        return [
            Part(text, text, "bold $text-error", tight="" if told else f"{glyphs.rejected} {name}")
        ]
    text = f"{glyphs.rejected if bad else glyphs.light} {name} {last.status}"
    style = "bold $text-warning" if bad else "$text-success"
    whole = f"{text} {last.took_ms} ms{_ago(engine.answer_age_s)}"
    return [Part(whole, text, style, tight=text if bad and not told else "")]


def _ago(seconds: int) -> str:
    """How old an answer is, "" for one of just now."""
    if not seconds:
        return ""
    return f" {seconds} s ago" if seconds < MINUTE_S else f" {seconds // MINUTE_S} min ago"


def _queue(engine: EngineState) -> list[Part]:
    """How many events wait to be sent."""
    waiting = engine.status.delivery.waiting if engine.status else 0
    if not waiting:
        return []
    text = f"queue {count_text(waiting)}"
    return [Part(text, f"queue {count_text(waiting, short=True)}", "$text-accent")]


def _config(snapshot: ConfigSnapshot, error: ConfigError | None, engine: EngineState) -> Part:
    if error is not None:
        place = error.problems[0].place
        return Part(f"config broken {place}".rstrip(), f"cfg {place or 'broken'}", "$text-error")
    if engine.in_force is False:
        return Part("CONFIG NOT IN FORCE", "CFG NOT USED", "bold $text-warning")
    warnings = sum(problem.severity == "warning" for problem in snapshot.problems)
    if warnings:
        noun = "warning" if warnings == 1 else "warnings"
        return Part(f"config {warnings} {noun} (!)", f"cfg {warnings} warn", "$text-warning")
    return Part("config ok", "cfg ok", "$text-muted", tight="")


def _broken_filter(snapshot: ConfigSnapshot) -> list[Part]:
    """One that lets no event pass, whatever the mode is."""
    if not any(problem.stops for problem in snapshot.problems):
        return []
    text = "FILTER BROKEN, nothing is sent"
    return [Part(text, "FILTER BROKEN", "bold $text-error")]


def _restart(engine: EngineState) -> list[Part]:
    if engine.status is None or not engine.status.restart_needed:
        return []
    return [Part("RESTART NEEDED", "RESTART", "bold $text-warning")]


def _refused(engine: EngineState) -> list[Part]:
    """Requests that never became events, so that nobody looks for them in the list."""
    if not engine.refused:
        return []
    return [Part(f"REFUSED {engine.refused}", f"{engine.refused} REFUSED", "bold $text-warning")]


def banner_lines(
    engine: EngineState,
    error: ConfigError | None,
    width: int,
    glyphs: GlyphSet,
    *,
    put_away: str = "",
) -> list[str]:
    """What keeps events or rules from being taken, harmless, each sentence cut at its end.

    And what happened to the store, until that notice is put away; what comes then is added to it,
    and alone is news.
    """
    texts = []
    if engine.problem:
        said = safe(f"The listener takes no events: {engine.problem}")
        texts.append(fit_lines(said, width, ENGINE_LINES, glyphs.ellipsis))
    if told := engine.notice.removeprefix(put_away).strip():
        said, key = safe(told), PUT_AWAY
        texts.append(fit_lines(said, width, ENGINE_LINES, glyphs.ellipsis, ending=key))
    if error is not None:
        first = error.problems[0]
        name = PurePath(error.path).name
        said = safe(f"{f'{name}:{first.place}' if first.place else name}: {first.message}")
        texts.append(fit_lines(BROKEN, width, 1, glyphs.ellipsis, ending=SHOWS))
        begin, meant, name = said.rpartition("; did you mean ")
        begin, hint = (begin, meant + name) if meant else (said, "")
        texts.append(fit_lines(begin, width, ERROR_LINES, glyphs.ellipsis, ending=hint))
    return texts
