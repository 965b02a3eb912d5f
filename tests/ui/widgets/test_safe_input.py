"""A text field for text that nobody vouches for."""

import pytest
from textual.app import App, ComposeResult

from sprig_tui.ui.widgets.safe_input import SafeInput, drawable
from tests.screen import screen_text, wait_for_text, wait_until

NASTY = "a\x1b]0;gone\x07\x9b2J\u202e\u200b\x00b[@click=app.quit]c[/]"


class OneField(App[None]):
    def __init__(self, value: str, *, password: bool = False) -> None:
        super().__init__()
        self.start = value
        self.password = password

    def compose(self) -> ComposeResult:
        yield SafeInput(self.start, password=self.password)


@pytest.mark.parametrize("code", [*range(0x20), *range(0x7F, 0xA0), 0x202E, 0x200B, 0xD800, 0xE000])
def test_a_character_that_drives_a_terminal_has_a_stand_in(code: int) -> None:
    """One for one, so that the cursor stays where it is."""
    assert drawable(f"a{chr(code)}b") == "a\ufffdb"


def test_other_text_stays_as_it_is() -> None:
    """Accents and wide characters too; a heap of marks is cut off."""
    assert drawable("Kauf bestätigt 日本 e\u0301") == "Kauf bestätigt 日本 e\u0301"
    assert drawable("e" + "\u0301" * 6) == "e" + "\u0301" * 4 + "\ufffd" * 2


async def test_the_field_draws_stand_ins_and_keeps_its_value() -> None:
    """What is saved is what was seen in the event."""
    async with OneField(NASTY).run_test(size=(60, 5)) as pilot:
        text = await wait_for_text(pilot, "a\ufffd]0;gone\ufffd\ufffd2J\ufffd\ufffd\ufffdb[@click=")
        assert all(character.isprintable() for character in text.replace("\n", ""))
        await pilot.press("end", "x")
        field = pilot.app.query_one(SafeInput)
        await wait_until(pilot, lambda: field.value == NASTY + "x")


async def test_a_password_is_dots() -> None:
    """As many as it has characters."""
    async with OneField("secret", password=True).run_test(size=(60, 5)) as pilot:
        await wait_for_text(pilot, "••••••")
        assert "secret" not in screen_text(pilot.app.screen)
