"""Making a user known, from wherever it is asked."""

from collections.abc import Callable

import pytest

from sprig_tui.domain.log import LogRow
from sprig_tui.domain.reasons import Reason
from sprig_tui.ui.known_user import make_known
from tests.screen import wait_for_text
from tests.ui.conftest import Terminal


@pytest.mark.parametrize(
    "row",
    [
        None,
        LogRow(1, 0, Reason.EVENT, "", user_id="u"),
        LogRow(1, 0, Reason.UNKNOWN_USER, "", user_id=None),
    ],
)
async def test_other_events_are_only_explained(
    terminal: Callable[..., Terminal], row: LogRow | None
) -> None:
    """No question is asked."""
    scene = terminal()
    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        await wait_for_text(pilot, "LISTENING")
        await make_known(scene.app, row)
        await wait_for_text(pilot, "This key is for events")
        assert len(scene.app.screen_stack) == 1
        assert scene.engine.known == []
