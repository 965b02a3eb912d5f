"""The Overview screen: what an operator reads and does there."""

from collections.abc import Callable

from tests import factories
from tests.screen import wait_for_text
from tests.ui.conftest import Terminal


async def test_the_books_stand_in_words_and_follow_the_log(
    terminal: Callable[..., Terminal],
) -> None:
    """An empty log says what to do; then every event is counted where it went."""
    scene = terminal()
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4")
        await wait_for_text(pilot, "[4 Overview]", "No event yet.")
        await scene.receive(factories.identify(), factories.track(messageId="2"))
        await wait_for_text(pilot, "received 2 >", "filtered 1 >", "forwarded 1: dry run 1")
