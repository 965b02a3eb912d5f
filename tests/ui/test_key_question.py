"""A key is checked from Settings, after a question."""

import pytest

from sprig_tui.domain.answers import Answer
from tests.screen import screen_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal
from tests.ui.screens.test_setting_list import OnSettings
from tests.ui.screens.test_settings import go_to

KEYS = """
[destination.api_keys]
development = "sk_canary_1111"
production = "sk_canary_2222"
"""


@pytest.mark.parametrize(
    ("cursor", "name", "mask"),
    [
        ("destination.api_keys.production", "production", "2222"),
        ("destination.api_keys.development", "development", "1111"),
        ("destination.kind", "development", "1111"),
    ],
)
async def test_the_key_of_the_cursor_is_checked(cursor: str, name: str, mask: str) -> None:
    """On another setting the one in use; only once that is agreed to."""
    terminal = Terminal(KEYS)
    async with OnSettings(terminal.context).run_test(size=(100, 30), notifications=True) as pilot:
        await go_to(pilot, cursor)
        await pilot.press("c")
        text = await wait_for_text(
            pilot,
            f"Send the {name} key to api.sprig.com?",
            "GET https://api.sprig.com/v2/users/sprig-tui-check",
        )
        assert f"••••••••{mask}" in text
        assert not terminal.destination.sent
        await pilot.press("y")
        await wait_for_text(pilot, "accepted: api.sprig.com answered 404")
        assert "canary" not in screen_text(pilot.app.screen)
    assert [key.reveal()[-4:] for _, key, _ in terminal.destination.sent] == [mask]


async def test_enter_alone_sends_nothing() -> None:
    terminal = Terminal(KEYS)
    async with OnSettings(terminal.context).run_test(size=(100, 30), notifications=True) as pilot:
        await go_to(pilot, "destination.api_keys.production")
        await pilot.press("c")
        await wait_for_text(pilot, "Send the production key")
        await pilot.press("enter")
        await wait_until(pilot, lambda: len(pilot.app.screen_stack) == 1)
    assert terminal.destination.sent == []


async def test_a_refused_key_is_said_to_be_so() -> None:
    terminal = Terminal(KEYS)
    terminal.destination.answer = Answer(401)
    async with OnSettings(terminal.context).run_test(size=(100, 30), notifications=True) as pilot:
        await go_to(pilot, "destination.api_keys.production")
        await pilot.press("c")
        await wait_for_text(pilot, "Send the production key")
        await pilot.press("y")
        await wait_for_text(pilot, "refused: api.sprig.com answered 401")


async def test_without_a_key_there_is_nothing_to_ask() -> None:
    terminal = Terminal("")
    async with OnSettings(terminal.context).run_test(size=(100, 30), notifications=True) as pilot:
        await go_to(pilot, "destination.api_keys.production")
        await pilot.press("c")
        await wait_for_text(pilot, "Nothing was sent", "There is no API key")
    assert terminal.destination.sent == []
