"""What an operator is told before deliveries begin."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sprig_tui.domain.config_edits import ConfigSnapshot
from sprig_tui.domain.delivery_settings import DeliverySettings, delivery_settings
from sprig_tui.domain.flow import Flow
from sprig_tui.domain.outbox import Lane, LaneFigures
from sprig_tui.domain.request_window import LIMIT, PERIOD_S
from sprig_tui.domain.settings import Environment, Kind
from sprig_tui.services.lane_words import host_of

QUESTION: Final = "Go live?"
RELEASE_QUESTION: Final = "Send what waits?"


@dataclass(frozen=True, slots=True)
class GoLive:
    """`lines` say what will be sent, where to and with which key (masked).

    `warning` is for real users, "" in development. With a `refusal` nothing may be asked: it says
    why nothing could be sent, and what to do.
    """

    lines: tuple[str, ...] = ()
    warning: str = ""
    refusal: str = ""


def going_live(
    snapshot: ConfigSnapshot, lanes: Sequence[LaneFigures], *, named_explicitly: bool
) -> GoLive:
    """What going live with a configuration means, by what waits in the queue.

    `named_explicitly` is as `delivery_settings` takes it.
    """
    settings = delivery_settings(snapshot, named_explicitly=named_explicitly)
    if settings.stopped is not None:
        word = "NO KEY" if settings.stopped is Flow.NO_KEY else "BAD ENDPOINT"
        return GoLive(refusal=f"{word}. {settings.sentence}")
    production = settings.lane.environment is Environment.PRODUCTION
    return GoLive(
        lines=tuple(_lines(settings, snapshot, lanes)),
        warning="PRODUCTION: these are your real users." if production else "",
    )


def starts_sending(
    before: ConfigSnapshot, after: ConfigSnapshot, *, named_explicitly: bool
) -> bool:
    """Whether `after` sends what `before` does not: it is live, to another lane or by another key.

    A key that was refused and one of another workspace hold rows back as no key does.
    """
    old = delivery_settings(before, named_explicitly=named_explicitly)
    new = delivery_settings(after, named_explicitly=named_explicitly)
    same = old.sends and (old.lane, old.key) == (new.lane, new.key)
    return new.sends and not same


def released(
    snapshot: ConfigSnapshot, lanes: Sequence[LaneFigures], *, named_explicitly: bool
) -> int:
    """How many waiting rows leave by themselves once `snapshot` holds."""
    settings = delivery_settings(snapshot, named_explicitly=named_explicitly)
    return _waiting(lanes, settings.lane)[0] if settings.sends else 0


def _lines(
    settings: DeliverySettings, snapshot: ConfigSnapshot, lanes: Sequence[LaneFigures]
) -> list[str]:
    lane = settings.lane
    rows, users = _waiting(lanes, lane)
    others = sum(_waiting(lanes, one.lane)[0] for one in lanes if one.lane != lane)
    origin = " (from $SPRIG_TUI_API_KEY)" if snapshot.environment_key else ""
    lines = [
        f"{_events(rows)} at once and in order, then each new one as it comes."
        if rows
        else "Nothing waits now; each event that is forwarded leaves as it comes.",
        f"To    {host_of(lane)}",
        f"Key   {lane.environment.value} {settings.key.masked()}{origin}",
        f"Kind  {lane.kind.value}",
    ]
    if lane.kind is not Kind.GLEAP and users > LIMIT:
        minutes = users / LIMIT * PERIOD_S / 60
        lines.append(
            f"Sprig takes {LIMIT:,} requests in {PERIOD_S / 60:.0f} minutes, so {users:,} users "
            f"take about {minutes:,.0f} minutes."
        )
    if others:
        are = (
            "waits for another destination and stays"
            if others == 1
            else ("wait for another destination and stay")
        )
        lines.append(f"{others:,} {are} held.")
    lines.append("What was shown as a dry run stays so until you resend it.")
    return lines


def _events(count: int) -> str:
    return "1 waiting event leaves" if count == 1 else f"{count:,} waiting events leave"


def _waiting(lanes: Sequence[LaneFigures], lane: Lane) -> tuple[int, int]:
    """Rows and users of a lane that wait."""
    found = next((one for one in lanes if one.lane == lane), None)
    return (sum(found.states.values()), found.users) if found else (0, 0)
