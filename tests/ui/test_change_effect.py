"""What a saved edit changed."""

from collections.abc import Callable

import pytest

from sprig_tui.domain.comparison import Comparison
from sprig_tui.domain.config_edits import ConfigSnapshot
from sprig_tui.ports import StoreUnavailableError
from sprig_tui.services.change_preview import ChangePreview
from sprig_tui.ui.change_effect import tell_effect
from sprig_tui.ui.screens import mappings
from tests.screen import screen_text, wait_for_no_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal

CONFIG = """
[destination]
unknown_users = "forward"
[[triggered_events]]
event = "Signed Up"
"""
SIGNED_UP = {"type": "track", "event": "Signed Up", "userId": "u_1", "messageId": "m-1"}
PAGE = {"type": "page", "userId": "u_1", "messageId": "m-2"}


async def test_an_edit_of_one_key_is_followed_by_what_it_changed(
    terminal: Callable[..., Terminal],
) -> None:
    """After the save, and of undo too."""
    scene = terminal(CONFIG)
    await scene.receive(SIGNED_UP, PAGE)
    async with scene.app.run_test(size=(120, 36), notifications=True) as pilot:
        await wait_for_text(pilot, "WHO")
        await pilot.press("2")
        await wait_for_text(pilot, "Signed Up", "HITS")
        await pilot.press("space")
        await wait_for_text(pilot, "#1 is off")
        await wait_for_text(pilot, "like the 2 stored: 1 moves from forwarded to")
        await pilot.press("u")
        await wait_for_text(pilot, "like the 2 stored: 1 moves from filtered to")


async def test_the_effect_goes_with_the_next_edit(
    terminal: Callable[..., Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside what an undo says it would be taken for that of the undo."""
    for name in ("NOTICE_S", "READ_S"):
        monkeypatch.setattr(f"sprig_tui.ui.telling.{name}", 3_600)
    scene = terminal(CONFIG)
    await scene.receive(SIGNED_UP, PAGE)
    async with scene.app.run_test(size=(120, 36), notifications=True) as pilot:
        await wait_for_text(pilot, "WHO")
        await pilot.press("2")
        await wait_for_text(pilot, "Signed Up", "HITS")
        await pilot.press("space")
        await wait_for_text(pilot, "#1 is off", "1 moves from forwarded to")
        monkeypatch.setattr("sprig_tui.ui.change_effect.PAUSE_S", 3_600)
        await pilot.press("u")
        await wait_for_text(pilot, "saved: undone")
        await wait_for_no_text(pilot, "1 moves from forwarded to")


async def test_what_changes_nothing_is_not_told(
    terminal: Callable[..., Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor that the log could not be asked."""
    scene = terminal(CONFIG)
    await scene.receive(SIGNED_UP)
    async with scene.app.run_test(size=(120, 36), notifications=True) as pilot:
        await wait_for_text(pilot, "WHO")
        snapshot = scene.context.snapshot
        await tell_effect(scene.app, snapshot, snapshot)

        async def refuse(*_args: object, **_named: object) -> Comparison:
            raise StoreUnavailableError("locked")

        monkeypatch.setattr(ChangePreview, "compare", refuse)
        await tell_effect(scene.app, snapshot, snapshot)
        await pilot.pause()
        assert "would" not in screen_text(scene.app.screen)


async def test_what_was_looked_at_before_the_save_is_not_told_again(
    terminal: Callable[..., Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The review has said it; the edit after it is told of."""
    told: list[str] = []

    async def tell(_app: object, _before: object, after: ConfigSnapshot) -> None:
        told.append(after.text)

    monkeypatch.setattr(mappings, "tell_effect", tell)
    scene = terminal(CONFIG)
    await scene.receive(SIGNED_UP, PAGE)
    async with scene.app.run_test(size=(120, 36), notifications=True) as pilot:
        await wait_for_text(pilot, "WHO")
        await pilot.press("2")
        await wait_for_text(pilot, "Signed Up", "HITS")
        await pilot.press("X")
        await wait_for_text(pilot, "Delete #1", "1 would move", "forwarded to")
        await pilot.press("enter")
        await wait_for_text(pilot, "saved: #1 deleted")
        await pilot.press("u")
        await wait_for_text(pilot, "undone")
        await wait_until(pilot, lambda: told == [CONFIG])
