"""An entry that was changed by two hands."""

import pytest
from textual.app import App

from sprig_tui.services.edit_conflict import FieldConflict
from sprig_tui.ui.modals.conflict import ConflictModal
from tests.screen import screen_text, wait_for_text, wait_until

LONG = "x" * 250
FIELDS = [
    FieldConflict("url", LONG, LONG + "1", LONG + "2"),
    FieldConflict("match", "legacy", "exactly", "legacy"),
    FieldConflict("sprig_event", "", "", "\x1b[31mBought [b]"),
    FieldConflict("enabled", "true", "false", "false"),
    FieldConflict("note", "n", "n", "n"),
]


class _Asking(App[None]):
    """Asks as soon as it is up."""

    def __init__(self, fields: list[FieldConflict]) -> None:
        super().__init__()
        self.modal = ConflictModal("The file changed while \x1b", fields)
        self.answers: list[str | None] = []

    def on_mount(self) -> None:
        self.push_screen(self.modal, self.answers.append)


async def test_the_three_states_of_each_field_are_told_in_words() -> None:
    """At 80x24 it scrolls; what nobody changed is one line; nothing of a value acts."""
    app = _Asking(FIELDS)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(
            pilot, "The file changed while \\x1b", "url  changed by both differently", "m keep mine"
        )
        await pilot.press("end")
        text = await wait_for_text(
            pilot,
            "match  changed in the file",
            "in the file   exactly",
            "you left it alone",
            "sprig_event  changed by you",
            "as you found  (empty)",
            "as you typed  \\x1b[31mBought [b]",
            "enabled  changed by both alike",
            "Nobody changed: note",
            "e edit further (esc)",
        )
        assert all(line.isprintable() for line in text.split("\n"))


async def test_an_entry_that_is_gone_is_said_to_be() -> None:
    app = _Asking([FieldConflict("url", "/a", None, "/b")])
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "It is not in the file any more", "in the file   not there")
        assert "Nobody changed" not in screen_text(app.screen)


@pytest.mark.parametrize(
    ("key", "answer"),
    [("m", "mine"), ("t", "theirs"), ("e", "edit"), ("escape", "edit"), ("c", "cancel")],
)
async def test_a_key_decides(key: str, answer: str) -> None:
    """Escape throws nothing away."""
    app = _Asking(FIELDS)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "m keep mine")
        await pilot.press(key)
        await wait_until(pilot, lambda: app.answers)
    assert app.answers == [answer]
