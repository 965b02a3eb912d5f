"""What the pictures show: every view, as an operator comes to it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from sprig_tui.adapters.config.first_start import example_text
from sprig_tui.services.diagnosis import Finding, Health
from sprig_tui.services.sample_traffic import demo_config, sample_traffic
from tests.gallery.queue import queue_and_try
from tests.ui.conftest import Terminal

SEED: Final = 7
MANY: Final = 300
FEW: Final = 60
FILTERS: Final = """
[[filters]]
if = 'type = "track" and event = "Product Viewed"'
action = "sample_event"
percent = 0.5
path = "userId"

[[filters]]
if = 'type = "identify"'
action = "drop_properties"
fields.traits = ["email"]
"""
FLAWS: Final = """
[listener]
prot = 1

[[triggered_events]]
event = "Order"
match = "contains"

[[triggered_events]]
event = "Order Completed"

[[filters]]
if = 'type = "Page"'
action = "drop_event"
"""
FINDINGS: Final = (
    Finding("config", Health.OK, "/config/sprig.toml: mode dry_run, no problems"),
    Finding("API key", Health.OK, "there is one for development, …demo, from the config"),
    Finding("engine", Health.OK, "pid 4711 answers, its rules are those of the file"),
    Finding("port", Health.OK, "127.0.0.1:8765 takes events"),
    Finding("store", Health.OK, "/state/events.db: writable, 300 events"),
    Finding("books", Health.OK, "received 300 = forwarded 161 + filtered 124 + rejected 15"),
    Finding(
        "destination", Health.UNKNOWN, "api.sprig.com was not asked", "o connects to it"
    ),
    Finding("terminal", Health.OK, "120 columns, 36 rows, colours, UTF-8"),
)  # fmt: skip

Step = tuple[str, str] | Callable[[Terminal], None]
"""Keys parted by blanks and the text that must be shown then, or what happens meanwhile.

`"…"` stands for the letters between the quotation marks, typed one by one; `l*` for that key as
often as it takes.
"""


@dataclass(frozen=True, slots=True)
class Scene:
    """One view: the picture's name, what the page says of it, and the way to it.

    `main` views are pictured in other looks too; `prepare` sets the stage before the app opens.
    """

    name: str
    title: str
    words: str
    steps: Sequence[Step] = ()
    config: str = ""
    events: int = MANY
    main: bool = False
    prepare: Callable[[Terminal], None] = lambda _terminal: None


def shop(*, mode: str = "dry_run", more: str = "") -> str:
    """The sample shop's config, without the stand-in of `sprig-tui demo`."""
    text = demo_config("").replace('endpoint = ""\n', "").replace("port = 0", "port = 8765")
    return text.replace('mode = "live"', f'mode = "{mode}"') + more


def sample(count: int) -> Sequence[dict[str, Any]]:
    """The first events of the sample traffic."""
    return list(islice(sample_traffic(SEED, "picture"), count))


def _edit_by_another_hand(terminal: Terminal) -> None:
    changed = terminal.config.text.replace('event = "Plan Upgraded"', 'event = "Plan Changed"')
    terminal.config.edit_by_hand(changed)


def _examine(terminal: Terminal) -> None:
    terminal.findings = list(FINDINGS)


