"""Dry run, live and hold, switched from a screen."""

from collections.abc import Callable

import pytest

from sprig_tui.domain.config_edits import ConfigError, ConfigProblem
from sprig_tui.ports import StoreUnavailableError
from tests.screen import wait_for_no_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal
from tests.ui.deliveries import LIVE, queue_rows

HOLD = LIVE.replace('"live"', '"hold"')
PRODUCTION = (
    '[destination]\nmode = "hold"  # ours\nenvironment = "production"\n'
    '[destination.api_keys]\nproduction = "prod-canary-5678"\n'
)


@pytest.mark.parametrize("screen", ["1", "3"])
async def test_going_live_says_what_is_sent_and_is_asked(
    terminal: Callable[..., Terminal], screen: str
) -> None:
    """Enter alone says no; yes is one edit of the file, and the head says it."""
    scene = terminal(HOLD)
    queue_rows(scene.log, 3)
    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press(screen)
        await wait_for_text(pilot, "HOLD", "m Mode")
        for answer in ("enter", "y"):
            await pilot.press("m")
            await wait_for_text(pilot, "Mode: what happens", "> hold")
            await pilot.press("k")
            await wait_for_text(pilot, "> live")
            await pilot.press("enter")
            text = await wait_for_text(
                pilot,
                "Go live?",
                "3 waiting events leave at once",
                "To    api.sprig.com",
                "Key   development ••••••••1234",
                "Kind  sprig",
            )
            assert "canary" not in text
            assert "PRODUCTION" not in text
            assert scene.config.text == HOLD
            await pilot.press(answer)
            await wait_for_no_text(pilot, "Go live?")
        await wait_until(pilot, lambda: scene.config.text == LIVE)
        await wait_for_text(pilot, "LIVE", "what waits is sent then")


async def test_production_is_named_and_comments_stay(terminal: Callable[..., Terminal]) -> None:
    """By word and sign, beside its colour."""
    scene = terminal(PRODUCTION)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3", "m")
        await wait_for_text(pilot, "! PRODUCTION !", "> hold")
        await pilot.press("k", "enter")
        await wait_for_text(pilot, "! PRODUCTION: these are your real users.", "5678")
        await pilot.press("y")
        await wait_until(pilot, lambda: 'mode = "live"  # ours' in scene.config.text)


async def test_without_a_key_the_answer_is_no(terminal: Callable[..., Terminal]) -> None:
    """Nothing is asked, nothing saved, and what to do is said."""
    scene = terminal()
    async with scene.app.run_test(size=(100, 30), notifications=True) as pilot:
        await pilot.press("3", "m")
        await wait_for_text(pilot, "> dry_run")
        await pilot.press("j", "enter")
        await wait_for_text(pilot, "Not live", "NO KEY.")
        assert scene.config.text == ""


async def test_other_modes_hold_at_once(terminal: Callable[..., Terminal]) -> None:
    """Without a question; the present one again and escape change nothing."""
    scene = terminal(LIVE)
    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("3", "m")
        await wait_for_text(pilot, "> live")
        await pilot.press("escape")
        await wait_for_no_text(pilot, "> live")
        await pilot.press("m")
        await wait_for_text(pilot, "> live")
        await pilot.press("enter")
        await wait_for_no_text(pilot, "> live")
        assert scene.config.text == LIVE
        await pilot.press("m")
        await wait_for_text(pilot, "> live")
        await pilot.press("j", "enter")
        await wait_until(pilot, lambda: scene.config.text == HOLD)
        await wait_for_text(pilot, "Hold: what is forwarded waits", "HOLD")


async def test_what_cannot_be_done_is_said(
    terminal: Callable[..., Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that cannot be written; a queue that cannot be read."""
    scene = terminal(LIVE)

    async def unwritable(*_arguments: object) -> None:
        raise ConfigError("/c.toml", (ConfigProblem("error", "it cannot be written"),))

    async def broken(**_arguments: object) -> None:
        raise StoreUnavailableError("the store is gone")

    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        with monkeypatch.context() as patch:
            patch.setattr(scene.config, "write", unwritable)
            await pilot.press("3", "m")
            await wait_for_text(pilot, "> live")
            await pilot.press("k", "enter")
            await wait_for_text(pilot, "Not saved:", "it cannot be written")
        scene.config.edit_by_hand(HOLD)
        await wait_for_text(pilot, "HOLD")
        monkeypatch.setattr(scene.outbox, "lanes", broken)
        await pilot.press("m")
        await wait_for_text(pilot, "> hold")
        await pilot.press("k", "enter")
        await wait_for_text(pilot, "The queue cannot be read")
        assert scene.config.text == HOLD


async def test_what_others_wrote_meanwhile_stays(terminal: Callable[..., Terminal]) -> None:
    """A line elsewhere in the file keeps nobody from stopping what is sent."""
    scene = terminal(LIVE)
    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("3", "m")
        await wait_for_text(pilot, "> live")
        scene.config.edit_by_hand("# mine\n" + LIVE)
        await pilot.press("j", "enter")
        await wait_for_text(pilot, "Hold: what is forwarded waits")
        assert scene.config.text == "# mine\n" + HOLD


async def test_a_mode_that_another_hand_changed_is_asked_about(
    terminal: Callable[..., Terminal],
) -> None:
    """The one that was in force when the question came up too."""
    scene = terminal(HOLD)
    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("3", "m")
        await wait_for_text(pilot, "> hold")
        scene.config.edit_by_hand(LIVE)
        await wait_until(pilot, lambda: scene.app.snapshot.text == LIVE)
        await pilot.press("enter")
        await wait_for_text(pilot, "The file changed meanwhile", "live", "hold")
        await pilot.press("m")
        await wait_for_text(pilot, "Hold: what is forwarded waits")
        assert scene.config.text == HOLD
