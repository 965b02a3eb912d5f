"""What resending would send, where to and when, in words."""

from sprig_tui.domain.outbox import Lane
from sprig_tui.domain.settings import Destination, Environment, Mode
from sprig_tui.services.lane_words import lane_words
from sprig_tui.services.resending import ResendPlan


def resend_lines(plan: ResendPlan, destination: Destination, *, key: str = "") -> list[str]:
    """Where the rows of a plan go and when, one line for each lane.

    `key` is put after the mode: what to press for it.
    """
    own = Lane(destination.kind, destination.environment, destination.endpoint)
    lines = []
    for lane, count in sorted(plan.lanes.items(), key=lambda one: one[0] != own):
        when = _kept(lane, own, destination, key) or "joins the queue now"
        lines.append(f"{count:,} to {lane_words(lane)}: {when}.")
    if plan.taken:
        was = "was" if plan.taken == 1 else "were"
        lines.append(f"{plan.taken:,} {was} delivered before, so the same arrives twice.")
    return lines


def queued_words(plan: ResendPlan, queued: int, destination: Destination) -> str:
    """What became of a plan of which so many rows were queued; what keeps them is said."""
    own = Lane(destination.kind, destination.environment, destination.endpoint)
    said = f"Queued again: {queued:,} of {len(plan):,}"
    kept = {lane: why for lane in plan.lanes if (why := _kept(lane, own, destination, " (m)"))}
    if not queued or not kept:
        return f"{said}."
    if len(kept) == len(plan.lanes) and len(whys := set(kept.values())) == 1:
        return f"{said}, {whys.pop().replace('waits', 'held')}."
    count = sum(plan.lanes[lane] for lane in kept)
    return f"{said}; {count:,} held for now, 3 tells why."


def _kept(lane: Lane, own: Lane, destination: Destination, key: str) -> str:
    """What keeps rows of a lane from being sent, "" if nothing does."""
    if lane != own:
        return "held until that destination is chosen"
    if destination.mode is not Mode.LIVE:
        return f"waits until the mode is live{key}"
    return "" if destination.api_key() else "waits until there is a key"


def production_warning(plan: ResendPlan) -> str:
    """What to warn of when real users are among them, "" else."""
    real = sum(
        count for lane, count in plan.lanes.items() if lane.environment is Environment.PRODUCTION
    )
    return f"PRODUCTION: {real:,} for your real users." if real else ""