MAPPING: Final = ("a", "Add a triggered event")
ORDER: Final = ('"Order Completed"', "would")
SCENES: Final = (
    Scene(
        "first-run", "First run",
        "An empty folder: what is left to do until events reach Sprig, step by step.",
        config=example_text(), events=0, main=True,
    ),
    Scene(
        "live", "Live",
        "Every event as it comes, whether it is forwarded, and why not.", events=FEW, main=True,
    ),
    Scene(
        "completion", "A filter, completed as it is typed",
        "`/` opens the line; what could follow stands in a list, `tab` takes it.",
        [("/", "Show every event"), ('"is:filtered why:unm"', "unmapped")],
    ),
    Scene(
        "columns", "The columns of Live",
        "`C` chooses and orders them, and pins fields of the payload.", [("C", "usual")],
    ),
    Scene(
        "event", "One event: why",
        "Each step of the decision with its line of the config, and the key that mends it.",
        [("j*", "filtered.unmapped_event"), ("enter", "STEPS")], events=FEW, main=True,
    ),
    Scene(
        "event-sent", "One event: what Segment sent",
        "The payload as a tree that folds, or raw (`v`), with search (`/`).",
        [("j", "alias"), ("enter", "STEPS"), ("l*", "[Segment sent]")], events=FEW,
    ),
    Scene(
        "event-gets", "One event: what Sprig gets",
        "The request, and what of the payload is not in it.",
        [("j j j", "Plan Upgraded"), ("enter", "STEPS"), ("l*", "[Sprig gets]")], events=FEW,
    ),
    Scene(
        "event-timeline", "One event: timeline",
        "Every attempt to deliver it, with the answer.",
        [("3", "[3 Deliveries]"), ("l l", "REFUSED"), ("enter", "STEPS"), ("l*", "[Timeline]")],
        config=shop(mode="live"), events=FEW, prepare=queue_and_try,
    ),
    Scene(
        "copy", "Copy as",
        "`Y` on an event: as curl, SDK call, record, or the request to Sprig without its key.",
        [("enter", "STEPS"), ("Y", "Copy event")], events=FEW,
    ),
    Scene(
        "mappings", "Mappings: triggered events",
        "What is forwarded, in the order in which it is tried, with the hits of each.",
        [("2", "[Triggered events 4]")], main=True,
    ),
    Scene(
        "page-urls", "Mappings: page URLs",
        "The rules for page calls.", [("2", "[Triggered"), ("l", "[Page URLs 2]")],
    ),
    Scene(
        "filters", "Mappings: filters",
        "Segment's destination filters, each with what it does in words.",
        [("2", "[Triggered"), ("l l", "[Filters 2]")], config=shop(more=FILTERS),
    ),
    Scene(
        "seen", "Mappings: seen, not mapped",
        "What arrived and no mapping takes: `a` adds the proposal, similar URLs are one rule.",
        [("2", "[Triggered"), ("h", "[Seen, not mapped")],
    ),
    Scene(
        "mapping-form", "The form of a mapping",
        "While it is typed: what it would match, and which of the last events it would change.",
        [("2", "[Triggered"), ("h", "startsWith"), ("a", "Add a page URL"), ("", "ctrl+o")],
        main=True,
    ),
    Scene(
        "filter-form", "The form of a filter",
        "The condition is checked as it is typed, and tried on recent events.",
        [("2", "[Triggered"), ("l l", "[Filters"), ("e", "Product Viewed")],
        config=shop(more=FILTERS),
    ),
    Scene(
        "review", "What will be written",
        "Before every save: the lines that change in the file.",
        [("2", "[Triggered"), MAPPING, ORDER, ("enter", "enter save")],
    ),
    Scene(
        "conflict", "A conflict",
        "The file changed meanwhile: the three states of the entry, and nothing is lost.",
        [
            ("2", "[Triggered"), ("j j e", "Edit triggered event"), ('"!"', "Plan Upgraded!"),
            _edit_by_another_hand, ("enter", "keep mine"),
        ],
    ),
    Scene(
        "changes", "What would change",
        "`ctrl+o` in a form lists the stored events that would be decided otherwise.",
        [("2", "[Triggered"), MAPPING, ORDER, ("ctrl+o", "gained")],
    ),
    Scene(
        "deliveries", "Deliveries",
        "What waits, what is tried again and when, what failed and why.",
        [("3", "[3 Deliveries]")], config=shop(mode="live"), prepare=queue_and_try, main=True,
    ),
    Scene(
        "deliveries-failed", "Deliveries: failed",
        "With the answer of the destination; `r` sends again.",
        [("3", "[3 Deliveries]"), ("l l", "REFUSED")],
        config=shop(mode="live"), prepare=queue_and_try,
    ),
    Scene(
        "overview", "Overview",
        "The flow, the books, what is not mapped, audiences, users, senders.",
        [("4", "[4 Overview]")], main=True,
    ),
    Scene(
        "settings", "Settings",
        "Every key of the config, and where its value comes from.",
        [("5", "[5 Settings]")], main=True,
    ),
    Scene("help", "Help", "`?`: the keys that work here, and others for them.", [("?", "HERE")]),
    Scene(
        "palette", "Commands",
        "`:` finds everything that a key does.", [(":", "Search"), ('"list"', "list")],
    ),
    Scene(
        "problems", "Problems",
        "`!`: what is wrong with the config, each with its line.",
        [("!", "Problems of the config")], config=shop(more=FLAWS).replace(
            '[listener]\nport = 8765\n', "", 1
        ),
    ),
    Scene(
        "doctor", "Doctor",
        "Every part of an event's way, from the command palette.",
        [(":", "Search"), ('"doctor"', "every part"), ("enter", "Doctor:")], prepare=_examine,
    ),
)  # fmt: skip
