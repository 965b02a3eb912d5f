"""The question behind `r`: deliver events again, saying how many and where to."""

from collections.abc import Sequence
from typing import Final

from sprig_tui.domain.config_edits import ConfigSnapshot
from sprig_tui.domain.log import LogRow
from sprig_tui.domain.outbox import Lane
from sprig_tui.domain.reasons import Outcome
from sprig_tui.domain.safe_text import safe
from sprig_tui.domain.settings import Environment, Mode
from sprig_tui.ports import EngineUnreachableError, StoreUnavailableError
from sprig_tui.services.lane_words import lane_words
from sprig_tui.services.resending import Resending, ResendPlan
from sprig_tui.ui.modals.confirm import ConfirmModal
from sprig_tui.ui.terminal import TerminalApp

NOT_FORWARDED: Final = "Only an event that is forwarded can be resent."


def resend_lines(plan: ResendPlan, snapshot: ConfigSnapshot) -> list[str]:
    """Where the rows of a plan go and when, one line for each lane."""
    destination = snapshot.config.destination
    own = Lane(destination.kind, destination.environment, destination.endpoint)
    lines = []
    for lane, count in sorted(plan.lanes.items(), key=lambda one: one[0] != own):
        if lane != own:
            when = "held until that destination is chosen"
        elif destination.mode is not Mode.LIVE:
            when = "waits until the mode is live (m)"
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


async def resend_rows(app: TerminalApp, rows: Sequence[LogRow]) -> bool:
    """Ask for these rows, then queue them again; call it from a worker. True when it was done."""
    forwarded = [row for row in rows if row.outcome is Outcome.FORWARDED]
    if not forwarded:
        app.notify(NOT_FORWARDED)
        return False
    name = safe(forwarded[0].name or forwarded[0].type or "this event", 60)
    what = f"{name} (#{forwarded[0].id})" if len(forwarded) == 1 else f"{len(forwarded):,} events"
    service = _service(app)
    try:
        plan = await service.plan(forwarded)
    except StoreUnavailableError as error:
        app.notify(str(error), severity="error")
        return False
    return await _ask_and_send(app, service, plan, f"Resend {what}?")


async def resend_failed(app: TerminalApp) -> bool:
    """Ask for everything that failed, then queue it again; call it from a worker."""
    service = _service(app)
    try:
        plan = await service.plan_failed()
    except StoreUnavailableError as error:
        app.notify(str(error), severity="error")
        return False
    if not plan.row_ids:
        app.notify("No failed event is kept that could be resent.")
        return False
    return await _ask_and_send(app, service, plan, f"Resend all {len(plan):,} failed?")


def _service(app: TerminalApp) -> Resending:
    context = app.context
    return Resending(context.reader, context.outbox, context.engine)


async def _ask_and_send(
    app: TerminalApp, service: Resending, plan: ResendPlan, question: str
) -> bool:
    warning = production_warning(plan)
    modal = ConfirmModal(
        question,
        "\n".join(resend_lines(plan, app.snapshot)),
        yes="Resend",
        warning=warning,
        dangerous=bool(warning),
    )
    if not await app.push_screen_wait(modal):
        return False
    try:
        queued = await service.send(plan)
    except EngineUnreachableError as error:
        app.notify(str(error), title="Not resent", severity="error")
        return False
    app.notify(f"Queued again: {queued:,} of {len(plan):,}.")
    return True
