"""What is asked before events are delivered again."""

from collections.abc import Callable

import pytest

from sprig_tui.adapters.config.reading import read_config
from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.log import LogRow
from sprig_tui.domain.outbox import Lane
from sprig_tui.domain.reasons import Reason
from sprig_tui.domain.secret import Secret
from sprig_tui.domain.settings import Environment
from sprig_tui.ports import StoreUnavailableError
from sprig_tui.services.resending import ResendPlan
from sprig_tui.ui.resend import (
    NOT_FORWARDED,
    production_warning,
    resend_failed,
    resend_lines,
    resend_rows,
)
from tests.screen import wait_for_text
from tests.ui.conftest import Terminal
from tests.ui.deliveries import LIVE, REFUSED, queue_rows, try_rows

PRODUCTION = Lane(environment=Environment.PRODUCTION)


def lines(config: str, plan: ResendPlan) -> str:
    return "\n".join(resend_lines(plan, read_config(config, "/c", environment_key=Secret())))


@pytest.mark.parametrize(
    ("config", "words"),
    [
        (LIVE, "joins the queue now"),
        ("", "waits until the mode is live (m)"),
        ('[destination]\nmode = "live"', "waits until there is a key"),
    ],
)
def test_when_rows_leave_is_told(config: str, words: str) -> None:
    """By the mode and the key of now."""
    plan = ResendPlan([1, 2], {Lane(): 2})
    assert lines(config, plan) == f"2 to api.sprig.com (sprig, development): {words}."


def test_rows_of_another_lane_stay_held_and_repeats_are_named() -> None:
    """What is sent now comes first."""
    text = lines(LIVE, ResendPlan([1, 2, 3], {PRODUCTION: 2, Lane(): 1}, taken=1)).splitlines()
    assert text[0].startswith("1 to api.sprig.com (sprig, development)")
    assert text[1].endswith("(sprig, production): held until that destination is chosen.")
    assert text[2] == "1 was delivered before, so the same arrives twice."
    assert "2 were delivered" in lines(LIVE, ResendPlan([1, 2], {Lane(): 2}, taken=2))


def test_real_users_are_warned_of() -> None:
    assert production_warning(ResendPlan([1], {Lane(): 1})) == ""
    assert production_warning(ResendPlan([1], {PRODUCTION: 1})).startswith("PRODUCTION: 1 ")


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
        await wait_for_text(pilot, "Resend all 1 failed?")
        await pilot.press("y")
        await wait_for_text(pilot, "Not resent", "no engine answers here")
        monkeypatch.setattr(scene.outbox, "in_state", lambda *_a, **_k: broken())
        assert not await resend_failed(app)
        await wait_for_text(pilot, "the store is gone")
