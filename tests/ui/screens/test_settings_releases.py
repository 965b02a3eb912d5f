"""No change of a setting lets waiting events leave without a question."""

from collections.abc import Callable

import pytest

from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.reasons import Reason
from sprig_tui.domain.rules import RulesSource
from sprig_tui.domain.settings import Environment
from sprig_tui.ports import StoreUnavailableError
from sprig_tui.ui.modals.confirm import ConfirmModal
from sprig_tui.ui.modals.setting_form import SettingForm
from tests.log_rows import new_row
from tests.screen import wait_for_no_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal
from tests.ui.deliveries import queue_rows
from tests.ui.screens.test_settings import go_to

KEYS = '[destination.api_keys]\ndevelopment = "dev-canary-1234"\n'
BOTH = KEYS + 'production = "prod-canary-5678"\n'
LIVE = '[destination]\nmode = "live"\n'
ELSEWHERE = LIVE + 'endpoint = "https://far.example"\n' + KEYS
GLEAP = LIVE + 'kind = "gleap"\n' + KEYS
AGAIN = ("enter", *"dev-canary-1234", "enter")


async def declined_then_agreed(
    scene: Terminal, setting: str, keys: tuple[str, ...], line: str, *words: str
) -> None:
    """Press `keys` on a setting twice: enter alone says no to what is asked, y says yes."""
    before = scene.config.text
    async with scene.app.run_test(size=(100, 30), notifications=True) as pilot:
        await pilot.press("5")
        await wait_for_text(pilot, "COMES FROM")
        for answer in ("enter", "y"):
            await go_to(pilot, setting)
            await pilot.press(*keys)
            text = await wait_for_text(
                pilot, "Send what waits?", "3 waiting events leave at once", *words
            )
            assert "canary" not in text
            assert scene.config.text == before
            await pilot.press(answer)
            await wait_for_no_text(pilot, "Send what waits?")
            if isinstance(pilot.app.screen, SettingForm):
                await wait_for_text(pilot, "not saved")
                await pilot.press("escape")
                await wait_for_no_text(pilot, "enter save")
        await wait_until(pilot, lambda: line in scene.config.text)


@pytest.mark.parametrize(
    ("config", "setting", "keys", "line"),
    [
        (ELSEWHERE, "destination.endpoint", ("X",), 'endpoint = ""'),
        (GLEAP, "destination.kind", ("enter", "k", "k", "enter"), 'kind = "sprig"'),
        (GLEAP, "destination.kind", ("X",), 'kind = "sprig"'),
        (LIVE, "destination.api_keys.development", AGAIN, 'development = "dev-canary-1234"'),
    ],
)
async def test_waiting_events_leave_only_after_a_yes(
    terminal: Callable[..., Terminal],
    config: str,
    setting: str,
    keys: tuple[str, ...],
    line: str,
) -> None:
    """Of an endpoint, a kind, a first key; chosen, typed and made the default."""
    scene = terminal(config)
    queue_rows(scene.log, 3)
    words = ("To    api.sprig.com", "Key   development", "1234", "Kind  sprig")
    await declined_then_agreed(scene, setting, keys, line, *words)
    assert line in scene.config.text


async def test_real_users_are_named(terminal: Callable[..., Terminal]) -> None:
    """One question, with the warning of production."""
    scene = terminal(LIVE + 'environment = "development"\n' + BOTH)
    rules = RulesSource(environment=Environment.PRODUCTION)
    scene.log.writes.save_rules("production", rules.model_dump_json())
    for number in range(1, 4):
        row = new_row(number, Reason.EVENT, delivery=DeliveryState.HELD, rules_version="production")
        scene.log.writes.append(row)
    keys = ("enter", "j", "enter")
    words = ("PRODUCTION: these are your real users.", "Key   production", "5678")
    line = 'environment = "production"'
    await declined_then_agreed(scene, "destination.environment", keys, line, *words)
    assert line in scene.config.text


async def test_undo_asks_as_the_edit_would(terminal: Callable[..., Terminal]) -> None:
    """What was taken away flows again only after a yes."""
    scene = terminal(LIVE + 'kind = "sprig"\n' + KEYS)
    before = scene.config.text
    queue_rows(scene.log, 3)
    async with scene.app.run_test(size=(100, 30)) as pilot:
        await pilot.press("5")
        await wait_for_text(pilot, "COMES FROM")
        await go_to(pilot, "destination.kind")
        await pilot.press("enter", "j", "j", "enter")
        await wait_for_text(pilot, "saved: kind = gleap")
        await pilot.press("u")
        await wait_for_text(pilot, "Send what waits?", "3 waiting events")
        await pilot.press("enter")
        await wait_for_no_text(pilot, "Send what waits?")
        assert 'kind = "gleap"' in scene.config.text
        await pilot.press("u")
        await wait_for_text(pilot, "Send what waits?")
        await pilot.press("y")
        await wait_until(pilot, lambda: scene.config.text == before)


async def test_nothing_that_waits_is_no_question(terminal: Callable[..., Terminal]) -> None:
    """Nor is a change that lets nothing flow."""
    scene = terminal(GLEAP)
    async with scene.app.run_test(size=(100, 30)) as pilot:
        await pilot.press("5")
        await wait_for_text(pilot, "COMES FROM")
        await go_to(pilot, "destination.kind")
        await pilot.press("X")
        await wait_for_text(pilot, "saved: kind is the default")
        assert not isinstance(pilot.app.screen, ConfirmModal)


async def test_a_queue_that_cannot_be_read_keeps_the_setting(
    terminal: Callable[..., Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody could say what would leave."""
    scene = terminal(GLEAP)

    async def broken(**_arguments: object) -> None:
        raise StoreUnavailableError("the store is gone")

    monkeypatch.setattr(scene.outbox, "lanes", broken)
    async with scene.app.run_test(size=(100, 30), notifications=True) as pilot:
        await pilot.press("5")
        await wait_for_text(pilot, "COMES FROM")
        await go_to(pilot, "destination.kind")
        await pilot.press("X")
        await wait_for_text(pilot, "The queue cannot be read")
        assert scene.config.text == GLEAP
