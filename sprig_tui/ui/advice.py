"""What an operator can do about an outcome, and with which key."""

from typing import Final

from sprig_tui.domain.decision import Table
from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.events import CallType
from sprig_tui.domain.log import LogRow
from sprig_tui.domain.reasons import MEANING, Outcome, Reason
from sprig_tui.domain.safe_text import safe
from sprig_tui.domain.settings import Kind
from sprig_tui.services.since_then import Mended
from sprig_tui.ui.widgets.kind_words import RECEIVERS

_SENDER: Final = "The sender has to change it; {place} shows what arrived."

ADVICE: Final[dict[Reason, str]] = {
    Reason.DUPLICATE: "Nothing to do: the first one was decided already.",
    Reason.INTEGRATIONS: "The sender's integrations object must let Sprig through.",
    Reason.SAMPLED_OUT: "c shows the sampling filter; change it in the file if too few pass.",
    Reason.DESTINATION_FILTER: "c shows the filter; change it in the file if it should pass.",
    Reason.INVALID_FILTER: "c shows the filter; until it is mended in the file nothing passes.",
    Reason.MISSING_USER_ID: "Identify the user before this call; Sprig matches by userId only.",
    Reason.INVALID_FIELD: _SENDER,
    Reason.MAPPING_DISABLED: "a switches the mapping on that matches; c goes to it.",
    Reason.UNMAPPED_EVENT: "a adds a triggered event for it; register it in Sprig too.",
    Reason.UNMAPPED_PAGE: "a adds a page URL for it; register it in Sprig too.",
    Reason.MISSING_URL: "Send properties.url with the page call.",
    Reason.UNKNOWN_USER: "u makes the user known; or send an identify first.",
}

_DELIVERY: Final[dict[DeliveryState, str]] = {
    DeliveryState.DRY_RUN: "Dry run: shown, not sent. r sends it; m chooses the mode.",
    DeliveryState.HELD: "Held until the mode is live (m) and its destination is chosen.",
    DeliveryState.PENDING: "Queued: it leaves by itself; 3 tells when.",
    DeliveryState.RETRYING: "Nothing to do: it is tried again by itself; 3 tells when.",
    DeliveryState.DELIVERED: "Nothing to do: the destination took it.",
    DeliveryState.FAILED: "{place} shows the answer; 3 resends it.",
}

_GROUP: Final = "{receiver} takes no group: put its traits on the user with an identify."
_JOIN: Final = "Identify the user by the new id instead; {receiver} joins no two users."
INSTEAD: Final[dict[tuple[Kind, CallType], str]] = {
    (Kind.SPRIG, CallType.GROUP): _GROUP,
    (Kind.SPRIG, CallType.SCREEN): "Send a track; or choose kind sprig_actions: it takes screens.",
    (Kind.SPRIG_ACTIONS, CallType.GROUP): _GROUP,
    (Kind.SPRIG_ACTIONS, CallType.PAGE): "Send a track; or choose kind sprig: it takes pages.",
    (Kind.SPRIG_ACTIONS, CallType.ALIAS): "Identify by the new id; or choose kind sprig.",
    (Kind.SPRIG_ACTIONS, CallType.DELETE): "Choose kind sprig, which takes deletions.",
    (Kind.GLEAP, CallType.GROUP): _GROUP,
    (Kind.GLEAP, CallType.ALIAS): _JOIN,
}
"""What to do about a call that a kind of destination does not take (design.md, section 4)."""


def advice(row: LogRow, place: str = "enter", kind: Kind = Kind.SPRIG) -> str:
    """One sentence for the row; `place` is where the whole event is shown.

    `kind` is the destination's, for a call that it does not take.
    """
    if row.outcome is Outcome.REJECTED:
        said = _SENDER
    elif row.outcome is Outcome.FORWARDED:
        said = _DELIVERY[row.delivery] if row.delivery else ""
    elif row.reason is Reason.UNSUPPORTED_TYPE:
        said = instead(kind, row.type)
    else:
        said = ADVICE[row.reason]
    return said.format(place=place)


def instead(kind: Kind, type_: str | None) -> str:
    """What to do about a call that a kind of destination does not take."""
    said = next(
        (words for (of, call), words in INSTEAD.items() if of is kind and call.value == type_),
        "{receiver} does not take this call.",
    )
    return said.format(receiver=RECEIVERS[kind])


def mended_words(mended: Mended, resend: str, off: str = "a goes to it") -> str:
    """One sentence on what changed since; `resend` sends anew, `off` is for a mapping that is."""
    if not mended.key:
        return f"Since then its user became known; {resend} sends it anew."
    number = int(mended.key.rpartition(".")[2]) + 1
    if mended.off:
        return f"Since then #{number} matches it, but it is switched off; {off}."
    return f"Since then #{number} maps it; {resend} sends it anew."


def unmappable_words(row: LogRow) -> str:
    """Why no mapping would help a row that `mappable` has nothing for."""
    if row.type not in (CallType.TRACK, CallType.PAGE):
        return f"Only tracks and pages are mapped; this is: {safe(row.type or 'no call')}."
    if row.outcome is Outcome.FORWARDED:
        return "Nothing is left to map: this event is forwarded."
    return f"A mapping would not help this event. {MEANING[row.reason]}"


def mappable(row: LogRow) -> tuple[Table, str] | None:
    """The table and pattern of a mapping that would forward the row, None if none would help."""
    if not row.name:
        return None
    if row.reason is Reason.UNMAPPED_EVENT:
        return "triggered_events", row.name
    if row.reason is Reason.UNMAPPED_PAGE:
        return "page_urls", row.name
    return None
