"""The head of the Deliveries screen."""

from collections.abc import Callable

from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.flow import DeliveryStatus, Flow
from sprig_tui.domain.flow_counts import BUCKET_MS
from sprig_tui.domain.outbox import Lane
from sprig_tui.domain.reasons import Reason
from sprig_tui.domain.rules import RulesSource
from sprig_tui.domain.settings import Environment
from tests.log_rows import new_row
from tests.screen import screen_text, wait_for_text
from tests.ui.conftest import Terminal
from tests.ui.deliveries import LIVE, TAKEN, queue_rows, try_rows


async def test_the_queue_is_told_and_followed(terminal: Callable[..., Terminal]) -> None:
    """States, figures and the flow, as they change."""
    scene = terminal(LIVE)
    queue_rows(scene.log, 3)
    scene.engine.delivery = DeliveryStatus(Flow.SENDING, waiting=3, used=7, limit=1_000)
    async with scene.app.run_test(size=(120, 36)) as pilot:
        await pilot.press("3")
        text = await wait_for_text(pilot, "SENDING", "pending 3", "7 of 1,000", "no answers yet")
        assert "users" not in text
        try_rows(scene.log, [TAKEN])
        await wait_for_text(pilot, "pending 2", "delivered 1", "answer p50 41 ms")
        scene.engine.delivery = DeliveryStatus(Flow.KEY_REFUSED, "Answered 401.", waiting=2)
        await wait_for_text(pilot, "KEY REFUSED", "Answered 401.", "5 Settings")
        scene.engine.unreachable = "no engine answers"
        await wait_for_text(pilot, "NO ENGINE", "Nothing is sent: no engine answers")


async def test_lanes_are_listed_when_rows_wait_for_more_than_one(
    terminal: Callable[..., Terminal],
) -> None:
    """The one that is sent first; too many are counted."""
    scene = terminal(LIVE)
    for number in range(1, 5):
        lane = Lane(environment=Environment.PRODUCTION, endpoint=f"http://127.0.0.1:{number}")
        source = RulesSource(environment=lane.environment, endpoint=lane.endpoint)
        scene.log.writes.save_rules(f"v{number}", source.model_dump_json())
        version, held = f"v{number}", DeliveryState.HELD
        scene.log.writes.append(new_row(number, Reason.EVENT, rules_version=version, delivery=held))
    queue_rows(scene.log, 1)
    async with scene.app.run_test(size=(100, 24)) as pilot:
        await pilot.press("3")
        text = await wait_for_text(pilot, "api.sprig.com (sprig, development)", "and 3 more")
        assert text.index("● api.sprig.com") < text.index(
            "(sprig, production)  not chosen now  held 1"
        )
        await pilot.resize_terminal(100, 40)
        await wait_for_text(pilot, "127.0.0.1:1", "127.0.0.1:4")
        assert "more" not in screen_text(scene.app.screen)


async def test_a_queue_that_only_grows_is_told_with_its_rates(
    terminal: Callable[..., Terminal],
) -> None:
    """Instead of why it is slow: it never catches up by itself."""
    scene = terminal(LIVE)
    queue_rows(scene.log, 3)
    bucket = scene.clock.ms // BUCKET_MS
    for age in range(30):
        scene.log.writes.flow[bucket - age, "forwarded"] = 50
        scene.log.writes.flow[bucket - age, "delivered"] = 33
    scene.engine.delivery = DeliveryStatus(
        Flow.PACED, "1,000 of 1,000 are used.", waiting=900, used=1_000, limit=1_000
    )
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        await wait_for_text(pilot, "PACED", "The queue only grows: 5.0 events/s", "catches up.")
