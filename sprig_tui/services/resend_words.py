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
        if lane != own:
            when = "held until that destination is chosen"
        elif destination.mode is not Mode.LIVE:
            when = f"waits until the mode is live{key}"
        elif not destination.api_key():
            when = "waits until there is a key"
        else:
            when = "joins the queue now"
        lines.append(f"{count:,} to {lane_words(lane)}: {when}.")
    if plan.taken:
        was = "was" if plan.taken == 1 else "were"
        lines.append(f"{plan.taken:,} {was} delivered before, so the same arrives twice.")
    return lines


def production_warning(plan: ResendPlan) -> str:
    """What to warn of when real users are among them, "" else."""
    real = sum(
        count for lane, count in plan.lanes.items() if lane.environment is Environment.PRODUCTION
    )
    return f"PRODUCTION: {real:,} for your real users." if real else ""
