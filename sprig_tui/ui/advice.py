"""What an operator can do about an outcome, and with which key."""

from typing import Final

from sprig_tui.domain.decision import Table
from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.log import LogRow
from sprig_tui.domain.reasons import Outcome, Reason
from sprig_tui.services.since_then import Mended

_SENDER: Final = "The sender has to change it; {place} shows what arrived."

ADVICE: Final[dict[Reason, str]] = {
    Reason.DUPLICATE: "Nothing to do: the first one was decided already.",
    Reason.INTEGRATIONS: "The sender's integrations object must let Sprig through.",
    Reason.UNSUPPORTED_TYPE: "Nothing to do here: the destination cannot take this call.",
    Reason.SAMPLED_OUT: "c shows the sampling filter; change it in the file if too few pass.",
    Reason.DESTINATION_FILTER: "c shows the filter; change it in the file if it should pass.",
    Reason.INVALID_FILTER: "c shows the filter; until it is mended in the file nothing passes.",
    Reason.MISSING_USER_ID: "Identify the user before this call; Sprig matches by userId only.",
    Reason.INVALID_FIELD: _SENDER,
    Reason.MAPPING_DISABLED: "c shows the mapping, where space switches it on.",
    Reason.UNMAPPED_EVENT: "a adds a triggered event for it; register it in Sprig too.",
    Reason.UNMAPPED_PAGE: "a adds a page URL for it; register it in Sprig too.",
    Reason.MISSING_URL: "Send properties.url with the page call.",
    Reason.UNKNOWN_USER: "u makes the user known; or send an identify first.",
}

_DELIVERY: Final[dict[DeliveryState, str]] = {
    DeliveryState.DRY_RUN: "Dry run: shown, not sent. m chooses the mode.",
    DeliveryState.HELD: "Held until the mode is live (m) and its destination is chosen.",
    DeliveryState.PENDING: "Queued: it leaves by itself; 3 tells when.",
    DeliveryState.RETRYING: "Nothing to do: it is tried again by itself; 3 tells when.",
    DeliveryState.DELIVERED: "Nothing to do: the destination took it.",
    DeliveryState.FAILED: "{place} shows the answer; 3 resends it.",
}


def advice(row: LogRow, place: str = "enter") -> str:
    """One sentence for the row; `place` is where the whole event is shown."""
    if row.outcome is Outcome.REJECTED:
        said = _SENDER
    elif row.outcome is Outcome.FORWARDED:
        said = _DELIVERY[row.delivery] if row.delivery else ""
    else:
        said = ADVICE[row.reason]
    return said.format(place=place)


def mended_words(mended: Mended, resend: str, off: str = "a goes to it") -> str:
    """One sentence on what changed since; `resend` sends anew, `off` is for a mapping that is."""
    if not mended.key:
        return f"Since then its user became known; {resend} sends it anew."
    number = int(mended.key.rpartition(".")[2]) + 1
    if mended.off:
        return f"Since then #{number} matches it, but it is switched off; {off}."
    return f"Since then #{number} maps it; {resend} sends it anew."


def mappable(row: LogRow) -> tuple[Table, str] | None:
    """The table and pattern of a mapping that would forward the row, None if none would help."""
    if not row.name:
        return None
    if row.reason is Reason.UNMAPPED_EVENT:
        return "triggered_events", row.name
    if row.reason is Reason.UNMAPPED_PAGE:
        return "page_urls", row.name
    return None
