"""What the steps of the first run say, each with what can be done about it."""

import os
from collections.abc import Sequence
from typing import Final

from rich.cells import cell_len
from textual.content import Content

from sprig_tui.domain.safe_text import safe
from sprig_tui.domain.settings import Config, Mode
from sprig_tui.services.first_run import SetupStep, StepId, StepState
from sprig_tui.services.setup_guide import Guide, registrations
from sprig_tui.ui.glyphs import GlyphSet
from sprig_tui.ui.widgets.fitting import fit_lines

MODES: Final[dict[Mode, str]] = {
    Mode.DRY_RUN: "every event is decided and shown; nothing is sent to Sprig.",
    Mode.HOLD: "what is forwarded waits until you go live (m).",
    Mode.LIVE: "what is forwarded is sent at once; 3 shows it on its way.",
}
MAX_LISTED: Final = 200
MAX_PATTERN: Final = 250
MAX_SENTENCE: Final = 400
MUTED: Final = "$text-muted"
KEYED: Final = "bold $text-accent"
STYLES: Final[dict[StepState, str]] = {
    StepState.DONE: "$text-success",
    StepState.OPEN: "bold $text-accent",
    StepState.SKIPPED: MUTED,
    StepState.PROBLEM: "bold $text-error",
}
WORDS: Final[dict[StepState, str]] = {
    StepState.DONE: "done",
    StepState.OPEN: "to do",
    StepState.SKIPPED: "skipped",
    StepState.PROBLEM: "wrong",
}


def short_path(path: str, width: int, ellipsis: str) -> str:
    """`path` on at most `width` cells: `~` for the home directory, cut at its beginning."""
    home = os.environ.get("HOME", "").rstrip("/")
    shown = safe(f"~{path[len(home) :]}" if home and path.startswith(f"{home}/") else path, 4_000)
    return shown if len(shown) <= width else ellipsis + shown[len(shown) - width + len(ellipsis) :]


def step_content(step: SetupStep, number: int, width: int, glyphs: GlyphSet) -> Content:
    """The line of a step: how it stands by sign and word, its title, its sentence."""
    sign = {
        StepState.DONE: glyphs.forwarded,
        StepState.OPEN: glyphs.waiting,
        StepState.SKIPPED: glyphs.filtered,
        StepState.PROBLEM: glyphs.rejected,
    }[step.state]
    head = Content.assemble(
        (f"{sign} {WORDS[step.state]:<8}", STYLES[step.state]),
        (f"{number} {step.title:<12} ", "bold"),
    )
    room = max(width - head.cell_length, 1)
    return head + fit_lines(safe(step.sentence, MAX_SENTENCE), room, 1, glyphs.ellipsis)


def head_content(left: str, *, arrived: bool) -> Content:
    """What this is, and how far it is; `left` is the progress, "" when no step is left."""
    news = "" if arrived else "No event has arrived yet. "
    if not left:
        return Content.assemble((f"{news}All is set up. ", "bold"), ("esc shows the events", MUTED))
    tail = "   esc shows the events, s comes back here" if arrived else ""
    return Content.assemble((f"{news}Set-up: {left} steps", "bold"), (tail, MUTED))


def config_content(config_path: str) -> Content:
    """Where the file is, and that it can be edited."""
    return Content.assemble(
        "Config file ", (config_path, "bold"), "\nEvery setting and mapping is in it, with your"
        " comments; edit it here or by hand.\n", ("enter", KEYED), " opens the Settings"
    )  # fmt: skip


def key_content(config: Config) -> Content:
    """Which key, where it is kept, and what can be done without it."""
    name = config.destination.environment.value
    return Content.assemble(
        f"The {name} API key: Sprig shows it under Connect, Segment (newer pages call it "
        "Environment ID). Take that of development first. It is typed unseen, and kept in the "
        "config file, or only in $SPRIG_TUI_API_KEY.\n",
        ("enter", KEYED), " types it   ", ("c", KEYED), " asks whether it is accepted   ",
        ("x", KEYED), " skips: a dry run needs none",
    )  # fmt: skip


