"""The question behind `r`: deliver events again, saying how many and where to."""

from collections.abc import Sequence
from typing import Final

from sprig_tui.domain.log import LogRow
from sprig_tui.domain.reasons import Outcome
from sprig_tui.domain.safe_text import safe
from sprig_tui.ports import EngineUnreachableError, StoreUnavailableError
from sprig_tui.services.resend_words import production_warning, queued_words, resend_lines
from sprig_tui.services.resending import Resending, ResendPlan
from sprig_tui.ui.modals.confirm import ConfirmModal
from sprig_tui.ui.terminal import TerminalApp

NOT_FORWARDED: Final = "Only an event that is forwarded can be resent."


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
    what = "the one that failed" if len(plan) == 1 else f"all {len(plan):,} that failed"
    return await _ask_and_send(app, service, plan, f"Resend {what}?")


def _service(app: TerminalApp) -> Resending:
    context = app.context
    return Resending(context.reader, context.outbox, context.engine)


async def _ask_and_send(
    app: TerminalApp, service: Resending, plan: ResendPlan, question: str
) -> bool:
    warning = production_warning(plan)
    lines = resend_lines(plan, app.snapshot.config.destination, key=" (m)")
    modal = ConfirmModal(
        question,
        "\n".join(lines),
        yes="Resend",
        warning=warning,
        dangerous=True,
    )
    if not await app.push_screen_wait(modal):
        return False
    try:
        queued = await service.send(plan)
    except EngineUnreachableError as error:
        app.notify(app.engine_words(error), title="Not resent", severity="error")
        return False
    app.notify(queued_words(plan, queued, app.snapshot.config.destination))
    return True
