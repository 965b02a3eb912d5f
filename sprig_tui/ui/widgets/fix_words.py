"""What to do about one event, and with which key of its screen."""

from typing import Final

from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.reasons import Outcome, Reason
from sprig_tui.services.event_story import EventStory
from sprig_tui.services.since_then import Mended
from sprig_tui.ui.advice import advice, instead, mended_words

_SENDER: Final = "The sender has to change it. Press E to mend it here and send it again."

FIXES: Final[dict[Reason, str]] = {
    Reason.MAPPING_DISABLED: "Press a to switch the mapping on, c to go to it.",
    Reason.UNMAPPED_EVENT: "Press a to map it; register it in Sprig too.",
    Reason.UNMAPPED_PAGE: "Press a to map the page; register it in Sprig too.",
    Reason.UNKNOWN_USER: "Press u to make the user known; or send an identify first.",
    Reason.SAMPLED_OUT: "Press c to go to the filter that samples; raise its percent there.",
    Reason.DESTINATION_FILTER: "Press c to go to the filter, if the event should pass.",
    Reason.INVALID_FILTER: "Press c to go to the filter; until it is mended nothing passes.",
    Reason.INVALID_FIELD: _SENDER,
    Reason.MISSING_USER_ID: "Identify the user first: only a userId is matched. E adds one here.",
    Reason.MISSING_URL: "Send properties.url with the page call. E adds one here.",
    Reason.INTEGRATIONS: "The sender's integrations object must let it through. E changes it here.",
}
NOT_KEPT: Final = frozenset(
    (
        Reason.INVALID_JSON,
        Reason.NOT_AN_OBJECT,
        Reason.TOO_LARGE,
        Reason.TOO_DEEP,
        Reason.BATCH_LIMIT,
    )
)
"""Of these no whole event is kept that could be mended here."""
NEAR: Final = " c goes to the mapping that it almost matches, e edits it."
OTHERS: Final = " o shows what other kinds do."


def fix_words(story: EventStory, *, near: bool, mended: Mended | None = None) -> str:
    """One or two sentences; `near` says that `c` leads to a mapping that almost matched.

    `mended` is what changed since; nothing else is to be done then.
    """
    row = story.stored.row
    if story.as_kind is not None:
        return ""
    if mended is not None:
        return mended_words(mended, "R")
    if row.outcome is Outcome.REJECTED:
        return advice(row, "the next part") if row.reason in NOT_KEPT else _SENDER
    if row.reason is Reason.UNSUPPORTED_TYPE:
        return instead(story.rules.kind, row.type) + OTHERS
    if row.delivery is DeliveryState.FAILED:
        return "The timeline has the answer. Press r to deliver it again."
    said = FIXES.get(row.reason) or advice(row, "the next part")
    unmapped = row.reason in (Reason.UNMAPPED_EVENT, Reason.UNMAPPED_PAGE)
    return said + NEAR if near and unmapped else said
