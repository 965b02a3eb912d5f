"""What is asked before events are delivered again."""

from collections.abc import Callable

import pytest

from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.log import LogRow
from sprig_tui.domain.outbox import Lane
from sprig_tui.domain.reasons import Reason
from sprig_tui.domain.settings import Environment
from sprig_tui.ports import StoreUnavailableError
from sprig_tui.ui.resend import (
    NOT_FORWARDED,
    resend_failed,
    resend_rows,
)
from tests.screen import wait_for_text
from tests.ui.conftest import Terminal
from tests.ui.deliveries import LIVE, REFUSED, queue_rows, try_rows

PRODUCTION = Lane(environment=Environment.PRODUCTION)


async def test_what_cannot_be_resent_is_said(
    terminal: Callable[..., Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not forwarded, nothing failed, a store or an engine that does not answer."""
    scene = terminal(LIVE)
    app = scene.app

    async def broken(**_arguments: object) -> None:
        raise StoreUnavailableError("the store is gone")

    async def broken_rules(_version: str) -> None:
        raise StoreUnavailableError("no rules to read")

    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        assert not await resend_rows(app, [LogRow(1, 0, Reason.UNMAPPED_EVENT, "")])
        await wait_for_text(pilot, NOT_FORWARDED)
        assert not await resend_failed(app)
        await wait_for_text(pilot, "No failed event is kept")
        monkeypatch.setattr(scene.log, "rules", broken_rules)
        row = LogRow(1, 0, Reason.EVENT, "", delivery=DeliveryState.FAILED, rules_version="v")
        assert not await resend_rows(app, [row])
        await wait_for_text(pilot, "no rules to read")
        queue_rows(scene.log, 1)
        try_rows(scene.log, [REFUSED])
        scene.engine.unreachable = "no engine answers here"
        app.run_worker(resend_failed(app))
        await wait_for_text(pilot, "Resend the one that failed?", "> n No <")
        await pilot.press("y")
        await wait_for_text(pilot, "Not resent", "no engine answers here")
        monkeypatch.setattr(scene.outbox, "in_state", lambda *_a, **_k: broken())
        assert not await resend_failed(app)
        await wait_for_text(pilot, "the store is gone")
