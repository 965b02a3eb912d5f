"""A terminal that has something of everything, in ASCII, and the ways to each of its screens."""

from collections.abc import Callable
from typing import Any, Final

from textual.pilot import Pilot

from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.flow import DeliveryStatus, Flow
from sprig_tui.domain.reasons import Reason
from sprig_tui.services.diagnosis import Finding, Health
from tests import factories
from tests.log_rows import new_row
from tests.ui.conftest import Terminal
from tests.ui.deliveries import AGAIN, LIVE, REFUSED, TAKEN, queue_rows, try_rows

MAPPINGS: Final = """
[[triggered_events]]
event = "Signed Up"

[[triggered_events]]
event = "Cart Viewed"
enabled = false

[[page_urls]]
url = "https://shop.example/pricing"
match = "startsWith"

[[filters]]
name = "mail"
if = 'type = "identify"'
action = "drop_properties"
fields = { traits = ["email"] }
"""

PLACES: Final[dict[str, tuple[tuple[str, ...], str]]] = {
    "live": ((), "TIME"),
    "wide": (("w",), "TIME"),
    "filter": (("slash", "i", "s", "colon"), "esc"),
    "columns": (("C",), "Columns"),
    "export": (("x",), "Export"),
    "saved": (("at",), "Saved filters"),
    "event": (("enter",), "STEPS"),
    "payload": (("enter", "right"), "userId"),
    "raw": (("enter", "right", "v"), "userId"),
    "sent": (("enter", "right", "right"), "gets"),
    "timeline": (("enter", "right", "right", "right"), "12:00:15"),
    "replay": (("enter", "R"), "messageId"),
    "copies": (("enter", "Y"), "curl"),
    "mappings": (("2",), "Signed Up"),
    "mapping form": (("2", "e"), "Edit"),
    "delete": (("2", "X"), "Delete"),
    "pages": (("2", "tab"), "pricing"),
    "filters": (("2", "tab", "tab"), "CONDITION"),
    "filter form": (("2", "tab", "tab", "e"), "drop"),
    "seen": (("2", "tab", "tab", "tab"), "Seen"),
    "import": (("2", "i"), "Import"),
    "deliveries": (("3",), "Waiting"),
    "failed": (("3", "tab", "tab"), "Failed"),
    "resend": (("3", "tab", "tab", "r"), "esend"),
    "overview": (("4",), "FLOW"),
    "settings": (("5",), "kind"),
    "choice": (("5", "e"), "sprig"),
    "mode": (("m",), "hold"),
    "help": (("question_mark",), "esc"),
    "palette": (("colon",), "commands"),
    "problems": (("exclamation_mark",), "roblems"),
}
"""The keys that lead to each place, and a word that is to be seen there."""


async def furnished(terminal: Callable[..., Terminal], *, ascii_only: bool = False) -> Terminal:
    """Events of every outcome, rows in every delivery state, mappings, filters, findings."""
    scene = terminal(LIVE + MAPPINGS, ascii_only=ascii_only)
    queue_rows(scene.log, 9)
    try_rows(scene.log, [TAKEN, REFUSED, AGAIN])
    queue_rows(scene.log, 1, DeliveryState.DRY_RUN)
    queue_rows(scene.log, 1, DeliveryState.HELD)
    await scene.receive(
        factories.identify(),
        factories.track("Bought", messageId="b1"),
        factories.page("https://shop.example/docs", messageId="p1"),
        b"{",
    )
    scene.log.writes.note_audience("vip", "audience", "u_1", member=True, at_ms=scene.clock.ms)
    scene.log.writes.note_request("Bought", at_ms=scene.clock.ms)
    number = scene.log.writes.counts["last_id"] + 1
    scene.log.writes.append(new_row(number, Reason.EVENT, delivery=DeliveryState.DELIVERED))
    scene.filters.filters["mine"] = "is:failed"
    scene.findings = [Finding("port", Health.OK, "fine"), Finding("store", Health.PROBLEM, "full")]
    scene.engine.delivery = DeliveryStatus(Flow.SENDING, waiting=7, used=3, limit=1_000)
    return scene


async def leave(pilot: Pilot[Any], name: str) -> None:
    """Out of a place of `PLACES` again, with the lists turned back to the first."""
    for _ in range(5):
        if len(pilot.app.screen_stack) > 1 or name == "filter":
            await pilot.press("escape")
    keys = PLACES[name][0]
    await pilot.press(*["shift+tab"] * keys.count("tab"), *["w"] * keys.count("w"))