def listener_content(address: str) -> Content:
    """Where events are taken."""
    return Content.assemble(
        "Segment's SDKs, browsers and webhooks send to ", (safe(address), "bold $text-primary"),
        "\nIts light in the first line is green and says LISTENING while the port answers.\n",
        ("enter", KEYED), " opens host and port in the Settings",
    )  # fmt: skip


def sender_content(found: Sequence[Guide], chosen: int) -> Content:
    """The senders in a row, the chosen one in brackets, and its lines."""
    pieces = [
        (f"[{guide.name}]", "bold $text-primary") if place == chosen else (f" {guide.name} ", MUTED)
        for place, guide in enumerate(found)
    ]
    guide = found[chosen]
    return Content.assemble(
        *pieces,
        ("   left right choose, y copies\n", MUTED),
        f"{guide.hint}\n",
        lines_of(guide.text),
    )


def lines_of(text: str) -> Content:
    """Several lines to copy, each made harmless and set in."""
    lines = [f"  {safe(line)}" for line in text.rstrip("\n").split("\n")]
    return Content.styled("\n".join(lines), "$foreground on $surface")


def event_content() -> Content:
    """How the first event comes."""
    return Content.assemble(
        ("t", KEYED), " sends a test event: an identify, then a track of the same user.\n"
        "What arrives is shown at once, with its decision and the reason."
    )  # fmt: skip


def mappings_content(config: Config) -> Content:
    """What to register in Sprig's dashboard, and how to add to it."""
    added = Content.assemble(
        ("enter", KEYED), " shows what was seen and is not mapped: one key adds it   ",
        ("x", KEYED), " skips\n",
    )  # fmt: skip
    return added + registration_content(config)


def live_content(config: Config, program: str = "sprig-tui") -> Content:
    """What the mode does, and how it is changed."""
    mode = config.destination.mode
    return Content.assemble(
        "Mode ", (mode.value.replace("_", " ").upper(), KEYED), f": {MODES[mode]}\n",
        ("enter", KEYED), " or ", ("m", KEYED), " chooses it; what would be sent is asked first   ",
        ("x", KEYED), " skips",
        f"\nTo rehearse: run {safe(program)} sandbox, and give destination.endpoint its address.",
    )  # fmt: skip


def registration_content(config: Config) -> Content:
    """What Sprig's dashboard must know before the first event of it is sent."""
    listed = registrations(config)
    if not listed:
        return Content("Nothing is mapped yet, so tracks and pages are filtered.")
    width = min(max(cell_len(safe(one.pattern, MAX_PATTERN)) for one in listed), 44)
    lines = [
        Content.assemble(("Register in Sprig before you send", "bold"), ("   Y copies this", MUTED))
    ]
    lines += [
        Content.assemble(
            (f"{one.kind:<16}", MUTED),
            Content(safe(one.pattern, MAX_PATTERN).ljust(width)),
            (f"  {one.match}", MUTED),
            (f", sent as {safe(one.sent_as, MAX_PATTERN)}" if one.sent_as else "", "$text-accent"),
        )
        for one in listed[:MAX_LISTED]
    ]
    if len(listed) > MAX_LISTED:
        lines.append(Content(f"and {len(listed) - MAX_LISTED:,} more"))
    return Content("\n").join(lines)


def detail_content(
    name: StepId,
    config: Config,
    *,
    path: str,
    address: str,
    program: str = "sprig-tui",
) -> Content:
    """What stands below the steps for one of them; the senders have choices of their own."""
    match name:
        case StepId.CONFIG:
            return config_content(path)
        case StepId.KEY:
            return key_content(config)
        case StepId.LISTENER:
            return listener_content(address)
        case StepId.MAPPINGS:
            return mappings_content(config)
        case StepId.LIVE:
            return live_content(config, program)
        case _:
            return event_content()
